import Engine
import Wire

/// Why a command does not do what it was asked; the words go to standard error, the number to the shell.
enum CommandError: Error, CustomStringConvertible {
    /// The world said no: exit 1.
    case world(String)
    /// The command was used wrongly: exit 64.
    case usage(String)
    /// The configuration is bad: exit 78.
    case configuration(String)

    var description: String {
        switch self {
        case .world(let text), .usage(let text), .configuration(let text): text
        }
    }

    /// sysexits(3).
    var exitCode: Int32 {
        switch self {
        case .world: 1
        case .usage: 64
        case .configuration: 78
        }
    }

    /// Runs work on the list's files.
    static func onLedger<R>(_ body: () throws(LedgerError) -> R) throws(CommandError) -> R {
        do { return try body() } catch { throw .world(error.description) }
    }
}
