import Base
import Foundation
import Mail
import MailingList
import TestWorld
import Testing

@testable import kutsu

/// Invitations as many programs write them, each as the members' own would say it.
@Suite("Calendars of many programs")
struct CalendarProgramTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let lines: [String]
        /// When it is, and what the event says.
        let span: String
        let words: String

        init(_ name: String, _ lines: [String], span: String = afternoon, words: String = "") {
            (testDescription, self.lines, self.span, self.words) = (name, lines, span, words)
        }
    }

    private static let afternoon = "2027-07-12T11:00:00Z/2027-07-12T13:00:00Z"
    private static let times = ["DTSTART:20270712T110000Z", "DTEND:20270712T130000Z"]

    private static func mail(_ lines: [String], type: String = "; method=REQUEST", more: String = "") -> [UInt8] {
        let event = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "METHOD:REQUEST", "BEGIN:VEVENT", "UID:u@x.test", "SUMMARY:Kokous",
        ]
        let calendar = (event + lines + ["END:VEVENT", "END:VCALENDAR", ""]).joined(separator: "\r\n")
        let fields = [
            "From: Anna <anna@hel.test>", "To: verkosto@hel.test", "Subject: Kokous", "Message-ID: <k@hel.test>",
            "MIME-Version: 1.0", "Content-Type: text/calendar; charset=utf-8\(type)", "Content-Transfer-Encoding: 8bit",
        ]
        return Array((fields.joined(separator: "\r\n") + "\r\n\r\n" + calendar + more).utf8)
    }

    // MARK: Words and links

    static let words: [Row] = [
        Row(
            "Thunderbird, with ALTREP", times + ["DESCRIPTION;ALTREP=\"data:text/html,%3Cb%3EHei%3C/b%3E\":Hei kaikki"],
            words: "Hei kaikki"),
        Row(
            "Google, HTML in DESCRIPTION",
            times + ["DESCRIPTION:Tervetuloa!<br><a href=\"https://x.test/o\">Ohjelma</a><br>Nähdään"],
            words: "Tervetuloa!\nOhjelma <https://x.test/o>\nNähdään"),
        Row(
            "Google, its own section",
            times + [
                "DESCRIPTION:Tervetuloa\\n\\n-::~:~::~:~:~:~::~:~::-\\nJoin with Google Meet: https://meet.google.com/abc\\nPlease do not edit this section.\\n-::~:~::~:~:~:~::~:~::-"
            ], words: "Tervetuloa\n\nJoin with Google Meet: https://meet.google.com/abc"),
        Row(
            "Google, a link that answers",
            times + [
                "DESCRIPTION:Hei\\nView your event at https://calendar.google.com/calendar/event?action=VIEW&eid=abc&tok=def."
            ],
            words: "Hei"),
        Row(
            "Google Meet by itself", times + ["X-GOOGLE-CONFERENCE:https://meet.google.com/abc-defg"],
            words: "https://meet.google.com/abc-defg"),
        Row(
            "Outlook 2010 repeats the invitation",
            times + [
                "DESCRIPTION:When: maanantai 12. heinäkuuta 2027 14:00-16:00 (UTC+02:00) Helsinki.\\nWhere: Oodi\\n\\n*~*~*~*~*~*~*~*~*~*\\n\\nTervetuloa kaikki"
            ],
            words: "Tervetuloa kaikki"),
        Row(
            "Zimbra repeats it with those who are invited",
            times + [
                "DESCRIPTION:The following is a new meeting request:\\n\\nSubject: Kokous \\nOrganizer: \"Anna\" <anna@hel.test> \\n\\nInvitees: verkosto@hel.test\\; salainen@hel.test \\n\\n\\n*~*~*~*~*~*~*~*~*~*\\n\\nOhjelma on tässä."
            ], words: "Ohjelma on tässä."),
        Row(
            "Outlook, X-ALT-DESC alone",
            times + [
                "X-ALT-DESC;FMTTYPE=text/html:<html><body><p>Liity <a href=\"https://x.test/liity\">tästä</a></p></body></html>"
            ], words: "Liity tästä <https://x.test/liity>"),
        Row(
            "RFC 9073", times + ["STYLED-DESCRIPTION;VALUE=TEXT;FMTTYPE=text/html:<p>Hei <b>vaan</b></p>"],
            words: "Hei vaan"),
        Row(
            "Teams",
            times + [
                "DESCRIPTION:Hei", "X-MICROSOFT-SKYPETEAMSMEETINGURL:https://teams.microsoft.com/l/meetup-join/1",
            ], words: "Hei\n\nhttps://teams.microsoft.com/l/meetup-join/1"),
        Row(
            "RFC 7986, a number to call", times + ["CONFERENCE;VALUE=URI;FEATURE=PHONE;LABEL=Soita:tel:+358501234567"],
            words: "Soita: tel:+358501234567"),
        Row(
            "iCloud, a URL", times + ["DESCRIPTION:Hei", "URL;VALUE=URI:https://www.icloud.test/e"],
            words: "Hei\n\nhttps://www.icloud.test/e"),
        Row(
            "Zoho", times + ["DESCRIPTION:Liity: https://meet.zoho.test/abc\\, salasana 123\\; kiitos"],
            words: "Liity: https://meet.zoho.test/abc, salasana 123; kiitos"),
        Row(
            "Nextcloud, a file in the cloud",
            times + [
                "DESCRIPTION:Hei", "ATTACH;FMTTYPE=application/pdf;FILENAME=ohjelma.pdf:https://pilvi.test/s/abc",
            ], words: "Hei\n\nohjelma.pdf: https://pilvi.test/s/abc"),
        Row("SOGo, folded within a letter's bytes", times + ["DESCRIPTION:Kevään p\r\n äivä"], words: "Kevään päivä"),
        Row("Notes, line ends of its own", times + ["DESCRIPTION:Hei\\NTulkaa\\nkaikki"], words: "Hei\nTulkaa\nkaikki"),
        Row("Jitsi", times + ["X-JITSI-MEETING-URL:https://meet.jit.si/kutsu"], words: "https://meet.jit.si/kutsu"),
        Row(
            "a page of words is not cut", times + ["DESCRIPTION:" + String(repeating: "sana ", count: 3000) + "loppu"],
            words: String(repeating: "sana ", count: 3000) + "loppu"),
        Row(
            "a smaller sign is no markup", times + ["DESCRIPTION:Alle 5 < 10 henkeä > ok"],
            words: "Alle 5 < 10 henkeä > ok"),
    ]

    @Test("what the event says reaches members, and what its program says does not", arguments: words)
    func said(row: Row) throws {
        let bytes = Self.mail(row.lines)
        let found = InspectedMail(bytes, list: try Reported.list.get())
        #expect(found.heldPost != nil, "\(found.decision?.verdict.description ?? "")")
        guard case .success(let object)? = found.message.calendar else { return }
        #expect(try object.event().description == row.words)
    }

    // MARK: Times

    private static func local(_ zone: String, _ end: String = "DTEND", start: String = "20270712T140000") -> [String] {
        let name = zone.contains { ",:;".contains($0) } ? "\"\(zone)\"" : zone
        return ["DTSTART;TZID=\(name):\(start)", "\(end);TZID=\(name):20270712T160000"]
    }

    private static let helsinki = afternoon
    private static let stockholm = "2027-07-12T12:00:00Z/2027-07-12T14:00:00Z"
    private static let plusTwo = stockholm

    static let times11: [Row] = [
        Row("IANA", local("Europe/Helsinki"), span: helsinki),
        Row("in small letters", local("europe/stockholm"), span: stockholm),
        Row("old Thunderbird", local("/mozilla.org/20050126_1/Europe/Stockholm"), span: stockholm),
        Row("Evolution", local("/freeassociation.sourceforge.net/Europe/Stockholm"), span: stockholm),
        Row("Citadel", local("/citadel.org/20210210_1/Europe/Tallinn"), span: helsinki),
        Row(
            "Outlook's display name", local("(UTC+02:00) Helsinki, Kyiv, Riga, Sofia, Tallinn, Vilnius"), span: helsinki
        ),
        Row("an older one", local("(GMT+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna"), span: stockholm),
        Row("Windows", local("W. Europe Standard Time"), span: stockholm),
        Row("Windows, FLE", local("FLE Standard Time"), span: helsinki),
        Row("Windows, short", local("FLE"), span: helsinki),
        Row("CET", local("CET"), span: stockholm), Row("an offset", local("UTC+2"), span: plusTwo),
        Row("an offset with minutes", local("GMT+0200"), span: plusTwo), Row("Etc", local("Etc/GMT-2"), span: plusTwo),
        Row("America", local("Eastern Standard Time"), span: "2027-07-12T18:00:00Z/2027-07-12T20:00:00Z"),
        Row("an old link", local("Asia/Calcutta"), span: "2027-07-12T08:30:00Z/2027-07-12T10:30:00Z"),
        Row("UTC by name", local("UTC"), span: "2027-07-12T14:00:00Z/2027-07-12T16:00:00Z"),
        Row(
            "an hour and a half", ["DTSTART:20270712T110000Z", "DURATION:PT1H30M"],
            span: "2027-07-12T11:00:00Z/2027-07-12T12:30:00Z"),
        Row(
            "in minutes", ["DTSTART:20270712T110000Z", "DURATION:PT90M"],
            span: "2027-07-12T11:00:00Z/2027-07-12T12:30:00Z"),
        Row(
            "in seconds", ["DTSTART:20270712T110000Z", "DURATION:PT5400S"],
            span: "2027-07-12T11:00:00Z/2027-07-12T12:30:00Z"),
        Row(
            "a day and no hours", ["DTSTART:20270712T110000Z", "DURATION:P1DT0H"],
            span: "2027-07-12T11:00:00Z/2027-07-13T11:00:00Z"),
        Row(
            "no days and an hour", ["DTSTART:20270712T110000Z", "DURATION:P0DT1H0M0S"],
            span: "2027-07-12T11:00:00Z/2027-07-12T12:00:00Z"),
        Row("a week of days", ["DTSTART;VALUE=DATE:20270712", "DURATION:P1W"], span: "days 7"),
        Row("days without VALUE", ["DTSTART:20270712", "DTEND:20270714"], span: "days 2"),
        Row("a day that ends on itself", ["DTSTART;VALUE=DATE:20270712", "DTEND;VALUE=DATE:20270712"], span: "days 1"),
        Row(
            "a parameter in quotation marks", ["DTSTART;TZID=\"Europe/Stockholm\":20270712T140000", "DURATION:PT2H"],
            span: stockholm),
        Row(
            "VALUE said", ["DTSTART;VALUE=DATE-TIME;TZID=Europe/Stockholm:20270712T140000", "DURATION:PT2H"],
            span: stockholm),
    ]

    @Test("the time is the one its program meant", arguments: times11)
    func times(row: Row) throws {
        let found = InspectedMail(Self.mail(row.lines), list: try Reported.list.get())
        guard case .invitation(let plan)? = found.heldPost?.kind else {
            Issue.record("not held: \(found.decision?.verdict.description ?? "")")
            return
        }
        switch plan.span {
        case .moments(let start, let end): #expect("\(start.text)/\(end.text)" == row.span)
        case .days(let start, let end): #expect("days \(end.daysSince1970 - start.daysSince1970)" == row.span)
        }
    }
}
