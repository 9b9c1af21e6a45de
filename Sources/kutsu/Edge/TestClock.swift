import Engine
import Rules
import Synchronization
import Wire

/// A clock that a test sets: a file with one RFC 3339 instant, named by `KUTSU_TEST_CLOCK_FILE`.
///
/// Waiting still takes real time at most; a hand that is moved far enough ends it early.
struct TestClock: Clock {
    static let variable = "KUTSU_TEST_CLOCK_FILE"

    private let file: String
    private let last: Last

    /// What was last read: a test that is just writing the file leaves a moment without one.
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

    /// The file is read ten times a second.
    private static let nap = Duration.milliseconds(100)

    private static func read(_ file: String) -> Instant? {
        SystemFiles.text(file).flatMap { Instant($0.split(whereSeparator: \.isWhitespace).first ?? "") }
    }
}

extension Site {
    /// The clock on the wall, or the one that a test sets: that one only where no mail can leave this machine.
    func clock() throws(Refusal) -> any Clock {
        guard let file = SystemFiles.environment(TestClock.variable) else { return SystemClock() }
        let servers = [configuration.mailbox.url] + configuration.relays.map(\.url)
        guard servers.allSatisfy(Self.isLoopback) else {
            throw .configuration(
                "\(TestClock.variable) is for tests on this machine: mailbox and relay must be on 127.0.0.1, ::1 or "
                    + "localhost; unset it")
        }
        guard let clock = TestClock(file: file) else {
            throw .configuration(
                "\(file): \(TestClock.variable) names no file with an instant; write one such as 2026-12-11T09:00:00Z")
        }
        return clock
    }

    private static func isLoopback(_ url: String) -> Bool { (try? Endpoint(url).isLoopback) ?? false }
}
