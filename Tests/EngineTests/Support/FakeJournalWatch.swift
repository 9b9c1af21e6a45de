import Base
import Engine
import Synchronization

/// Tells of changes when a test does.
final class FakeJournalWatch: JournalWatch {
    private let hasChanged = Mutex(false)
    private let clock: VirtualClock

    init(clock: VirtualClock) { self.clock = clock }

    func tell() {
        hasChanged.withLock { $0 = true }
        clock.interrupt("journal")
    }

    func waitForChange() async {
        while !Task.isCancelled {
            let isNews = hasChanged.withLock { hasChanged in
                defer { hasChanged = false }
                return hasChanged
            }
            if isNews { return }
            await clock.sleep(.seconds(1_000_000_000), as: "journal")
        }
    }
}

/// Remembers what it was told.
final class FakeSupervisor: Supervisor {
    private let inside = Mutex<(news: [SupervisorNews], interval: Duration?)>(([], nil))

    var news: [SupervisorNews] { inside.withLock { $0.news } }
    var heartbeatInterval: Duration? {
        get { inside.withLock { $0.interval } }
        set { inside.withLock { $0.interval = newValue } }
    }

    func notify(_ news: SupervisorNews) { inside.withLock { $0.news.append(news) } }
}
