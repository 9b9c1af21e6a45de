/// Writes content lines (RFC 5545 section 3.1), escaped and folded. The one gate through which text of others gets
/// into a calendar: no line end and no control but a tab can pass it.
struct ContentLineWriter {
    enum Value {
        /// Escaped as TEXT (section 3.3.11).
        case text(String)
        /// As it is.
        case plain(String)
    }

    struct Parameter {
        enum Value {
            /// One of the words that the grammar knows.
            case token(String)
            /// Anything else, in quotes.
            case quoted(String)
        }

        var name: String
        var value: Value

        init(_ name: String, _ value: Value) {
            (self.name, self.value) = (name, value)
        }
    }

    private(set) var bytes: [UInt8] = []

    /// In bytes, without CRLF.
    private static let longestLine = 75

    mutating func write(_ name: String, _ value: Value, parameters: [Parameter] = []) {
        var line = name
        for parameter in parameters {
            line += ";\(parameter.name)="
            switch parameter.value {
            case .token(let word): line += word
            case .quoted(let text): line += "\"\(Self.withoutQuotes(text))\""
            }
        }
        switch value {
        case .text(let text): line += ":" + CalendarText.escaped(text)
        case .plain(let text): line += ":" + text
        }
        fold(line)
    }

    /// Between characters, though section 3.1 lets a fold split one: not every reader can put it together again.
    private mutating func fold(_ line: String) {
        var column = 0
        for scalar in line.unicodeScalars where !CalendarText.isControl(scalar) || scalar == "\t" {
            let character = UTF8.encode(scalar).map(Array.init) ?? []
            if column + character.count > Self.longestLine {
                bytes += [0x0D, 0x0A, 0x20]
                column = 1
            }
            bytes += character
            column += character.count
        }
        bytes += [0x0D, 0x0A]
    }

    /// A parameter cannot hold double quotes. Outlook does not undo the escapes that RFC 6868 has for them, so they
    /// become single ones; a circumflex is escaped only where it would be taken for such an escape.
    private static func withoutQuotes(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var previous: Unicode.Scalar = " "
        for scalar in text.withoutControls.unicodeScalars {
            let character: Unicode.Scalar = scalar == "\"" ? "'" : scalar
            if previous == "^", ["n", "'", "^"].contains(character) { result.append("^") }
            result.append(character)
            previous = character
        }
        return String(result)
    }
}
