import Rules
import Testing

@Suite("Text inside a line of a file")
struct EscapedTests {
    @Test("whatever the text, it comes back, and never breaks a line or a column", arguments: HostileText.all)
    func roundTrip(_ text: String) {
        let escaped = PercentCodec.text(text)
        #expect(PercentCodec.value(escaped) == text)
        #expect(!escaped.isEmpty)
        #expect(escaped.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "=") })
    }

    @Test("a broken escape is no text", arguments: ["%", "%4", "%zz", "%2f", "a%", "%FF", "%C3"])
    func broken(_ text: String) {
        #expect(PercentCodec.value(text) == nil)
    }

    @Test("plain words stay as they are, so that grep finds them")
    func plain() {
        #expect(PercentCodec.text("kevätjuhla") == "kevätjuhla")
        #expect(PercentCodec.text("a b") == "a%20b")
        #expect(PercentCodec.text("") == "-")
        #expect(PercentCodec.text("-") == "%2D")
    }
}

/// Texts as they come from outside: what a line of a file must survive.
enum HostileText {
    static let all = [
        "", "-", "--", " ", "\t", "\n", "\r\n", "\u{0}", "a\u{0}b", "=", "a=b", "%", "%20", "100 %", "#", "\t#00000000",
        "Kevätjuhla", "👩‍👩‍👧‍👦 🇫🇮", "\u{301}Accent first", "number sign last \u{600}", "\u{200D}joiner\u{200D}",
        "\u{FEFF}", "\u{7F}", "\u{85}\u{2028}", "joined address=eva@hel.fi", "x\nletter kind=welcome", "\u{202E}abc",
        String(repeating: "ä\t", count: 3000),
    ]
}
