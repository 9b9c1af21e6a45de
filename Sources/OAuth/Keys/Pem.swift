import Base

/// The text form of keys and certificates (RFC 7468).
enum Pem {
    /// The bytes of the first block with that label; nil where there is none, or it is no base64.
    static func block(_ label: String, in text: String) -> [UInt8]? {
        let lines = text.split(whereSeparator: \.isNewline).map { $0.filter { !$0.isWhitespace } }
        let name = label.filter { !$0.isWhitespace }
        guard let start = lines.firstIndex(of: "-----BEGIN\(name)-----") else { return nil }
        let rest = lines[(start + 1)...]
        guard let end = rest.firstIndex(of: "-----END\(name)-----") else { return nil }
        return Base64URL.bytes(rest[..<end].joined().utf8)
    }

    /// Lines of 64, in the usual alphabet and with padding.
    static func text(_ label: String, _ bytes: [UInt8]) -> String {
        var digits = Array(
            Base64URL.text(bytes).replacing("-", with: "+").replacing("_", with: "/").utf8)
        while !digits.count.isMultiple(of: 4) { digits.append(UInt8(ascii: "=")) }
        let lines = stride(from: 0, to: digits.count, by: 64).map {
            String(decoding: digits[$0..<min($0 + 64, digits.count)], as: UTF8.self)
        }
        return (["-----BEGIN \(label)-----"] + lines + ["-----END \(label)-----", ""]).joined(separator: "\n")
    }
}
