import Base

/// The TEXT values of properties (RFC 5545 section 3.3.11).
enum CalendarText {
    /// On one line, for titles and places.
    static func line(_ raw: String) -> String { unescaped(raw).withoutControls.trimmed }

    /// Lines with LF between them, for descriptions.
    static func paragraphs(_ raw: String) -> String { cleaned(unescaped(raw)) }

    /// Text with LF for its line ends, no other controls but tabs, and no white space around it.
    static func cleaned(_ text: String) -> String {
        var cleaned = String.UnicodeScalarView()
        for scalar in lineEnds(of: text) where !isControl(scalar) || scalar == "\n" || scalar == "\t" {
            cleaned.append(scalar)
        }
        return String(cleaned).trimmed
    }

    /// What an escaped value means. A backslash before a letter or digit that is no escape is itself: programs that
    /// forget to escape write `C:\temp`.
    static func unescaped(_ raw: String) -> String {
        guard raw.utf8.contains(UInt8(ascii: "\\")) else { return raw }
        var text: [UInt8] = []
        var isEscaped = false
        for byte in raw.utf8 {
            if isEscaped {
                isEscaped = false
                if byte.lowercased == UInt8(ascii: "n") {
                    text.append(0x0A)
                    continue
                }
                if byte.isLetter || byte.isDigit || byte >= 0x80 { text.append(UInt8(ascii: "\\")) }
                text.append(byte)
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else {
                text.append(byte)
            }
        }
        if isEscaped { text.append(UInt8(ascii: "\\")) }
        return String(decoding: text, as: UTF8.self)
    }

    /// As it stands in a content line: line ends become `\n`, other controls but tabs are left out.
    static func escaped(_ text: String) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in lineEnds(of: text) {
            switch scalar {
            case "\n": escaped.append(contentsOf: "\\n".unicodeScalars)
            case "\\", ";", ",": escaped.append(contentsOf: ["\\", scalar])
            default: if !isControl(scalar) || scalar == "\t" { escaped.append(scalar) }
            }
        }
        return String(escaped)
    }

    /// C0, DEL and C1, which no calendar object may hold or has a use for.
    static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
    }

    /// The same text with LF for every line end of Unicode.
    private static func lineEnds(of text: String) -> String.UnicodeScalarView {
        var result = String.UnicodeScalarView()
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n" where previous == "\r": break
            case "\r", "\u{85}", "\u{2028}", "\u{2029}": result.append("\n")
            default: result.append(scalar)
            }
            previous = scalar
        }
        return result
    }
}
