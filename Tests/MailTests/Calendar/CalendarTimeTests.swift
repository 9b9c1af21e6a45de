import Base
import Testing

@testable import Mail

@Suite("Times of events")
struct CalendarTimeTests {
    private func time(_ line: String) throws(CalendarError) -> CalendarTime? {
        try CalendarFile.object(text: CalendarFile.event(line)).event().start
    }

    @Test("are moments, local times, floating times or days")
    func forms() throws {
        let day = try #require(CivilDate(year: 2024, month: 4, day: 10))
        let clock = CivilTime(date: day, time: try #require(TimeOfDay(hour: 17, minute: 30)))
        #expect(try time("DTSTART:20240410T143000Z") == .utc(at(1_712_759_400)))
        #expect(try time("DTSTART;TZID=Europe/Helsinki:20240410T143000Z") == .utc(at(1_712_759_400)))
        #expect(try time("DTSTART;TZID=\"A, B\":20240410T173000") == .local(clock, zone: "A, B"))
        #expect(try time("DTSTART;TZID=A\\, B:20240410T173000") == .local(clock, zone: "A, B"))
        #expect(try time("DTSTART:20240410T173000") == .floating(clock))
        #expect(try time("DTSTART;VALUE=DATE:20240410") == .date(day))
        #expect(try time("DTSTART: 20240410 ") == .date(day))
    }

    @Test(
        "that name no time are unreadable",
        arguments: [
            "", "x", "2024", "2024-04-10", "20240410T", "20240410T1730", "20240410T173000+0200", "20240410T173000ZZ",
            "20240230", "20240410T240000", "20240410T176000", "20241310", "20230229", "2024041０", "-20240410",
            "20240410Z",
        ])
    func unreadable(value: String) {
        #expect(CalendarFile.error(CalendarFile.event("DTSTART:\(value)")) == .unreadableProperty("DTSTART"))
    }

    @Test(
        "outside the years 1900 to 2200 are out of range",
        arguments: ["00000101", "18991231T235959Z", "22010101", "999990101", "99999999999999999999990101T000000Z"])
    func outOfRange(value: String) {
        #expect(CalendarFile.error(CalendarFile.event("DTSTART:\(value)")) == .dateOutOfRange("DTSTART"))
    }

    @Test("inside those years are what they say")
    func range() throws {
        #expect(try time("DTSTART:19000101T000000Z") == .utc(at(-2_208_988_800)))
        #expect(try time("DTSTART:22001231T235960Z") == .utc(at(7_289_654_399)))
    }

    @Test(
        "have an end, given, reckoned or by default",
        arguments: [
            ("DTSTART:20240410T143000Z", "DTEND:20240410T160000Z", CalendarTime.utc(at(1_712_764_800))),
            ("DTSTART:20240410T143000Z", "DURATION:PT1H30M", .utc(at(1_712_764_800))),
            ("DTSTART:20240410T143000Z", "DURATION:+P0W0DT0H90M0S", .utc(at(1_712_764_800))),
            ("DTSTART:20240410T143000Z", "X:", .utc(at(1_712_759_400))),
            // As programs write it.
            ("DTSTART:20240410T143000Z", "DURATION:P90M", .utc(at(1_712_764_800))),
            ("DTSTART:20240410T143000Z", "DURATION:P1DT", .utc(at(1_712_845_800))),
            ("DTSTART:20240410T143000Z", "DURATION:PT1D", .utc(at(1_712_845_800))),
        ])
    func end(start: String, end: String, expected: CalendarTime) throws {
        #expect(try CalendarFile.object(text: CalendarFile.event(start, end)).event().end == expected)
    }

    @Test(
        "of whole days end on the day after",
        arguments: [
            ("X:", 29), ("DURATION:P1D", 29), ("DURATION:P1W", 35), ("DURATION:PT24H", 29), ("DURATION:PT1D", 29),
            ("DTEND:20240301", 30),
        ])
    func endOfDays(end: String, dayOfYear: Int) throws {
        let event = try CalendarFile.object(text: CalendarFile.event("DTSTART;VALUE=DATE:20240228", end)).event()
        let expected = try #require(CivilDate(exactlyDaysSince1970: Int64(19_723 + dayOfYear + 30)))
        #expect(event.end == .date(expected))
        #expect(event.isAllDay)
    }

    @Test(
        "of bad length are unreadable",
        arguments: ["", "P", "1H", "-PT1H", "PT", "PT1", "P12345678D", "PT1H1", "PTT1H", "P1DT1HT1M"])
    func durations(value: String) {
        #expect(
            CalendarFile.error(CalendarFile.event("DTSTART:20240410T143000Z", "DURATION:\(value)"))
                == .unreadableProperty("DURATION"))
    }

    @Test("end as they start: with a day or with a time")
    func mixed() throws {
        let text = CalendarFile.event("DTSTART;VALUE=DATE:20240228", "DTEND:20240228T120000Z")
        #expect(
            try CalendarFile.object(text: text).event().end == .date(#require(CivilDate(year: 2024, month: 2, day: 29)))
        )
        let reverse = CalendarFile.event("DTSTART:20240228T120000", "DTEND;VALUE=DATE:20240228")
        let midnight = CivilTime(date: try #require(CivilDate(year: 2024, month: 2, day: 29)))
        #expect(try CalendarFile.object(text: reverse).event().end == .floating(midnight))
        let long = CalendarFile.event("DTSTART:22001231T000000Z", "DURATION:P9999999W")
        #expect(CalendarFile.error(long) == .dateOutOfRange("DURATION"))
    }

    @Test(
        "count days both ways, through all years",
        arguments: [(1, 1, 1, -719_162), (1970, 1, 1, 0), (2000, 3, 1, 11_017)] as [(Int, Int, Int, Int64)])
    func days(year: Int, month: Int, day: Int, days: Int64) throws {
        #expect(try #require(CivilDate(year: year, month: month, day: day)).daysSince1970 == days)
    }

    @Test("count the same days forwards and backwards")
    func dayRoundTrip() throws {
        var previous: CivilDate?
        for days in stride(from: Int64(-719_162), through: 2_932_896, by: 37) {
            let day = try #require(CivilDate(exactlyDaysSince1970: days))
            #expect(day.daysSince1970 == days)
            if let previous { #expect(previous < day) }
            previous = day
        }
        #expect(CivilDate(exactlyDaysSince1970: -719_163) == nil)
        #expect(CivilDate(exactlyDaysSince1970: 2_932_897) == nil)
        #expect(CivilTime(exactlySecondsSince1970: .min) == nil)
        #expect(CivilTime(exactlySecondsSince1970: .max) == nil)
        #expect(CivilTime(exactlySecondsSince1970: -1)?.secondsSince1970 == -1)
        #expect(CivilTime(exactlySecondsSince1970: -1)?.date == CivilDate(year: 1969, month: 12, day: 31))
        #expect(CivilDate(year: 2024, month: 4, day: 10)?.weekday == .wednesday)
    }
}
