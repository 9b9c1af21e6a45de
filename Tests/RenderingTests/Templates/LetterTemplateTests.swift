import Base
import Testing

@testable import Rendering

@Suite("An admin's own letters")
struct LetterTemplateTests {
    @Test("a text of one's own takes the place of ours, in its language only")
    func override() throws {
        let book = try LetterBook(overrides: [
            "goodbye.fi.mustache":
                "Subject: Hei hei: {{title}}\r\n\r\n# Näkemiin\r\n\r\nKatso https://hel.fi/a, {{list}}.\r\n{{! huomautus }}\r\n> lainaus\r\n"
        ])
        let letter = try book.render(.goodbye, .fi, values: LetterSamples.values(.goodbye, all: true))
        #expect(letter.subject == "Hei hei: Ihmisoikeusverkosto")
        #expect(letter.text == "NÄKEMIIN\n\nKatso https://hel.fi/a, ihmisoikeusverkosto@hel.fi.\n\n> lainaus\n")
        #expect(letter.html.contains("<h1>Näkemiin</h1>"))
        #expect(letter.html.contains("<a href=\"https://hel.fi/a\">https://hel.fi/a</a>, "))
        #expect(letter.html.contains("<a href=\"mailto:ihmisoikeusverkosto@hel.fi\">ihmisoikeusverkosto@hel.fi</a>."))
        let swedish = try book.render(.goodbye, .sv, values: LetterSamples.values(.goodbye, .sv, all: true))
        #expect(swedish.subject == "Du har lämnat listan: Nätverket för mänskliga rättigheter")
    }

    @Test("sections repeat, invert, nest and leave no line behind")
    func sections() throws {
        let text = """
            Subject: x

            {{#domains}}
            - {{.}} / {{ title }}
            {{/domains}}
            {{^domains}}
            ei mitään
            {{/domains}}
            Yhdessä: {{domains}}{{#domains}}!{{/domains}}
            """
        let book = try LetterBook(overrides: ["refusedDomain.fi.mustache": text])
        func render(_ domains: [String]) throws -> String {
            let values: [String: LetterValue] = [
                "title": .text("T"), "list": .address("l@hel.fi"), "domains": .texts(domains),
            ]
            return try book.render(.refusedDomain, .fi, values: values).text
        }
        #expect(try render(["a", "b"]) == "- a / T\n- b / T\n\nYhdessä: a ja b!!\n")
        #expect(try render([]) == "ei mitään\nYhdessä: –\n")
    }

    static let faults: [(file: String, text: String, line: Int?, problem: LetterError.Problem)] = [
        ("wellcome.fi.mustache", "Subject: x\n\nx", nil, .unknownFile),
        ("welcome.de.mustache", "Subject: x\n\nx", nil, .unknownFile),
        ("goodbye.fi.mustache", "", 1, .noSubject),
        ("goodbye.fi.mustache", "Subject:  \n\nx", 1, .noSubject),
        ("goodbye.fi.mustache", "Subject: x\nx", 1, .noSubject),
        ("goodbye.fi.mustache", "Subject: x\n\n \n", nil, .empty),
        ("footer.fi.mustache", "\n", nil, .empty),
        ("goodbye.fi.mustache", "Subject: x\n\na\n{{title", 4, .unclosedTag),
        (
            "goodbye.fi.mustache", "Subject: {{titel}}\n\nx", 1,
            .unknownValue("titel", known: ["title", "list", "erased"])
        ),
        ("goodbye.fi.mustache", "Subject: x\n\n{{}}", 3, .unsupportedTag("")),
        ("goodbye.fi.mustache", "Subject: x\n\n{{{title}}}", 3, .unsupportedTag("{title")),
        ("goodbye.fi.mustache", "Subject: x\n\n{{>help}}", 3, .unsupportedTag(">help")),
        ("goodbye.fi.mustache", "Subject: x\n\n{{=<% %>=}}", 3, .unsupportedTag("=<% %>=")),
        ("goodbye.fi.mustache", "Subject: x\n\n{{erased}}", 3, .unprintableValue("erased")),
        ("goodbye.fi.mustache", "Subject: x\n\n{{#erased}}\nx", nil, .unclosedSection("erased")),
        ("goodbye.fi.mustache", "Subject: x\n\n{{/erased}}", 3, .unopenedSection("erased")),
        (
            "goodbye.fi.mustache", "Subject: x\n\n{{#erased}}{{#title}}{{/erased}}{{/title}}", 3,
            .unopenedSection("erased")
        ),
        (
            "goodbye.fi.mustache", "Subject: x\n\n" + String(repeating: "{{#title}}", count: 7), 3, .nestedTooDeep
        ),
        ("footer.en.mustache", String(repeating: "x", count: 65_537), nil, .tooLong),
        (
            "refusedDomain.fi.mustache", "Subject: x\n\n{{^domains}}{{.}}{{/domains}}", 3,
            .unknownValue(".", known: ["title", "list", "domains"])
        ),
    ]

    @Test("what is wrong is named with file and line", arguments: faults.indices)
    func named(index: Int) {
        let fault = Self.faults[index]
        let expected = LetterError(file: fault.file, line: fault.line, problem: fault.problem)
        #expect(LetterBook.problems(in: [fault.file: fault.text]) == [expected])
        #expect(throws: expected) { try LetterBook(overrides: [fault.file: fault.text]) }
        #expect(expected.description.hasPrefix(fault.file))
    }

    @Test("all problems are listed, by file name, and the first one is thrown")
    func several() {
        let overrides = ["welcome.fi.mustache": "x", "a.fi.mustache": "x", "footer.fi.mustache": "{{title}}"]
        #expect(LetterBook.problems(in: overrides).map(\.file) == ["a.fi.mustache", "welcome.fi.mustache"])
        #expect(throws: LetterError(file: "a.fi.mustache", problem: .unknownFile)) {
            try LetterBook(overrides: overrides)
        }
    }
}
