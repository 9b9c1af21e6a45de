import Base
import Engine
import Glibc

/// The system's real-time clock, in whole seconds.
struct SystemClock: Clock {
    func now() -> Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(secondsSince1970: Int64(time.tv_sec))
    }

    func sleep(_ length: Duration) async {
        // Cancellation ends the sleep early and is no error here, as the protocol says.
        try? await Task.sleep(for: length)
    }
}
