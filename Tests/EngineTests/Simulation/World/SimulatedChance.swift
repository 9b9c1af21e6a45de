import Base
import Engine
import Synchronization

/// One stream of a seed's chance. Each part of a simulated world has its own, so that what one asks more often does not
/// shift what another gets.
final class SimulatedChance: Entropy {
    private let generator: Mutex<SplitMix64>

    init(seed: UInt64, stream: UInt64) {
        generator = Mutex(SplitMix64(state: seed &* 0x9E37_79B9_7F4A_7C15 ^ stream &* 0xD1B5_4A32_D192_ED03))
    }

    func below(_ bound: Int) -> Int { generator.withLock { Int.random(in: 0..<bound, using: &$0) } }
    func oneIn(_ bound: Int) -> Bool { below(bound) == 0 }
    func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

    func seconds(_ range: ClosedRange<Int64>) -> Seconds {
        Seconds(generator.withLock { Int64.random(in: range, using: &$0) })
    }

    func bytes(_ count: Int) -> [UInt8] {
        generator.withLock { generator in (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) } }
    }
}

/// How often what went wrong.
final class FaultCount: Sendable {
    private let counts = Mutex<[String: Int]>([:])
    /// Off: the world behaves.
    private let isOff = Mutex(false)

    var all: [String: Int] { counts.withLock { $0 } }
    var isOn: Bool { isOff.withLock { !$0 } }

    func end() { isOff.withLock { $0 = true } }

    /// Whether this fault happens now, as one time in so many it does.
    func happens(_ name: String, oneIn bound: Int, _ chance: SimulatedChance) -> Bool {
        guard isOn, chance.oneIn(bound) else { return false }
        note(name)
        return true
    }

    func note(_ name: String) { counts.withLock { $0[name, default: 0] += 1 } }
}
