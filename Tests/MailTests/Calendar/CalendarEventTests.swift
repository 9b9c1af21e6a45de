import Base
import Testing

@testable import Mail

@Suite("Events that calendars send")
struct CalendarEventTests {
    @Test("from Outlook")
    func outlook() throws {
        let event = try CalendarFile.object("outlook-request.ics").event()
        #expect(event.method == .request)
        #expect(
            event.uid == "040000008200E00074C5B7101A82E00800000000B0A4E5A0F16FDA01000000000000000"
                + "010000000D3B7A3B0A9C0D94A8E1A5F2C4B6D7E8F")
        #expect(event.summary == "Kevätkokous")
        #expect(event.location == "Kerhotalo, Mannerheimintie 1")
        #expect(
            event.description
                == "Tervetuloa kevätkokoukseen!\n\nEsityslista:\n1. Avaus\n2. Tilinpäätös, vastuuvapaus; muut asiat\n\n"
                + "https://teams.example/l/meetup-join/19%3ameeting")
        #expect(event.stamp == at(1_709_716_512))
        #expect(!event.isCancelled && !event.isTransparent && !event.isAllDay && !event.recurrence.isSeries)
        #expect(event.organizer?.address?.text == "anna.makela@kerho.example")
        #expect(event.organizer?.name == "Mäkelä, Anna")
        #expect(event.attendees.map { $0.address?.text } == ["lista@kerho.example", "johtokunta@kerho.example"])
        #expect(event.attendees.map(\.role) == ["REQ-PARTICIPANT", "OPT-PARTICIPANT"])
        #expect(event.attendees.allSatisfy { $0.wantsAnswer && $0.participation == .needsAction })
        #expect(try event.span { _, _ in nil } == .moments(start: at(1_712_759_400), end: at(1_712_764_800)))
    }

    @Test("from Google")
    func google() throws {
        let event = try CalendarFile.object("google-request.ics").event()
        #expect(event.uid == "6c1j2d9m3h0qk8v5t7b4n2r1se@google.com")
        #expect(event.sequence == 3)
        #expect(event.isTransparent)
        #expect(event.attendees.map(\.participation) == [.accepted, .needsAction])
        #expect(try event.span { _, _ in nil } == .moments(start: at(1_717_232_400), end: at(1_717_250_400)))
    }

    @Test("from Apple, whose users are no mail addresses")
    func apple() throws {
        let event = try CalendarFile.object("apple-request.ics").event()
        #expect(event.organizer?.address?.text == "anna@icloud.example")
        #expect(event.organizer?.sentBy?.text == "sihteeri@kerho.example")
        #expect(event.attendees.map { $0.address?.text } == ["anna@icloud.example", "lista@kerho.example"])
        #expect(event.location == "Torikatu 3 33100 Tampere")
        #expect(event.url == "https://kerho.example/juhla")
        #expect(try event.span { _, _ in nil } == .moments(start: at(1_733_500_800), end: at(1_733_509_800)))
    }

    @Test("that call off a whole day")
    func cancelled() throws {
        let event = try CalendarFile.object("outlook-cancel.ics").event()
        let days = try [10, 11].map { try #require(CivilDate(year: 2024, month: 4, day: $0)) }
        #expect(event.method == .cancel)
        #expect(event.isCancelled && event.isAllDay && event.isTransparent)
        #expect(event.sequence == 2)
        #expect(event.organizer?.address?.text == "anna.makela@kerho.example")
        #expect(try event.span { _, _ in nil } == .days(start: days[0], end: days[1]))
    }

    @Test("of a series are known as such")
    func series() throws {
        let object = try CalendarFile.object("series.ics")
        #expect(try object.events().map(\.summary) == ["Kuoro (tuntia myöhemmin)", "Kuoro"])
        let event = try object.event()
        #expect(event.summary == "Kuoro")
        #expect(event.recurrence.rules.map(\.value) == ["FREQ=WEEKLY;UNTIL=20241212T150000Z"])
        #expect(event.recurrence.exceptions.count == 1)
        #expect(event.recurrence.isSeries && !event.recurrence.isEndless)
        #expect(throws: CalendarError.recurring) { try event.span(resolving: twoHoursEast) }
    }

    @Test(
        "that cannot be sent on say why",
        arguments: [
            (["DTSTART:20240410T143000Z", "RRULE:FREQ=DAILY"], CalendarError.recurringWithoutEnd),
            (["DTSTART:20240410T143000Z", "RRULE:freq=daily;count=3"], .recurring),
            (["DTSTART:20240410T143000Z", "RDATE:20240411T143000Z"], .recurring),
            (["SUMMARY:a"], .noStart),
            (["DTSTART:20240410T143000Z", "DTEND:20240410T142959Z"], .endsBeforeStart),
            (["DTSTART:20240410", "DTEND:20240409"], .endsBeforeStart),
            (["DTSTART;TZID=Kuun aika:20240410T143000"], .unknownZone("Kuun aika")),
        ])
    func refused(lines: [String], error: CalendarError) throws {
        let text = CalendarFile.event(lines.joined(separator: "\r\n"))
        let event = try CalendarFile.object(text: text).event()
        #expect(throws: error) { try event.span(resolving: twoHoursEast) }
        #expect(!error.description.isEmpty)
    }

    @Test("of one day may end on it")
    func oneDay() throws {
        let event = try CalendarFile.object(text: CalendarFile.event("DTSTART:20240410", "DTEND:20240410")).event()
        let days = try [10, 11].map { try #require(CivilDate(year: 2024, month: 4, day: $0)) }
        #expect(try event.span(resolving: twoHoursEast) == .days(start: days[0], end: days[1]))
    }

    @Test(
        "need a usable UID",
        arguments: [
            "", " ", "a\\nb", "a\u{0}b", "a\u{1B}[2Jb", "a\u{85}b", "a\tb", String(repeating: "u", count: 1001),
        ])
    func identifiers(uid: String) {
        let text = CalendarFile.event("X:").replacing("UID:u", with: "UID:\(uid)")
        #expect(CalendarFile.error(text) == .unusableIdentifier)
    }

    @Test("must be there, and be one")
    func number() throws {
        let empty = "BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nUID:u\r\nEND:VTODO\r\nEND:VCALENDAR\r\n"
        #expect(CalendarFile.error(empty) == .noEvent)
        #expect(throws: CalendarError.noEvent) { try CalendarFile.object(text: empty).events() }
        let second = "END:VEVENT\r\nBEGIN:VEVENT\r\nUID:other"
        #expect(CalendarFile.error(CalendarFile.event(second)) == .severalEvents)
        #expect(CalendarFile.error(CalendarFile.event("A:") + CalendarFile.event("B:")) == .severalEvents)
    }

    @Test(
        "have a sequence that is a number",
        arguments: [("3", 3), (" 3 ", 3), ("", 0), ("x", 0), ("-1", 0), ("99999999999", 2_147_483_647), ("9e99", 0)])
    func sequences(value: String, sequence: Int) throws {
        #expect(try CalendarFile.object(text: CalendarFile.event("SEQUENCE:\(value)")).event().sequence == sequence)
    }

    @Test(
        "name users in many ways",
        arguments: [
            ("mailto:Anna@Kerho.example", "anna@kerho.example"), ("MAILTO:anna@kerho.example", "anna@kerho.example"),
            ("mailto: anna@kerho.example?subject=x", "anna@kerho.example"),
            ("anna@kerho.example", "anna@kerho.example"),
            ("mailto:anna%40kerho.example", "anna@kerho.example"),
            ("mailto:<anna@kerho.example>", "anna@kerho.example"),
            ("mailto:50%anna@kerho.example", "50%anna@kerho.example"), ("invalid:nomail", nil), ("mailto:", nil),
            ("", nil),
            ("mailto:a@b.example,c@d.example", nil), ("mailto:a%0D%0Ab@kerho.example", nil),
        ])
    func users(uri: String, address: String?) throws {
        let event = try CalendarFile.object(text: CalendarFile.event("ORGANIZER:\(uri)")).event()
        #expect(event.organizer?.address?.text == address)
    }

    @Test("link to the web only", arguments: ["javascript:alert(1)", "file:///etc", "https://a b", "https://ä", "x"])
    func links(url: String) throws {
        #expect(try CalendarFile.object(text: CalendarFile.event("URL:\(url)")).event().url.isEmpty)
    }
}
