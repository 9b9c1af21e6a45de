import Foundation

/// How calendar programs write invitations and their answers: each has its own way.
enum CalendarProgram: String, CaseIterable, Sendable {
    case outlook, google, apple

    /// A whole object with one event.
    func object(_ method: String, _ meeting: Meeting, _ people: [String], status: String = "CONFIRMED") throws
        -> [UInt8]
    {
        let zone = zone
        var lines = ["BEGIN:VCALENDAR", "METHOD:\(method)", "PRODID:\(product)", "VERSION:2.0"]
        if let zone { lines += CalendarProgram.helsinki(called: zone) }
        lines += ["BEGIN:VEVENT", "UID:\(meeting.uid)", "SEQUENCE:\(meeting.sequence)"]
        lines += [
            try meeting.time("DTSTAMP", meeting.stamp), try meeting.time("DTSTART", meeting.start, zone: zone),
            try meeting.time("DTEND", meeting.end, zone: zone),
        ]
        lines += people
        lines += [
            "SUMMARY\(language):\(Meeting.escaped(meeting.name))",
            "LOCATION\(language):\(Meeting.escaped(meeting.place))",
            "DESCRIPTION\(language):\(Meeting.escaped(meeting.words))", "STATUS:\(status)", "TRANSP:OPAQUE",
        ]
        lines += extras + ["END:VEVENT", "END:VCALENDAR", ""]
        return Array(lines.joined(separator: "\r\n").utf8)
    }

    private var product: String {
        switch self {
        case .outlook: "Microsoft Exchange Server 2010"
        case .google: "-//Google Inc//Google Calendar 70.9054//EN"
        case .apple: "-//Apple Inc.//macOS 15.5//EN"
        }
    }

    private var zone: String? {
        switch self {
        case .outlook: "FLE Standard Time"
        case .google: nil
        case .apple: "Europe/Helsinki"
        }
    }

    private var language: String { self == .outlook ? ";LANGUAGE=fi-FI" : "" }

    private var extras: [String] {
        switch self {
        case .outlook:
            [
                "CLASS:PUBLIC", "PRIORITY:5", "X-MICROSOFT-CDO-APPT-SEQUENCE:0", "X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE",
                "X-MICROSOFT-DISALLOW-COUNTER:FALSE", "BEGIN:VALARM", "DESCRIPTION:REMINDER", "ACTION:DISPLAY",
                "TRIGGER;RELATED=START:-PT15M", "END:VALARM",
            ]
        case .google: ["CREATED:20261120T100000Z", "LAST-MODIFIED:20261120T100000Z"]
        case .apple: ["X-APPLE-TRAVEL-ADVISORY-BEHAVIOR:AUTOMATIC", "CREATED:20261120T100000Z"]
        }
    }

    /// As Exchange and Apple define it; Outlook begins in the year 1601.
    private static func helsinki(called name: String) -> [String] {
        let year = name.contains("/") ? "1996" : "1601"
        func change(_ kind: String, _ month: Int, _ hour: String, _ offsets: (String, String)) -> [String] {
            [
                "BEGIN:\(kind)", "DTSTART:\(year)0101T\(hour)0000", "TZOFFSETFROM:\(offsets.0)",
                "TZOFFSETTO:\(offsets.1)", "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=\(month)", "END:\(kind)",
            ]
        }
        return ["BEGIN:VTIMEZONE", "TZID:\(name)"] + change("STANDARD", 10, "04", ("+0300", "+0200"))
            + change("DAYLIGHT", 3, "03", ("+0200", "+0300")) + ["END:VTIMEZONE"]
    }
}

// What coordinators send.
extension CalendarProgram {
    /// An invitation to the list, or an update of one.
    func invitation(to meeting: Meeting, from person: Person, to list: TestList) throws -> Draft {
        let object = try object("REQUEST", meeting, people(meeting, person, list))
        return draft("REQUEST", object, meeting, from: person, to: list)
    }

    /// The meeting is off.
    func cancellation(of meeting: Meeting, from person: Person, to list: TestList) throws -> Draft {
        let object = try object("CANCEL", meeting, people(meeting, person, list), status: "CANCELLED")
        return draft("CANCEL", object, meeting, from: person, to: list)
    }

    private func people(_ meeting: Meeting, _ person: Person, _ list: TestList) -> [String] {
        let scheme = self == .outlook ? "MAILTO" : "mailto"
        return ["ORGANIZER;CN=\"\(person.name)\":\(scheme):\(person.address)"]
            + ([list.address] + meeting.colleagues).map {
                "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=\($0):\(scheme):\($0)"
            }
    }

    private func draft(
        _ method: String, _ object: [UInt8], _ meeting: Meeting, from person: Person, to list: TestList
    ) -> Draft {
        let off = method == "CANCEL"
        var draft = Draft(
            from: person.name, person.address, to: [list.address], subject: "", text: meeting.words + "\n")
        draft.calendar = .init(method: method, bytes: object)
        let subject: String
        switch self {
        case .outlook:
            subject = (off ? "Peruutettu: " : "") + meeting.name
            draft.html = "<html><body><p>\(meeting.words)</p><p>Liity Teams-kokoukseen</p></body></html>"
            draft.set("Thread-Topic", Draft.encoded(meeting.name))
            draft.set("X-MS-Has-Attach", "")
        case .google:
            subject = (off ? "Canceled event: " : "Invitation: ") + "\(meeting.name) @ Sat Dec 12, 2026 2pm - 4pm (EET)"
            draft.text =
                "You have been invited to the following event.\n\n\(meeting.name)\n\(meeting.words)\n\nYes - Maybe - No\n"
            draft.html =
                "<html><body><p>You have been invited.</p><a href=\"https://calendar.google.com/\">Yes</a></body></html>"
            draft.set("Sender", "Google Calendar <calendar-notification@google.com>")
            draft.set("Reply-To", "\(Draft.encoded(person.name)) <\(person.address)>")
            draft.attachments = [.init(name: "invite.ics", type: "application/ics; name=\"invite.ics\"", bytes: object)]
        case .apple:
            subject = (off ? "Cancelled: " : "") + meeting.name
        }
        draft.set("Subject", Draft.encoded(subject))
        return draft
    }
}
