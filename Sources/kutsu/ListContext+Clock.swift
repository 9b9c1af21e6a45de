import Base
import Engine

extension ListContext {
    /// The system clock, or the one that a test sets: that one only where no mail can leave this machine.
    func clock() throws(CommandError) -> any Clock {
        guard let file = SystemFiles.environment(TestClock.variable) else { return SystemClock() }
        let servers = [configuration.mailbox.url] + configuration.relays.map(\.url)
        guard servers.allSatisfy(\.isLoopback) else {
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
}
