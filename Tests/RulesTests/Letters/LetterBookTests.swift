import Testing

@testable import Rules

/// One letter in one language, with all its values or only those it must have.
struct LetterCase: Sendable, CustomTestStringConvertible {
    var kind: LetterKind
    var language: Language
    var all: Bool

    static let every: [LetterCase] = LetterKind.allCases.flatMap { kind in
        Language.allCases.flatMap { language in
            [true, false].map { LetterCase(kind: kind, language: language, all: $0) }
        }
    }

    var testDescription: String { "\(kind.fileName(language)) \(all ? "in full" : "at its barest")" }

    func rendered() throws -> RenderedLetter {
        try LetterBook().render(kind, language, values: LetterSamples.values(kind, language, all: all))
    }
}

@Suite("Letters")
struct LetterBookTests {
    @Test("every letter reads cleanly", arguments: LetterCase.every)
    func clean(letter: LetterCase) throws {
        let rendered = try letter.rendered()
        for text in [rendered.subject, rendered.text] {
            for blemish in [
                "{{", "}}", "`", "  ", " .", " ,", " :", "()", "””", "““", "\n\n\n", " \n", "\r", "Optional",
            ] {
                #expect(!text.contains(blemish), "“\(blemish)” in \(text)")
            }
        }
        #expect(rendered.text.hasSuffix("\n") && !rendered.text.hasSuffix("\n\n") && !rendered.text.hasPrefix("\n"))
        #expect(rendered.subject.isEmpty == letter.kind.isFragment)
        #expect(!rendered.subject.contains { $0.isNewline })
        #expect(!rendered.text.contains("–\n"))
    }

    @Test("every letter is well-formed, accessible HTML that fetches nothing", arguments: LetterCase.every)
    func html(letter: LetterCase) throws {
        let html = try letter.rendered().html
        #expect(HtmlCheck.faults(in: html) == [])
        #expect(html.contains("lang=\"\(letter.language.rawValue)\" dir=\"ltr\""))
        for foreign in ["<img", "src=", "url(", "@import", "<script", "<link", "http://", "{{", "<p></p>", "<li></li>"]
        {
            #expect(!html.contains(foreign))
        }
        if letter.kind.isFragment {
            #expect(html.hasPrefix("<div ") && html.hasSuffix("</div>\n") && !html.contains("<style"))
        } else {
            #expect(html.hasPrefix("<!doctype html>\n<html lang="))
            #expect(html.contains("prefers-color-scheme:dark") && html.contains("name=\"viewport\""))
        }
    }

    @Test("all values of a letter are used in it, in every language", arguments: LetterKind.allCases)
    func everyValueIsUsed(kind: LetterKind) {
        for language in Language.allCases {
            let text = BuiltInLetters.text(kind, language)
            for field in kind.values where field.name != "title" && field.name != "list" {
                if case .token = field.shape { continue }
                let isUsed = ["", "#", "^"].contains { text.contains("{{\($0)\(field.name)}}") }
                #expect(isUsed, "\(kind.fileName(language)) does not use \(field.name)")
            }
        }
    }

    @Test("the same values are used in all languages", arguments: LetterKind.allCases)
    func sameTags(kind: LetterKind) {
        func tags(_ language: Language) -> [String] {
            BuiltInLetters.text(kind, language).split(separator: "{{").dropFirst().map {
                String($0.prefix { $0 != "}" })
            }.sorted()
        }
        for language in Language.allCases { #expect(tags(language) == tags(.fi), "\(kind.fileName(language))") }
    }

    @Test("every word a letter asks for is understood, in its language", arguments: LetterKind.allCases)
    func wordsAreUnderstood(kind: LetterKind) {
        for language in Language.allCases {
            let parts = BuiltInLetters.text(kind, language).split(separator: "`", omittingEmptySubsequences: false)
            #expect(!parts.count.isMultiple(of: 2))
            for index in parts.indices where !index.isMultiple(of: 2) {
                let word = parts[index].replacing("{{tag}}", with: "sv").replacing("{{.}}", with: "kainuu")
                let command = CommandReader.read(subject: String(word), written: "")
                #expect(command != nil, "\(word)")
                #expect(command?.language == language || command?.language == nil, "\(word)")
            }
        }
    }

    @Test(
        "a token ends the subject, in brackets the reader knows",
        arguments: [LetterKind.confirmJoin, .preview, .postStale])
    func token(kind: LetterKind) throws {
        let letter = try LetterCase(kind: kind, language: .sv, all: true).rendered()
        #expect(letter.subject.hasSuffix(" [kutsu:k7q2mfz84nbx0c1v]"))
        #expect(SubjectPrefix("SV: " + letter.subject).tokens == ["k7q2mfz84nbx0c1v"])
        #expect(!letter.html.contains("kutsu:"))
        let bare = try LetterCase(kind: kind, language: .sv, all: false).rendered()
        #expect(!bare.subject.contains("kutsu:"))
    }

    @Test("the leaving words stand where the contract promises them")
    func leaving() throws {
        for (language, word) in [(Language.fi, "”eroa”"), (.sv, "”lämna”"), (.en, "“leave”")] {
            for kind in [LetterKind.welcome, .footer] {
                let letter = try LetterCase(kind: kind, language: language, all: false).rendered()
                #expect(letter.text.contains(word))
            }
        }
    }

    @Test("the welcome names the principles, and links them where they can be read")
    func principles() throws {
        let names = [
            Language.fi: "turvallisemman tilan periaatteet", .sv: "principer för ett tryggare rum",
            .en: "principles for a safer space",
        ]
        for (language, name) in names {
            let linked = try LetterCase(kind: .welcome, language: language, all: true).rendered().text
            #expect(linked.contains(name) && linked.contains("https://"))
            let bare = try LetterCase(kind: .welcome, language: language, all: false).rendered().text
            #expect(bare.contains(name) && !bare.contains("https://"))
        }
    }

    @Test("values that do not fit are refused by name")
    func wrongValues() {
        var values = LetterSamples.values(.refusedDomain, all: false)
        values["domains"] = nil
        #expect(problem(.refusedDomain, values) == .missingValue("domains"))
        values["domains"] = .text("hel.fi")
        #expect(problem(.refusedDomain, values) == .wrongShape("domains"))
        values["domains"] = .texts(["hel.fi"])
        values["other"] = .flag(true)
        #expect(problem(.refusedDomain, values) == .unknownValue("other", known: ["title", "list", "domains"]))
        var preview = LetterSamples.values(.preview, all: false)
        preview["attachments"] = .items([["name": .text("a.pdf")]])
        #expect(problem(.preview, preview) == .missingValue("size"))
    }

    private func problem(_ kind: LetterKind, _ values: [String: LetterValue]) -> LetterError.Problem? {
        do throws(LetterError) {
            _ = try LetterBook().render(kind, .fi, values: values)
            return nil
        } catch {
            return error.problem
        }
    }
}
