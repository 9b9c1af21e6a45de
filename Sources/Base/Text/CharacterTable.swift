/// A few characters that each character of a text is compared with. Those of ASCII are found by a bit, where
/// `"-_=".contains(character)` would take its string apart again each time.
package struct CharacterTable: Sendable, ExpressibleByStringLiteral {
    /// One bit for each code from 0 to 63, and from 64 to 127.
    private var bits: (UInt64, UInt64) = (0, 0)
    private var others: [Character] = []

    package init(stringLiteral characters: String) {
        for character in characters {
            switch Self.code(of: character) {
            case let code? where code < 64: bits.0 |= 1 << code
            case let code?: bits.1 |= 1 << (code - 64)
            case nil: others.append(character)
            }
        }
    }

    package func contains(_ character: Character) -> Bool {
        switch Self.code(of: character) {
        case let code? where code < 64: bits.0 >> code & 1 == 1
        case let code?: bits.1 >> (code - 64) & 1 == 1
        case nil: others.contains(character)
        }
    }

    /// Nil outside ASCII, and for CR LF, which is one character of two codes.
    private static func code(of character: Character) -> UInt64? {
        let bytes = character.utf8
        guard let first = bytes.first, first < 0x80, bytes.count == 1 else { return nil }
        return UInt64(first)
    }
}
