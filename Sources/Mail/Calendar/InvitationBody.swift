import Base
/// The body of the mails that bring one invitation: what is the same for everybody is made once, and each mail adds the
/// calendar object of its own recipient.
///
/// It has the shape that mail programs show with buttons: the text in plain and HTML, the calendar object beside them
/// without a Content-Disposition, and once more as a file for programs that know only files.
package struct InvitationBody: Sendable {
    /// The MIME fields of the mail.
    package let contentFields: [UInt8]
    private let beforeCalendar: [UInt8]
    private let betweenCalendars: [UInt8]
    private let afterCalendars: [UInt8]

    /// - Parameters:
    ///   - text: What the invitation says, for everybody.
    ///   - html: The same in HTML.
    ///   - extras: Further parts, each with its header, as ``Message/extras`` has them.
    ///   - method: That of every invitation it will carry.
    ///   - boundarySeed: As for ``MessageComposer``.
    package init(text: String, html: String, extras: [[UInt8]] = [], method: CalendarMethod, boundarySeed: String) {
        let renderings = [ComposedPart(text: text, subtype: "plain"), ComposedPart(text: html, subtype: "html")]
            .map { Array($0.pieces.joined()) }
        let shared = renderings + extras
        var boundary = Boundary(seed: boundarySeed)
        let (inner, outer) = (boundary.missing(in: shared), boundary.missing(in: shared))
        func field(_ subtype: String, _ boundary: String) -> OutgoingField {
            .parameters("Content-Type", "multipart/\(subtype)", [Parameter(name: "boundary", value: boundary)])
        }
        // RFC 2045 section 6.4: as wide as the widest part; extras are as they came.
        let hasEightBit = extras.contains { extra in extra.contains { $0 >= 0x80 } }
        let encoding: [OutgoingField] = hasEightBit ? [.structured("Content-Transfer-Encoding", "8bit")] : []
        contentFields = HeaderWriter.bytes(of: [.structured("MIME-Version", "1.0"), field("mixed", outer)] + encoding)

        var before = Self.delimiter(outer) + HeaderWriter.bytes(of: [field("alternative", inner)]) + Self.lineEnd
        for rendering in renderings { before += Self.delimiter(inner) + rendering + Self.lineEnd }
        before += Self.delimiter(inner) + HeaderWriter.bytes(of: Self.inlineFields(method)) + Self.lineEnd
        beforeCalendar = before
        betweenCalendars =
            Self.lineEnd + Array("--\(inner)--\r\n".utf8) + Self.delimiter(outer)
            + HeaderWriter.bytes(of: Self.fileFields) + Self.lineEnd
        afterCalendars =
            Self.lineEnd + extras.flatMap { Self.delimiter(outer) + $0 + Self.lineEnd } + Array("--\(outer)--\r\n".utf8)
    }

    /// The body of the mail for the invitation's attendee, in slices.
    package func segments(for invitation: Invitation) -> [ArraySlice<UInt8>] {
        let calendar = Base64.encode(CalendarWriter.bytes(of: invitation))
        return [beforeCalendar[...], calendar[...], betweenCalendars[...], calendar[...], afterCalendars[...]]
    }

    private static let lineEnd: [UInt8] = [0x0D, 0x0A]
    private static let base64 = OutgoingField.structured("Content-Transfer-Encoding", "base64")

    private static func delimiter(_ boundary: String) -> [UInt8] { Array("--\(boundary)\r\n".utf8) }

    private static func inlineFields(_ method: CalendarMethod) -> [OutgoingField] {
        // The method must be the same word as METHOD in the object (RFC 6047 section 2.4).
        let parameters = [
            Parameter(name: "charset", value: "UTF-8"), Parameter(name: "method", value: method.rawValue),
        ]
        return [.parameters("Content-Type", "text/calendar", parameters), base64]
    }

    private static let fileFields: [OutgoingField] = [
        .parameters("Content-Type", "application/ics", [Parameter(name: "name", value: "invite.ics")]), base64,
        .parameters("Content-Disposition", "attachment", [Parameter(name: "filename", value: "invite.ics")]),
    ]
}

extension Message {
    /// What the mail carries beside its text and its calendar, each part with its header as it came: files, pictures.
    package var extras: [[UInt8]] {
        let texts = [plainPart?.path, htmlPart?.path]
        return parts.filter { part in
            part.depth > 0 && !part.nested && part.source == 0 && part.contentType.type != "multipart"
                && !texts.contains(part.path) && !part.isCalendar
        }
        .map { Array(LineEnds.canonical(slice($0))) }
    }
}
