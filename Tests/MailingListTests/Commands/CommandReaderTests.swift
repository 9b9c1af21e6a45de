import Base
import TestWorld
import Testing

@testable import MailingList

@Suite("A command is read")
struct CommandReaderTests {
    /// Every phrase of the contract, with what it asks and in which language.
    static let contract: [(String, Command, Language?)] = [
        ("liity", .join, .fi), ("liityn", .join, .fi), ("tilaa", .join, .fi),
        ("anslut", .join, .sv), ("gå med", .join, .sv), ("prenumerera", .join, .sv),
        ("join", .join, .en), ("subscribe", .join, .en),
        ("eroa", .leave, .fi), ("poistu", .leave, .fi), ("peruuta tilaus", .leave, .fi),
        ("poista minut", .leave, .fi), ("lähde", .leave, .fi),
        ("lämna", .leave, .sv), ("gå ur", .leave, .sv), ("avsluta", .leave, .sv), ("avprenumerera", .leave, .sv),
        ("leave", .leave, .en), ("unsubscribe", .leave, .en), ("stop", .leave, .en), ("remove me", .leave, .en),
        ("ohje", .help, .fi), ("apua", .help, .fi), ("hjälp", .help, .sv), ("help", .help, .en),
        ("kieli sv", .language(.sv), .fi), ("språk fi", .language(.fi), .sv), ("language en", .language(.en), .en),
        ("omat tiedot", .ownData, .fi), ("mina uppgifter", .ownData, .sv), ("my data", .ownData, .en),
        ("unohda minut", .erase, .fi), ("glöm mig", .erase, .sv), ("forget me", .erase, .en),
        ("tauko", .pause(.open), .fi), ("tauko 30", .pause(.days(30)), .fi), ("paus 7", .pause(.days(7)), .sv),
        ("pause 14", .pause(.days(14)), .en),
        ("jatka", .resume, .fi), ("fortsätt", .resume, .sv), ("resume", .resume, .en),
        ("aiheet", .topics([]), .fi), ("ämnen +kainuu", .topics(["+kainuu"]), .sv),
        ("topics +kainuu -oulu", .topics(["+kainuu", "-oulu"]), .en),
        ("vinkki: Näyttely Oodissa", .item(.tips, "Näyttely Oodissa"), .fi),
        ("tips: Läs det här", .item(.tips, "Läs det här"), .sv),
        ("tip: Read this: now", .item(.tips, "Read this: now"), .en),
        ("julkaise", .publish, .fi), ("publicera", .publish, .sv), ("publish", .publish, .en), ("ok", .publish, nil),
        ("peru", .cancel, .fi), ("avbryt", .cancel, .sv), ("cancel", .cancel, .en),
        ("tilanne", .situation, .fi), ("läge", .situation, .sv), ("status", .situation, .en),
    ]

    @Test(
        "sentences that people write for what members choose",
        arguments: [
            ("osoitteeni on nyt x@hel.fi", .changeAddress(W.address("x@hel.fi"))),
            ("Sähköpostiosoitteeni on nyt x@hel.fi", .changeAddress(W.address("x@hel.fi"))),
            ("min adress är nu x@hel.fi", .changeAddress(W.address("x@hel.fi"))),
            ("My email address is now x@hel.fi.", .changeAddress(W.address("x@hel.fi"))),
            ("please delete all my data", .erase), ("mitä tietoja minusta on?", .ownData),
            ("What data do you have about me?", .ownData), ("haluan viikkokoosteen", .portion(.weekly)),
            ("I want a weekly digest, please", .portion(.weekly)), ("haluaisin päiväkoosteen", .portion(.daily)),
        ] as [(String, Command)])
    func sentences(words: String, command: Command) {
        #expect(Self.read(subject: words, written: "")?.command == command)
        #expect(Self.read(subject: "Hei", written: "Hei!\n\n\(words)\n\nTerveisin\nMatti")?.command == command)
    }

    @Test(
        "a second wish in the same mail is noticed",
        arguments: [
            ("tauko 2 viikkoa", "kooste viikoittain", true), ("", "tauko 2 viikkoa\nkooste viikoittain", true),
            ("", "Hej!\n\npaus 2 veckor\nspråk fi\n\nMvh Bo", true), ("liity", "eroa", true),
            ("tauko 2 viikkoa", "tauko 2 viikkoa\n\nTerveisin\nMatti", false), ("tauko", "", false),
            ("tauko 2 viikkoa", "Olen lomalla, ja sen jälkeen tulen taas.", false), ("digest weekly", "Help", false),
            ("ohje", "kieli sv", false),
        ])
    func several(subject: String, written: String, isOneOfSeveral: Bool) throws {
        #expect(try #require(Self.read(subject: subject, written: written)).isOneOfSeveral == isOneOfSeveral)
    }

    /// On a list that collects tips and nothing else.
    private static func read(
        subject: String, written: String, isToken: (String) -> Bool = CommandReader.looksLikeToken
    ) -> CommandReader.Result? {
        CommandReader.read(subject: subject, written: written, collections: .standard, isToken: isToken)
    }

    @Test("every word of the contract, as a subject and as a first line", arguments: contract)
    func everyWord(words: String, command: Command, language: Language?) {
        let expected = CommandReader.Result(command: command, language: language)
        #expect(Self.read(subject: words, written: "") == expected)
        #expect(Self.read(subject: "Kysymys", written: "\r\n  \r\n\(words)\r\nmuuta") == expected)
    }

    @Test("capitals and missing diacritics do not matter", arguments: contract)
    func capitals(words: String, command: Command, language: Language?) {
        if case .item = command { return }
        let typed = words.replacing("ä", with: "a").replacing("ö", with: "o").replacing("å", with: "a").uppercased()
        let result = Self.read(subject: typed, written: "")
        #expect(result?.language == language)
        if case .topics = command { return }
        #expect(result?.command == command)
    }

    @Test(
        "what surrounds the word does not matter",
        arguments: [
            "Liity!", "  liity.  ", "\"liity\"", "”Liity”", "«liity»", "(liity)", "*liity*", "_liity_", "- liity -",
            "liity\u{200B}",
            "\u{FEFF}liity", "\u{A0}liity", "Re: liity", "VS: liity", "Vs: Sv: RE: liity", "SV: liity", "AW: liity",
            "Ang: liity",
            "Antw: liity", "R: liity", "Re[2]: liity", "Re(3): liity", "RE : liity", "Re:liity",
            "[ihmisoikeusverkosto] liity", "Re: [lista] VS: liity", "Liity, kiitos", "Liity kiitos!", "Hei! Liity",
            "Hei, liity, kiitos paljon",
            "Liity, tack så mycket", "Please liity", "liity :)", "[EXT] [SPAM?] liity",
        ])
    func surroundings(subject: String) {
        #expect(Self.read(subject: subject, written: "") == .init(command: .join, language: .fi))
    }

    @Test(
        "what only looks like a command goes to people",
        arguments: [
            "liittyminen", "liity mukaan Teams-kanavalle huomenna", "San", "", "   ", "!!!", "kiitos",
            "Hei!",
            "eroa huomenna", "eroamme", "join us", "Please join us on Friday", "ok, thanks", "OK kiitos", "okei",
            "julkaisematta",
            "älä julkaise", "do not publish", "julkaise huomenna", "peruutus", "kieli", "kieli de", "kieli sv en",
            "tauko kahvi",
            "tauko 3 päivää kiitos moi te",
            "Topics for Thursday", "aiheet kainuu", "statusraportti", "stop the press", "vinkkejä: näyttely",
            "Hyvä vinkki: näyttely", "liity anna@hel.fi", "julkaise anna@hel.fi", "Automaattinen vastaus: liity",
            "Automatic reply: leave", "me remove", "l i i t y", "e-roa",
        ])
    func negatives(text: String) {
        #expect(Self.read(subject: text, written: "") == nil)
        #expect(Self.read(subject: "Kysymys", written: text) == nil)
    }

    @Test(
        "a forward is never a command, whatever it says",
        arguments: [
            "Fwd: liity", "FW: liity", "Fw: liity", "VL: liity", "VB: liity", "WG: liity", "Re: Fwd: liity",
            "[x] VL: Re: liity",
        ])
    func forwards(subject: String) {
        #expect(Self.read(subject: subject, written: "") == nil)
        #expect(Self.read(subject: subject, written: "eroa") == nil)
    }

    @Test("in a reply the written line is newer than the subject")
    func replyOrder() {
        #expect(Self.read(subject: "Re: liity", written: "eroa")?.command == .leave)
        #expect(Self.read(subject: "liity", written: "eroa")?.command == .join)
        #expect(Self.read(subject: "Re: liity", written: "Odotan innolla!")?.command == .join)
    }

    @Test("a line of mere greeting is passed over, a line of words is not")
    func greeting() {
        #expect(Self.read(subject: "", written: "Hei!\n\neroa\n\nTerveisin Anna")?.command == .leave)
        #expect(Self.read(subject: "", written: "Hei kaikille\neroa")?.command == .leave)
        #expect(Self.read(subject: "", written: "Hyvä idea ryhmälle:\neroa") == nil)
        #expect(Self.read(subject: "", written: "-----\nKiitos!\nok")?.command == .publish)
    }

    @Test("tokens and the address come back as arguments")
    func arguments() {
        let token = "k7q2mfz84nbx0c1v"
        let cases: [(String, [String])] = [
            ("eroa \(token)", [token]), ("eroa \(token) anna@hel.fi", [token, "anna@hel.fi"]),
            ("eroa anna@hel.fi", ["anna@hel.fi"]), ("Re: [kutsu:abc] eroa", ["abc"]),
            ("eroa [kutsu:abc-_9] <anna@hel.fi>", ["abc-_9", "anna@hel.fi"]), ("eroa -\(token)-", ["-\(token)-"]),
        ]
        for (subject, arguments) in cases {
            let expected = CommandReader.Result(command: .leave, language: .fi, arguments: arguments)
            #expect(Self.read(subject: subject, written: "") == expected)
        }
        let answer = Self.read(subject: "VS: Julkaistaanko? [kutsu:abc]", written: "Julkaise.")
        #expect(answer == .init(command: .publish, language: .fi, arguments: ["abc"]))
        #expect(Self.read(subject: "eroa sana", written: "", isToken: { $0 == "sana" })?.arguments == ["sana"])
    }

    @Test("a language can be named, a pause have its unit, a topic any dash")
    func variants() {
        #expect(Self.read(subject: "kieli: ruotsi", written: "")?.command == .language(.sv))
        #expect(Self.read(subject: "Språk på finska", written: "")?.command == .language(.fi))
        #expect(Self.read(subject: "language English please", written: "")?.command == .language(.en))
        #expect(Self.read(subject: "tauko 30 päivää", written: "")?.command == .pause(.days(30)))
        #expect(
            Self.read(subject: "aiheet –oulu, +tasa-arvo", written: "")?.command
                == .topics(["-oulu", "+tasa-arvo"]))
        #expect(Self.read(subject: "Vinkki", written: "Teksti")?.command == .item(.tips, ""))
    }

    @Test("a very long line or a swarm of brackets is no command and no burden")
    func long() {
        let long = String(repeating: "liity ", count: 100_000)
        #expect(Self.read(subject: long, written: long) == nil)
        let brackets = String(repeating: "[kutsu:", count: 20_000)
        #expect(Self.read(subject: brackets, written: brackets) == nil)
        let few = String(repeating: "Re: ", count: 50)
        #expect(Self.read(subject: few + "liity", written: "")?.command == .join)
        let tooMany = String(repeating: "Re: ", count: 20_000)
        #expect(Self.read(subject: tooMany + "liity", written: "") == nil)
    }
}

@Suite("The table of words")
struct CommandWordsTests {
    @Test("no phrase means two things")
    func unambiguous() {
        var meanings: [String: Set<String>] = [:]
        for (meaning, columns) in CommandWords.table {
            for phrase in columns.values.joined() { meanings[Folding.fold(phrase), default: []].insert("\(meaning)") }
        }
        for phrase in CollectionPolicy.tips().words.values.joined() {
            meanings[Folding.fold(phrase), default: []].insert("tip")
        }
        for (phrase, meanings) in meanings { #expect(meanings.count == 1, "\(phrase): \(meanings)") }
    }

    @Test("every meaning has one row with words in every language")
    func complete() {
        #expect(CommandWords.table.map(\.meaning) == CommandWords.Meaning.allCases)
        for (meaning, columns) in CommandWords.table {
            for language in Language.allCases { #expect(columns[language]?.isEmpty == false, "\(meaning) \(language)") }
        }
        for language in Language.allCases { #expect(CollectionPolicy.tips().words[language]?.isEmpty == false) }
    }

    @Test("no courtesy is a command")
    func courtesies() {
        for words in CommandWords.foldedCourtesies {
            #expect(words.count <= 4)
            #expect(CommandWords.entries[words.joined(separator: " ")] == nil)
            #expect(CollectionWords.standard[words.joined(separator: " ")] == nil)
        }
    }
}

@Suite("Folding")
struct FoldingTests {
    @Test(
        "text is compared without case, diacritics and punctuation",
        arguments: [
            ("LÄHDE!", "lahde"), ("la\u{308}hde", "lahde"), ("Glöm  mig…", "glom mig"), ("språk", "sprak"),
            ("Été", "ete"),
            ("Straße", "strasse"), ("e\u{AD}roa", "eroa"), ("tasa-arvo", "tasa arvo"), ("  ", ""), ("Ещё", "ещё"),
            ("日本 語", "日本 語"),
        ])
    func fold(text: String, folded: String) {
        #expect(Folding.fold(text) == folded)
    }
}
