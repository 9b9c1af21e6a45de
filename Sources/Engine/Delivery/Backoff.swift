/// Growing, jittered pauses between tries, and the memory that makes a trouble be told once.
package struct Backoff: Sendable, Equatable {
    /// Seconds.
    package var first: Double
    package var longest: Double
    private(set) var failures = 0
    private var lastTold: String?

    package init(first: Double, longest: Double) {
        self.first = first
        self.longest = longest
    }

    /// A connection that was lost or refused.
    package static let connection = Backoff(first: 1, longest: 300)
    /// A wrong password: providers lock accounts after a handful of tries in a few minutes.
    package static let denied = Backoff(first: 60, longest: 1800)

    /// Seconds until the next try: twice the last, then 50 to 100 % of that by `chance` in 0 ..< 1.
    package mutating func pause(chance: Double) -> Double {
        let whole = min(longest, first * Double(sign: .plus, exponent: min(failures, 20), significand: 1))
        failures += 1
        return whole * (0.5 + chance / 2)
    }

    /// The next pause is the first again; the trouble stays known.
    package mutating func begin() { failures = 0 }

    package mutating func succeed() {
        failures = 0
        lastTold = nil
    }

    /// Whether `trouble` is news: the same words again are not.
    package mutating func isNews(_ trouble: String) -> Bool {
        defer { lastTold = trouble }
        return lastTold != trouble
    }

    package var isTroubled: Bool { failures > 0 }
}
