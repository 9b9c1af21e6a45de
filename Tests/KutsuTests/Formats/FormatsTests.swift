import Base
import MailingList
import Testing

@testable import kutsu

@Suite("JSON, tables and bars")
struct FormatsTests {
    @Test(
        "JSON escapes what it must",
        arguments: [
            (.text("a\u{202E}b\u{2066}c\u{200F}d\u{85}"), #""a\u202eb\u2066c\u200fd\u0085""#),
            (.text("👍 é"), #""👍 é""#), (Json.text("a\"b\\c"), #""a\"b\\c""#),
            (.text("ä\n\r\t\u{1}\u{7F}"), #""ä\n\r\t\u0001\u007f""#),
            (.null, "null"), (.flag(true), "true"), (.number(-5), "-5"), ([], "[]"), ([:], "{}"),
            (["b": .number(1), "a": ["x", .null]], #"{"b": 1, "a": ["x", null]}"#),
            (.orNull(String?.none), "null"), (.orNull(5), "5"), (.texts(["a", "b"]), #"["a", "b"]"#),
        ] as [(Json, String)])
    func json(_ value: Json, _ line: String) {
        #expect(value.line == line)
    }

    @Test("columns are as wide as their widest cell, and lines end without spaces")
    func table() {
        var table = Table(heading: ["id", "name"])
        #expect(table.isEmpty)
        table.add("1", "Åsa")
        table.add("1042", "B")
        #expect(!table.isEmpty)
        #expect(table.text == "ID    NAME\n1     Åsa\n1042  B\n")
    }

    @Test("a cell cannot move the cursor or turn the line around")
    func harmless() {
        var table = Table()
        table.add("subject", "a\u{1B}[2Jb\nc\u{202E}d")
        #expect(table.text == "subject  a [2Jb cd\n")
    }

    @Test(
        "what nobody sees is not shown, and what somebody sees stays whole",
        arguments: [
            ("a\u{200E}b\u{200F}c\u{61C}d", "abcd"), ("\u{202A}a\u{202B}b\u{202D}c\u{202C}", "abc"),
            ("a\u{2066}b\u{2067}c\u{2068}d\u{2069}", "abcd"), ("a\u{200B}\u{2060}\u{FEFF}\u{AD}b", "ab"),
            ("a\u{2028}b\u{2029}c\u{85}d", "a b c d"), ("👩‍👩‍👧‍👦 ❤️ 🏴󠁧󠁢󠁳󠁣󠁴󠁿", "👩‍👩‍👧‍👦 ❤️ 🏴󠁧󠁢󠁳󠁣󠁴󠁿"), ("می‌خواهم", "می‌خواهم"),
            ("שלום  Åsa", "שלום  Åsa"),
        ])
    func unseen(_ text: String, _ shown: String) {
        #expect(text.harmless == shown)
    }

    @Test(
        "a bar shows the share that is done",
        arguments: [
            (0, 10, "x [--------------------]   0 %  0 of 10"), (5, 10, "x [##########----------]  50 %  5 of 10"),
            (10, 10, "x [####################] 100 %  10 of 10"), (0, 0, "x [####################] 100 %  0 of 0"),
            (11, 10, "x [####################] 100 %  11 of 10"),
        ])
    func bar(_ done: Int, _ total: Int, _ line: String) {
        #expect(ProgressBar.line("x", done, of: total) == line)
    }

    @Test("paged output loses nothing and keeps the order")
    func paged() {
        let written = Written()
        do {
            var output = written.output()
            for number in 0..<20_000 { output.add("\(number)\n") }
        }
        #expect(written.text == (0..<20_000).map { "\($0)\n" }.joined())
    }
}
