import Testing

@testable import Rules

@Suite("Words from outside stay words")
struct LetterInjectionTests {
    static let hostile = [
        "<script>alert(1)</script>", "\"><a href=\"https://evil.example\">x</a>", "{{title}} {{#list}}", "`eroa`",
        "https://evil.example/", "mailto:evil@example.org", "# Otsikko", "- kohta", "> lainaus", "---",
        "a\r\nBcc: evil@example.org\r\n\r\nb", "a\u{2028}b\u{2029}c\u{85}d\u{0}e\u{1B}[31m", "\u{202E}txt.exe\u{2066}",
        "&amp; &lt;", "   ", "",
    ]

    @Test("in any single-line value of any letter", arguments: hostile)
    func singleLine(text: String) throws {
        for kind in LetterKind.allCases {
            var values = LetterSamples.values(kind, all: true)
            for field in kind.values {
                switch field.shape {
                case .text: values[field.name] = .text(text)
                case .texts: values[field.name] = .texts([text, text])
                case .items(let fields):
                    let item = fields.map { field -> (String, LetterValue) in
                        switch field.shape {
                        case .text: (field.name, .text(text))
                        default: (field.name, .number(1))
                        }
                    }
                    values[field.name] = .items([Dictionary(uniqueKeysWithValues: item)])
                default: break
                }
            }
            let letter = try LetterBook().render(kind, .fi, values: values)
            #expect(HtmlCheck.faults(in: letter.html) == [], "\(kind)")
            #expect(!letter.html.contains("<script") && !letter.html.contains("href=\"https://evil"))
            #expect(!letter.html.contains("href=\"mailto:evil"))
            for output in [letter.subject, letter.text, letter.html] {
                #expect(!output.unicodeScalars.contains { $0.properties.generalCategory == .control && $0 != "\n" })
                #expect(!output.contains("\u{202E}") && !output.contains("\u{2028}") && !output.contains("  "))
            }
            #expect(!letter.subject.contains { $0.isNewline })
            #expect(
                !letter.text.split(separator: "\n").contains { $0.hasPrefix("Bcc:") || $0 == "———" && !kind.isFragment }
            )
        }
    }

    @Test("in a quotation every line is quoted")
    func quotation() throws {
        var values = LetterSamples.values(.preview, all: false)
        values["body"] = .lines(
            "\n\nyksi\r\n\r\n\r\n---\n# kaksi\n<b>kolme</b> https://evil.example/a\"b mailto:x@y.fi {{title}}\n\n")
        let letter = try LetterBook().render(.preview, .fi, values: values)
        let quoted = letter.text.split(separator: "\n", omittingEmptySubsequences: false).filter { $0.hasPrefix(">") }
        #expect(
            quoted == [
                "> yksi", ">", "> ---", "> # kaksi", "> <b>kolme</b> https://evil.example/a\"b mailto:x@y.fi {{title}}",
            ])
        // The coordinator checks the words of the post, so an address may be pressed, but only as it is shown.
        #expect(
            letter.html.contains(
                "<a href=\"https://evil.example/a\">https://evil.example/a</a>&quot;b mailto:x@y.fi {{title}}"))
        #expect(letter.html.contains("&lt;b&gt;kolme"))
    }

    @Test(
        "only a safe address of ours can be pressed",
        arguments: [
            ("https://hel.fi/a?b=c&d", true), ("mailto:anna@hel.fi", true), ("javascript:alert(1)", false),
            ("http://hel.fi", false), ("https://", false), ("https://hel.fi/\" onclick=\"x", false),
            ("https://hel.fi/<x>", false),
            ("HTTPS://hel.fi", false), ("data:text/html,x", false), ("https://hel.fi/\nx", false),
            ("https://hel.fi/ä", false),
        ])
    func links(address: String, isSafe: Bool) throws {
        var values = LetterSamples.values(.welcome, all: false)
        values["principles"] = .link(address)
        let letter = try LetterBook().render(.welcome, .fi, values: values)
        #expect(letter.html.contains("<a href=\"\(HtmlLetter.escaped(address))\">") == isSafe)
        #expect(HtmlCheck.faults(in: letter.html) == [])
    }

    @Test("a value has an end")
    func limits() throws {
        var values = LetterSamples.values(.preview, all: false)
        values["subject"] = .text(String(repeating: "ä", count: 100_000))
        values["body"] = .lines(
            String(repeating: "rivi\n\n", count: 100_000) + String(repeating: "pitkä", count: 100_000))
        let letter = try LetterBook().render(.preview, .fi, values: values)
        #expect(letter.subject.contains("äää…") || letter.subject.hasSuffix("ä…"))
        #expect(letter.text.utf8.count < 10_000)
    }
}
