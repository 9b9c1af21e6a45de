import Base

/// Whether a member wants no copies for a while.
package enum Pause: Hashable, Sendable {
    /// Copies come as ever.
    case over
    /// Until the member ends it.
    case open
    /// It ends by itself, with a letter.
    case until(Instant)

    /// One word: `over`, `open`, or the moment.
    package var text: String {
        switch self {
        case .over: "over"
        case .open: "open"
        case .until(let end): end.text
        }
    }

    package init?(_ text: some StringProtocol) {
        switch text {
        case "over": self = .over
        case "open": self = .open
        default:
            guard let end = Instant(String(text)) else { return nil }
            self = .until(end)
        }
    }

    /// Whether no copies go out; what is over and was not yet told holds nobody back.
    package func holds(at now: Instant) -> Bool {
        switch self {
        case .over: false
        case .open: true
        case .until(let end): now < end
        }
    }
}

/// How long a pause is to be, as somebody writes it.
package enum PauseLength: Hashable, Sendable {
    case open
    /// At least one.
    case days(Int)
    /// Back on that day; without a year it is the next such day.
    case until(day: Int, month: Int, year: Int?)
    /// The words speak of time, but which day is meant must be asked.
    case unclear

    /// Days; a longer pause is a way of leaving that nobody means.
    package static let longest = 999
}

extension DecisionContext {
    /// The pause that is meant: whole days end when that day begins on the list's clock. Nil for a day that there is not, has
    /// passed, or is too far away.
    package func pause(_ length: PauseLength) -> Pause? {
        let today = policy.zone.local(of: now).date
        let day: CivilDate?
        switch length {
        case .open: return .open
        case .unclear: return nil
        case .days(let days): day = today.adding(days: days)
        case .until(let dayOfMonth, let month, let year?): day = CivilDate(year: year, month: month, day: dayOfMonth)
        case .until(let dayOfMonth, let month, nil):
            // The 29th of February is in every fourth year.
            day = (today.year...(today.year + 8)).lazy.compactMap {
                CivilDate(year: $0, month: month, day: dayOfMonth)
            }.first { $0 > today }
        }
        guard let day, day > today, day <= today.adding(days: PauseLength.longest),
            let midnight = TimeOfDay(hour: 0, minute: 0)
        else { return nil }
        return .until(policy.zone.instant(of: day, at: midnight))
    }

    /// Whose pauses have ended.
    func duePauses() -> Decision? {
        let due = state.members.pauses.filter { !$0.value.holds(at: now) }.keys.sorted().prefix(Self.mostPauses)
        guard !due.isEmpty else { return nil }
        return Decision(
            .resumed(due.count), entries: due.map { .choice(.chose($0, .pause(.over))) },
            letters: due.map { Letter(.choice(.paused(.over)), to: $0, language: language(of: $0)) })
    }

    /// When the next pause ends.
    var nextPauseEnd: Instant? {
        state.members.pauses.values.lazy.compactMap { pause in
            if case .until(let end) = pause { end } else { nil }
        }.min()
    }

    /// Those that end in one line of the journal.
    private static let mostPauses = 100
}

extension Verdict {
    /// So many get everything again.
    package static func resumed(_ count: Int) -> Verdict { Verdict("resumedMembers", count: count) }
}
