import Testing

@testable import Base

@Suite("Text, looked at without Unicode's tables") struct TextLinesTests {
    @Test(
        "lines are parted where the standard library parts them",
        arguments: [
            "", "\n", "a", "a\nb", "a\r\nb\r\n", "\r\r\na\n\nb", "a\u{0B}b\u{0C}c", "a\u{85}b", "a\u{2028}b\u{2029}c",
            "ä\u{2027}ö\nÅ", "â‚¬\n…\u{2014}", "\u{301}\n\u{301}a", "e\u{301}\r\n👩‍👩‍👧\u{2029}", "a\u{C2}\u{E2}",
        ])
    func lines(text: String) {
        #expect(text.filledLines == text.split(whereSeparator: \.isNewline))
        #expect(text.dropFirst().filledLines == text.dropFirst().split(whereSeparator: \.isNewline))
    }

    @Test("a text is cut after as many characters as prefix takes", arguments: 0...9)
    func cut(to characters: Int) {
        for text in ["", "liity", "hyvää päivää", "e\u{301}e\u{301}e\u{301}e\u{301}", "👩‍👩‍👧👩‍👩‍👧", "a\r\nb\r\nc"] {
            #expect(text.cut(to: characters) == text.prefix(characters))
        }
    }

    @Test("each scalar is of the class that the standard library says")
    func classes() {
        for scalar in (0...0x3000).compactMap(Unicode.Scalar.init) {
            for character in String(scalar) + "\u{301}" {
                #expect(character.isLetterOrNumber == (character.isLetter || character.isNumber))
                #expect(character.isSpace == character.isWhitespace)
            }
        }
    }

    @Test("a table holds its own characters and no others")
    func table() {
        let members = "-_ [\u{7F}\u{0}—é⚠️"
        let table: CharacterTable = "-_ [\u{7F}\u{0}—é⚠️"
        for character in members { #expect(table.contains(character)) }
        for scalar in (0...0x2100).compactMap(Unicode.Scalar.init) {
            #expect(table.contains(Character(scalar)) == members.contains(Character(scalar)))
        }
        #expect(!table.contains("\r\n"))
        #expect(table.contains("e\u{301}"))
        #expect(!table.contains("e\u{302}"))
    }
}
