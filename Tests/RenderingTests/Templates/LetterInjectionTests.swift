import Base
import Mail
import Testing

@testable import Rendering

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
        for kind in TemplateName.allCases {
            var values = LetterSamples.values(kind, all: true)
            for field in kind.fields {
                switch field.shape {
                case .text: values[field.name] = .text(text)
                case .texts: values[field.name] = .texts([text, text])
                case .items(let fields):
                    let item = fields.map { field -> (String, LetterValue) in
                        switch field.shape {
                        case .text: (field.name, .text(text))
                        case .texts: (field.name, .texts([text, text]))
                        case .flag: (field.name, .flag(true))
                        case .passage: (field.name, .passage("Hei!", nil))
                        case .time: (field.name, .time(LetterSamples.time))
                        case .items: (field.name, .items([["name": .text(text)]]))
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
                #expect(
                    !output.contains("\u{202E}") && !output.contains("\u{2028}") && !output.contains("  "), "\(kind)")
            }
            #expect(!letter.subject.contains { $0.isNewline })
            let lines = letter.text.split(separator: "\n")
            #expect(!lines.contains { $0.hasPrefix("Bcc:") })
            // Those of the template: before the one tip, after it, or above a piece.
            #expect(lines.count { $0 == "———" } == ([.digest, .roundup].contains(kind) ? 2 : kind.isFragment ? 1 : 0))
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

    @Test("a passage keeps its lines, and nothing in it is markup")
    func passage() throws {
        let words =
            "\n \t\n# yksi\r\n- kaksi\r\n\r\n\r\n---\n> <b>kolme</b>   {{title}} `eroa`\u{202E}\n"
            + "https://evil.example/a\"b mailto:x@y.fi http://a.fi &amp; \u{1B}[31m\n\n"
        var values = LetterSamples.values(.invitation, all: false)
        values["body"] = .passage(words, .sv)
        let letter = try LetterBook().render(.invitation, .fi, values: values)
        #expect(
            letter.text == """
                # yksi
                - kaksi

                ---
                > <b>kolme</b>   {{title}} `eroa`
                https://evil.example/a"b mailto:x@y.fi http://a.fi &amp;  [31m

                """)
        #expect(
            letter.html.contains(
                """
                <div lang="sv" dir="auto">
                <p># yksi</p>
                <ul>
                <li>kaksi</li>
                </ul>
                <p>---<br>
                &gt; &lt;b&gt;kolme&lt;/b&gt;   {{title}} `eroa`<br>
                <a href="https://evil.example/a">https://evil.example/a</a>&quot;b mailto:x@y.fi http://a.fi &amp;amp;  [31m</p>
                </div>
                """))
        #expect(HtmlCheck.faults(in: letter.html) == [])
    }

    @Test("a passage of no known language names none")
    func unknownLanguage() throws {
        var values = LetterSamples.values(.invitation, all: false)
        values["body"] = .passage("مرحبا", nil)
        let letter = try LetterBook().render(.invitation, .fi, values: values)
        #expect(letter.html.contains("<div lang=\"\" dir=\"auto\">\n<p>مرحبا</p>\n</div>"))
    }

    @Test("a passage without words is none", arguments: ["", " \r\n\t\u{2028}\u{202E}\n"])
    func emptyPassage(words: String) throws {
        var values = LetterSamples.values(.invitation, all: false)
        let bare = try LetterBook().render(.invitation, .fi, values: values)
        values["body"] = .passage(words, .fi)
        #expect(try LetterBook().render(.invitation, .fi, values: values) == bare)
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
        var invitation = LetterSamples.values(.invitation, all: false)
        invitation["body"] = .passage(String(repeating: "pitkä", count: 100_000), nil)
        let text = try LetterBook().render(.invitation, .fi, values: invitation).text
        #expect(text.unicodeScalars.count == CleanText.longestPassage + 2 && text.hasSuffix("…\n"))
    }
}
