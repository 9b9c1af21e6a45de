import Base

/// Writes an invitation as an iCalendar object that Outlook, Google and Apple show with buttons.
package enum CalendarWriter {
    /// A whole VCALENDAR in UTF-8: one VEVENT, times in UTC or as whole days, lines ending in CRLF.
    package static func bytes(of invitation: Invitation) -> [UInt8] {
        var writer = ContentLineWriter()
        writer.write("BEGIN", .plain("VCALENDAR"))
        writer.write("PRODID", .plain("-//Kutsu//Kutsu//EN"))
        writer.write("VERSION", .plain("2.0"))
        writer.write("CALSCALE", .plain("GREGORIAN"))
        writer.write("METHOD", .plain(invitation.method.rawValue))
        writer.write("BEGIN", .plain("VEVENT"))
        writer.write("UID", .text(invitation.uid))
        writer.write("SEQUENCE", .plain(String(max(invitation.sequence, 0))))
        writer.write("DTSTAMP", .plain(dateTime(invitation.stamp)))
        write(invitation.span, to: &writer)
        writeWords(of: invitation, to: &writer)
        writeUsers(of: invitation, to: &writer)
        let status = invitation.isTentative ? "TENTATIVE" : "CONFIRMED"
        writer.write("STATUS", .plain(invitation.kind == .cancel ? "CANCELLED" : status))
        writer.write("TRANSP", .plain(invitation.isTransparent ? "TRANSPARENT" : "OPAQUE"))
        writer.write("END", .plain("VEVENT"))
        writer.write("END", .plain("VCALENDAR"))
        return writer.bytes
    }

    private static func write(_ span: CalendarSpan, to writer: inout ContentLineWriter) {
        switch span {
        case .moments(let start, let end):
            writer.write("DTSTART", .plain(dateTime(start)))
            // DTEND must be later (RFC 5545 section 3.8.2.2); without it the event ends as it starts.
            if end > start { writer.write("DTEND", .plain(dateTime(end))) }
        case .days(let start, let end):
            let isDate = [ContentLineWriter.Parameter("VALUE", .token("DATE"))]
            writer.write("DTSTART", .plain(date(start)), parameters: isDate)
            if end > start { writer.write("DTEND", .plain(date(end)), parameters: isDate) }
        }
    }

    private static func writeWords(of invitation: Invitation, to writer: inout ContentLineWriter) {
        // RFC 5546 section 3.2.2 wants one, and libical takes an empty one for none.
        let summary = invitation.summary.withoutControls.trimmed
        writer.write("SUMMARY", .text(summary.isEmpty ? displayName(invitation.organizer) : summary))
        let location = invitation.location.withoutControls.trimmed
        if !location.isEmpty { writer.write("LOCATION", .text(location)) }
        let description = CalendarText.cleaned(invitation.description)
        if !description.isEmpty { writer.write("DESCRIPTION", .text(description)) }
        let isUri = invitation.url.contains(":") && invitation.url.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        if isUri { writer.write("URL", .plain(invitation.url)) }
    }

    private static func writeUsers(of invitation: Invitation, to writer: inout ContentLineWriter) {
        let sentBy = invitation.sentBy.map { [ContentLineWriter.Parameter("SENT-BY", .quoted(uri($0)))] } ?? []
        let organizer = invitation.organizer
        writer.write("ORGANIZER", .plain(uri(organizer.address)), parameters: name(organizer) + sentBy)
        var parameters = [ContentLineWriter.Parameter("ROLE", .token("REQ-PARTICIPANT"))]
        if invitation.kind == .request {
            parameters.append(.init("PARTSTAT", .token(Participation.needsAction.rawValue)))
            parameters.append(.init("RSVP", .token("TRUE")))
        }
        let attendee = invitation.attendee
        writer.write("ATTENDEE", .plain(uri(attendee.address)), parameters: parameters + name(attendee))
    }

    private static func name(_ user: NamedAddress) -> [ContentLineWriter.Parameter] {
        [.init("CN", .quoted(displayName(user)))]
    }

    private static func displayName(_ user: NamedAddress) -> String {
        let name = user.name.withoutControls.trimmed
        return name.isEmpty ? user.address.text : name
    }

    /// A `mailto:` in which all that means something in a URI is percent-encoded (RFC 6068 section 2).
    private static func uri(_ address: Address) -> String {
        "mailto:" + PercentCodec.mailto(address.text, keeping: "!$'*+@")
    }

    private static func dateTime(_ instant: Instant) -> String {
        let local = TimeZoneRules.utc.local(of: instant)
        return "\(date(local.date))T\(digits(local.hour, 2))\(digits(local.minute, 2))\(digits(local.second, 2))Z"
    }

    private static func date(_ date: CivilDate) -> String {
        digits(date.year, 4) + digits(date.month, 2) + digits(date.day, 2)
    }

    private static func digits(_ number: Int, _ count: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, count - text.count)) + text
    }
}
