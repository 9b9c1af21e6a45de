import Base

/// Something that ends one day and that a person must renew before.
package struct Expiry: Hashable, Sendable {
    /// The raw values stand in `--json`.
    package enum Subject: String, Sendable {
        case certificate = "certificate"
        /// The sign-in of a person: its refresh token.
        case signIn = "sign_in"
    }

    package let subject: Subject
    package let ends: Instant

    package init(_ subject: Subject, ends: Instant) {
        self.subject = subject
        self.ends = ends
    }

    /// How long before the end it is told.
    package static let notice = Seconds.days(30)

    /// Whether it is time to tell; also when it is too late.
    package func isNear(at now: Instant) -> Bool { ends.since(now) <= Self.notice }
    package func isOver(at now: Instant) -> Bool { ends <= now }

    /// `ends on 2026-12-20, in 21 days`.
    package func words(at now: Instant) -> String {
        let day = ends.text.prefix(10)
        let days = ends.since(now).count / 86_400
        if isOver(at: now) { return "ended on \(day)" }
        return "ends on \(day), \(days == 0 ? "within a day" : days == 1 ? "in 1 day" : "in \(days) days")"
    }
}

extension StoredTokens {
    /// When the sign-in ends unless something is done.
    /// - Parameter unusedLife: how long the provider keeps a refresh token that nobody uses; the daemon uses it daily, so
    ///   it counts only for a list that does not run.
    package func signInExpiry(unusedLife: Seconds?) -> Expiry? {
        guard refreshToken != nil else { return nil }
        let unused = unusedLife.flatMap { life in refreshUsed.map { $0 + life } }
        return [refreshExpires, unused].compactMap { $0 }.min().map { Expiry(.signIn, ends: $0) }
    }
}
