import Base
import Mail

extension FuzzTarget {
    /// Values of single fields: media types, dispositions, dates, identifiers, encoded words, character sets.
    static let header = FuzzTarget(name: "header") { bytes in
        var findings = Findings()
        let value = String(decoding: bytes, as: UTF8.self)
        findings.checkParameters(in: value)
        findings.checkDate(value)
        findings.note([TransferEncoding(value)].hashValue)
        findings.checkSubject(bytes)
        for name in ["Message-ID", "References", "In-Reply-To", "Return-Path", "Date", "Content-Type"] {
            findings.checkField(name, bytes)
        }
        findings.checkCharset(bytes)
        return findings
    }
}

extension Findings {
    fileprivate mutating func checkParameters(in value: String) {
        let size = value.utf8.count
        if let type = ContentType(value) {
            expect(type.parameters.count <= 200, "\(type.parameters.count) parameters")
            let values = type.parameters.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count }
            expect("parameters", of: values, atMost: 4, timesInput: size)
            note(size: type.parameters.count)
            note(type.type)
            note(type["charset"] == nil)
        }
        if let disposition = ContentDisposition(value) {
            note(disposition.kind)
            if let filename = disposition.filename {
                expect("a file name", onOneLine: filename)
                expect("a file name", of: filename.utf8.count, atMost: 4, timesInput: size)
            }
        }
    }

    /// A moment that was read is the same when written and read again.
    fileprivate mutating func checkDate(_ value: String) {
        guard let date = MailDate(value) else { return note(0) }
        note(date.offset)
        guard let seconds = date.secondsSince1970, date.year >= 1901, date.year < 9999 else { return note(1) }
        let text = DateText.rfc5322(Instant(secondsSince1970: seconds))
        let again = MailDate(text)
        expect(again?.secondsSince1970 == seconds, "\(date) is another moment as \(text)")
    }

    /// A subject passes through our own letters (`Re: …`) without changing.
    fileprivate mutating func checkSubject(_ bytes: [UInt8]) {
        let message = Message(Array("Subject: ".utf8) + bytes + Array("\r\n\r\n".utf8))
        let subject = message.subject
        expect("the subject", onOneLine: subject)
        expect("the subject", of: subject.utf8.count, atMost: 4, timesInput: bytes.count)
        let written = Message(HeaderWriter.bytes(of: [.text("Subject", subject)]) + [0x0D, 0x0A])
        guard written.defects.isEmpty else { return }
        expect(written.header.fields.count == 1, "a subject became \(written.header.fields.count) fields")
        expect(written.subject == subject, "another subject when written")
    }

    fileprivate mutating func checkField(_ name: String, _ bytes: [UInt8]) {
        let message = Message(Array("\(name): ".utf8) + bytes + Array("\r\n\r\n".utf8))
        note(size: message.references.count)
        note(message.messageID == nil)
        check(message)
    }

    /// The first line as the name of a character set, the rest in it.
    fileprivate mutating func checkCharset(_ bytes: [UInt8]) {
        let line = bytes.prefix { $0 != 0x0A }
        let charset = String(decoding: line, as: UTF8.self)
        let text = Charset.decode(bytes[line.endIndex...], charset: charset)
        // Some sets hold two characters in a byte, each of three bytes in UTF-8.
        expect("text", of: text.utf8.count, atMost: 6, timesInput: bytes.count)
        let encoded = Charset.encode(text, charset: charset)
        // UTF-32, with a byte order mark.
        expect("text", of: encoded?.count ?? 0, atMost: 24, timesInput: bytes.count)
        note(encoded == nil)
    }
}
