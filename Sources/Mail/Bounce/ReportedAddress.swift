import Base

/// The value of a recipient field in a report: `rfc822; anna@hel.fi`, `utf-8;…` (RFC 6533), or without any type.
enum ReportedAddress {
    static func read(_ value: String) -> Address? {
        let text = DeliveryStatus.typed(value).text
        if let address = plain(text) { return unescaped(address) }
        return plain(decoded(text)) ?? plain(utf8Decoded(text))
    }

    /// The address itself, in angles, or behind a source route (`@gateway:anna@hel.fi`). A path or a pipe is none, even
    /// if it holds an address.
    private static func plain(_ text: String) -> Address? {
        var text = text[...].drop { $0 == " " || $0 == "<" }
        text = text.prefix { $0 != ">" && $0 != " " && $0 != "," }
        if text.first == "@", let colon = text.lastIndex(of: ":") { text = text[text.index(after: colon)...] }
        return Address(text)
    }

    /// Programs pass the envelope's xtext (RFC 3461 section 4) on, although they should decode it. Of a valid address
    /// only `+2B` and `+3D` can be that, which is how xtext has to write `+` and `=`.
    private static func unescaped(_ address: Address) -> Address {
        let text = address.text
        guard text.contains("+2b") || text.contains("+3d") else { return address }
        return Address(text.replacing("+2b", with: "+").replacing("+3d", with: "=")) ?? address
    }

    private static func decoded(_ text: String) -> String {
        var bytes: [UInt8] = []
        let coded = Array(text.utf8)
        var index = 0
        while index < coded.count {
            if coded[index] == UInt8(ascii: "+"), index + 2 < coded.count, let high = coded[index + 1].hexValue,
                let low = coded[index + 2].hexValue
            {
                bytes.append(high << 4 | low)
                index += 3
            } else {
                bytes.append(coded[index])
                index += 1
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// `\x{E4}` (RFC 6533 section 3) as the character it means.
    private static func utf8Decoded(_ text: String) -> String {
        var result = ""
        for (number, piece) in text.split(separator: "\\x{", omittingEmptySubsequences: false).enumerated() {
            guard number > 0, let close = piece.firstIndex(of: "}"),
                let scalar = UInt32(piece[..<close], radix: 16).flatMap(Unicode.Scalar.init)
            else {
                result += piece
                continue
            }
            result.unicodeScalars.append(scalar)
            result += piece[piece.index(after: close)...]
        }
        return result
    }
}
