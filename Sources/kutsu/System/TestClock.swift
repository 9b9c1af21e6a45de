import Base
import Engine
import Synchronization

/// A clock that a test sets: a file with one RFC 3339 instant, named by `KUTSU_TEST_CLOCK_FILE`.
///
/// A sleep takes its length in real time at most. It ends early when the file's time has passed its end.
struct TestClock: Clock {
    static let variable = "KUTSU_TEST_CLOCK_FILE"

    private let file: String
    private let last: Last

    /// The last instant that was read: while a test writes the file, it may be empty for a moment.
    private final class Last: Sendable {
        let instant: Mutex<Instant>
        init(_ instant: Instant) { self.instant = Mutex(instant) }
    }

    /// Nil where the file holds no instant.
    init?(file: String) {
        guard let instant = Self.read(file) else { return nil }
        self.file = file
        last = Last(instant)
    }

    func now() -> Instant {
        let read = Self.read(file)
        return last.instant.withLock { instant in
            instant = read ?? instant
            return instant
        }
    }

    func sleep(_ length: Duration) async {
        let end = now() + Seconds(max(1, length.components.seconds))
        var waited = Duration.zero
        while waited < length, now() < end, !Task.isCancelled {
            let nap = min(Self.nap, length - waited)
            try? await Task.sleep(for: nap)
            waited += nap
        }
    }

    /// While it sleeps, the file is read ten times a second.
    private static let nap = Duration.milliseconds(100)

    private static func read(_ file: String) -> Instant? {
        SystemFiles.text(file).flatMap { Instant($0.split(whereSeparator: \.isWhitespace).first ?? "") }
    }
}
