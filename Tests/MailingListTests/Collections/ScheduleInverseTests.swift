import Base
import MailingList
import TestWorld
import Testing

@Suite("The last time of a schedule")
struct ScheduleInverseTests {
    private static func time(_ hour: Int, _ minute: Int) -> TimeOfDay {
        W.required(TimeOfDay(hour: hour, minute: minute))
    }

    static let days: [Schedule.Day] = [
        .everyDay, .everyWeek(.friday), .everyWeek(.sunday),
        .everyTwoWeeks(.friday, from: W.required(CivilDate(year: 2026, month: 11, day: 27))),
        .everyTwoWeeks(.sunday, from: W.required(CivilDate(year: 2030, month: 1, day: 2))), .everyMonth(1),
        .everyMonth(28),
    ]

    /// Half past three is skipped in March and comes twice in October.
    static let times = [time(9, 0), time(3, 30), time(3, 0), time(0, 0), time(23, 59)]

    @Test("is the inverse of the next, second by second, through both changes of the clocks", arguments: days, times)
    func inverse(day: Schedule.Day, time: TimeOfDay) throws {
        let zone = try Zones.helsinki()
        let schedule = Schedule(day, at: time)
        var moment = schedule.next(after: W.instant("2025-12-31T21:00:00Z"), in: zone)
        var count = 0
        while moment < W.instant("2027-02-01T00:00:00Z") {
            let following = schedule.next(after: moment, in: zone)
            #expect(following > moment)
            #expect(schedule.latest(upTo: moment, in: zone) == moment)
            #expect(schedule.next(after: moment - 1, in: zone) == moment)
            #expect(schedule.latest(upTo: following - 1, in: zone) == moment)
            // Nothing lies between, whenever one looks.
            for hours in stride(from: 1, to: following.since(moment).count / 3600, by: 7) {
                let between = moment + .hours(hours)
                #expect(schedule.latest(upTo: between, in: zone) == moment)
                #expect(schedule.next(after: between, in: zone) == following)
            }
            (moment, count) = (following, count + 1)
        }
        #expect(count >= 13)
    }

    @Test(
        "every second week is counted from the week of its first day, both ways",
        arguments: [
            ("2026-11-27", "2026-11-27T07:00:00Z", "2026-12-11T07:00:00Z"),
            ("2026-11-23", "2026-11-27T07:00:00Z", "2026-12-11T07:00:00Z"),
            ("2026-11-29", "2026-11-27T07:00:00Z", "2026-12-11T07:00:00Z"),
            ("2026-11-30", "2026-12-04T07:00:00Z", "2026-12-18T07:00:00Z"),
            ("2031-07-04", "2026-11-27T07:00:00Z", "2026-12-11T07:00:00Z"),
            ("0001-01-01", "2026-11-27T07:00:00Z", "2026-12-11T07:00:00Z"),
        ])
    func twoWeeks(first: String, next: String, following: String) throws {
        let zone = try Zones.helsinki()
        let date = zone.local(of: W.instant(first + "T12:00:00Z")).date
        let schedule = Schedule(.everyTwoWeeks(.friday, from: date), at: Self.time(9, 0))
        #expect(schedule.next(after: W.now, in: zone).text == next)
        #expect(schedule.next(after: W.instant(next), in: zone).text == following)
        #expect(schedule.latest(upTo: W.instant(following) - 1, in: zone)?.text == next)
    }

    @Test("has none at the beginning of the calendar")
    func beginning() throws {
        let schedule = Schedule(.everyMonth(28), at: Self.time(9, 0))
        #expect(try schedule.latest(upTo: .earliest, in: Zones.helsinki()) == nil)
    }
}
