import Rendering

/// Why the files of a list cannot be read or written.
package enum LedgerError: Error, Hashable, Sendable, CustomStringConvertible {
    case disk(DiskError)
    /// A line that is neither whole nor the torn last one.
    case damaged(file: String, line: Int, reason: String)
    /// The file belongs to another list, or to a newer Kutsu.
    case foreign(file: String, reason: String)
    /// The daemon works on the files at this moment.
    case inUse
    /// Another process held the lock for longer than was waited.
    case locked(for: Duration)
    /// A file that decisions refer to is gone.
    case missing(file: String)
    /// A mail that the files should keep cannot be put into words.
    case unwritable(LetterError)

    package var description: String {
        switch self {
        case .disk(let error):
            "\(error). Nothing is lost: mail stays on the server until the disk takes it"
        case .damaged(let file, let line, let reason):
            "\(file) is damaged in line \(line): \(reason). Nothing was changed; `kutsu fsck` tells more, "
                + "`kutsu fsck --repair` mends"
        case .foreign(let file, let reason): "\(file) cannot be used: \(reason)"
        case .inUse: "the daemon is running: stop it first, for example with `systemctl stop kutsu@LIST`"
        case .locked(let length):
            "the list's files have been locked by another kutsu for more than \(length.inSeconds), perhaps a command that "
                + "was stopped with Ctrl-Z: `lslocks` names it; let it go on with `fg`, or end it. Nothing was changed"
        case .unwritable(let error): "\(error)"
        case .missing(let file): "\(file) is missing; restore it from a backup, or see `kutsu fsck`"
        }
    }
}

/// Runs disk work inside the ledger's own error.
func onDisk<R>(_ body: () throws(DiskError) -> R) throws(LedgerError) -> R {
    do { return try body() } catch { throw .disk(error) }
}

/// Runs the writing of a mail inside the ledger's own error.
package func inWords<R>(_ body: () throws(LetterError) -> R) throws(LedgerError) -> R {
    do { return try body() } catch { throw .unwritable(error) }
}

extension Disk {
    /// Takes the lock, or throws `.locked`.
    func acquire(_ mode: LockMode) throws(LedgerError) {
        guard try onDisk({ () throws(DiskError) in try lock(mode) }) else { throw .locked(for: patience) }
    }
}

extension Duration {
    /// `10 s`, or `0.5 s`.
    fileprivate var inSeconds: String {
        let (seconds, attoseconds) = components
        let tenths = attoseconds / 100_000_000_000_000_000
        return tenths == 0 ? "\(seconds) s" : "\(seconds).\(tenths) s"
    }
}
