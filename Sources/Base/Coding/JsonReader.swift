/// Reads a JSON text (RFC 8259) event by event, and holds it to the grammar. Nothing is kept but what is open, so that a text
/// of any length costs what its reader keeps.
///
/// | expected | may stand here | expected next |
/// |---|---|---|
/// | `value` | a text, number, `true`, `false` or `null` | `separator` |
/// | `value` | `{` | `nameOrEnd` |
/// | `value` | `[` | `valueOrEnd` |
/// | `valueOrEnd` | as for `value`, or `]` | as there, or `separator` |
/// | `name` | a name and its colon | `value` |
/// | `nameOrEnd` | as for `name`, or `}` | `value`, or `separator` |
/// | `separator` in an object | `,` or `}` | `name`, or `separator` |
/// | `separator` in a list | `,` or `]` | `value`, or `separator` |
/// | `separator` outside all | the end | |
///
/// A byte order mark before the text is passed over. A name that is there twice is told twice: the reader's user decides.
package struct JsonReader {
    package enum Event: Hashable, Sendable {
        case beginObject
        case endObject
        case beginList
        case endList
        /// Of a member; its value comes next.
        case name(String)
        case text(String)
        /// As it is written: its size has no limit but ``Limits/text``.
        case number(String)
        case flag(Bool)
        case null
    }

    private enum Expected { case value, valueOrEnd, name, nameOrEnd, separator }

    private let bytes: [UInt8]
    private let limits: Limits
    private var position: Int
    /// Where the last event stands, from 1.
    package private(set) var line = 1
    /// What is open, from the outermost: whether it is an object.
    private var open: [Bool] = []
    private var expected = Expected.value

    package init(_ bytes: [UInt8], limits: Limits = Limits()) {
        self.bytes = bytes
        self.limits = limits
        position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    /// Nil at the end of a whole JSON text; after a failure there is nothing more to read.
    package mutating func next() throws(Failure) -> Event? {
        skipSpace()
        if expected == .separator {
            guard let isObject = open.last else {
                guard position == bytes.count else { throw failure(.behindEnd) }
                return nil
            }
            guard try peek() == UInt8(ascii: ",") else { return try close() }
            position += 1
            expected = isObject ? .name : .value
            skipSpace()
        }
        let byte = try peek()
        switch expected {
        case .nameOrEnd where byte == UInt8(ascii: "}"), .valueOrEnd where byte == UInt8(ascii: "]"):
            return try close()
        case .name, .nameOrEnd:
            guard byte == UInt8(ascii: "\"") else { throw failure(.grammar) }
            let name = try quoted()
            skipSpace()
            guard try peek() == UInt8(ascii: ":") else { throw failure(.grammar) }
            position += 1
            expected = .value
            return .name(name)
        case .value, .valueOrEnd, .separator: return try value(byte)
        }
    }

    /// Behind ``Event/beginObject`` or ``Event/beginList``: passes over all that is left of it, its end as well.
    package mutating func skip() throws(Failure) {
        let outside = open.count - 1
        while open.count > outside { _ = try next() }
    }

    private mutating func value(_ byte: UInt8) throws(Failure) -> Event {
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            guard open.count < limits.depth else { throw failure(.tooDeep) }
            let isObject = byte == UInt8(ascii: "{")
            open.append(isObject)
            position += 1
            expected = isObject ? .nameOrEnd : .valueOrEnd
            return isObject ? .beginObject : .beginList
        case UInt8(ascii: "\""): return .text(try last(quoted()))
        case UInt8(ascii: "t"): return .flag(try last(word("true", true)))
        case UInt8(ascii: "f"): return .flag(try last(word("false", false)))
        case UInt8(ascii: "n"): return try last(word("null", .null))
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try last(number()))
        default: throw failure(byte >= 0x80 ? .notUTF8 : .grammar)
        }
    }

    /// A value that is read whole.
    private mutating func last<Value>(_ value: Value) -> Value {
        expected = .separator
        return value
    }

    private mutating func close() throws(Failure) -> Event {
        guard let isObject = open.last, try peek() == UInt8(ascii: isObject ? "}" : "]") else {
            throw failure(.grammar)
        }
        position += 1
        open.removeLast()
        expected = .separator
        return isObject ? .endObject : .endList
    }

    private mutating func word<Value>(_ word: String, _ value: Value) throws(Failure) -> Value {
        for letter in word.utf8 {
            guard try peek() == letter else { throw failure(.grammar) }
            position += 1
        }
        return value
    }
}

// MARK: - Bytes

extension JsonReader {
    private func failure(_ reason: Failure.Reason) -> Failure { Failure(line: line, reason: reason) }

    private func peek() throws(Failure) -> UInt8 {
        guard position < bytes.count else { throw failure(.cutOff) }
        return bytes[position]
    }

    private mutating func skipSpace() {
        while position < bytes.count, bytes[position].isFoldingSpace {
            if bytes[position] == 0x0A { line += 1 }
            position += 1
        }
    }

    /// RFC 8259 section 6: no plus sign, no zero before other digits, digits on both sides of the point.
    private mutating func number() throws(Failure) -> String {
        let start = position
        if bytes[position] == UInt8(ascii: "-") { position += 1 }
        if try peek() == UInt8(ascii: "0") { position += 1 } else { try digits() }
        if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
            position += 1
            try digits()
        }
        if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
            position += 1
            let sign = try peek()
            if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { position += 1 }
            try digits()
        }
        guard position - start <= limits.text else { throw failure(.tooLong) }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    /// At least one.
    private mutating func digits() throws(Failure) {
        guard try peek().isDigit else { throw failure(.grammar) }
        while position < bytes.count, bytes[position].isDigit { position += 1 }
    }

    private mutating func quoted() throws(Failure) -> String {
        position += 1
        var text: [UInt8] = []
        var start = position
        while true {
            switch try peek() {
            case UInt8(ascii: "\""):
                text += bytes[start..<position]
                position += 1
                guard text.count <= limits.text else { throw failure(.tooLong) }
                guard let text = String(validating: text, as: UTF8.self) else { throw failure(.notUTF8) }
                return text
            case UInt8(ascii: "\\"):
                text += bytes[start..<position]
                position += 1
                try escape(onto: &text)
                start = position
            case 0..<0x20: throw failure(.grammar)
            default:
                repeat { position += 1 } while position < bytes.count && bytes[position].isPlain
            }
        }
    }

    /// What stands behind a backslash, in UTF-8.
    private mutating func escape(onto text: inout [UInt8]) throws(Failure) {
        let letter = try peek()
        position += 1
        switch letter {
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(letter)
        case UInt8(ascii: "u"): text += String(try scalar()).utf8
        default: throw failure(.grammar)
        }
    }

    /// RFC 8259 section 7: what lies outside the basic plane is written as two UTF-16 units.
    private mutating func scalar() throws(Failure) -> Unicode.Scalar {
        let first = try unit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard UTF16.isLeadSurrogate(first), bytes[position...].starts(with: #"\u"#.utf8) else {
            throw failure(.halfCharacter)
        }
        position += 2
        let second = try unit()
        guard UTF16.isTrailSurrogate(second) else { throw failure(.halfCharacter) }
        return UTF16.decode(UTF16.EncodedScalar([first, second]))
    }

    private mutating func unit() throws(Failure) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let digit = try peek().hexValue else { throw failure(.grammar) }
            unit = unit << 4 | UInt16(digit)
            position += 1
        }
        return unit
    }
}

extension UInt8 {
    /// Stands for itself within a text.
    fileprivate var isPlain: Bool { self >= 0x20 && self != UInt8(ascii: "\"") && self != UInt8(ascii: "\\") }
}
