/// Writes elements of DER (X.690).
enum DerWriter {
    static func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        var length: [UInt8] = []
        var rest = content.count
        repeat {
            length.insert(UInt8(truncatingIfNeeded: rest), at: 0)
            rest >>= 8
        } while rest > 0
        let isShort = content.count < 0x80
        return [tag] + (isShort ? length : [0x80 | UInt8(length.count)] + length) + content
    }

    static func sequence(_ elements: [UInt8]...) -> [UInt8] { element(0x30, elements.flatMap { $0 }) }
    static func set(_ element: [UInt8]) -> [UInt8] { self.element(0x31, element) }

    /// Not negative; leading zeros go, and one comes back where the first bit is set.
    static func integer(_ bytes: [UInt8]) -> [UInt8] {
        let digits = Array(bytes.drop { $0 == 0 })
        return element(0x02, digits.isEmpty || digits[0] & 0x80 != 0 ? [0] + digits : digits)
    }

    static func bitString(_ bytes: [UInt8]) -> [UInt8] { element(0x03, [0] + bytes) }
    static func utf8String(_ text: String) -> [UInt8] { element(0x0C, Array(text.utf8)) }

    /// `sha256WithRSAEncryption` (RFC 8017, appendix A.2.4), with its parameters.
    static let sha256WithRSA = sequence(
        element(0x06, [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x0B]), element(0x05, []))
    /// `commonName` (X.520).
    static let commonName = element(0x06, [0x55, 0x04, 0x03])
}
