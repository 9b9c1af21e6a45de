import Base
import Testing

@testable import Engine

@Suite("The reference of the configuration's keys")
struct ConfigurationReferenceTests {
    /// Every section that there is, so that all keys are asked for.
    static let text =
        ProblemTests.good.replacing(
            "moderate = true", with: "moderate = true\ndigest = { every = \"2 weeks\", on = \"friday\" }\n[backup]")
            + """

            [[collection]]
            name = "nominations"
            words = { fi = "ehdotus", sv = "förslag", en = "nomination" }
            digest = { every = "month", on = 1 }

            [oauth]
            token_url = "https://id.example.fi/token"
            authorize_url = "https://id.example.fi/authorize"
            scope = "mail"
            client_id = "kutsu"

            """

    /// `list.name`, `relay.url`.
    static func paths(_ sections: [ConfigurationSection]) -> [String] {
        sections.flatMap { section in section.keys.map { "\(section.path).\($0.name)" } }
    }

    @Test("it has the keys that the reader asks for, each once, and no others")
    func keys() throws {
        var walk = try ConfigurationWalk(text: Self.text, file: "k.toml")
        _ = try Configuration.read(from: &walk) { _ in true }
        // The walk counts the sections that may stand several times: `collection[0]`.
        let asked = walk.known.filter { !$0.key.isEmpty }.flatMap { section, keys in
            keys.map { "\(section.replacing("[0]", with: "")).\($0)" }
        }
        let explained = Self.paths(ConfigurationReference.sections)
        #expect(Set(asked).subtracting(explained) == [], "the reference lacks these")
        #expect(Set(explained).subtracting(asked) == [], "the reader does not know these")
        #expect(Set(explained).count == explained.count)
    }

    @Test("it has the sections that the reader asks for")
    func sections() throws {
        var walk = try ConfigurationWalk(text: Self.text, file: "k.toml")
        _ = try Configuration.read(from: &walk) { _ in true }
        let top = ConfigurationReference.sections.map(\.path).filter { !$0.contains(".") }
        #expect(Set(top) == Set(walk.known[""] ?? []))
    }

    /// Those with a default that can be written out.
    static let writtenDefaults: [(path: String, value: String)] = ConfigurationReference.sections.flatMap { section in
        section.keys.compactMap { key in
            if case .value(let value) = key.standard { ("\(section.path).\(key.name)", value) } else { nil }
        }
    }

    @Test("a default that is written out changes nothing", arguments: writtenDefaults)
    func defaults(path: String, value: String) throws {
        let bare = Self.text.replacing("moderate = true\n", with: "")
        let parts = path.split(separator: ".")
        let section = parts.dropLast().joined(separator: ".")
        let line = "\(parts.last ?? "") = \(value)"
        let header = section == "collection" ? "[[collection]]" : "[\(section)]"
        // A table in braces cannot be reopened.
        let written =
            section.hasSuffix(".digest")
            ? bare.replacing("{ every", with: "{ \(line), every")
            : bare.contains(header)
                ? bare.replacing(header, with: "\(header)\n\(line)") : bare + "\(header)\n\(line)\n"
        #expect(written != bare)
        // `open` beside domains is a contradiction only where it is true.
        #expect(try Configuration.read(text: written, file: "k.toml") == Configuration.read(text: bare, file: "k.toml"))
    }
}
