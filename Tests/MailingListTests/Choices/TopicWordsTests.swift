import Base
import TestWorld
import Testing

@testable import MailingList

@Suite("Topics in commands")
struct TopicWordsTests {
    private static func read(_ subject: String, _ topics: Topics = W.topics) -> CommandReader.Result? {
        CommandReader.read(subject: subject, written: "", collections: .standard, topics: topics)
    }

    static let wishes: [(String, [String])] = [
        ("aiheet", []), ("Ämnen?", []), ("my topics", []),
        ("aiheet +kainuu -oulu", ["+kainuu", "-oulu"]), ("ämnen: +kajanaland", ["+kajanaland"]),
        ("topics +Kainuu, +Oulu", ["+Kainuu", "+Oulu"]), ("aiheet +kainuu+oulu", ["+kainuu", "+oulu"]),
        ("ämnen +norra österbotten -kajanaland", ["+norra österbotten", "-kajanaland"]),
        ("topics -North Ostrobothnia please", ["-North Ostrobothnia"]),
        ("aiheet + kainuu – oulu", ["+kainuu", "-oulu"]), ("aiheet −kainuu", ["-kainuu"]),
        ("aiheet +kainuu ja pohjois-pohjanmaa", ["+kainuu", "+pohjois-pohjanmaa"]),
        ("aiheet kainuu", ["+kainuu"]), ("topics Kainuu and Oulu", ["+Kainuu", "+Oulu"]),
        ("ämnen Norra Österbotten, Kajanaland tack", ["+Norra Österbotten", "+Kajanaland"]),
        ("aiheet kaikki", ["+kainuu", "+oulu"]), ("ämnen inga", ["-kainuu", "-oulu"]),
        ("topics none", ["-kainuu", "-oulu"]),
        ("aiheet +kainu", ["+kainu"]), ("aiheet kainu", ["+kainu"]), ("ämnen kajanland", ["+kajanland"]),
        ("topics Kainu and Oulu", ["+Kainu", "+Oulu"]), ("ämnen norra österboten", ["+norra österboten"]),
        ("aiheet +kainuu -ei tiedossa", ["+kainuu", "-ei tiedossa"]),
    ]

    @Test("what is chosen is read however it is written, in three languages", arguments: wishes)
    func reads(subject: String, expected: [String]) {
        #expect(Self.read(subject)?.command == .topics(expected))
    }

    @Test(
        "sentences are no commands",
        arguments: [
            "Topics for Thursday", "Aiheet torstaille", "ämnen för mötet", "topics: gender and Kainuu",
            "topic of the day",
        ])
    func sentences(subject: String) { #expect(Self.read(subject) == nil) }

    @Test("a list without topics understands only the bare word and signed names")
    func without() {
        #expect(Self.read("aiheet", Topics())?.command == .topics([]))
        #expect(Self.read("aiheet +kainuu", Topics())?.command == .topics(["+kainuu"]))
        for subject in ["aiheet kainuu", "topics all"] { #expect(Self.read(subject, Topics()) == nil) }
    }

    @Test(
        "a topic has one name, whatever it is called by",
        arguments: [
            ("kainuu", W.kainuu), ("KAINUU", W.kainuu), ("Kajanaland", W.kainuu), ("oulu", W.oulu),
            ("norra osterbotten", W.oulu), ("Pohjois-Pohjanmaa", W.oulu), ("pohjois pohjanmaa", W.oulu),
        ])
    func names(words: String, name: TopicName) { #expect(W.topics[words] == name) }

    @Test(
        "a name is one word that is no language",
        arguments: ["", "Kainuu", "sv", "a b", "1a", "-a", "a,b", "a=b", "[a]"])
    func badNames(text: String) { #expect(TopicName(text) == nil) }

    @Test(
        "what cannot be written back is no title",
        arguments: [
            ("Kainuu", TopicTitleError?.none), ("Pohjois-Savo", nil), ("LGBT+ ja perheet", nil), ("Työ & raha", nil),
            ("Itä-Suomi (Kuopio)", nil), ("Nuoret 18–29", nil),
            ("en", .language), ("External", .mark), ("SPAM", .mark), ("a]b", .unreadable), ("Itä - Suomi", .unreadable),
            ("!!!", .unreadable), (String(repeating: "a", count: 41), .unreadable),
        ])
    func titles(title: String, objection: TopicTitleError?) { #expect(Topics.objection(to: title) == objection) }
}
