import Base
import MailingList

// [tips]: what members send to a collection, and when its digest goes out.
extension ConfigurationWalk {
    /// The collections of the list: tips are one that every list has.
    mutating func collections() -> [CollectionPolicy] {
        let section = open("tips") ?? "tips"
        let moderate = value("moderate", in: section, .flag)
        let names = value("names", in: section, .flag)
        let digest = open("digest", in: section).flatMap { schedule($0) }
        return [.tips(moderate: moderate ?? true, names: names ?? false, digest: digest)]
    }

    private enum Every: String, CaseIterable {
        case day, week
        case twoWeeks = "2 weeks"
        case month
    }

    private mutating func schedule(_ section: String) -> Schedule? {
        let every = required("every", in: section, ValueKind<Every>.choice, example: "\"week\"")
        let at = value("at", in: section, .time) ?? TimeOfDay(hour: 9, minute: 0) ?? .midnight
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
