import Base
import MailingList
import TestWorld
import Testing

@Suite("Schedules")
struct ScheduleTests {
    static let cases: [(day: Schedule.Day, hour: Int, minute: Int, after: String, next: String)] = [
        (.everyDay, 9, 0, "2026-11-21T06:59:59Z", "2026-11-21T07:00:00Z"),
        (.everyDay, 9, 0, "2026-11-21T07:00:00Z", "2026-11-22T07:00:00Z"),
        (.everyDay, 0, 0, "2026-11-20T22:00:00Z", "2026-11-21T22:00:00Z"),
        (.everyDay, 3, 30, "2026-03-28T12:00:00Z", "2026-03-29T01:30:00Z"),
        (.everyDay, 3, 30, "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"),
        (.everyWeek(.friday), 9, 0, "2026-11-21T10:00:00Z", "2026-11-27T07:00:00Z"),
        (.everyWeek(.friday), 9, 0, "2026-11-27T07:00:00Z", "2026-12-04T07:00:00Z"),
        (.everyWeek(.sunday), 9, 0, "2026-10-24T12:00:00Z", "2026-10-25T07:00:00Z"),
        (.everyMonth(1), 12, 0, "2026-12-31T23:59:59Z", "2027-01-01T10:00:00Z"),
        (.everyMonth(28), 12, 0, "2026-02-28T10:00:00Z", "2026-03-28T10:00:00Z"),
        (.everyMonth(1), 12, 0, "2026-07-01T09:00:00Z", "2026-08-01T09:00:00Z"),
        (.everyDay, 9, 0, "9999-12-31T23:00:00Z", "9999-12-31T23:59:59Z"),
    ]

    @Test("the next time is by the wall, also across a change of the clocks", arguments: cases.indices)
    func next(index: Int) throws {
        let (day, hour, minute, after, next) = Self.cases[index]
        let schedule = Schedule(day, at: try #require(TimeOfDay(hour: hour, minute: minute)))
        let instant = try #require(Instant(after))
        #expect(try schedule.next(after: instant, in: Zones.helsinki()).text == next)
    }
}
