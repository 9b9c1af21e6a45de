/// The text parts at whose end a reader looks for a footer.
struct FooterPlaces {
    /// Indices into the message's parts.
    private(set) var plain: Int?
    private(set) var html: Int?

    init(in message: Message) {
        let texts = message.parts.indices.filter { Self.isText($0, of: message) }
        let containers = texts.flatMap { Self.ancestors(of: $0, in: message) }
        guard containers.allSatisfy({ Self.isOpen(message.parts[$0].contentType) }),
            !texts.contains(where: { Self.holdsPgp(message.bytes[message.parts[$0].body]) })
        else { return }
        plain = Self.last("plain", of: texts, in: message)
        html = Self.last("html", of: texts, in: message)
        if let first = plain, let second = html, !Self.areAlternatives(first, second, in: message) {
            // Both are shown, one below the other: the footer belongs under the lower one.
            if first < second { plain = nil } else { html = nil }
        }
    }

    /// Text that is shown as the mail itself and that we can write to.
    private static func isText(_ index: Int, of message: Message) -> Bool {
        let part = message.parts[index]
        return !part.nested && part.source == 0 && !part.isMultipart && !part.isAttachment && part.filename == nil
            && (part.contentType.matches("text", "plain") || part.contentType.matches("text", "html"))
            && part.encoding != .unknown && part.encoding != .uuencode
    }

    private static func ancestors(of index: Int, in message: Message) -> [Int] {
        var ancestors: [Int] = []
        var next = message.parts[index].parent
        // A parent stands before its children, so this ends.
        while let parent = next, ancestors.last.map({ parent < $0 }) ?? (parent < index) {
            ancestors.append(parent)
            next = message.parts[parent].parent
        }
        return ancestors
    }

    /// A footer would break a signature (RFC 1847) and is not for reports.
    private static func isOpen(_ type: ContentType) -> Bool {
        type.type == "multipart" && !["signed", "encrypted", "report", "digest"].contains(type.subtype)
    }

    /// Inline PGP (RFC 4880 section 6.2) signs or encrypts lines of plain text.
    private static func holdsPgp(_ bytes: ArraySlice<UInt8>) -> Bool {
        let armor = Array("-----BEGIN PGP ".utf8)
        var lineStart = bytes.startIndex
        while lineStart < bytes.endIndex {
            if bytes[lineStart...].starts(with: armor) { return true }
            guard let end = bytes[lineStart...].firstIndex(of: 0x0A) else { return false }
            lineStart = end + 1
        }
        return false
    }

    /// The first text of this kind, or the last of its siblings: Apple Mail cuts the text around its pictures.
    private static func last(_ subtype: String, of texts: [Int], in message: Message) -> Int? {
        let same = texts.filter { message.parts[$0].contentType.subtype == subtype }
        guard let first = same.first, let parent = message.parts[first].parent,
            message.parts[parent].contentType.subtype != "alternative"
        else { return same.first }
        return same.last { message.parts[$0].parent == parent }
    }

    private static func areAlternatives(_ first: Int, _ second: Int, in message: Message) -> Bool {
        let others = Set(ancestors(of: second, in: message))
        guard let common = ancestors(of: first, in: message).first(where: others.contains) else { return false }
        return message.parts[common].contentType.matches("multipart", "alternative")
    }
}
