import Base

/// Writes one parameter of a Content-Type or Content-Disposition field.
enum ParameterText {
    /// Longer values are continued over several parameters (RFC 2231 section 3).
    private static let longest = 60

    /// One piece, or several for RFC 2231's `name*0`, `name*1` …; without the semicolons between them.
    static func pieces(_ parameter: Parameter) -> [String] {
        let name = String(parameter.name.unicodeScalars.filter { $0.isASCII && UInt8(ascii: $0).isAttribute })
        let value = parameter.value.withoutControls
        guard !name.isEmpty else { return [] }
        guard value.utf8.allSatisfy({ $0 < 0x80 }) else { return extended(name, value) }
        let chunks = chunks(value.unicodeScalars.map { String($0) })
        if chunks.count > 1 {
            return chunks.enumerated().map { "\(name)*\($0)=\(FieldPieces.quoted($1))" }
        }
        let isToken = !value.isEmpty && value.utf8.allSatisfy(\.isAttribute)
        return ["\(name)=\(isToken ? value : FieldPieces.quoted(value))"]
    }

    /// RFC 2231 section 4: character set, language (none), and percent-encoded bytes.
    private static func extended(_ name: String, _ value: String) -> [String] {
        let characters = value.unicodeScalars.map { scalar in
            String(scalar).utf8.map { byte in
                byte.isAttribute
                    ? String(UnicodeScalar(byte))
                    : "%" + String(decoding: QuotedPrintable.escape(byte).dropFirst(), as: UTF8.self)
            }.joined()
        }
        let chunks = chunks(characters)
        guard chunks.count > 1 else { return ["\(name)*=UTF-8''\(chunks.joined())"] }
        return chunks.enumerated().map { index, chunk in
            "\(name)*\(index)*=\(index == 0 ? "UTF-8''" : "")\(chunk)"
        }
    }

    /// Whole characters, at most `longest` bytes together.
    private static func chunks(_ characters: [String]) -> [String] {
        var chunks: [String] = []
        for character in characters {
            if let last = chunks.last, last.utf8.count + character.utf8.count <= longest {
                chunks[chunks.count - 1] += character
            } else {
                chunks.append(character)
            }
        }
        return chunks
    }
}

extension UInt8 {
    /// `attribute-char` of RFC 2231 section 7, which is a token's as well.
    fileprivate var isAttribute: Bool {
        isAtomText && self < 0x80 && self != UInt8(ascii: "*") && self != UInt8(ascii: "'") && self != UInt8(ascii: "%")
            && self != UInt8(ascii: "/") && self != UInt8(ascii: "=") && self != UInt8(ascii: "?")
            || self == UInt8(ascii: ".")
    }
}
