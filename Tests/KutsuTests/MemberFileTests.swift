import ArgumentParser
import Base
import Foundation
import Mail
import MailingList
import Testing

@testable import kutsu

@Suite("Files of members to import")
struct MemberFileTests {
    static func read(_ text: String, anyway: Bool = false, topics: Topics? = nil) throws -> MemberFile {
        var policy = try ListFixture().context().policy
        if let topics { policy.topics = topics }
        return MemberFile(Array(text.utf8), gate: MemberGate(policy: policy, anyway: anyway), language: .fi)
    }

    struct Case: CustomTestStringConvertible, Sendable {
        let name: String
        let text: String
        var people: [String] = []
        var bad: [Int] = []
        var repeated = 0
        var unused: [String] = []
        var testDescription: String { name }
    }

    static let cases: [Case] = [
        Case(name: "an empty file", text: ""),
        Case(name: "an address a line", text: "a@hel.test\nb@hel.test\n", people: ["a@hel.test fi", "b@hel.test fi"]),
        Case(name: "with a language beside it", text: "a@hel.test,sv\n", people: ["a@hel.test sv"]),
        Case(
            name: "a heading", text: "address,language\na@hel.test,sv\nb@hel.test,\n",
            people: ["a@hel.test sv", "b@hel.test fi"]),
        Case(
            name: "other columns, another order, semicolons", text: "Nimi;Kieli;Sähköposti\nAnna;FI;A@Hel.Test\n",
            people: ["a@hel.test fi"], unused: ["Nimi"]),
        Case(
            name: "Outlook's names of columns, the first address counts",
            text: "First Name,E-mail Address,E-mail Type,E-mail 2 Address\nAnna,a@hel.test,SMTP,b@hel.test\n",
            people: ["a@hel.test fi"], unused: ["First Name", "E-mail Type", "E-mail 2 Address"]),
        Case(
            name: "Outlook's names in Finnish", text: "Etunimi;Sähköpostiosoite\nAnna;a@hel.test\n",
            people: ["a@hel.test fi"], unused: ["Etunimi"]),
        Case(
            name: "Outlook's names in Swedish", text: "Förnamn;E-postadress\nAnna;a@hel.test\n",
            people: ["a@hel.test fi"], unused: ["Förnamn"]),
        Case(
            name: "Google's names of columns", text: "Name,E-mail 1 - Type,E-mail 1 - Value\nAnna,* Work,a@hel.test\n",
            people: ["a@hel.test fi"], unused: ["Name", "E-mail 1 - Type"]),
        Case(
            name: "a line that tells Excel the separator, and languages by name",
            text: "sep=;\r\nEmail;Kieli\r\na@hel.test;Ruotsi\r\nb@hel.test;suomi\r\n",
            people: ["a@hel.test sv", "b@hel.test fi"]),
        Case(name: "as mail programs copy addresses", text: "Anna A <a@hel.test>\n", people: ["a@hel.test fi"]),
        Case(name: "one address twice", text: "a@hel.test\nA@hel.test\n", people: ["a@hel.test fi"], repeated: 1),
        Case(name: "no address", text: "address\nanna\na@hel.test\n", people: ["a@hel.test fi"], bad: [2]),
        Case(name: "two addresses in one field", text: "address\n\"a@hel.test, b@hel.test\"\n", bad: [2]),
        Case(name: "a domain that may not join", text: "a@evil.test\n", bad: [1]),
        Case(name: "the list's own address", text: "verkosto@hel.test\n", bad: [1]),
        Case(name: "a language nobody knows", text: "a@hel.test,xx\n", bad: [1]),
        Case(name: "a language the list does not speak", text: "a@hel.test,en\n", bad: [1]),
        Case(name: "a heading without an address column", text: "name,department\nAnna,HR\n", bad: [1]),
        Case(
            name: "a heading without an address column above addresses", text: "name,where\nAnna,a@hel.test\n",
            bad: [1, 2]),
        Case(
            name: "rows and columns that are empty", text: ";;;\r\n;Sähköpostiosoite;;\r\n;a@hel.test;;\r\n;;;\r\n",
            people: ["a@hel.test fi"]),
        Case(
            name: "a title above the heading",
            text: "Jäsenluettelo 2026;;\r\nNimi;Sähköposti;Kieli\r\nMaija;a@hel.test;sv\r\n",
            people: ["a@hel.test sv"], unused: ["Nimi"]),
        Case(
            name: "addresses on one line, as mail programs copy them",
            text: "a@hel.test; Bo <b@hel.test>; c@hel.test\n",
            people: ["a@hel.test fi", "b@hel.test fi", "c@hel.test fi"]),
        Case(
            name: "links and spaces that nobody sees",
            text: "email\nmailto:a@hel.test\n\u{A0}b@hel.test\nc@hel.test\u{200B}\n",
            people: ["a@hel.test fi", "b@hel.test fi", "c@hel.test fi"]),
        Case(
            name: "a formula is nobody", text: "email,name\n\"=HYPERLINK(\"\"http://x\"\")\",a\na@hel.test,=1+1\n",
            people: ["a@hel.test fi"], bad: [2], unused: ["name"]),
        Case(name: "an open quotation mark", text: "a@hel.test\n\"b@hel.test\n", people: ["a@hel.test fi"], bad: [2]),
        Case(name: "a header smuggled behind an address", text: "\"a@hel.test\r\nBcc: x@evil.test\"\n", bad: [1]),
    ]

    @Test("who is taken in, and which lines are bad", arguments: cases)
    func people(_ example: Case) throws {
        let file = try Self.read(example.text)
        #expect(file.people.map { "\($0.address.text) \($0.language.rawValue)" } == example.people)
        #expect(file.badLines.map(\.line) == example.bad)
        #expect(file.repeated == example.repeated)
        #expect(file.unusedColumns == example.unused)
    }

    @Test(
        "topics are read by name or title, as they are exported and as people write them",
        arguments: [
            ("address,topics\na@hel.test,kainuu oulu\n", "kainuu,oulu", []),
            ("address;Aiheet\na@hel.test;Kainuu, Norra Österbotten\n", "kainuu,oulu", []),
            ("e-post\tÄmnen\na@hel.test\tKajanaland\n", "kainuu", []),
            ("address,topics\na@hel.test,\n", "", []), ("address,topics\na@hel.test\n", "", []),
            ("address,topics\na@hel.test,lappi\n", nil, [2]),
        ])
    func topics(text: String, names: String?, bad: [Int]) throws {
        let names = names.map { $0.split(separator: ",").compactMap { TopicName($0) } }
        let kainuu = try #require(TopicName("kainuu"))
        let oulu = try #require(TopicName("oulu"))
        let topics = Topics([
            Topic(name: kainuu, titles: [.fi: "Kainuu", .sv: "Kajanaland"]),
            Topic(name: oulu, titles: [.fi: "Pohjois-Pohjanmaa", .sv: "Norra Österbotten"]),
        ])
        let file = try Self.read(text, topics: topics)
        #expect(file.people.first.map(\.choices.topics) == names.map(Set.init))
        #expect(file.badLines.map(\.line) == bad && !file.badLines.contains { $0.reason.contains("lappi") })
        #expect(file.unusedColumns.isEmpty)
    }

    @Test("an admin who insists takes in another domain, but never the list itself")
    func anyway() throws {
        let file = try Self.read("a@evil.test\nverkosto@hel.test\n", anyway: true)
        #expect(file.people.map(\.address.text) == ["a@evil.test"])
        #expect(file.badLines.map(\.line) == [2])
    }

    @Test("Excel's CSV in windows-1252 is read, and its names stay whole")
    func windows1252() throws {
        let gate = MemberGate(policy: try ListFixture().context().policy, anyway: false)
        let bytes = Array("Käyttäjä;Sähköposti\r\nÄijälä;a@hel.test\r\n".unicodeScalars.map { UInt8($0.value) })
        let file = MemberFile(bytes, gate: gate, language: .fi)
        #expect(file.people.map(\.address.text) == ["a@hel.test"])
        #expect(file.unusedColumns == ["Käyttäjä"])
        #expect(file.badLines.isEmpty)
    }

    @Test(
        "what is no text is named, with a word on what to do",
        arguments: [
            ("UTF-16", [0xFF, 0xFE, 0x61, 0x00], "UTF-8"),
            ("UTF-16 the other way round", [0xFE, 0xFF, 0, 0x61], "UTF-8"),
            ("UTF-16 without a mark", Array("email\na@hel.test\n".utf8).flatMap { [$0, 0] }, "UTF-8"),
            ("Mailman 2's config.pck", [0x80, 0x02, 0x7D, 0x71, 0x00, 0x28], "list_members"),
            ("a workbook", Array("PK\u{3}\u{4}\u{14}".utf8), "CSV"),
            ("an old workbook", [0xD0, 0xCF, 0x11, 0xE0], "CSV"),
            ("a database", Array("SQLite format 3\0".utf8), "sqlite3"), ("a packed file", [0x1F, 0x8B, 8], "gunzip"),
            ("a PDF", Array("%PDF-1.7".utf8), "no table"),
            ("a picture", [0x89, 0x50, 0x4E, 0x47, 0, 1, 2, 3, 4, 5], "no text"),
            ("nothing", [], nil), ("addresses", Array("a@hel.test\n".utf8), nil),
            ("a mark of UTF-8", [0xEF, 0xBB, 0xBF] + Array("email\n".utf8), nil),
            ("windows-1252", [0xC4, 0x69, 0x6A, 0xE4, 0x0A], nil), ("the sign of the euro first", [0x80, 0x20], nil),
        ] as [(String, [UInt8], String?)])
    func unreadable(name: String, bytes: [UInt8], advice: String?) {
        let reason = UnreadableFile.reason(bytes)
        #expect((reason == nil) == (advice == nil) && reason?.contains(advice ?? "") ?? true)
    }

    @Test("a folder and an unreadable file change nothing, and are told")
    func refused() throws {
        let list = try ListFixture()
        let pickle = try list.write("\u{2}", to: "x")
        try Data([0x80, 0x02, 0x7D]).write(to: URL(filePath: pickle))
        for arguments in [[pickle], ["--from", "mailman", pickle], ["--from", "sympa", pickle], ["/"]] {
            let command = try MembersCommand.Import.parse(["-c", list.configPath] + arguments)
            #expect(throws: CommandError.self) { try command.work(say: { _ in }, complain: { _ in }) }
        }
        #expect(try list.members().isEmpty)
    }

    @Test("reasons hold nothing that stood in the file", arguments: ["anna.salainen@evil.test", "salainen"])
    func discreet(_ line: String) throws {
        let reasons = try Self.read("address\n\(line)\n").badLines.map(\.reason)
        #expect(!reasons.isEmpty)
        #expect(!reasons.contains { $0.contains("salainen") })
    }
}
