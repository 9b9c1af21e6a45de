import Testing

@testable import Mail

/// Not the one of Swift Testing.
private typealias Attachment = Mail.Attachment

@Suite("A composed letter")
struct MessageComposerTests {
    private static let fields: [OutgoingField] = [.text("Subject", "Tervetuloa!"), .structured("Message-ID", "<a@b>")]
    private static let text = "Hei!\n\nOlet nyt jäsen.\n"
    private static let html = "<p>Olet nyt jäsen.</p>\n"

    private func message(
        html: String? = nil, alternatives: [Attachment] = [], attachments: [Attachment] = [], seed: String = "seed"
    ) -> Message {
        Message(
            MessageComposer.compose(
                fields: Self.fields, text: Self.text, html: html, alternatives: alternatives, attachments: attachments,
                boundarySeed: seed))
    }

    private func types(_ message: Message) -> [String] {
        message.parts.map { "\($0.contentType.type)/\($0.contentType.subtype)" }
    }

    @Test("of text alone is one part")
    func plain() throws {
        let letter = message()
        #expect(types(letter) == ["text/plain"])
        #expect(letter.text(of: letter.parts[0]).hasPrefix(Self.text))
        #expect(letter.subject == "Tervetuloa!")
        #expect(letter.header.first("MIME-Version")?.unfolded == "1.0")
    }

    @Test("of text and HTML is an alternative, HTML last")
    func alternative() throws {
        let letter = message(html: Self.html)
        #expect(types(letter) == ["multipart/alternative", "text/plain", "text/html"])
        #expect(letter.text(of: letter.parts[1]) == Self.text)
        #expect(letter.text(of: letter.parts[2]) == Self.html)
        #expect(letter.defects.isEmpty)
    }

    @Test("carries attachments byte for byte, whole mails unencoded")
    func attachments() throws {
        let pdf = Attachment(
            contentType: ContentType(type: "application", subtype: "pdf"), filename: "pöytäkirja.pdf",
            bytes: Array(0...255) + [0x0D, 0x0A, 0x0A])
        let inner = "Subject: inner\r\n\r\nTämä\r\n"
        let letter = message(html: Self.html, attachments: [pdf, .message(Array(inner.utf8))])
        #expect(
            types(letter) == [
                "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/pdf",
                "message/rfc822",
                "text/plain",
            ])
        #expect(letter.decoded(letter.parts[4]) == pdf.bytes)
        #expect(letter.parts[4].filename == "pöytäkirja.pdf")
        #expect(letter.parts[4].isAttachment)
        #expect(letter.parts[5].encoding == .eightBit)
        #expect(letter.parts[0].encoding == .eightBit)
        #expect(letter.decoded(letter.parts[5]) == Array(inner.utf8))
    }

    @Test("gives an ASCII mail as 7bit, and one that no transport carries as a file")
    func wholeMails() {
        let plain = message(attachments: [.message(Array("Subject: x\n\nbody\n".utf8))])
        #expect(plain.parts[2].encoding == .sevenBit)
        #expect(plain.decoded(plain.parts[2]) == Array("Subject: x\r\n\r\nbody\r\n".utf8))
        let binary = Array("Subject: x\r\n\r\n\u{0}\n".utf8)
        let kept = message(attachments: [.message(binary, filename: "mail.eml")])
        #expect(types(kept) == ["multipart/mixed", "text/plain", "application/octet-stream"])
        #expect(kept.decoded(kept.parts[2]) == binary)
    }

    @Test("puts a calendar beside the text and again as a file")
    func calendar() {
        var type = ContentType(
            type: "text", subtype: "calendar", parameters: [Parameter(name: "charset", value: "UTF-8")])
        let bytes = Array("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n".utf8)
        type.parameters.append(Parameter(name: "method", value: "REQUEST"))
        let inline = Attachment(contentType: type, filename: nil, bytes: bytes)
        let file = Attachment(
            contentType: ContentType(type: "application", subtype: "ics"), filename: "invite.ics", bytes: bytes)
        let letter = message(html: Self.html, alternatives: [inline], attachments: [file])
        #expect(types(letter)[1...4] == ["multipart/alternative", "text/plain", "text/html", "text/calendar"])
        #expect(letter.parts[4].disposition == nil)
        #expect(letter.parts[4].contentType["method"] == "REQUEST")
        #expect(letter.decoded(letter.parts[4]) == bytes)
    }

    @Test("is the same for the same seed and has other boundaries for another")
    func seeds() {
        #expect(message(html: Self.html).bytes == message(html: Self.html).bytes)
        #expect(message(html: Self.html).bytes != message(html: Self.html, seed: "other").bytes)
    }

    @Test("uses no boundary that occurs in what it carries")
    func boundaries() throws {
        let first = message(attachments: [.message(Array("Subject: x\r\n\r\nbody\r\n".utf8))])
        // The first letter attached to a second with the same seed holds the boundary that would come first.
        let second = message(attachments: [.message(first.bytes)])
        #expect(first.parts[0].contentType["boundary"] != second.parts[0].contentType["boundary"])
        #expect(second.decoded(second.parts[2]) == first.bytes)
    }

    @Test("has CRLF everywhere and ASCII lines of at most 998")
    func lines() {
        let bytes = message(html: String(repeating: "ä", count: 3000)).bytes
        #expect(LineEnds.areCanonical(bytes[...]))
        #expect(bytes.allSatisfy { $0 < 0x80 })
        #expect(!LineEnds.hasLine(longerThan: 78, in: bytes))
    }
}
