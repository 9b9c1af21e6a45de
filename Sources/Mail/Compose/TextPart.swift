import Base
/// A text part of a message that is about to get a footer: its bytes and the means to encode it anew.
struct TextPart {
    let message: Message
    let part: Part
    let isRoot: Bool
    /// Undone transfer encoding, still in its character set.
    let content: [UInt8]

    init(_ message: Message, _ index: Int) {
        self.message = message
        part = message.parts[index]
        isRoot = index == 0
        content = message.decoded(part)
    }

    var charset: String { part.contentType["charset"] ?? "us-ascii" }

    var raw: ArraySlice<UInt8> { message.bytes[part.body] }

    /// `addition` in the part's character set, if the part can carry it without another encoding.
    func encoded(_ addition: String) -> [UInt8]? {
        guard let bytes = Charset.encode(addition, charset: charset) else { return nil }
        let isAscii = bytes.allSatisfy { $0 < 0x80 }
        switch part.encoding {
        case .sevenBit: guard isAscii else { return nil }
        // SMTP cannot carry binary (RFC 3030 is not for submission servers): give it lines.
        case .binary: return nil
        default: break
        }
        // A part labelled wrongly is read by guessing; more bytes must not change the guess.
        guard !isAscii else { return bytes }
        let before = Charset.decode(content, charset: part.contentType["charset"])
        let after = Charset.decode(content + bytes, charset: part.contentType["charset"])
        return after.utf8.elementsEqual((before + addition).utf8) ? bytes : nil
    }

    /// The part with other text, in UTF-8 and quoted-printable; its other parameters stay.
    func rewritten(as text: String) -> [RewrittenBody.Edit] {
        var type = part.contentType
        type.parameters.removeAll { $0.name == "charset" }
        type.parameters.append(Parameter(name: "charset", value: "utf-8"))
        let lines = LineEnds.canonical(Array(text.utf8))
        let fields = [
            replacing(.parameters("Content-Type", "\(type.type)/\(type.subtype)", type.parameters)),
            replacing(.structured("Content-Transfer-Encoding", "quoted-printable")),
        ]
        // A part without any header has no blank line either.
        let blankLine: [UInt8] = !isRoot && part.whole.lowerBound == part.body.lowerBound ? [0x0D, 0x0A] : []
        return fields + [RewrittenBody.Edit(range: part.body, bytes: blankLine + QuotedPrintable.encode(lines))]
    }

    /// The part's whole body in base64.
    func replacedBase64(_ content: [UInt8]) -> [RewrittenBody.Edit] {
        let end: [UInt8] = isRoot ? [0x0D, 0x0A] : []
        return [RewrittenBody.Edit(range: part.body, bytes: Base64.encode(content) + end)]
    }

    func inserting(_ bytes: [UInt8], at offset: Int) -> [RewrittenBody.Edit] {
        [RewrittenBody.Edit(range: offset..<offset, bytes: bytes)]
    }

    private func replacing(_ field: OutgoingField) -> RewrittenBody.Edit {
        let start = part.whole.lowerBound
        let range = part.header.first(field.name)?.raw ?? start..<start
        return RewrittenBody.Edit(range: range, bytes: HeaderWriter.bytes(of: [field]), isRootField: isRoot)
    }
}
