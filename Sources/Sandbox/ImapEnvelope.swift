/// ENVELOPE of RFC 3501, section 7.4.2.
enum ImapEnvelope {
    static func text(_ header: HeaderFields, in bytes: [UInt8]) -> [UInt8] {
        let from = addresses("from", header, bytes)
        return imapList([
            imapStringOrNil(header.value("date", in: bytes)),
            imapStringOrNil(header.value("subject", in: bytes)),
            from,
            // Sender and Reply-To stand for From where they are missing.
            header.first("sender") == nil ? from : addresses("sender", header, bytes),
            header.first("reply-to") == nil ? from : addresses("reply-to", header, bytes),
            addresses("to", header, bytes),
            addresses("cc", header, bytes),
            addresses("bcc", header, bytes),
            imapStringOrNil(header.value("in-reply-to", in: bytes)),
            imapStringOrNil(header.value("message-id", in: bytes)),
        ])
    }

    private static func addresses(_ name: String, _ header: HeaderFields, _ bytes: [UInt8]) -> [UInt8] {
        guard let value = header.value(name, in: bytes) else { return Array("NIL".utf8) }
        var reader = AddressListReader()
        let addresses = reader.read(value)
        guard !addresses.isEmpty else { return Array("NIL".utf8) }
        // Addresses stand side by side without spaces, unlike everything else.
        return [UInt8(ascii: "(")] + addresses.joined() + [UInt8(ascii: ")")]
    }
}

/// Reads an RFC 5322 address list, good or bad, into the addresses of an ENVELOPE.
private struct AddressListReader {
    static let addressLimit = 1000

    private var phrase: [UInt8] = []
    private var angle: [UInt8]?
    private var comment: [UInt8] = []
    private var found: [[UInt8]] = []

    mutating func read(_ value: [UInt8]) -> [[UInt8]] {
        var depth = 0
        var isQuoted = false
        var isEscaped = false
        var isInAngle = false
        for byte in value where found.count < Self.addressLimit {
            if isEscaped {
                isEscaped = false
                keep(byte, depth: depth, isInAngle: isInAngle)
                continue
            }
            switch byte {
            case UInt8(ascii: "\\") where isQuoted || depth > 0: isEscaped = true
            case UInt8(ascii: "\"") where depth == 0:
                isQuoted.toggle()
                if isInAngle { keep(byte, depth: 0, isInAngle: true) }
            case _ where isQuoted: keep(byte, depth: depth, isInAngle: isInAngle)
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")") where depth > 0: depth -= 1
            case _ where depth > 0: comment.append(byte)
            case UInt8(ascii: "<"):
                isInAngle = true
                angle = []
            case UInt8(ascii: ">"): isInAngle = false
            case UInt8(ascii: ",") where !isInAngle: finish()
            case UInt8(ascii: ":") where !isInAngle:
                found.append(imapList([Self.none, Self.none, imapString(Self.trimmed(phrase)), Self.none]))
                phrase = []
            case UInt8(ascii: ";") where !isInAngle:
                finish()
                found.append(imapList([Self.none, Self.none, Self.none, Self.none]))
            default: keep(byte, depth: 0, isInAngle: isInAngle)
            }
        }
        finish()
        return found
    }

    private mutating func keep(_ byte: UInt8, depth: Int, isInAngle: Bool) {
        if depth > 0 {
            comment.append(byte)
        } else if isInAngle {
            angle?.append(byte)
        } else {
            phrase.append(byte)
        }
    }

    private mutating func finish() {
        let text = Self.trimmed(phrase)
        let remark = Self.trimmed(comment)
        let name = angle == nil ? remark : text.isEmpty ? remark : text
        let address = angle.map(Self.trimmed) ?? text
        defer {
            phrase = []
            angle = nil
            comment = []
        }
        guard !address.isEmpty else { return }
        let at = address.lastIndex(of: UInt8(ascii: "@"))
        found.append(
            imapList([
                name.isEmpty ? Self.none : imapString(name),
                Self.none,
                imapString(Array(address[..<(at ?? address.count)])),
                // An address without @ has the empty string as its host, as in Dovecot. NIL would mark a group.
                imapString(at.map { Array(address[($0 + 1)...]) } ?? []),
            ]))
    }

    private static let none = Array("NIL".utf8)

    private static func trimmed(_ text: [UInt8]) -> [UInt8] {
        HeaderFields.unfolded(text[...])
    }
}
