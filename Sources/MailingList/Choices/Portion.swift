import Base

/// Which of the list's mails a member wants, and whether one by one.
///
///     everything, announcements, digests ──kooste──→ daily, weekly
///     daily, weekly ──kaikki viestit──→ everything, …; what was gathered until then comes in one last roundup
///
/// Stretches of time, and not lists of posts, say what a roundup holds: so nothing is stored for a member while posts go by.
package struct Portion: Hashable, Sendable {
    /// The raw values stand in files.
    package enum Mode: String, Hashable, Sendable, CaseIterable {
        case everything = "all"
        /// What coordinators send, and no digests of what members sent.
        case announcements = "announcements"
        /// Those digests alone.
        case digests = "digests"
        /// Everything in one mail a day, or a week.
        case daily = "daily"
        case weekly = "weekly"

        package var frequency: RoundupFrequency? {
            switch self {
            case .daily: .daily
            case .weekly: .weekly
            case .everything, .announcements, .digests: nil
            }
        }
    }

    /// A stretch that is over. Its last roundup may still have to go.
    package struct Gathering: Hashable, Sendable {
        package var frequency: RoundupFrequency
        package var since: Instant
        package var until: Instant
    }

    package var mode: Mode
    /// When `mode` began, where that gathers; nil where it did with the membership.
    package var since: Instant?
    package var earlier: [Gathering]

    package init(_ mode: Mode = .everything, since: Instant? = nil, earlier: [Gathering] = []) {
        self.mode = mode
        self.since = since
        self.earlier = earlier
    }

    package static let everything = Portion()

    package mutating func choose(_ mode: Mode, at time: Instant) {
        guard mode != self.mode else { return }
        earlier.removeAll { $0.until + Self.kept < time }
        if let frequency = self.mode.frequency {
            earlier.append(Gathering(frequency: frequency, since: since ?? Self.ever, until: time))
        }
        self.mode = mode
        since = mode.frequency == nil ? nil : time
    }

    /// The roundup that holds what went out at this moment; nil where it came by itself.
    package func frequency(at time: Instant, joined: Instant) -> RoundupFrequency? {
        if let frequency = mode.frequency, max(since ?? joined, joined) < time { return frequency }
        return earlier.first { max($0.since, joined) < time && time <= $0.until }?.frequency
    }

    /// Whether a roundup of this sort may hold something for the member that went out from `latest` on and before `moment`.
    func gathers(_ frequency: RoundupFrequency, from latest: Instant, before moment: Instant) -> Bool {
        mode.frequency == frequency && since ?? Self.ever < moment
            || earlier.contains { $0.frequency == frequency && $0.until >= latest && $0.since < moment }
    }

    /// Since there is mail at all: a moment that can be written.
    private static let ever = Instant(secondsSince1970: 0)
    /// The longest that something gathered waits, and some.
    private static let kept = Seconds.days(60)
}

/// One word without white space: `weekly,2026-11-21T12:20:00Z`, `all,-,weekly/2026-11-01T09:00:00Z/2026-11-21T12:20:00Z`.
extension Portion {
    package var text: String {
        let stretches = earlier.map { "\($0.frequency.rawValue)/\($0.since.text)/\($0.until.text)" }
        let start = since?.text ?? (stretches.isEmpty ? nil : "-")
        return ([mode.rawValue] + (start.map { [$0] } ?? []) + stretches).joined(separator: ",")
    }

    package init?(_ text: some StringProtocol) {
        let words = text.split(separator: ",", omittingEmptySubsequences: false)
        guard let mode = words.first.flatMap({ Mode(rawValue: String($0)) }) else { return nil }
        self.init(mode)
        if words.count > 1, words[1] != "-" {
            guard let since = Instant(String(words[1])) else { return nil }
            self.since = since
        }
        for word in words.dropFirst(2) {
            let columns = word.split(separator: "/", omittingEmptySubsequences: false)
            guard columns.count == 3, let frequency = RoundupFrequency(rawValue: String(columns[0])),
                let since = Instant(String(columns[1])), let until = Instant(String(columns[2]))
            else { return nil }
            earlier.append(Gathering(frequency: frequency, since: since, until: until))
        }
    }
}
