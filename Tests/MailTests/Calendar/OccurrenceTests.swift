import Base
import Testing

@testable import Mail

@Suite("Occurrences of a series")
struct OccurrenceTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let lines: [String]
        let days: [String]

        init(_ name: String, _ lines: [String], _ days: String...) {
            (testDescription, self.lines, self.days) = (name, lines, days)
        }
    }

    /// A Tuesday, 16 to 18 by the reader's clock.
    private static let start = ["DTSTART:20260901T160000", "DTEND:20260901T180000"]

    static let rows = [
        Row("every week, without end", start + ["RRULE:FREQ=WEEKLY"], "09-08", "09-15", "09-22"),
        Row("every other week", start + ["RRULE:FREQ=WEEKLY;INTERVAL=2"], "09-15", "09-29", "10-13"),
        Row("two days a week", start + ["RRULE:FREQ=WEEKLY;BYDAY=TU,TH;WKST=MO"], "09-08", "09-10", "09-15"),
        Row("three times in all", start + ["RRULE:FREQ=WEEKLY;COUNT=3"], "09-08", "09-15"),
        Row("until a day", start + ["RRULE:FREQ=WEEKLY;UNTIL=20260915"], "09-08", "09-15"),
        Row("until a moment", start + ["RRULE:FREQ=WEEKLY;UNTIL=20260915T140000Z"], "09-08", "09-15"),
        Row("the first Tuesday of the month", start + ["RRULE:FREQ=MONTHLY;BYDAY=1TU"], "10-06", "11-03", "12-01"),
        Row("the last Tuesday", start + ["RRULE:FREQ=MONTHLY;BYDAY=-1TU"], "09-29", "10-27", "11-24"),
        Row(
            "the last working day", start + ["RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"], "09-30", "10-30",
            "11-30"),
        Row("by the day of the month", start + ["RRULE:FREQ=MONTHLY;BYMONTHDAY=1"], "10-01", "11-01", "12-01"),
        Row("each quarter", start + ["RRULE:FREQ=MONTHLY;INTERVAL=3"], "12-01"),
        Row("every day", start + ["RRULE:FREQ=DAILY"], "09-06", "09-07", "09-08"),
        Row("working days", start + ["RRULE:FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR"], "09-07", "09-08", "09-09"),
        Row("every year", start + ["RRULE:FREQ=YEARLY"]),
        Row(
            "without one that was left out", start + ["RRULE:FREQ=WEEKLY", "EXDATE:20260915T160000"], "09-08", "09-22",
            "09-29"),
        Row(
            "with one that was added", start + ["RRULE:FREQ=WEEKLY;COUNT=2", "RDATE:20260910T160000"], "09-08", "09-10"),
        Row("dates alone", start + ["RDATE:20260910T160000,20260911T160000"], "09-10", "09-11"),
        Row("whole days", ["DTSTART;VALUE=DATE:20260901", "RRULE:FREQ=WEEKLY"], "09-08", "09-15", "09-22"),
        Row("what nobody reads", start + ["RRULE:FREQ=YEARLY;BYWEEKNO=20"]),
        Row("hours of a day", start + ["RRULE:FREQ=HOURLY"]),
    ]

    /// In the night before 6 September.
    private static let now = at(1_788_647_400)

    @Test("the next three that are to come", arguments: rows)
    func next(row: Row) throws {
        let object = try CalendarFile.object(text: CalendarFile.event(row.lines.joined(separator: "\r\n")))
        let spans = object.occurrences(after: Self.now, most: 3, resolving: twoHoursEast)
        let days = spans.filter { $0.isBefore2027 }.map { span in
            switch span {
            case .moments(let start, let end):
                #expect(end.secondsSince1970 - start.secondsSince1970 == 7200)
                return String(Instant(secondsSince1970: start.secondsSince1970 + 7200).text.dropFirst(5).prefix(5))
            case .days(let start, let end):
                #expect(start.adding(days: 1) == end)
                return String(Instant(secondsSince1970: start.daysSince1970 * 86_400).text.dropFirst(5).prefix(5))
            }
        }
        #expect(days == row.days)
    }

    @Test("one that was moved stands where it is now, and one that was called off nowhere")
    func moved() throws {
        let text = """
            BEGIN:VCALENDAR
            BEGIN:VEVENT
            UID:u
            DTSTART:20260901T160000
            DURATION:PT2H
            RRULE:FREQ=WEEKLY;COUNT=4
            END:VEVENT
            BEGIN:VEVENT
            UID:u
            RECURRENCE-ID:20260908T160000
            DTSTART:20260909T170000
            DURATION:PT2H
            END:VEVENT
            BEGIN:VEVENT
            UID:u
            RECURRENCE-ID:20260915T160000
            STATUS:CANCELLED
            DTSTART:20260915T160000
            DURATION:PT2H
            END:VEVENT
            END:VCALENDAR

            """
        let object = try CalendarFile.object(text: text)
        let spans = object.occurrences(after: Self.now, most: 6, resolving: twoHoursEast)
        let starts = spans.map { span in if case .moments(let start, _) = span { start.text } else { "" } }
        #expect(starts == ["2026-09-09T15:00:00Z", "2026-09-22T14:00:00Z"])
    }

    @Test("one that is sent by itself is an event with a name of its own")
    func single() throws {
        let lines = ["DTSTART:20260908T160000Z", "RECURRENCE-ID:20260908T160000Z", "DURATION:PT1H"]
        let event = try CalendarFile.object(text: CalendarFile.event(lines.joined(separator: "\r\n"))).event()
        #expect(event.uid == "u/20260908T160000Z")
        #expect(try event.span(resolving: twoHoursEast) == .moments(start: at(1_788_883_200), end: at(1_788_886_800)))
    }
}

extension CalendarSpan {
    fileprivate var isBefore2027: Bool {
        switch self {
        case .moments(let start, _): start.secondsSince1970 < 1_798_754_400
        case .days(let start, _): start.year < 2027
        }
    }
}
