import Base
import TestWorld
import Testing

@Suite("Time zones")
struct TimeZoneTests {
    static let helsinkiClocks: [(String, String)] = [
        ("2026-03-29T00:59:59Z", "2026-03-29 02:59:59 +7200 sunday"),
        ("2026-03-29T01:00:00Z", "2026-03-29 04:00:00 +10800 sunday daylight"),
        ("2026-10-25T00:59:59Z", "2026-10-25 03:59:59 +10800 sunday daylight"),
        ("2026-10-25T01:00:00Z", "2026-10-25 03:00:00 +7200 sunday"),
        ("2026-11-21T22:30:00Z", "2026-11-22 00:30:00 +7200 sunday"),
        ("2050-03-27T00:59:59Z", "2050-03-27 02:59:59 +7200 sunday"),
        ("2050-03-27T01:00:00Z", "2050-03-27 04:00:00 +10800 sunday daylight"),
        ("2050-10-30T00:59:59Z", "2050-10-30 03:59:59 +10800 sunday daylight"),
        ("2050-10-30T01:00:00Z", "2050-10-30 03:00:00 +7200 sunday"),
        ("2050-12-31T23:00:00Z", "2051-01-01 01:00:00 +7200 sunday"),
    ]

    static let newYorkClocks: [(String, String)] = [
        ("2026-03-08T06:59:59Z", "2026-03-08 01:59:59 -18000 sunday"),
        ("2026-03-08T07:00:00Z", "2026-03-08 03:00:00 -14400 sunday daylight"),
        ("2026-11-01T05:59:59Z", "2026-11-01 01:59:59 -14400 sunday daylight"),
        ("2026-11-01T06:00:00Z", "2026-11-01 01:00:00 -18000 sunday"),
        ("2027-01-01T04:00:00Z", "2026-12-31 23:00:00 -18000 thursday"),
    ]

    @Test("Helsinki follows its listed changes and then its rule", arguments: helsinkiClocks)
    func helsinki(instant: String, wall: String) throws {
        #expect(try describe(Zones.helsinki().local(of: #require(Instant(instant)))) == wall)
    }

    @Test("New York's daylight saving time has its own dates and a western offset", arguments: newYorkClocks)
    func newYork(instant: String, wall: String) throws {
        #expect(try describe(Zones.newYork().local(of: #require(Instant(instant)))) == wall)
    }

    @Test(
        "a zone without a rule keeps its last offset for good",
        arguments: [
            ("2020-01-01T00:00:00Z", "2020-01-01 01:00:00 +3600 wednesday"),
            ("2050-07-01T00:00:00Z", "2050-07-01 02:00:00 +7200 friday"),
        ])
    func withoutFooter(instant: String, wall: String) throws {
        #expect(try describe(Zones.withoutFooter().local(of: #require(Instant(instant)))) == wall)
    }

    @Test(
        "each kind of yearly rule is understood",
        arguments: [
            // The southern hemisphere: summer at both ends of the year.
            ("NZST-12NZDT,M9.5.0,M4.1.0/3", "2026-01-15T00:00:00Z", "2026-01-15 13:00:00 +46800 thursday daylight"),
            ("NZST-12NZDT,M9.5.0,M4.1.0/3", "2026-07-01T00:00:00Z", "2026-07-01 12:00:00 +43200 wednesday"),
            // Ireland's standard time is the summer's; winter is "daylight" with an offset of zero.
            ("IST-1GMT0,M10.5.0,M3.5.0/1", "2026-12-01T12:00:00Z", "2026-12-01 12:00:00 +0 tuesday daylight"),
            ("IST-1GMT0,M10.5.0,M3.5.0/1", "2026-07-01T12:00:00Z", "2026-07-01 13:00:00 +3600 wednesday"),
            // A time before midnight, as Greenland's.
            ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T00:59:59Z", "2026-03-28 22:59:59 -7200 saturday"),
            ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T01:00:00Z", "2026-03-29 00:00:00 -3600 sunday daylight"),
            // Daylight saving time all the year.
            ("EST5EDT,0/0,J365/25", "2026-01-01T05:30:00Z", "2026-01-01 01:30:00 -14400 thursday daylight"),
            ("EST5EDT,0/0,J365/25", "2026-12-31T23:59:59Z", "2026-12-31 19:59:59 -14400 thursday daylight"),
            // Julian days, which skip 29 February.
            ("AAA0BBB,J60/0,J61/0", "2028-03-01T00:00:00Z", "2028-03-01 01:00:00 +3600 wednesday daylight"),
            ("AAA0BBB,59/0,61/0", "2028-02-29T00:00:00Z", "2028-02-29 01:00:00 +3600 tuesday daylight"),
            ("<+0545>-5:45", "2026-01-01T00:00:00Z", "2026-01-01 05:45:00 +20700 thursday"),
        ])
    func rules(footer: String, instant: String, wall: String) throws {
        let zone = try TimeZoneRules(tzif: Zones.file(first: 0, footer: footer))
        #expect(try describe(zone.local(of: #require(Instant(instant)))) == wall)
    }

    @Test(
        "a wall time becomes one instant, also where it is skipped or happens twice",
        arguments: [
            ("2026-11-21", 9, 0, "2026-11-21T07:00:00Z"),
            ("2026-07-01", 9, 0, "2026-07-01T06:00:00Z"),
            // The gap: 03:30 is 04:30 summer time.
            ("2026-03-29", 2, 59, "2026-03-29T00:59:00Z"),
            ("2026-03-29", 3, 0, "2026-03-29T01:00:00Z"),
            ("2026-03-29", 3, 30, "2026-03-29T01:30:00Z"),
            ("2026-03-29", 4, 0, "2026-03-29T01:00:00Z"),
            ("2050-03-27", 3, 30, "2050-03-27T01:30:00Z"),
            // The overlap: the first of the two.
            ("2026-10-25", 2, 59, "2026-10-24T23:59:00Z"),
            ("2026-10-25", 3, 0, "2026-10-25T00:00:00Z"),
            ("2026-10-25", 3, 30, "2026-10-25T00:30:00Z"),
            ("2026-10-25", 4, 0, "2026-10-25T02:00:00Z"),
            ("2050-10-30", 3, 30, "2050-10-30T00:30:00Z"),
        ])
    func instants(day: String, hour: Int, minute: Int, instant: String) throws {
        let date = try #require(Instant("\(day)T00:00:00Z")).secondsSince1970 / 86_400
        let time = try #require(TimeOfDay(hour: hour, minute: minute))
        #expect(try Zones.helsinki().instant(of: CivilDate(daysSince1970: date), at: time).text == instant)
    }

    @Test("every hour of 2026 comes back from the wall, except the second showing of an hour")
    func roundTrip() throws {
        let zone = try Zones.helsinki()
        let newYear = try #require(Instant("2026-01-01T00:00:00Z"))
        var different: [String] = []
        for hour in 0..<Int64(365 * 24) {
            let instant = newYear + .hours(hour)
            let local = zone.local(of: instant)
            if zone.instant(of: local.date, at: local.time) != instant { different.append(instant.text) }
        }
        #expect(different == ["2026-10-25T01:00:00Z"])
    }

    @Test("UTC never changes, not even at the ends of the calendar")
    func utc() {
        #expect(describe(TimeZoneRules.utc.local(of: .latest)) == "9999-12-31 23:59:59 +0 friday")
        #expect(describe(TimeZoneRules.utc.local(of: .earliest)) == "0001-01-01 00:00:00 +0 monday")
    }

    @Test("the ends of the calendar stay inside it in every zone")
    func ends() throws {
        for zone in [try Zones.helsinki(), try Zones.newYork()] {
            let latest = zone.local(of: .latest)
            let earliest = zone.local(of: .earliest)
            #expect(latest.year == 9999 && earliest.year == 1)
            #expect(zone.instant(of: latest.date, at: latest.time) > .earliest)
            #expect(zone.instant(of: earliest.date, at: earliest.time) < .latest)
        }
    }

    private func describe(_ local: LocalTime) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let year = String(repeating: "0", count: 4 - "\(local.year)".count) + "\(local.year)"
        return "\(year)-\(two(local.month))-\(two(local.day)) "
            + "\(two(local.hour)):\(two(local.minute)):\(two(local.second)) "
            + "\(local.offsetSeconds < 0 ? "" : "+")\(local.offsetSeconds) \(local.weekday.rawValue)"
            + (local.isDaylight ? " daylight" : "")
    }
}
