// What TOML's lines are made of: blanks, parts of keys, strings and plain values.
extension TomlScanner {
    func failure(_ text: String) -> Failure {
        Failure(line: line, text: text)
    }

    func peek(_ wanted: Unicode.Scalar) -> Bool {
        rest.first == UInt8(ascii: wanted)
    }

    mutating func take(_ wanted: Unicode.Scalar) -> Bool {
        guard peek(wanted) else { return false }
        if wanted == "\n" { line += 1 }
        rest = rest.dropFirst()
        return true
    }

    mutating func skipSpaces() {
        rest = rest.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    }

    /// Skips spaces and comments, and line ends if `lines`.
    mutating func skipBlank(lines: Bool) {
        while true {
            skipSpaces()
            if peek("#") { rest = rest.drop { $0 != 10 } }
            if rest.starts(with: [13, 10]) { rest = rest.dropFirst() }
            guard lines, take("\n") else { return }
        }
    }

    /// A bare word or a string. Escapes stay as they are written: the result only leads to a line.
    mutating func keyPart(what: String) throws(Failure) -> String {
        if let quote = rest.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            guard !rest.starts(with: [quote, quote, quote]) else {
                throw failure("\(what) stands in three quotation marks")
            }
            return String(decoding: try string(quote), as: UTF8.self)
        }
        let word = rest.prefix(while: Self.isBare)
        guard !word.isEmpty else { throw failure("\(what) must begin with a letter, a digit or a quotation mark") }
        rest = rest.dropFirst(word.count)
        return String(decoding: word, as: UTF8.self)
    }

    private static func isBare(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
    }

    /// A string, number, truth value or date. What it says is the parser's business.
    mutating func scalar() throws(Failure) {
        if let quote = rest.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            if rest.starts(with: [quote, quote, quote]) { try longString(quote) } else { _ = try string(quote) }
            return
        }
        let ends = Array(",]}#\r\n".utf8)
        let word = rest.prefix { !ends.contains($0) }
        let isNumber = word.first.map { Array("0123456789+-".utf8).contains($0) } ?? false
        let text = String(decoding: word.reversed().drop { $0 == 32 || $0 == 9 }.reversed(), as: UTF8.self)
        guard !text.isEmpty else { throw failure("the value is missing") }
        // Not shown: it may be a password.
        guard isNumber || ["true", "false", "inf", "nan"].contains(text) else {
            throw failure("text needs quotation marks; write \"…\"")
        }
        rest = rest.dropFirst(word.count)
    }

    /// Text between two quotation marks on one line.
    private mutating func string(_ quote: UInt8) throws(Failure) -> ArraySlice<UInt8> {
        rest = rest.dropFirst()
        let text = rest
        while let byte = rest.popFirst(), byte != 10 {
            if byte == quote { return text[..<(rest.startIndex - 1)] }
            if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") { try escape() }
        }
        throw failure("the text is not closed; write a quotation mark at its end")
    }

    /// Text between three quotation marks, over any number of lines.
    private mutating func longString(_ quote: UInt8) throws(Failure) {
        let start = line
        rest = rest.dropFirst(3)
        while let byte = rest.first {
            if rest.starts(with: [quote, quote, quote]) {
                // Up to two quotation marks may stand before the closing three.
                rest = rest.dropFirst(min(5, rest.prefix { $0 == quote }.count))
                return
            }
            rest = rest.dropFirst()
            if byte == 10 { line += 1 }
            if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") { try escape() }
        }
        throw Failure(line: start, text: "the text is not closed; write three quotation marks at its end")
    }

    /// Behind a backslash. A NUL would end the text early on its way through C.
    private mutating func escape() throws(Failure) {
        if rest.starts(with: Array("u0000".utf8)) || rest.starts(with: Array("U00000000".utf8)) {
            throw failure("there is a NUL character; remove it")
        }
        if !peek("\n") { rest = rest.dropFirst() }
    }
}
