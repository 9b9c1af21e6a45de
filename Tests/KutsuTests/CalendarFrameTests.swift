import Mail
import Testing

/// How programs put an invitation into a mail, and how people attach a calendar.
@Suite("Mails around calendars")
struct CalendarFrameTests {
    static let frames: [(name: String, parts: [String], isProgram: Bool)] = [
        ("Outlook: alternatives", ["alternative", "plain", "html", "calendar; method=REQUEST"], true),
        (
            "Google: alternatives, and the file again",
            ["mixed+alternative", "plain", "html", "calendar; method=REQUEST", "|", "ics"], true
        ),
        (
            "Nextcloud: attached beside alternatives",
            ["mixed+alternative", "plain", "html", "|", "attached; method=REQUEST"], true
        ),
        ("SOGo: attached with its method", ["mixed", "html", "attached; method=REQUEST"], true),
        ("SOGo: called off", ["mixed", "html", "attached; method=CANCEL"], true),
        ("Zimbra: method in the object only", ["alternative", "plain", "html", "calendar"], true),
        ("iCloud: the calendar alone", ["calendar; method=REQUEST"], true),
        (
            "Thunderbird: the calendar within a related part",
            ["mixed+alternative", "plain", "calendar; method=REQUEST", "|", "ics"], true
        ),
        ("Notes: the calendar first", ["alternative", "calendar; method=REQUEST", "plain"], true),
        ("Outlook 2003: uppercase", ["alternative", "plain", "calendar; METHOD=\"REQUEST\""], true),
        ("a person attaches a file", ["mixed", "plain", "ics"], false),
        ("a person attaches a calendar", ["mixed", "plain", "attached"], false),
        ("a person attaches what was exported", ["mixed", "html", "attached; method=PUBLISH"], false),
        ("a file of a type of its own", ["mixed", "plain", "application"], false),
        ("a person writes with pictures", ["mixed", "html", "plain", "ics"], false),
    ]

    @Test("a program's own words and buttons are known from a person's mail with a file", arguments: frames.indices)
    func frame(index: Int) {
        let (name, parts, isProgram) = Self.frames[index]
        #expect(Message(Self.framed(parts)).isCalendarMail == isProgram, "\(name)")
    }

    private static func framed(_ parts: [String]) -> [UInt8] {
        var text = "From: Anna <anna@hel.test>\r\nSubject: Kokous\r\nMIME-Version: 1.0\r\n"
        let method =
            parts.contains { $0.hasPrefix("calendar") } || parts.contains { $0.contains("method") }
            ? "METHOD:REQUEST\r\n" : ""
        let calendar =
            "BEGIN:VCALENDAR\r\n\(method)BEGIN:VEVENT\r\nUID:u\r\nDTSTART:20270712T110000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        func content(_ part: String) -> String {
            let options = part.drop { $0 != ";" }
            switch part.prefix(while: { $0 != ";" }) {
            case "plain": return "Content-Type: text/plain\r\n\r\nAccept: https://x.test/yes\r\n"
            case "html": return "Content-Type: text/html\r\n\r\n<a href=\"https://x.test/yes\">Accept</a>\r\n"
            case "calendar": return "Content-Type: text/calendar; charset=utf-8\(options)\r\n\r\n\(calendar)"
            case "attached":
                return
                    "Content-Type: text/calendar\(options)\r\nContent-Disposition: attachment; filename=event.ics\r\n\r\n\(calendar)"
            case "ics":
                return
                    "Content-Type: application/ics\r\nContent-Disposition: attachment; filename=invite.ics\r\n\r\n\(calendar)"
            default:
                return
                    "Content-Type: application/octet-stream; name=event.ics\r\nContent-Disposition: attachment; filename=event.ics\r\n\r\n\(calendar)"
            }
        }
        if parts.count == 1 { return Array((text + content(parts[0])).utf8) }
        let kinds = parts[0].split(separator: "+")
        text += "Content-Type: multipart/\(kinds[0]); boundary=o\r\n\r\n"
        var inner = kinds.count > 1
        if inner { text += "--o\r\nContent-Type: multipart/\(kinds[1]); boundary=i\r\n\r\n" }
        for part in parts.dropFirst() {
            if part == "|" {
                text += "--i--\r\n"
                inner = false
            } else {
                text += "--\(inner ? "i" : "o")\r\n" + content(part)
            }
        }
        return Array((text + (inner ? "--i--\r\n" : "") + "--o--\r\n").utf8)
    }
}
