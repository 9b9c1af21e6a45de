import Base

/// When a mail that was put off is offered again.
package enum Retry {
    /// A delayed mail is given up after this (RFC 5321 4.5.4.1 recommends four to five days).
    package static let patience = Seconds.days(4)

    /// The pause before the next try: 20 seconds, then 5, 15, 30 minutes, then every hour, then every four; a fifth more or less
    /// by `chance` in 0 ..< 1, so that not all come back at once.
    package static func pause(afterAttempt attempt: Int, chance: Double) -> Seconds {
        let minutes: Double =
            switch attempt {
            case ...1: 1.0 / 3
            case 2: 5
            case 3: 15
            case 4: 30
            case ...12: 60
            default: 240
            }
        return Seconds(Int64(minutes * 60 * (0.8 + 0.4 * chance)))
    }
}
