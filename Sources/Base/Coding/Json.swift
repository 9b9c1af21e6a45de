/// A JSON value (RFC 8259) for `--json`. The keys of an object stay in the order written, so that people find what
/// they look for at the same place, and lines can be compared.
///
/// Written here, because Foundation's encoder keeps no order of keys, and needs more of Foundation in the static binary
/// (7 MB of it, measured) than all that is written with it.
package enum Json: Sendable {
    case null
    case flag(Bool)
    case number(Int)
    case text(String)
    case list([Json])
    case object([(key: String, value: Json)])

    /// Without line ends: one value is one line.
    package var line: String {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private func write(to bytes: inout [UInt8]) {
        switch self {
        case .null: bytes += "null".utf8
        case .flag(let flag): bytes += (flag ? "true" : "false").utf8
        case .number(let number): bytes += String(number).utf8
        case .text(let text): Self.write(text, to: &bytes)
        case .list(let values):
            bytes.append(UInt8(ascii: "["))
            for (index, value) in values.enumerated() {
                if index > 0 { bytes += ", ".utf8 }
                value.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let pairs):
            bytes.append(UInt8(ascii: "{"))
            for (index, pair) in pairs.enumerated() {
                if index > 0 { bytes += ", ".utf8 }
                Self.write(pair.key, to: &bytes)
                bytes += ": ".utf8
                pair.value.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    private static func write(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for scalar in text.unicodeScalars {
            // Marks of direction let a terminal show a text as another one (Unicode report 36).
            if scalar.properties.isBidiControl || (0x80..<0xA0).contains(scalar.value) {
                bytes += "\\u".utf8
                bytes += [12, 8, 4, 0].map { hexDigits[Int(scalar.value >> $0 & 15)] }
            } else {
                write(scalar, to: &bytes)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func write(_ scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
        for byte in String(scalar).utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case UInt8(ascii: "\n"): bytes += "\\n".utf8
            case UInt8(ascii: "\r"): bytes += "\\r".utf8
            case UInt8(ascii: "\t"): bytes += "\\t".utf8
            // RFC 8259 section 7 demands it below 0x20; 0x7F would only disturb a terminal.
            case 0..<0x20, 0x7F: bytes += "\\u00".utf8 + [hexDigits[Int(byte >> 4)], hexDigits[Int(byte & 15)]]
            default: bytes.append(byte)
            }
        }
    }

    private static let hexDigits = Array("0123456789abcdef".utf8)
}

extension Json: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral, ExpressibleByStringLiteral {
    package init(dictionaryLiteral pairs: (String, Json)...) { self = .object(pairs.map { (key: $0.0, value: $0.1) }) }
    package init(arrayLiteral values: Json...) { self = .list(values) }
    package init(stringLiteral text: String) { self = .text(text) }

    /// Null where there is no text.
    package static func orNull(_ text: String?) -> Json { text.map { .text($0) } ?? .null }
    package static func orNull(_ number: Int?) -> Json { number.map { .number($0) } ?? .null }
    package static func texts(_ texts: [String]) -> Json { .list(texts.map { .text($0) }) }
}
