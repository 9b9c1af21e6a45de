import Base
import Testing

@Suite("Instants")
struct InstantTests {
    @Test(
        "RFC 3339 is read with any offset and written in UTC",
        arguments: [
            ("1970-01-01T00:00:00Z", 0, "1970-01-01T00:00:00Z"),
            ("2026-11-21T10:00:00Z", 1_795_255_200, "2026-11-21T10:00:00Z"),
            ("2026-11-21T12:00:00+02:00", 1_795_255_200, "2026-11-21T10:00:00Z"),
            ("2026-11-21t05:00:00.999999-05:00", 1_795_255_200, "2026-11-21T10:00:00Z"),
            ("2026-11-21 10:00:00z", 1_795_255_200, "2026-11-21T10:00:00Z"),
            ("1985-04-12T23:20:50.52Z", 482_196_050, "1985-04-12T23:20:50Z"),
            ("1990-12-31T15:59:60-08:00", 662_688_000, "1991-01-01T00:00:00Z"),
            ("1937-01-01T12:00:27.87+00:20", -1_041_337_173, "1937-01-01T11:40:27Z"),
            ("2000-02-29T00:00:00-00:00", 951_782_400, "2000-02-29T00:00:00Z"),
            ("0001-01-01T00:00:00Z", -62_135_596_800, "0001-01-01T00:00:00Z"),
            ("9999-12-31T23:59:59Z", 253_402_300_799, "9999-12-31T23:59:59Z"),
        ])
    func reads(text: String, seconds: Int64, canonical: String) throws {
        let instant = try #require(Instant(text))
        #expect(instant.secondsSince1970 == seconds)
        #expect(instant.text == canonical)
        #expect("\(instant)" == canonical)
    }

    @Test(
        "what is not RFC 3339 is refused",
        arguments: [
            "", "2026", "2026-11-21", "2026-11-21T10:00Z", "2026-11-21T10:00:00", "2026-11-21T10:00:00.Z",
            "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-11-00T00:00:00Z",
            "2026-11-21T24:00:00Z", "2026-11-21T10:60:00Z", "2026-11-21T10:00:61Z", "2026-11-21T10:00:00+24:00",
            "2026-11-21T10:00:00+02:60", "2026-11-21T10:00:00+0200", "2026-11-21T10:00:00Z ", " 2026-11-21T10:00:00Z",
            "0000-01-01T00:00:00Z", "0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00", "+026-11-21T10:00:00Z",
            "２026-11-21T10:00:00Z", "2026-11-21T10:00:00Z\n", "2026/11/21T10:00:00Z", "99999-01-01T00:00:00Z",
        ])
    func refuses(text: String) {
        #expect(Instant(text) == nil)
    }

    @Test("arithmetic stops at the ends of the calendar")
    func saturates() {
        #expect(Instant.latest + 1 == .latest)
        #expect(Instant.latest + Seconds(.max) == .latest)
        #expect(Instant.earliest - Seconds(.max) == .earliest)
        #expect(Instant.earliest - Seconds(.min) == .latest)
        #expect(Instant.earliest.text == "0001-01-01T00:00:00Z")
        #expect(Instant.latest.text == "9999-12-31T23:59:59Z")
        #expect((Instant(secondsSince1970: 100) + .days(7)).since(Instant(secondsSince1970: 100)) == .days(7))
    }

    @Test("every day of four centuries follows the day before it")
    func calendar() throws {
        var date = try #require(CivilDate(year: 1899, month: 12, day: 31))
        #expect(date.weekday == .sunday)
        for _ in 0..<146_097 {
            let next = date.adding(days: 1)
            #expect(next.daysSince1970 == date.daysSince1970 + 1 && next > date)
            #expect(CivilDate(year: next.year, month: next.month, day: next.day) == next)
            #expect(next.day == date.day + 1 || next.day == 1)
            date = next
        }
        #expect(date == CivilDate(year: 2299, month: 12, day: 31))
    }
}

@Suite("Lengths of time")
struct SecondsTests {
    @Test("arithmetic stops at the ends of the range instead of trapping")
    func saturates() {
        #expect(Seconds(.max) + 1 == Seconds(.max))
        #expect(Seconds(.min) + -1 == Seconds(.min))
        #expect(Seconds(.min) - 1 == Seconds(.min))
        #expect(0 - Seconds(.min) == Seconds(.max))
        #expect(Seconds(.max) * 2 == Seconds(.max))
        #expect(Seconds(.max) * -2 == Seconds(.min))
        #expect(Seconds.days(.max) == Seconds(.max))
    }

    @Test(
        "a length is written in its largest whole unit",
        arguments: [
            (0, "0 s"), (1, "1 s"), (60, "1 minute"), (90, "90 s"), (7200, "2 hours"), (86_400, "1 day"),
            (604_800, "7 days"), (-120, "-2 minutes"),
        ] as [(Seconds, String)])
    func writes(length: Seconds, text: String) {
        #expect("\(length)" == text)
    }
}
