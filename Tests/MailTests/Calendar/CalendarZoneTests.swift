import Base
import Testing

@testable import Mail

@Suite("Time zones of a calendar")
struct CalendarZoneTests {
    private static func civil(_ text: String) throws -> CivilTime { try #require(DateTimeText(text)?.civilTime) }

    private static func nobody(_ zone: String?, _ time: CivilTime) -> Instant? { nil }

    @Test(
        "by their own rules say which moment a clock shows, gap and overlap included",
        arguments: [
            ("20240101T000000", 1_704_060_000), ("20240410T173000", 1_712_759_400), ("20240701T120000", 1_719_824_400),
            ("20241206T180000", 1_733_500_800), ("20241231T235900", 1_735_682_340),
            // 31 March: 03:00 becomes 04:00. 27 October: 04:00 becomes 03:00.
            ("20240331T025959", 1_711_846_799), ("20240331T033000", 1_711_848_600), ("20240331T040000", 1_711_846_800),
            ("20241027T033000", 1_729_989_000), ("20241027T040000", 1_729_994_400),
        ])
    func helsinki(clock: String, expected: Int64) throws {
        for (file, zone) in [("outlook-request.ics", "FLE Standard Time"), ("apple-request.ics", "Europe/Helsinki")] {
            let zones = CalendarZones(try CalendarFile.object(file))
            let time = CalendarTime.local(try Self.civil(clock), zone: zone)
            #expect(zones.instant(of: time, resolving: Self.nobody) == at(expected), "\(file)")
        }
    }

    private static func zone(_ observances: [String]) throws -> CalendarZone? {
        let lines = observances.map {
            "BEGIN:STANDARD\r\n\($0.split(separator: " ").joined(separator: "\r\n"))\r\nEND:STANDARD"
        }
        let text = "BEGIN:VCALENDAR\r\n\(lines.joined(separator: "\r\n"))\r\nEND:VCALENDAR\r\n"
        return CalendarZone(Array(try CalendarFile.object(text: text).components.dropFirst()))
    }

    @Test("whose summer spans the new year")
    func sydney() throws {
        let zone = try #require(
            try Self.zone([
                "DTSTART:20080406T030000 TZOFFSETFROM:+1100 TZOFFSETTO:+1000 RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=1SU",
                "DTSTART:20081005T020000 TZOFFSETFROM:+1000 TZOFFSETTO:+1100 RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=1SU",
            ]))
        #expect(zone.instant(of: try Self.civil("20240115T120000")) == at(1_705_280_400))
        #expect(zone.instant(of: try Self.civil("20240715T120000")) == at(1_721_008_800))
    }

    @Test(
        "follow every kind of rule that zones are written with",
        arguments: [
            ("FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "20240331T000000", "20240331T010000"),
            ("FREQ=YEARLY;BYDAY=2TU;BYMONTH=3;WKST=MO;INTERVAL=1", "20240312T000000", "20240312T010000"),
            ("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=8,9,10,11,12,13,14;BYDAY=SU", "20240310T000000", "20240310T010000"),
            ("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=21", "20240321T000000", "20240321T010000"),
            ("FREQ=YEARLY", "20240325T000000", "20240325T010000"),
            (
                "FREQ=YEARLY;BYMINUTE=0;BYHOUR=1;BYMONTH=3;BYDAY=-1SU;UNTIL=20301231T000000Z", "20240331T000000",
                "20240331T010000"
            ),
            ("FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU;UNTIL=20200331T000000", "20190331T000000", "20190331T010000"),
        ])
    func rules(rule: String, before: String, after: String) throws {
        let zone = try #require(
            try Self.zone([
                "DTSTART:20000325T010000 TZOFFSETFROM:+0200 TZOFFSETTO:+0300 RRULE:\(rule)",
                "DTSTART:20001029T020000 TZOFFSETFROM:+0300 TZOFFSETTO:+0200 RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
            ]))
        let times = [try Self.civil(before), try Self.civil(after)]
        #expect(times.map { $0.secondsSince1970 - zone.instant(of: $0).secondsSince1970 } == [7200, 7200])
        let summer = try #require(CivilTime(exactlySecondsSince1970: times[1].secondsSince1970 + 86_400))
        #expect(summer.secondsSince1970 - zone.instant(of: summer).secondsSince1970 == 10_800)
    }

    @Test("whose rule has ended keep the last offset, and single changes count")
    func ended() throws {
        let zone = try #require(
            try Self.zone([
                "DTSTART:19810329T020000 TZOFFSETFROM:+0300 TZOFFSETTO:+0400 RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU;UNTIL=20100327T230000Z",
                "DTSTART:19961027T030000 TZOFFSETFROM:+0400 TZOFFSETTO:+0300 RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU;UNTIL=20101030T230000Z",
                "DTSTART:20110327T020000 TZOFFSETFROM:+0300 TZOFFSETTO:+0400",
                "DTSTART:20141026T020000 TZOFFSETFROM:+0400 TZOFFSETTO:+0300",
            ]))
        let offsets = try [
            "20100701T120000", "20101201T120000", "20120101T120000", "20240701T120000", "19700101T000000",
        ]
        .map { try Self.civil($0) }.map { $0.secondsSince1970 - zone.instant(of: $0).secondsSince1970 }
        #expect(offsets == [14_400, 10_800, 14_400, 10_800, 10_800])
    }

    @Test("may list their changes")
    func dates() throws {
        let zone = try #require(
            try Self.zone([
                "DTSTART:20230326T030000 TZOFFSETFROM:+0200 TZOFFSETTO:+0300 RDATE:20240331T030000,20250330T030000",
                "DTSTART:20231029T040000 TZOFFSETFROM:+0300 TZOFFSETTO:+0200 RDATE:20241027T040000",
            ]))
        #expect(zone.instant(of: try Self.civil("20240701T120000")) == at(1_719_824_400))
        #expect(zone.instant(of: try Self.civil("20240101T000000")) == at(1_704_060_000))
    }

    @Test(
        "with rules of another kind are left to whoever knows the zone by name",
        arguments: [
            "RRULE:FREQ=MONTHLY;BYDAY=1SU", "RRULE:FREQ=YEARLY;COUNT=3", "RRULE:FREQ=YEARLY;BYMONTH=3,10", "RRULE:",
            "RRULE:FREQ=YEARLY;BYDAY=SU,MO", "RRULE:FREQ=YEARLY;BYMONTH=13", "RRULE:FREQ=YEARLY;INTERVAL=2",
            "RRULE:FREQ=YEARLY;BYDAY=xSU", "RRULE:FREQ=YEARLY;BYMONTHDAY=32", "TZOFFSETTO:+9900", "TZOFFSETFROM:0200",
        ])
    func unusable(line: String) throws {
        let rest = "DTSTART:20230326T030000 TZOFFSETFROM:+0200 TZOFFSETTO:+0300"
        #expect(try Self.zone([rest]) != nil)
        let isOffset = line.hasPrefix("TZOFFSET")
        #expect(try Self.zone([isOffset ? "\(line) \(rest)" : "\(rest) \(line)"]) == nil)
    }

    @Test(
        "not in the object are asked for by their IANA name",
        arguments: [
            ("Europe/Helsinki", "Europe/Helsinki"), ("FLE Standard Time", "Europe/Helsinki"),
            ("W. Europe Standard Time", "Europe/Berlin"), ("GMT Standard Time", "Europe/London"),
            ("Romance Standard Time", "Europe/Paris"), ("Central European Standard Time", "Europe/Warsaw"),
            ("Central Europe Standard Time", "Europe/Budapest"), ("E. Europe Standard Time", "Europe/Chisinau"),
            ("GTB Standard Time", "Europe/Bucharest"), ("Russian Standard Time", "Europe/Moscow"),
            ("Turkey Standard Time", "Europe/Istanbul"), ("eastern standard time", "America/New_York"),
            ("Central Standard Time (Mexico)", "America/Mexico_City"), ("EET", "EET"), ("Etc/GMT+2", "Etc/GMT+2"),
            ("/freeassociation.sourceforge.net/Europe/Helsinki", "Europe/Helsinki"),
            ("/mozilla.org/20050126_1/America/Argentina/Ushuaia", "America/Argentina/Ushuaia"),
        ])
    func names(name: String, expected: String) throws {
        let zones = CalendarZones(try CalendarFile.object("google-request.ics"))
        var asked: [String?] = []
        let time = try Self.civil("20240410T173000")
        let instant = zones.instant(of: .local(time, zone: name)) { zone, time in
            asked.append(zone)
            return twoHoursEast(zone, time)
        }
        #expect(asked == [expected])
        #expect(instant == at(time.secondsSince1970 - 7200))
    }

    @Test(
        "are never asked for by what might be a path or is no name",
        arguments: [
            "../../etc/passwd", "/etc/passwd", "Europe/../..", "", "Europe//Helsinki", "/", "Kotiaika", "Home Zone",
            "a\u{0}b",
            "/Europe/../x", "Europe/", String(repeating: "a", count: 65), ".", "-x",
        ])
    func hostileNames(name: String) throws {
        let zones = CalendarZones(try CalendarFile.object("google-request.ics"))
        let time = CalendarTime.local(try Self.civil("20240410T173000"), zone: name)
        var asked: [String?] = []
        _ = zones.instant(of: time) { zone, _ in
            asked.append(zone)
            return at(0)
        }
        #expect(asked == (name == "Kotiaika" ? ["Kotiaika"] : []))
    }

    @Test("that are UTC need nobody", arguments: ["UTC", "utc", "Etc/UTC", "GMT", "tzone://Microsoft/Utc"])
    func utc(name: String) throws {
        let zones = CalendarZones(try CalendarFile.object("google-request.ics"))
        let time = CalendarTime.local(try Self.civil("20240601T090000"), zone: name)
        #expect(zones.instant(of: time, resolving: Self.nobody) == at(1_717_232_400))
    }

    @Test("are the reader's own for floating times and days")
    func own() throws {
        let zones = CalendarZones(try CalendarFile.object("google-request.ics"))
        let time = try Self.civil("20240410")
        for value in [CalendarTime.floating(time), .date(time.date)] {
            let instant = zones.instant(of: value) { zone, time in zone == nil ? twoHoursEast(zone, time) : nil }
            #expect(instant == at(1_712_700_000))
        }
    }
}
