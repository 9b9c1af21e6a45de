import Base
import MailingList

// When something goes out by itself: `digest = { every = "week", … }`, `deadline = "2027-02-28"`.
extension ConfigurationWalk {
    private enum Every: String, CaseIterable {
        case day, week
        case twoWeeks = "2 weeks"
        case month
    }

    mutating func schedule(_ section: String) -> Schedule? {
        let every = required("every", in: section, ValueKind<Every>.choice, example: "\"week\"")
        let at = setting("at", in: section, .time)
        let from = value("from", in: section, .date)
        if let every, every != .twoWeeks, has("from", in: section) {
            report("\(section).from", "only every = \"2 weeks\" begins with a certain week; remove it")
        }
        switch every {
        case nil:
            tolerate("on", in: section)
            return nil
        case .twoWeeks:
            let weekday = required("on", in: section, ValueKind<Weekday>.choice, example: "\"friday\"")
            return weekday.map { Schedule(.everyTwoWeeks($0, from: from ?? Self.firstWeek), at: at) }
        case .day:
            tolerate("on", in: section)
            if has("on", in: section) { report("\(section).on", "every = \"day\" knows no day; remove it") }
            return Schedule(.everyDay, at: at)
        case .week:
            let weekday = required("on", in: section, ValueKind<Weekday>.choice, example: "\"friday\"")
            return weekday.map { Schedule(.everyWeek($0), at: at) }
        case .month:
            let day = required("on", in: section, .number(1...28), example: "1")
            return day.map { Schedule(.everyMonth($0), at: at) }
        }
    }

    /// A week like any other: whoever wants the other ones writes `from`.
    private static let firstWeek = CivilDate(daysSince1970: 4)
}

extension ValueKind<Schedule> {
    /// A day, until its end; or a moment.
    static var deadline: ValueKind {
        text({ text in
            let words = text.split(separator: " ", omittingEmptySubsequences: false)
            guard let day = words.first.flatMap({ CivilDate(written: $0) }), words.count <= 2,
                let time = words.count == 2 ? TimeOfDay(clock: String(words[1])) : TimeOfDay(hour: 23, minute: 59)
            else { return nil }
            return Schedule(.once(day), at: time)
        }) { "'\($0)' is not a deadline; write for example \"2027-02-28\", or \"2027-02-28 12:00\"" }
    }
}
