import Glibc

/// Held by the one daemon that works on a state directory, for as long as it runs. It is on the directory itself: the
/// file `lock` is for single transactions, which the command line makes too.
final class DaemonLock: Sendable {
    private let descriptor: Int32

    /// Throws where another daemon holds it.
    init(directory: String) throws(Refusal) {
        descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .world("cannot open \(directory): \(String(cString: strerror(errno)))") }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw .world("another kutsu works on \(directory) already: stop that one first")
        }
    }

    deinit { close(descriptor) }

    /// Whether a daemon works on the directory at this moment.
    static func isHeld(directory: String) -> Bool {
        do throws(Refusal) {
            _ = try DaemonLock(directory: directory)
            return false
        } catch {
            return true
        }
    }
}
