/// `type/subtype; name=value` as in Content-Type and Content-Disposition (RFC 2045, section 5.1).
struct ParameterisedValue: Sendable {
    static let parameterLimit = 50

    /// The value before the parameters, in upper case.
    private(set) var value: String
    /// Names in upper case, values as they are.
    private(set) var parameters: [(name: String, value: [UInt8])] = []

    init(_ text: [UInt8]) {
        let pieces = Self.split(text)
        value = String(decoding: pieces[0].filter { $0 > 32 && $0 < 127 }, as: UTF8.self).uppercased()
        for piece in pieces.dropFirst().prefix(Self.parameterLimit) {
            guard let equals = piece.firstIndex(of: UInt8(ascii: "=")) else { continue }
            let name = piece[..<equals].filter { $0 > 32 && $0 < 127 }
            guard !name.isEmpty else { continue }
            let value = Self.unquoted(HeaderFields.unfolded(piece[(equals + 1)...]))
            parameters.append((String(decoding: name, as: UTF8.self).uppercased(), value))
        }
    }

    /// The first value of a parameter, its name given in upper case.
    subscript(name: String) -> [UInt8]? {
        parameters.first { $0.name == name }?.value
    }

    /// Cuts at semicolons outside quoted strings; at least one piece.
    private static func split(_ text: [UInt8]) -> [ArraySlice<UInt8>] {
        var pieces: [ArraySlice<UInt8>] = []
        var start = 0
        var isQuoted = false
        var isEscaped = false
        for (index, byte) in text.enumerated() {
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\"), isQuoted {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                isQuoted.toggle()
            } else if byte == UInt8(ascii: ";"), !isQuoted {
                pieces.append(text[start..<index])
                start = index + 1
            }
        }
        return pieces + [text[start...]]
    }

    private static func unquoted(_ text: [UInt8]) -> [UInt8] {
        guard text.count >= 2, text.first == UInt8(ascii: "\""), text.last == UInt8(ascii: "\"") else { return text }
        var value: [UInt8] = []
        var isEscaped = false
        for byte in text.dropFirst().dropLast() {
            if byte == UInt8(ascii: "\\"), !isEscaped {
                isEscaped = true
            } else {
                value.append(byte)
                isEscaped = false
            }
        }
        return value
    }
}
