import Base
/// Composes the mails that we write ourselves: letters, previews, digests, invitations.
package enum MessageComposer {
    /// A whole mail: `fields`, then the MIME fields, then the body, all lines ending in CRLF.
    ///
    /// - Parameters:
    ///   - fields: Everything but the MIME fields, in this order.
    ///   - text: The letter for everybody; UTF-8, any line ends.
    ///   - html: The same for programs that show HTML.
    ///   - alternatives: Further renderings of the same, the best last; a `text/calendar` with its method.
    ///   - attachments: After the text, in this order.
    ///   - boundarySeed: Makes boundaries differ from letter to letter. Need not be unguessable: no boundary is
    ///     used that occurs in the content.
    package static func compose(
        fields: [OutgoingField], text: String, html: String? = nil, alternatives: [Attachment] = [],
        attachments: [Attachment] = [], boundarySeed: String
    ) -> [UInt8] {
        let slices = slices(
            fields: fields, text: text, html: html, alternatives: alternatives, attachments: attachments,
            boundarySeed: boundarySeed)
        var mail: [UInt8] = []
        mail.reserveCapacity(slices.reduce(0) { $0 + $1.count })
        for slice in slices { mail.append(contentsOf: slice) }
        return mail
    }

    /// The same in slices, in order: an attached mail is not copied.
    package static func slices(
        fields: [OutgoingField], text: String, html: String? = nil, alternatives: [Attachment] = [],
        attachments: [Attachment] = [], boundarySeed: String
    ) -> [ArraySlice<UInt8>] {
        var renderings = [ComposedPart(text: text, subtype: "plain")]
        if let html { renderings.append(ComposedPart(text: html, subtype: "html")) }
        renderings += alternatives.map(ComposedPart.init)
        var boundary = Boundary(seed: boundarySeed)
        var root = renderings.count == 1 ? renderings[0] : boundary.multipart("alternative", of: renderings)
        if !attachments.isEmpty {
            root = boundary.multipart("mixed", of: [root] + attachments.map(ComposedPart.init))
        }
        let header = HeaderWriter.bytes(of: fields + [.structured("MIME-Version", "1.0")] + root.fields)
        return ([header, [0x0D, 0x0A]] + root.body + [[0x0D, 0x0A]]).map { $0[...] }
    }
}

/// A part with its header and its encoded body, which has no line end of its own at its end. The body is in pieces, each
/// from the start of a line, so that an attachment is not copied with each multipart around it.
struct ComposedPart {
    var fields: [OutgoingField]
    var body: [[UInt8]]
    var hasEightBit = false

    init(fields: [OutgoingField], body: [[UInt8]], hasEightBit: Bool) {
        self.fields = fields
        self.body = body
        self.hasEightBit = hasEightBit
    }

    init(text: String, subtype: String) {
        let encoded = EncodedText(text)
        body = [encoded.bytes]
        fields = [
            .parameters("Content-Type", "text/\(subtype)", [Parameter(name: "charset", value: "utf-8")]),
            .structured("Content-Transfer-Encoding", encoded.encoding),
        ]
    }

    init(_ attachment: Attachment) {
        var type = attachment.contentType
        if type.type == "message", let whole = Self.wholeMessage(attachment.bytes) {
            body = [whole]
            hasEightBit = whole.contains { $0 >= 0x80 }
        } else {
            // A mail that no 8bit transport can carry is kept byte for byte as a file.
            if type.type == "message" { type = ContentType(type: "application", subtype: "octet-stream") }
            body = [Base64.encode(attachment.bytes)]
        }
        let encoding = type.type == "message" ? (hasEightBit ? "8bit" : "7bit") : "base64"
        fields = [
            .parameters("Content-Type", "\(type.type)/\(type.subtype)", type.parameters),
            .structured("Content-Transfer-Encoding", encoding),
        ]
        if let filename = attachment.filename {
            fields.append(
                .parameters("Content-Disposition", "attachment", [Parameter(name: "filename", value: filename)]))
        }
    }

    /// RFC 2046 section 5.2.1 forbids to encode it; so it must fit the limits of 8bit (RFC 2045 section 2.8).
    private static func wholeMessage(_ bytes: [UInt8]) -> [UInt8]? {
        let lines = LineEnds.canonical(bytes)
        return lines.contains(0) || LineEnds.hasLine(longerThan: 998, in: lines) ? nil : lines
    }

    /// Header, blank line and body.
    var pieces: [[UInt8]] { [HeaderWriter.bytes(of: fields) + [0x0D, 0x0A]] + body }
}
