import Base

/// Takes a content line apart (RFC 5545 section 3.1): `NAME;PARAMETER=value,"value":value`.
struct ContentLineParser {
    private var rest: ArraySlice<UInt8>

    /// `nil` for a line that is none.
    static func property(in line: ArraySlice<UInt8>) -> CalendarProperty? {
        var parser = ContentLineParser(rest: line)
        return parser.property()
    }

    private mutating func property() -> CalendarProperty? {
        let name = name()
        guard !name.isEmpty else { return nil }
        var parameters: [CalendarParameter] = []
        while take(UInt8(ascii: ";")) {
            guard let parameter = parameter() else { return nil }
            parameters.append(parameter)
        }
        guard take(UInt8(ascii: ":")) else { return nil }
        return CalendarProperty(name: name, parameters: parameters, value: String(decoding: rest, as: UTF8.self))
    }

    /// In upper case; empty where there is none.
    private mutating func name() -> String {
        let name = rest.prefix { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") }
        rest = rest[name.endIndex...]
        return String(decoding: name, as: UTF8.self).uppercased()
    }

    private mutating func parameter() -> CalendarParameter? {
        let name = name()
        // Some programs write `;:` or a parameter without a value.
        guard take(UInt8(ascii: "=")) else { return CalendarParameter(name: name, values: []) }
        var values: [String] = []
        repeat {
            guard let value = parameterValue() else { return nil }
            values.append(value)
        } while take(UInt8(ascii: ","))
        return CalendarParameter(name: name, values: values)
    }

    /// Up to the next delimiter outside quotes; `nil` where quotes are not closed.
    private mutating func parameterValue() -> String? {
        var value: [UInt8] = []
        var isQuoted = false
        while let byte = rest.first, isQuoted || !Self.delimiters.contains(byte) {
            rest = rest.dropFirst()
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() } else { value.append(byte) }
        }
        return isQuoted ? nil : Self.decoded(value)
    }

    private static let delimiters: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":")]

    /// RFC 6868 section 3.2: a circumflex before anything else is itself.
    private static func decoded(_ value: [UInt8]) -> String {
        guard value.contains(UInt8(ascii: "^")) else { return String(decoding: value, as: UTF8.self) }
        var decoded: [UInt8] = []
        var index = 0
        while index < value.count {
            let next = value[index] == UInt8(ascii: "^") && index + 1 < value.count ? value[index + 1] : 0
            switch next {
            case UInt8(ascii: "n"): decoded.append(0x0A)
            case UInt8(ascii: "'"): decoded.append(UInt8(ascii: "\""))
            case UInt8(ascii: "^"): decoded.append(UInt8(ascii: "^"))
            default:
                decoded.append(value[index])
                index += 1
                continue
            }
            index += 2
        }
        return String(decoding: decoded, as: UTF8.self)
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard rest.first == byte else { return false }
        rest = rest.dropFirst()
        return true
    }
}
