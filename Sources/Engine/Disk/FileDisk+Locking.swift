import Glibc
import Synchronization

extension FileDisk {
    /// flock(2) knows no deadline, and an alarm that ends it early would be the whole process's: so it is asked without
    /// blocking, with pauses in between.
    package func lock(_ mode: LockMode) throws(DiskError) -> Bool {
        var pauses = LockPauses(patience: patience)
        while flock(lockFile, (mode == .shared ? LOCK_SH : LOCK_EX) | LOCK_NB) != 0 {
            if errno == EINTR { continue }
            guard errno == EWOULDBLOCK else { throw Self.error("lock", "lock") }
            guard let length = pauses.next() else { return false }
            pause(length)
        }
        return true
    }

    /// Whoever comes next may put other files in the place of those that are open.
    package func unlock() {
        openFiles.withLock { files in files.closeAll { _ in true } }
        _ = flock(lockFile, LOCK_UN)
    }

    /// Holds up the thread.
    package static let sleep: @Sendable (Duration) -> Void = { length in
        let (seconds, attoseconds) = length.components
        var time = timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
        var rest = time
        // A signal ends it early.
        while nanosleep(&time, &rest) != 0, errno == EINTR { time = rest }
    }
}
