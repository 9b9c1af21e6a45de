/// Text from bytes and back, in the character sets mail is written in.
package enum Charset {
    /// Reads `bytes` in the named character set. Never fails: without a name, or with an unknown one, it is UTF-8 if
    /// the bytes are, else windows-1252. What a known set cannot read becomes U+FFFD.
    package static func decode(_ bytes: some Collection<UInt8>, charset: String?) -> String {
        decode(Array(bytes), as: charset.flatMap(CharsetName.init) ?? .unlabelled)
    }

    /// `text` in the named character set; `nil` where that set is unknown or cannot express the text.
    package static func encode(_ text: String, charset: String) -> [UInt8]? {
        switch CharsetName(charset) {
        case .utf8: Array(text.utf8)
        case .ascii, .unlabelled: text.utf8.allSatisfy { $0 < 0x80 } ? Array(text.utf8) : nil
        case .latin1: encodeLatin1(text)
        case .windows1252: Windows1252.encode(text)
        case .other(let name, _): Iconv.encode(text, to: name)
        case nil: nil
        }
    }

    private static func decode(_ bytes: [UInt8], as name: CharsetName) -> String {
        // A right label is believed first; bytes that it cannot read but UTF-8 can were labelled wrongly. The labels of
        // western Europe are put on anything.
        switch name {
        case .unlabelled, .ascii:
            return utf8(bytes) ?? Windows1252.decode(bytes)
        case .utf8:
            return utf8(bytes) ?? repaired(bytes)
        case .latin1, .windows1252:
            // Who says ISO 8859-1 means windows-1252, as browsers have it (WHATWG Encoding).
            // Programs that forget to convert put that label on UTF-8; words in ISO 8859-1 are hardly ever valid UTF-8.
            return bytes.allSatisfy { $0 < 0x80 }
                ? String(decoding: bytes, as: UTF8.self) : utf8(bytes) ?? Windows1252.decode(bytes)
        case .other(let name, let isAsciiSuperset):
            if isAsciiSuperset, bytes.allSatisfy({ $0 < 0x80 }) { return String(decoding: bytes, as: UTF8.self) }
            if name == "ISO-8859-15", let text = utf8(bytes) { return text }
            guard let reading = Iconv.decode(bytes, from: name) else { return utf8(bytes) ?? Windows1252.decode(bytes) }
            return reading.isExact ? reading.text : utf8(bytes) ?? reading.text
        }
    }

    private static func utf8(_ bytes: [UInt8]) -> String? { String(validating: bytes, as: UTF8.self) }

    /// Damaged UTF-8: as long as one character proves that it is UTF-8 at all, only the damage is replaced;
    /// otherwise it is windows-1252 with a wrong label.
    private static func repaired(_ bytes: [UInt8]) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        let isProven = text.unicodeScalars.contains { $0.value >= 0x80 && $0.value != 0xFFFD }
        return isProven ? text : Windows1252.decode(bytes)
    }

    private static func encodeLatin1(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            guard let byte = UInt8(exactly: scalar.value) else { return nil }
            bytes.append(byte)
        }
        return bytes
    }
}
