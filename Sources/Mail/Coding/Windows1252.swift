/// windows-1252: what western mail without a (true) label is written in, and a superset of ISO 8859-1's letters.
enum Windows1252 {
    /// The 32 places where it differs from ISO 8859-1; five of them are empty.
    private static let upper: [UInt16] = [
        0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD,
        0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
        0x0153, 0xFFFD, 0x017E, 0x0178,
    ]

    /// Every byte has a reading; the five empty places become U+FFFD.
    static func decode(_ bytes: [UInt8]) -> String {
        let upper = upper
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count + bytes.count / 8)
        for byte in bytes {
            if byte < 0x80 {
                text.append(byte)
            } else {
                // All of them lie below U+10000: two or three bytes of UTF-8.
                let scalar = byte < 0xA0 ? upper[Int(byte) - 0x80] : UInt16(byte)
                if scalar < 0x800 {
                    text.append(0xC0 | UInt8(scalar >> 6))
                } else {
                    text.append(0xE0 | UInt8(scalar >> 12))
                    text.append(0x80 | UInt8(scalar >> 6 & 0x3F))
                }
                text.append(0x80 | UInt8(scalar & 0x3F))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    static func encode(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            if let byte = UInt8(exactly: scalar.value), !(0x80..<0xA0).contains(byte) {
                bytes.append(byte)
            } else if scalar != "\u{FFFD}", let place = upper.firstIndex(where: { UInt32($0) == scalar.value }) {
                bytes.append(UInt8(0x80 + place))
            } else {
                return nil
            }
        }
        return bytes
    }
}
