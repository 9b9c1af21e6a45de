import Base
import Mail

extension FuzzTarget {
    /// Whole mails, and everything that is ever asked of one.
    static let message = FuzzTarget(name: "message") { bytes in
        let message = Message(bytes)
        var findings = Findings()
        findings.check(message)
        findings.checkText(of: message)
        findings.checkRewriting(of: message)
        findings.check(message.bounce)
        if let feedback = message.feedback { findings.expect(feedback.recipients.count <= 500, "recipients") }
        if let calendar = message.calendar { findings.note((try? calendar.get())?.components.count ?? -1) }
        return findings
    }
}

extension Findings {
    /// What must hold for the tree of any message.
    mutating func check(_ message: Message) {
        let size = message.bytes.count
        expect(!message.parts.isEmpty, "no root")
        expect(message.parts.count <= Message.Limits.standard.parts, "\(message.parts.count) parts")
        note(message.defects)
        note(size: message.parts.count)
        var paths: Set<String> = []
        for (index, part) in message.parts.enumerated() {
            expect(paths.insert(part.path).inserted, "\(part.path): twice")
            check(part, at: index, in: message)
            expect(part.path, of: message.slice(part).count, atMost: 1, timesInput: size)
            // Uuencode can hold 45 bytes in a line of two, where what was trimmed from its end counts as zeros.
            expect(part.path, of: message.decoded(part).count, atMost: 23, timesInput: size)
        }
        checkFields(of: message)
    }

    private mutating func check(_ part: Part, at index: Int, in message: Message) {
        let holder = part.parent.map { message.parts[$0] }
        expect(index == 0 ? part.parent == nil : (part.parent ?? index) < index, "\(part.path): order")
        expect(part.depth == (holder?.depth ?? -1) + 1, "\(part.path): depth")
        expect(
            part.whole.lowerBound <= part.body.lowerBound && part.body.upperBound <= part.whole.upperBound,
            "\(part.path): body outside")
        if let holder, holder.source == part.source {
            expect(
                holder.body.lowerBound <= part.whole.lowerBound && part.whole.upperBound <= holder.body.upperBound,
                "\(part.path): outside its holder, \(part.whole) \(holder.body)")
        }
        for field in part.header.fields {
            expect(field.raw.upperBound <= part.whole.upperBound, "\(part.path): field \(field.name) outside")
        }
        if let filename = part.filename { expect("a file name", onOneLine: filename) }
        note(part.contentType.type)
        note([part.encoding].hashValue)
        note(part.isMultipart)
        note(size: part.header.fields.count)
    }

    private mutating func checkFields(of message: Message) {
        expect("the subject", onOneLine: message.subject)
        for list in [message.from, message.to, message.cc, message.replyTo, message.sender] {
            expect(list.mailboxes.count <= list.count, "more mailboxes than were named")
            note(size: list.count)
            for mailbox in list.mailboxes { expect("a name", onOneLine: mailbox.name) }
        }
        for identifier in [message.messageID].compactMap(\.self) + message.references + message.inReplyTo {
            expect("a message identifier", onOneLine: identifier)
            expect((1...998).contains(identifier.utf8.count), "an identifier of \(identifier.utf8.count) bytes")
        }
        for field in message.header.fields {
            expect("a field", onOneLine: field.decoded)
            // A field of raw 8-bit text may grow threefold, one in an Asian character set a little more.
            expect(field.name, of: field.decoded.utf8.count, atMost: 4, timesInput: field.value.count)
        }
        note(message.date?.secondsSince1970 == nil)
        note(message.returnPath == nil)
    }

    /// What the mail says to people, and what it says about itself.
    mutating func checkText(of message: Message) {
        let size = message.bytes.count
        for part in message.parts where !part.isMultipart {
            let text = message.text(of: part)
            expect("text", of: text.utf8.count, atMost: 4 * 23, timesInput: size)
            expect(!text.utf8.contains(0x0D), "a carriage return in the text")
        }
        expect("readable text", of: message.readableText.utf8.count, atMost: 4 * 23, timesInput: size)
        expect("new text", of: message.written.utf8.count, atMost: 4 * 23, timesInput: size)
        note(message.automatic?.kind)
        expect((message.bounce != nil) == (message.automatic?.kind == .bounce), "a bounce by one account only")
        if let anna = Address("anna@kerho.example") {
            note(message.isAuthenticated(anna, by: "mx.kerho.example"))
        }
    }

    /// The mail as an announcement: with a footer, everything else stays.
    mutating func checkRewriting(of message: Message) {
        let body = RewrittenBody(of: message, footer: Footer(text: "Eroa: kirjoita eroa\n", html: "<p>Eroa</p>"))
        let written = body.segments.reduce(0) { $0 + $1.count }
        expect("the rewritten mail", of: written + body.contentFields.count, atMost: 6, timesInput: message.bytes.count)
        note(body.hasFooter)
        let lines = body.contentFields + body.segments.joined()
        let isCanonical = lines.indices.allSatisfy {
            lines[$0] != 0x0A || ($0 > 0 && lines[$0 - 1] == 0x0D)
        }
        expect(isCanonical, "a line feed alone in the rewritten mail")
    }
}
