/// Growing, jittered pauses between tries.
package struct Backoff: Sendable, Equatable {
    /// Seconds.
    package var first: Double
    package var longest: Double
    private(set) var failures = 0

    package init(first: Double, longest: Double) {
        self.first = first
        self.longest = longest
    }

    /// A connection that was lost or refused.
    package static let connection = Backoff(first: 1, longest: 300)
    /// A wrong password: providers lock accounts after a handful of tries in a few minutes.
    package static let denied = Backoff(first: 60, longest: 1800)
    /// A disk that is full, or read-only.
    static let disk = Backoff(first: 1, longest: 60)

    /// Seconds until the next try: twice the last, then 50 to 100 % of that by `chance` in 0 ..< 1.
    package mutating func pause(chance: Double) -> Double {
        let whole = min(longest, first * Double(sign: .plus, exponent: min(failures, 20), significand: 1))
        failures += 1
        return whole * (0.5 + chance / 2)
    }

    /// The next pause is the first again.
    package mutating func succeed() { failures = 0 }

    package var isTroubled: Bool { failures > 0 }
}
