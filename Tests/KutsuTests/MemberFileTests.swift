import Base
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
        Case(name: "a heading without an address column", text: "name,department\nAnna,HR\n", bad: [1, 2]),
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

    @Test("UTF-16 is refused with a word on what to do")
    func utf16() throws {
        let gate = MemberGate(policy: try ListFixture().context().policy, anyway: false)
        let file = MemberFile([0xFF, 0xFE, 0x61, 0x00], gate: gate, language: .fi)
        #expect(file.badLines.count == 1)
        #expect(file.badLines.first?.reason.contains("UTF-8") == true)
    }

    @Test("reasons hold nothing that stood in the file", arguments: ["anna.salainen@evil.test", "salainen"])
    func discreet(_ line: String) throws {
        let reasons = try Self.read("address\n\(line)\n").badLines.map(\.reason)
        #expect(!reasons.isEmpty)
        #expect(!reasons.contains { $0.contains("salainen") })
    }
}
