/// Twenty letters and digits that only this list can have made: the last day it is good for, and 85 bits of an HMAC
/// over list, purpose, subject and that day. Nothing has to be stored for it to be checked.
package struct Token: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    static let length = 20
    /// The first characters, which tell the day.
    static let dayLength = 3

    /// Nil unless `text` has the shape of a token; whether it is genuine only the signer can tell.
    package init?(_ text: some StringProtocol) {
        let lower = text.lowercased()
        guard lower.utf8.count == Self.length, lower.utf8.allSatisfy(Base32.alphabet.contains) else { return nil }
        self.text = lower
    }

    package var description: String { "<token>" }
}

/// RFC 4648 base 32 in lower case: survives servers and people that change case.
enum Base32 {
    static let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)

    /// The first `count` characters of `bytes`, five bits a character.
    static func text(_ bytes: some Sequence<UInt8>, count: Int) -> String {
        var characters: [UInt8] = []
        var buffer: UInt32 = 0
        var bits: UInt32 = 0
        for byte in bytes {
            buffer = (buffer << 8 | UInt32(byte)) & 0xFFFF
            bits += 8
            while bits >= 5, characters.count < count {
                bits -= 5
                characters.append(alphabet[Int(buffer >> bits & 31)])
            }
        }
        return String(decoding: characters, as: UTF8.self)
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
