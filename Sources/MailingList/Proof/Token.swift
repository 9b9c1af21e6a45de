/// Letters and digits that only this list can have made: the last second it is good for, and 85 bits of an HMAC over list,
/// purpose, subject and that time. Nothing has to be stored for it to be checked.
package struct Token: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    /// The first characters, which tell the time; those of earlier versions told the day.
    static let timeLength = 7
    static let dayLength = 3
    /// The characters behind them.
    static let codeLength = 17

    /// Nil unless `text` has the shape of a token; whether it is genuine only the signer can tell.
    package init?(_ text: some StringProtocol) {
        let lower = text.lowercased()
        guard [Self.timeLength, Self.dayLength].contains(lower.utf8.count - Self.codeLength),
            lower.utf8.allSatisfy(Base32.alphabet.contains)
        else { return nil }
        self.text = lower
    }

    package var description: String { "<token>" }

    /// How many of the first characters tell the time.
    var head: Int { text.utf8.count - Self.codeLength }
}

/// RFC 4648 base 32 in lower case: survives servers and people that change case.
enum Base32 {
    static let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)

    /// The first `count` characters of `bytes`, five bits a character.
    static func text(_ bytes: some Sequence<UInt8>, count: Int) -> String {
        var characters: [UInt8] = []
        append(bytes, count: count, to: &characters)
        return String(decoding: characters, as: UTF8.self)
    }

    static func append(_ bytes: some Sequence<UInt8>, count: Int, to characters: inout [UInt8]) {
        let end = characters.count + count
        var buffer: UInt32 = 0
        var bits: UInt32 = 0
        for byte in bytes {
            buffer = (buffer << 8 | UInt32(byte)) & 0xFFFF
            bits += 8
            while bits >= 5, characters.count < end {
                bits -= 5
                characters.append(alphabet[Int(buffer >> bits & 31)])
            }
        }
    }

    static func text(of number: Int64, length: Int) -> String {
        let digits = (0..<length).reversed().map { alphabet[Int(number >> (5 * Int64($0)) & 31)] }
        return String(decoding: digits, as: UTF8.self)
    }

    /// All of `bytes`, in the fewest characters.
    static func encoded(_ bytes: [UInt8]) -> String { text(bytes + [0], count: (bytes.count * 8 + 4) / 5) }

    /// Nil where a character is none of the alphabet. Bits that fill no byte are dropped.
    static func decoded(_ text: some StringProtocol) -> [UInt8]? {
        var bytes: [UInt8] = []
        var buffer: UInt32 = 0
        var bits = 0
        for byte in text.utf8 {
            guard let digit = alphabet.firstIndex(of: byte) else { return nil }
            buffer = (buffer << 5 | UInt32(digit)) & 0xFFFF
            bits += 5
            guard bits >= 8 else { continue }
            bits -= 8
            bytes.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
        }
        return bytes
    }

    /// Nil also where it is no UTF-8.
    static func text(encoded text: some StringProtocol) -> String? {
        decoded(text).flatMap { String(validating: $0, as: UTF8.self) }
    }

    static func number(_ text: some StringProtocol) -> Int? {
        var value = 0
        for byte in text.utf8 {
            guard value < 1 << 40, let digit = alphabet.firstIndex(of: byte) else { return nil }
            value = value << 5 | digit
        }
        return value
    }
}
