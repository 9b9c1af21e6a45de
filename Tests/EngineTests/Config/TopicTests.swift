import Base
import MailingList
import Testing

@testable import Engine

@Suite("Topics in the configuration")
struct TopicTests {
    private static func topics(_ lines: String) throws -> [Topic] {
        let text = ProblemTests.good.replacing("[joining]", with: lines + "\n[joining]")
        return try Configuration.read(text: text, file: "k.toml").topics
    }

    @Test("each has a title for every language, in the order of the file")
    func titles() throws {
        let topics = try Self.topics("[topics]\nkainuu = { fi = \"Kainuu\", sv = \"Kajanaland\" }\nalku = \"Alku\"")
        #expect(topics.map(\.name.text) == ["kainuu", "alku"])
        #expect(topics[0].titles[.sv] == "Kajanaland" && topics[1].titles[.sv] == "Alku")
    }

    @Test("those of earlier configurations, a list of words, still are topics")
    func words() throws {
        let topics = try Self.topics("topics = [\"kainuu\", \"työpajat\"]\n[topics]\noulu = \"Oulu\"")
        #expect(topics.map(\.name.text) == ["kainuu", "työpajat", "oulu"])
        #expect(topics[0].titles.isEmpty)
    }

    @Test("the rules know them")
    func policy() throws {
        let text = ProblemTests.good.replacing("[joining]", with: "[topics]\nkainuu = \"Kainuu\"\n[joining]")
        let policy = try Configuration.read(text: text, file: "k.toml").policy(zone: .utc)
        #expect(policy.topics["KAINUU"]?.text == "kainuu")
    }
}
