/// Composes the mail that brings an invitation.
public enum InvitationComposer {
    /// A whole mail as mail programs show it with buttons: the text in plain and HTML, the calendar object beside
    /// them without a Content-Disposition, and once more as a file for programs that know only files.
    ///
    /// - Parameters:
    ///   - fields: Everything but the MIME fields. From must be the invitation's organizer, To its attendee.
    ///   - text: What the invitation says, for everybody.
    ///   - html: The same in HTML.
    ///   - boundarySeed: As for ``LetterComposer``.
    public static func compose(
        fields: [OutgoingField], text: String, html: String, invitation: Invitation, boundarySeed: String
    ) -> [UInt8] {
        let calendar = CalendarWriter.bytes(of: invitation)
        let inline = ContentType(
            type: "text", subtype: "calendar",
            parameters: [
                Parameter(name: "charset", value: "UTF-8"),
                // Must be the same word as METHOD in the object (RFC 6047 section 2.4).
                Parameter(name: "method", value: invitation.method.rawValue),
            ])
        let file = ContentType(
            type: "application", subtype: "ics", parameters: [Parameter(name: "name", value: filename)])
        return LetterComposer.compose(
            fields: fields, text: text, html: html,
            alternatives: [Attachment(contentType: inline, filename: nil, bytes: calendar)],
            attachments: [Attachment(contentType: file, filename: filename, bytes: calendar)],
            boundarySeed: boundarySeed)
    }

    private static let filename = "invite.ics"
}
