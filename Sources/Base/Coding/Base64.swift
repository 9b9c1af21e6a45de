/// Base64 (RFC 4648) as mail has it: any line length, stray bytes, missing padding, text glued on behind.
package enum Base64 {
    package static func decode(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var content: [UInt8] = []
        content.reserveCapacity(text.count / 4 * 3 + 3)
        forEachGroup(in: text) { group, digits in
            if digits == 4 {
                content.append(UInt8(truncatingIfNeeded: group >> 16))
                content.append(UInt8(truncatingIfNeeded: group >> 8))
                content.append(UInt8(truncatingIfNeeded: group))
            } else {
                finish(group, digits, into: &content)
            }
        }
        return content
    }

    /// How many bytes that are, without room for them.
    package static func decodedCount(_ text: ArraySlice<UInt8>) -> Int {
        var count = 0
        forEachGroup(in: text) { _, digits in count += max(0, digits - 1) }
        return count
    }

    /// Full groups of four digits, and the last of each piece, which may have fewer.
    @inline(__always)
    private static func forEachGroup(in text: ArraySlice<UInt8>, _ body: (_ group: UInt32, _ digits: Int) -> Void) {
        let values = digitValues
        let span = text.span
        var group: UInt32 = 0
        var digits = 0
        var index = 0
        while index < span.count {
            let byte = span[index]
            index += 1
            let value = values[Int(byte)]
            if value < 64 {
                group = group << 6 | UInt32(value)
                digits += 1
                if digits == 4 {
                    body(group, digits)
                    group = 0
                    digits = 0
                }
            } else if byte == UInt8(ascii: "="), digits >= 2 {
                body(group, digits)
                group = 0
                digits = 0
                guard goesOn(text[(text.startIndex + index)...]) else { return }
            }
        }
        body(group, digits)
    }

    /// The bytes of a last group that is not full; a single digit holds no whole byte.
    private static func finish(_ group: UInt32, _ digits: Int, into content: inout [UInt8]) {
        if digits == 2 { content.append(UInt8(truncatingIfNeeded: group >> 4)) }
        if digits == 3 {
            content.append(UInt8(truncatingIfNeeded: group >> 10))
            content.append(UInt8(truncatingIfNeeded: group >> 2))
        }
    }

    /// Whether what follows the padding is more base64 (some programs encode piece by piece) and not the footer that
    /// a mailing list glued on: the next line must consist of whole groups. Looks at one line's length at most.
    private static func goesOn(_ rest: ArraySlice<UInt8>) -> Bool {
        let values = digitValues
        let line = rest.prefix(160)
            .drop { $0.isFoldingSpace || $0 == UInt8(ascii: "=") }
            .prefix { $0 != 0x0A && $0 != 0x0D }
        let digits = line.prefix(76)
        guard !digits.isEmpty, digits.count == 76 || digits.count % 4 == 0 else { return false }
        return digits.allSatisfy { values[Int($0)] < 64 || $0 == UInt8(ascii: "=") }
    }

    /// What each byte is worth as a digit; 255 for bytes outside the alphabet.
    private static let digitValues: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, digit) in alphabetText.utf8.enumerated() { values[Int(digit)] = UInt8(value) }
        return values
    }()

    /// Encodes in lines of `lineLength` characters with CRLF between them and none at the end; `nil` for one line.
    package static func encode(_ bytes: [UInt8], lineLength: Int? = 76) -> [UInt8] {
        let alphabet = Array(alphabetText.utf8)
        var encoded: [UInt8] = []
        encoded.reserveCapacity(bytes.count / 57 * 78 + 80)
        var column = 0
        for start in stride(from: 0, to: bytes.count, by: 3) {
            if let lineLength, column + 4 > lineLength {
                encoded.append(contentsOf: [0x0D, 0x0A])
                column = 0
            }
            let first = bytes[start]
            let second = start + 1 < bytes.count ? bytes[start + 1] : nil
            let third = start + 2 < bytes.count ? bytes[start + 2] : nil
            encoded.append(alphabet[Int(first >> 2)])
            encoded.append(alphabet[Int((first & 0x03) << 4 | (second ?? 0) >> 4)])
            encoded.append(second.map { alphabet[Int(($0 & 0x0F) << 2 | (third ?? 0) >> 6)] } ?? UInt8(ascii: "="))
            encoded.append(third.map { alphabet[Int($0 & 0x3F)] } ?? UInt8(ascii: "="))
            column += 4
        }
        return encoded
    }

    private static let alphabetText = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
}
