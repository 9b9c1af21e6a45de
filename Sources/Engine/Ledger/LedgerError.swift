import Rules

/// Why the files of a list cannot be read or written.
package enum LedgerError: Error, Hashable, Sendable, CustomStringConvertible {
    case disk(DiskError)
    /// A line that is neither whole nor the torn last one.
    case damaged(file: String, line: Int, reason: String)
    /// The file belongs to another list, or to a newer Kutsu.
    case foreign(file: String, reason: String)
    /// The daemon works on the files at this moment.
    case inUse
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
        case .unwritable(let error): "\(error)"
        case .missing(let file): "\(file) is missing; restore it from a backup, or see `kutsu fsck`"
        }
    }
}

/// Runs disk work inside the ledger's own error.
func onDisk<R>(_ body: () throws(DiskError) -> R) throws(LedgerError) -> R {
    do { return try body() } catch { throw .disk(error) }
}
