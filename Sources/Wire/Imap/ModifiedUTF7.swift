/// The encoding of folder names before UTF8=ACCEPT (RFC 3501 section 5.1.3): `Tehdyt työt` is `Tehdyt ty&APY-t`.
enum ModifiedUTF7 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,".utf8)

    static func encode(_ name: String) -> String {
        var bytes: [UInt8] = []
        var shifted: [UInt16] = []
        for unit in name.utf16 {
            guard unit >= 0x20, unit < 0x7F else {
                shifted.append(unit)
                continue
            }
            flush(&shifted, into: &bytes)
            bytes.append(UInt8(unit))
            if unit == UInt16(UInt8(ascii: "&")) { bytes.append(UInt8(ascii: "-")) }
        }
        flush(&shifted, into: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func flush(_ units: inout [UInt16], into bytes: inout [UInt8]) {
        guard !units.isEmpty else { return }
        bytes.append(UInt8(ascii: "&"))
        var (bits, count): (UInt32, Int) = (0, 0)
        for unit in units {
            bits = bits << 16 | UInt32(unit)
            count += 16
            while count >= 6 {
                count -= 6
                bytes.append(alphabet[Int(bits >> UInt32(count)) & 63])
            }
            bits &= 1 << UInt32(count) - 1
        }
        if count > 0 { bytes.append(alphabet[Int(bits << UInt32(6 - count)) & 63]) }
        bytes.append(UInt8(ascii: "-"))
        units = []
    }

    /// What is not modified UTF-7 stays as it is.
    static func decode(_ name: some StringProtocol) -> String {
        var units: [UInt16] = []
        var rest = Array(name.utf16)[...]
        while let unit = rest.popFirst() {
            guard unit == UInt16(UInt8(ascii: "&")) else {
                units.append(unit)
                continue
            }
            guard let end = rest.firstIndex(of: UInt16(UInt8(ascii: "-"))), let shifted = unshift(rest[..<end]) else {
                return String(name)
            }
            units += rest.startIndex == end ? [unit] : shifted
            rest = rest[(end + 1)...]
        }
        return String(decoding: units, as: UTF16.self)
    }

    private static func unshift(_ digits: ArraySlice<UInt16>) -> [UInt16]? {
        var units: [UInt16] = []
        var (bits, count): (UInt32, Int) = (0, 0)
        for digit in digits {
            guard let byte = UInt8(exactly: digit), let value = alphabet.firstIndex(of: byte) else { return nil }
            bits = bits << 6 | UInt32(value)
            count += 6
            if count >= 16 {
                count -= 16
                units.append(UInt16(bits >> UInt32(count)))
                bits &= 1 << UInt32(count) - 1
            }
        }
        return bits == 0 && count < 6 ? units : nil
    }
}
