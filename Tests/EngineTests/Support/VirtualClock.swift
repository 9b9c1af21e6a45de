import Base
import Engine
import Synchronization

/// A clock that moves only when a test moves it.
final class VirtualClock: Engine.Clock {
    private struct Sleeper {
        let end: Duration
        let name: String
        let continuation: CheckedContinuation<Void, Never>
    }

    private struct Inside {
        /// Since 1970.
        var time: Duration
        var sleepers: [Int: Sleeper] = [:]
        var newest = 0
        /// What the clock shows whatever time it is.
        var stands: Instant?
    }

    private let inside: Mutex<Inside>

    init(at start: Instant) { inside = Mutex(Inside(time: .seconds(start.secondsSince1970))) }

    func now() -> Instant {
        inside.withLock { $0.stands ?? Instant(secondsSince1970: $0.time.components.seconds) }
    }

    /// The hand stands still from now on, while time passes.
    func stand() { inside.withLock { $0.stands = Instant(secondsSince1970: $0.time.components.seconds) } }

    /// Since 1970, whatever the hand shows.
    var time: Duration { inside.withLock { $0.time } }

    func sleep(_ length: Duration) async { await sleep(length, as: "") }

    /// A sleep that `interrupt` ends by its name.
    func sleep(_ length: Duration, as name: String) async {
        let number = inside.withLock { inside in
            inside.newest += 1
            return inside.newest
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = inside.withLock { inside in
                    if Task.isCancelled || length <= .zero { return true }
                    inside.sleepers[number] = Sleeper(
                        end: inside.time + length, name: name, continuation: continuation)
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            inside.withLock { $0.sleepers.removeValue(forKey: number) }?.continuation.resume()
        }
    }

    func interrupt(_ name: String) { wake { $0.name == name } }

    /// When the first sleeper wakes; nil where nobody sleeps.
    var nextEnd: Duration? { inside.withLock { $0.sleepers.values.map(\.end).min() } }

    /// Moves the hand, forwards only, and wakes whose time has come.
    func move(to time: Duration) {
        let now = inside.withLock { inside in
            inside.time = max(inside.time, time)
            return inside.time
        }
        wake { $0.end <= now }
    }

    private func wake(_ isMeant: (Sleeper) -> Bool) {
        // In the order they came, so that the same seed gives the same run.
        let woken = inside.withLock { inside in
            let some = inside.sleepers.filter { isMeant($0.value) }.sorted { $0.key < $1.key }
            for (number, _) in some { inside.sleepers[number] = nil }
            return some
        }
        for (_, sleeper) in woken { sleeper.continuation.resume() }
    }
}
