import Base

/// Reads JSON byte by byte. Every method consumes what it reads and gives nil where the text breaks the grammar.
struct JsonScanner {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    /// The whole text as an object; nothing but white space may follow.
    mutating func object() -> [String: JsonObject.Value]? {
        var members: [String: JsonObject.Value] = [:]
        guard take("{") else { return nil }
        if !take("}") {
            repeat {
                guard let name = quoted(), take(":"), let value = value() else { return nil }
                members[name] = value
            } while take(",")
            guard take("}") else { return nil }
        }
        skipSpace()
        return rest.isEmpty ? members : nil
    }

    private mutating func value() -> JsonObject.Value? {
        skipSpace()
        return rest.first == UInt8(ascii: "[") ? list() : element()
    }

    /// A value that is not looked into where it is an object or a list.
    private mutating func element() -> JsonObject.Value? {
        skipSpace()
        switch rest.first {
        case UInt8(ascii: "\""): return quoted().map { .text($0) }
        case UInt8(ascii: "{"), UInt8(ascii: "["): return skipNested() ? .nested : nil
        default:
            let word = rest.prefix { $0.isLetter || $0.isDigit || "+-.".utf8.contains($0) }
            rest = rest[word.endIndex...]
            switch String(decoding: word, as: UTF8.self) {
            case "true": return .flag(true)
            case "false": return .flag(false)
            case "null": return .null
            case let number: return Double(number) == nil ? nil : .number(number)
            }
        }
    }

    private mutating func list() -> JsonObject.Value? {
        guard take("[") else { return nil }
        var values: [JsonObject.Value] = []
        if take("]") { return .list([]) }
        repeat {
            guard let value = element() else { return nil }
            values.append(value)
        } while take(",")
        return take("]") ? .list(values) : nil
    }

    /// Passes over an object or a list with all that is in it; false where it does not end.
    private mutating func skipNested() -> Bool {
        var depth = 0
        while let byte = rest.first {
            if byte == UInt8(ascii: "\"") {
                guard quoted() != nil else { return false }
                continue
            }
            rest = rest.dropFirst()
            if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") { depth += 1 }
            if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") { depth -= 1 }
            if depth == 0 { return true }
        }
        return false
    }

    private mutating func quoted() -> String? {
        guard take("\"") else { return nil }
        var bytes: [UInt8] = []
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: bytes, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let escaped = escape() else { return nil }
                bytes += escaped
            default: bytes.append(byte)
            }
        }
        return nil
    }

    /// What stands behind a backslash, in UTF-8.
    private mutating func escape() -> [UInt8]? {
        guard let letter = rest.popFirst() else { return nil }
        switch letter {
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [letter]
        case UInt8(ascii: "u"):
            guard let first = unit() else { return nil }
            // RFC 8259 section 7: what lies outside the basic plane is written as two UTF-16 units.
            var units = [first]
            if first & 0xFC00 == 0xD800, rest.starts(with: Array("\\u".utf8)) {
                rest = rest.dropFirst(2)
                guard let second = unit() else { return nil }
                units.append(second)
            }
            return Array(String(decoding: units, as: UTF16.self).utf8)
        default: return nil
        }
    }

    private mutating func unit() -> UInt16? {
        let digits = rest.prefix(4).compactMap(\.hexValue)
        guard digits.count == 4 else { return nil }
        rest = rest.dropFirst(4)
        return digits.reduce(0) { $0 << 4 | UInt16($1) }
    }

    private mutating func take(_ sign: Unicode.Scalar) -> Bool {
        skipSpace()
        guard rest.first == UInt8(ascii: sign) else { return false }
        rest = rest.dropFirst()
        return true
    }

    private mutating func skipSpace() { rest = rest.drop { $0.isFoldingSpace } }
}
