import Engine
import Glibc
import Rules

/// The clock on the wall.
struct SystemClock: Clock {
    func now() -> Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(secondsSince1970: Int64(time.tv_sec))
    }

    func sleep(_ length: Duration) async {
        // Cancellation ends the sleep early, which is all a caller wants of it.
        try? await Task.sleep(for: length)
    }
}

/// Chance from the kernel.
struct SystemEntropy: Entropy {
    func bytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}
