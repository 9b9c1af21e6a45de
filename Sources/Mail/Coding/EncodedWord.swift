import Base

/// Encoded words in header text, `=?charset?Q?text?=` (RFC 2047), also as broken programs write them: with spaces
/// inside, without white space around, without the closing `?=`.
enum EncodedWord {
    /// The text with its encoded words replaced by what they say. White space between two of them is dropped, and
    /// their bytes are joined before the character set is applied, because some programs cut a character in two.
    ///
    /// `text` is as it came: 8-bit bytes between the words are UTF-8, else windows-1252; those inside them (not allowed,
    /// but written) are of the word's character set.
    static func decode(_ text: some Collection<UInt8>) -> String {
        guard text.contains(UInt8(ascii: "?")) else { return Charset.decode(text, charset: nil) }
        var decoder = EncodedWordDecoder(bytes: Array(text))
        return decoder.decode()
    }
}

private struct EncodedWordDecoder {
    /// Opening a character set converter is dear; no honest field changes its character set this often.
    private static let mostConversions = 1000

    let bytes: [UInt8]
    private var result = ""
    /// Decoded content of the words just read, waiting for more of the same character set.
    private var pending: [UInt8] = []
    private var pendingCharset: String?
    private var conversions = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func decode() -> String {
        var plainStart = 0
        var index = 0
        while index + 1 < bytes.count {
            guard bytes[index] == UInt8(ascii: "="), bytes[index + 1] == UInt8(ascii: "?"),
                conversions < Self.mostConversions, let word = word(at: index)
            else {
                index += 1
                continue
            }
            let between = bytes[plainStart..<index]
            let isContinued = pendingCharset != nil && between.allSatisfy(\.isFoldingSpace)
            if !isContinued || pendingCharset?.lowercased() != word.charset.lowercased() { flush() }
            if !isContinued { result += Charset.decode(between, charset: nil) }
            pendingCharset = word.charset
            pending += word.content
            index = word.end
            plainStart = index
        }
        flush()
        return result + Charset.decode(bytes[plainStart...], charset: nil)
    }

    private mutating func flush() {
        guard let charset = pendingCharset else { return }
        result += Charset.decode(pending, charset: charset)
        conversions += 1
        pending = []
        pendingCharset = nil
    }

    private func word(at start: Int) -> (charset: String, content: [UInt8], end: Int)? {
        let charset = bytes[(start + 2)...].prefix(64).prefix { $0.isAtomText && $0 != UInt8(ascii: "?") && $0 < 0x80 }
        let mark = charset.endIndex
        guard !charset.isEmpty, !charset.contains(UInt8(ascii: "=")), mark + 2 < bytes.count,
            bytes[mark] == UInt8(ascii: "?"), bytes[mark + 2] == UInt8(ascii: "?")
        else { return nil }
        let text = text(from: mark + 3)
        // RFC 2231 section 5: a language may follow the character set.
        let name = String(decoding: charset.prefix { $0 != UInt8(ascii: "*") }, as: UTF8.self)
        switch bytes[mark + 1].lowercased {
        case UInt8(ascii: "b"): return (name, Base64.decode(text.content), text.end)
        case UInt8(ascii: "q"): return (name, quoted(text.content), text.end)
        default: return nil
        }
    }

    /// The encoded text and where reading goes on. Without a `?=` it reaches to the next encoded word or to the end;
    /// so no byte is looked at more than twice.
    private func text(from start: Int) -> (content: ArraySlice<UInt8>, end: Int) {
        var index = start
        while index + 1 < bytes.count {
            if bytes[index] == UInt8(ascii: "?"), bytes[index + 1] == UInt8(ascii: "=") {
                return (bytes[start..<index], index + 2)
            }
            if index > start, bytes[index] == UInt8(ascii: "="), bytes[index + 1] == UInt8(ascii: "?"),
                bytes[index - 1].isBlank
            {
                return (bytes[start..<index].trimmed(), index)
            }
            index += 1
        }
        return (bytes[start...], bytes.count)
    }

    /// The Q encoding (RFC 2047 section 4.2).
    private func quoted(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var content: [UInt8] = []
        var index = text.startIndex
        while index < text.endIndex {
            let byte = text[index]
            if byte == UInt8(ascii: "="), index + 2 < text.endIndex, let high = text[index + 1].hexValue,
                let low = text[index + 2].hexValue
            {
                content.append(high << 4 | low)
                index += 3
            } else {
                content.append(byte == UInt8(ascii: "_") ? UInt8(ascii: " ") : byte)
                index += 1
            }
        }
        return content
    }
}
