import Base

/// What has to leave and when, by the plain rule: a list of moments worked out beforehand, and a note of what was done.
/// It knows nothing of how the production decides.
struct PlainSchedule {
    enum Every: CaseIterable {
        case day, week, twoWeeks, month

        /// Fridays, or the first of the month.
        func falls(on day: Int) -> Bool {
            switch self {
            case .day: true
            case .week: PlainClock.weekday(day) == 4
            // 2 January is the first of them.
            case .twoWeeks: PlainClock.weekday(day) == 4 && day % 14 == 1
            case .month: PlainClock.dayOfMonth(day) == 1
            }
        }
    }

    struct Meeting {
        var start: Int64
        /// The moments of its reminders.
        var moments: [Int64]
        /// Since when it begins when it does.
        var since: Int64
        var isCancelled = false
        var done: Set<Int64> = []

        /// What has to be reminded of now.
        func due(at now: Int64) -> [Int64] {
            isCancelled || start <= now ? [] : moments.filter { $0 > since && $0 <= now && !done.contains($0) }
        }
    }

    /// One digest or none, and one reminder of an event or none.
    struct Departures: Equatable {
        var tips: Set<String>?
        /// The moment of the reminder, by event.
        var reminders: [String: Int64] = [:]
    }

    let digests: [Int64]
    private var used: Set<Int64> = []
    /// The tips that wait, with when they were kept.
    private(set) var kept: [String: Int64] = [:]
    var meetings: [String: Meeting] = [:]

    init(_ every: Every, at secondOfDay: Int64) {
        digests = (0..<380).filter(every.falls).map { PlainClock.moment($0, at: secondOfDay) }
    }

    mutating func keep(_ tip: String, at now: Int64) { kept[tip] = now }

    func digestMoment(upTo now: Int64) -> Int64? { digests.last { $0 <= now } }

    /// What leaves when the daemon looks; each thing once.
    mutating func depart(at now: Int64) -> Departures {
        var departures = Departures()
        if let moment = digestMoment(upTo: now), !used.contains(moment), kept.values.contains(where: { $0 <= moment }) {
            used.insert(moment)
            departures.tips = Set(kept.keys)
            kept = [:]
        }
        for (name, meeting) in meetings {
            let due = meeting.due(at: now)
            if let last = due.max() { departures.reminders[name] = last }
            meetings[name]?.done.formUnion(due)
        }
        return departures
    }

    /// The next moments at which something could happen, or is just about to.
    func interesting(after now: Int64) -> Int64? {
        let nextDigest = digests.first { $0 > now }
        let coming = meetings.values.filter { !$0.isCancelled && $0.start > now }
        let moments = coming.flatMap { $0.moments + [$0.start] } + [nextDigest].compactMap { $0 }
        return moments.flatMap { [$0 - 1, $0] }.filter { $0 > now }.min()
    }
}
