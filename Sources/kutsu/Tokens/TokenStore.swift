import Base
import Engine
import Glibc
import OAuth

/// The file of the tokens in the state directory, 0600, and the lock that one process holds while it renews them.
struct TokenStore: Sendable {
    private static let halfWritten = StoredTokens.file + ".new"
    private static let lockFile = StoredTokens.file + ".lock"

    private let disk: any Disk
    private let directory: String

    init(disk: any Disk, directory: String) {
        self.disk = disk
        self.directory = directory
    }

    /// Nil where there are none, or none that this Kutsu can read.
    func read() throws(DiskError) -> StoredTokens? {
        try disk.read(StoredTokens.file).flatMap { StoredTokens(text: String(decoding: $0, as: UTF8.self)) }
    }

    /// There whole or not at all, also after a crash.
    func write(_ tokens: StoredTokens) throws(DiskError) {
        try disk.write(Array(tokens.text.utf8), to: Self.halfWritten)
        try disk.sync(Self.halfWritten)
        try disk.rename(Self.halfWritten, to: StoredTokens.file)
        try disk.syncFolder("")
    }

    /// Held for as long as the value lives.
    final class Lock: Sendable {
        private let descriptor: Int32
        fileprivate init(descriptor: Int32) { self.descriptor = descriptor }
        deinit { close(descriptor) }
    }

    /// Takes the lock as soon as it is free; nil where another process holds it for longer than a request takes. A lock
    /// of its own: the list's other files must not wait for an identity provider.
    func lock(patience: Duration = .seconds(45)) async throws(DiskError) -> Lock? {
        if try disk.status(of: Self.lockFile) == nil { try disk.write([], to: Self.lockFile) }
        let descriptor = Privileges.asCaller {
            open("\(directory)/\(Self.lockFile)", O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        }
        guard descriptor >= 0 else {
            throw DiskError(
                action: "open", name: Self.lockFile, code: errno, reason: String(cString: strerror(errno)))
        }
        let lock = Lock(descriptor: descriptor)
        let deadline = ContinuousClock.now + patience
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard ContinuousClock.now < deadline else { return nil }
            try? await Task.sleep(for: .milliseconds(50))
        }
        return lock
    }
}
