import Engine
import Glibc

/// Held by the one daemon that works on a state directory, for as long as it runs. It is on the directory itself: the
/// file `lock` is for single transactions, which the command line makes too.
final class DaemonLock: Sendable {
    private let descriptor: Int32

    /// Throws where another daemon holds it.
    ///
    /// - Parameters:
    ///   - patience: a command that asks whether a daemon is there holds the lock for the moment of asking.
    ///   - pause: waits for the time between two tries.
    init(
        directory: String, patience: Duration = .seconds(1), pause: (Duration) -> Void = FileDisk.sleep
    ) throws(CommandError) {
        let opened = try Self.open(directory)
        var pauses = LockPauses(patience: patience)
        while flock(opened, LOCK_EX | LOCK_NB) != 0 {
            if errno == EINTR { continue }
            guard let length = pauses.next() else {
                close(opened)
                throw .world("another kutsu works on \(directory) already: stop that one first")
            }
            pause(length)
        }
        descriptor = opened
    }

    deinit { close(descriptor) }

    /// Whether a daemon works on the directory at this moment. Asked with a shared lock, so that two commands that ask
    /// at the same time do not take each other for the daemon.
    static func isHeld(directory: String) -> Bool {
        guard let descriptor = try? open(directory) else { return false }
        defer { close(descriptor) }
        while flock(descriptor, LOCK_SH | LOCK_NB) != 0 {
            if errno != EINTR { return true }
        }
        return false
    }

    private static func open(_ directory: String) throws(CommandError) -> Int32 {
        let descriptor = Privileges.asCaller { Glibc.open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard descriptor >= 0 else { throw .world("cannot open \(directory): \(String(cString: strerror(errno)))") }
        return descriptor
    }
}
