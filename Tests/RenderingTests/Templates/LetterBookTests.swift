import Base
import TestWorld
import Testing

@testable import MailingList
@testable import Rendering

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

    @Test("all values of a letter are used in it, in every language", arguments: TemplateName.allCases)
    func everyValueIsUsed(kind: TemplateName) {
        for language in Language.allCases {
            let text = BuiltInTemplates.text(kind, language)
            for field in kind.fields where field.name != "title" && field.name != "list" {
                if case .token = field.shape { continue }
                // Admins' own texts from before coordinators had a letter of their own may ask for it.
                if kind == .help, field.name == "coordinator" { continue }
                let isUsed = ["", "#", "^"].contains { text.contains("{{\($0)\(field.name)}}") }
                #expect(isUsed, "\(kind.fileName(language)) does not use \(field.name)")
            }
        }
    }

    @Test("the same values are used in all languages", arguments: TemplateName.allCases)
    func sameTags(kind: TemplateName) {
        func tags(_ language: Language) -> [String] {
            BuiltInTemplates.text(kind, language).split(separator: "{{").dropFirst().map {
                String($0.prefix { $0 != "}" })
            }.sorted()
        }
        for language in Language.allCases { #expect(tags(language) == tags(.fi), "\(kind.fileName(language))") }
    }

    private static let collections = CollectionWords([
        .tips(), CollectionPolicy(name: W.nominations, words: [.fi: ["ehdotus"], .sv: ["ehdotus"]]),
    ])

    @Test("every word a letter asks for is understood, in its language", arguments: TemplateName.allCases)
    func wordsAreUnderstood(kind: TemplateName) {
        for language in Language.allCases {
            let parts = BuiltInTemplates.text(kind, language).split(separator: "`", omittingEmptySubsequences: false)
            #expect(!parts.count.isMultiple(of: 2))
            for index in parts.indices where !index.isMultiple(of: 2) {
                let word = parts[index].replacing("{{tag}}", with: "sv").replacing("{{.}}", with: "kainuu")
                    .replacing("{{word}}", with: "ehdotus")
                let command = CommandReader.read(subject: String(word), written: "", collections: Self.collections)
                // `kyllä` and `ei` answer a question of ours, and are nothing else.
                let answer = Answer.read(String(word))
                if command == nil, answer.word == .yes || answer.word == .no {
                    #expect(!answer.hasMore && !answer.asks, "\(word)")
                    continue
                }
                #expect(command != nil, "\(word)")
                // Who does not read the letter's language is told the word in their own.
                let isOffered =
                    command?.command == .join || [.fi, .sv, .en].contains { command?.command == .language($0) }
                #expect(command?.language == language || command?.language == nil || isOffered, "\(word)")
            }
        }
    }

    @Test("an answer that says nothing is no command, whatever the letter's subject", arguments: LetterCase.every)
    func subjectsAreNoCommands(letter: LetterCase) throws {
        let subject = try letter.rendered().subject
        #expect(CommandReader.read(subject: "Re: " + subject, written: "", collections: .standard) == nil)
    }

    @Test("a cancellation is asked about so that no answer means its opposite", arguments: Language.allCases)
    func cancellationPreview(language: Language) throws {
        let asked = LetterCase(kind: .preview, language: language, all: true, flags: ["event", "cancellation"])
        let lines = try asked.rendered().text.split(separator: "\n").filter { $0.hasPrefix("- ") }
        let (publish, cancel) =
            switch language {
            case .fi: ("”kyllä”", "”ei”")
            case .sv: ("”ja”", "”nej”")
            case .en: ("“yes”", "“no”")
            }
        // Each answer stands with what becomes of the event.
        let (off, on) =
            switch language {
            case .fi: ("tapahtuma perutaan", "tapahtuma pidetään")
            case .sv: ("evenemanget ställs in", "evenemanget blir av")
            case .en: ("the event is off", "the event goes ahead")
            }
        #expect(lines.first?.contains(off) == true && lines.first?.contains(publish) == true)
        #expect(lines.dropFirst().first?.contains(on) == true && lines.dropFirst().first?.contains(cancel) == true)
    }

    @Test("a refused event keeps its subject, so that the answer can become the event", arguments: Language.allCases)
    func refusedEvent(language: Language) throws {
        let letter = try LetterCase(kind: .eventRefused, language: language, all: true).rendered()
        #expect(letter.subject == "Re: Ihmisoikeusiltapäivä 10.12.")
        // What it shows is what we understand.
        let written = try #require(letter.text.split(separator: "\n\n").first { EventLines.read(String($0)) != nil })
        let event = try #require(EventLines.read(String(written)))
        #expect(event.language == language && !event.place.isEmpty)
        let label = written.prefix { $0 != ":" }
        let iso = try #require(EventLines.read("\(label): 2026-12-12 14:00–16:00"))
        #expect(letter.text.contains(" 2026-12-12 14:00–16:00."))
        #expect(try event.when.get() == iso.when.get())
    }

    @Test(
        "what a person must do is said in at most 120 words",
        arguments: [
            TemplateName.confirmJoin, .confirmLeave, .confirmLanguage, .confirmChoice, .confirmErase, .erased, .paused,
            .confirmMove,
            .confirmNewAddress,
            .pauseUnclear, .portion, .preview, .previewReminder, .postStalled,
            .itemPreview,
            .senderCheck, .keptAside, .probe, .joinRequest, .joinWaiting, .joinDeclined, .joinExpired, .joinDecided,
        ], Language.allCases)
    func length(kind: TemplateName, language: Language) throws {
        for letter in LetterCase.every where letter.kind == kind && letter.language == language {
            let text = try letter.rendered().text
            // Facts in a list, and what somebody wrote, are looked at as needed.
            let said = text.split(separator: "\n").prefix { $0 != $0.uppercased() || $0.hasPrefix("-") }
                .filter { !$0.hasPrefix(">") }
            #expect(said.joined(separator: " ").split(separator: " ").count <= 120, "\(letter.testDescription)")
        }
    }

    @Test("no Finnish or Swedish letter holds an English word of ours", arguments: LetterCase.every)
    func language(letter: LetterCase) throws {
        guard letter.language != .en else { return }
        let words: Set<String> = [
            "the", "and", "you", "your", "this", "that", "with", "from", "reply", "message", "members", "please",
            "address", "was", "are", "not", "been", "sent", "subject", "event", "time", "wishes", "hello",
        ]
        let rendered = try letter.rendered()
        let lines = (rendered.subject + "\n" + rendered.text).split(separator: "\n")
        for line in lines where !line.contains("In English:") && !line.contains("webinar") && !line.contains("550") {
            let found = line.lowercased().split { !$0.isLetter }.map(String.init).filter(words.contains)
            // Those whose English words are somebody's own.
            if letter.kind == .digest, line.contains("captions") || line.contains("December") { continue }
            #expect(found.isEmpty, "\(letter.testDescription): \(line)")
        }
    }

    @Test("a member's tip is marked with its language, to the eye and to a screen reader")
    func tipLanguages() throws {
        let letter = try LetterCase(kind: .digest, language: .en, all: true).rendered()
        #expect(letter.html.contains("<h2>Tip 2 (in Swedish)</h2>\n<div lang=\"sv\" dir=\"auto\">"))
        #expect(letter.text.contains("TIP 2 (in Swedish)"))
        #expect(letter.html.contains(">https://hel.fi/nuoret/sateenkaari?kieli=fi&amp;sivu=2</a>."))
    }

    @Test(
        "a token ends the subject, in brackets the reader knows",
        arguments: [TemplateName.confirmJoin, .preview, .postStalled])
    func token(kind: TemplateName) throws {
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
            for kind in [TemplateName.welcome, .footer] {
                let letter = try LetterCase(kind: kind, language: language, all: false).rendered()
                #expect(letter.text.contains(word))
            }
        }
    }

    @Test("the welcome names the principles, and links them where they can be read")
    func principles() throws {
        let names = [
            Language.fi: "turvallisemman tilan periaatteet", .sv: "principerna för ett tryggare rum",
            .en: "safer space principles",
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

    private func problem(_ kind: TemplateName, _ values: [String: LetterValue]) -> LetterError.Problem? {
        do throws(LetterError) {
            _ = try LetterBook().render(kind, .fi, values: values)
            return nil
        } catch {
            return error.problem
        }
    }
}
