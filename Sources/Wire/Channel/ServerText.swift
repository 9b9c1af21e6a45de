/// Makes a server's text fit for a log line or a letter.
package enum ServerText {
    /// Longest text kept, in Unicode scalars.
    package static let limit = 300

    /// Control characters become spaces, the ends are trimmed, a closing full stop goes, the rest is cut to ``limit``.
    package static func clean(_ bytes: some Collection<UInt8>) -> String {
        if bytes.count <= limit, bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return trimmed(Array(bytes)) }
        // A scalar takes at most 4 bytes in UTF-8.
        let text = String(decoding: bytes.prefix(limit * 4), as: UTF8.self)
        var kept = String.UnicodeScalarView()
        for scalar in text.unicodeScalars.prefix(limit) { kept.append(scalar.isControl ? " " : scalar) }
        return trimmed(Array(String(kept).utf8))
    }

    package static func clean(_ text: some StringProtocol) -> String { clean(text.utf8) }

    private static func trimmed(_ bytes: [UInt8]) -> String {
        var rest = bytes[...]
        while let last = rest.last, last == UInt8(ascii: " ") || last == UInt8(ascii: ".") { rest = rest.dropLast() }
        return String(decoding: rest.drop { $0 == UInt8(ascii: " ") }, as: UTF8.self)
    }
}

extension Unicode.Scalar {
    fileprivate var isControl: Bool { properties.generalCategory == .control }
}
