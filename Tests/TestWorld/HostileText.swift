/// Texts as they come from outside: what a line of a file must survive.
package enum HostileText {
    package static let all = [
        "", "-", "--", " ", "\t", "\n", "\r\n", "\u{0}", "a\u{0}b", "=", "a=b", "%", "%20", "100 %", "#", "\t#00000000",
        "Kevätjuhla", "👩‍👩‍👧‍👦 🇫🇮", "\u{301}Accent first", "number sign last \u{600}", "\u{200D}joiner\u{200D}",
        "\u{FEFF}", "\u{7F}", "\u{85}\u{2028}", "joined address=eva@hel.fi", "x\nletter kind=welcome", "\u{202E}abc",
        String(repeating: "ä\t", count: 3000),
    ]
}
