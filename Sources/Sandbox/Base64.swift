private let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

/// Base64 (RFC 4648, section 4), on one line.
func base64(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
        let group = bytes[start..<min(start + 3, bytes.count)]
        let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
        for place in 0..<4 {
            text.append(place <= group.count ? alphabet[bits >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
        }
    }
    return String(decoding: text, as: UTF8.self)
}

/// The bytes of a strict base64 text; nil if it is none.
func fromBase64(_ text: [UInt8]) -> [UInt8]? {
    guard text.count.isMultiple(of: 4) else { return nil }
    let digits =
        text.last == UInt8(ascii: "=") ? text.dropLast(text.dropLast().last == UInt8(ascii: "=") ? 2 : 1) : text[...]
    var bytes: [UInt8] = []
    var bits = 0
    var held = 0
    for digit in digits {
        guard let value = alphabet.firstIndex(of: digit) else { return nil }
        bits = (bits << 6 | value) & 0xFFFF
        held += 6
        if held >= 8 {
            held -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> held))
        }
    }
    return bytes
}
