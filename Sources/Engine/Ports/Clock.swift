import Base

/// What time it is, and waiting.
package protocol Clock: Sendable {
    func now() -> Instant
    /// Returns early, without an error, when the task is cancelled.
    func sleep(_ length: Duration) async
}

/// Chance.
package protocol Entropy: Sendable {
    func bytes(_ count: Int) -> [UInt8]
}

extension Entropy {
    /// Evenly spread in 0 ..< 1, in steps of 2⁻²⁴.
    func fraction() -> Double {
        bytes(3).reduce(0) { ($0 * 256) + Double($1) } / 16_777_216
    }
}
