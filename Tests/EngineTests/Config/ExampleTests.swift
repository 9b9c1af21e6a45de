import Base
import Engine
import Glibc
import MailingList
import Testing

@Suite("The example configurations")
struct ExampleTests {
    static let names = ["ihmisoikeusverkosto", "tasa-arvoverkosto"]

    @Test("the human-rights network's file is what it says")
    func humanRights() throws {
        let configuration = try Configuration.read(text: Self.text("ihmisoikeusverkosto"), file: "k.toml")
        #expect(configuration.list.titles[.sv] == "Nätverket för mänskliga rättigheter")
        #expect(configuration.list.languages == [.fi, .sv, .en])
        #expect(configuration.joining.domains == ["hel.fi", "edu.hel.fi"] && configuration.joining.trust == .reply)
        #expect(configuration.mailbox.url == "imaps://outlook.office365.com")
        #expect(configuration.mailbox.login.secret == .oauth)
        #expect(configuration.oauth?.files.map(\.kind) == [.certificate, .privateKey])
        #expect(configuration.relays.map(\.url) == ["smtp://smtp.office365.com:587"])
        #expect(
            configuration.collections.first?.digest
                == TimeOfDay(hour: 9, minute: 0).map { Schedule(.everyWeek(.friday), at: $0) })
        #expect(configuration.state.directory == "/var/lib/kutsu/ihmisoikeusverkosto")
    }

    @Test("the gender-equality network's file is what it says")
    func genderEquality() throws {
        let configuration = try Configuration.read(text: Self.text("tasa-arvoverkosto"), file: "k.toml")
        #expect(configuration.joining.open)
        #expect(configuration.joining.trust == .authenticationResults(authservID: "mail.example.fi"))
        #expect(configuration.topics.map(\.name.text) == ["kainuu", "helsinki", "oulu", "rovaniemi"])
        #expect(configuration.topics.map { $0.titles[.sv] } == ["Kajanaland", "Helsingfors", "Uleåborg", "Rovaniemi"])
        #expect(configuration.topics.map { $0.titles[.fi] } == ["Kainuu", "Helsinki", "Oulu", "Rovaniemi"])
        #expect(configuration.relays.map(\.weight) == [3, 1] && configuration.relays.map(\.connections) == [4, 2])
        #expect(configuration.relays.last?.login == nil)
        #expect(
            configuration.collections.first?.digest
                == TimeOfDay(hour: 9, minute: 0).map {
                    Schedule(.everyTwoWeeks(.thursday, from: CivilDate(daysSince1970: 20_790)), at: $0)
                })
        #expect(configuration.events.remind == [.days(14), .days(2)])
        #expect(
            configuration.retention
                == Policy.Retention(posts: .days(730), doneMail: .days(365), contacts: .days(400)))
        let nominations = try #require(configuration.collections.last)
        #expect(nominations.name.text == "nominations" && nominations.readers == .coordinators)
        #expect(nominations.words == [.fi: ["ehdotus", "ehdokas"], .sv: ["förslag", "nominering"]])
        #expect(nominations.deadline(in: .utc) == Instant("2027-02-28T23:59:00Z"))
    }

    @Test("what stands behind a # as a default is the default", arguments: ["ihmisoikeusverkosto"])
    func commentedDefaults(name: String) throws {
        let text = try Self.text(name)
        let written = try Configuration.read(text: text, file: "k.toml")
        var uncommented = text
        // These have no default: they choose something else, or something more.
        let choices = [
            "password_file", "token_file", "ca_file", "directory = \"/etc", "client_secret_file",
            "service_account_file",
            "token_url", "authorize_url", "device_url", "scope",
        ]
        for line in text.split(separator: "\n") where line.hasPrefix("# ") && line.contains(" = ") {
            let assignment = line.dropFirst(2)
            // What is indented belongs to a section that is shown as an example.
            if assignment.hasPrefix(" ") { continue }
            let words = assignment.split(separator: " ", maxSplits: 2)
            guard words.count == 3, words[1] == "=", words[0].allSatisfy({ $0.isLowercase || $0 == "_" }) else {
                continue
            }
            guard !choices.contains(where: { assignment.hasPrefix($0) }) else { continue }
            uncommented = uncommented.replacing(line, with: assignment)
        }
        #expect(uncommented != text)
        #expect(try Configuration.read(text: uncommented, file: "k.toml") == written)
    }

    @Test("no damage to an example traps, and every complaint has a line of the file", arguments: names)
    func mutations(name: String) throws {
        let good = try Array(Self.text(name).utf8)
        var dice = SplitMix64(state: 0x6B75_7473)
        var refused = 0
        for _ in 0..<400 {
            var bytes = good
            for _ in 0...Int.random(in: 0...3, using: &dice) { Self.damage(&bytes, &dice) }
            let text = String(decoding: bytes, as: UTF8.self)
            do {
                _ = try Configuration.read(text: text, file: "k.toml")
            } catch {
                refused += 1
                let lines = 1 + text.utf8.count { $0 == 10 }
                #expect(!error.problems.isEmpty && error.problems.allSatisfy { (1...lines).contains($0.line) })
            }
        }
        #expect((1..<400).contains(refused))
    }

    private static func damage(_ bytes: inout [UInt8], _ dice: inout SplitMix64) {
        let at = Int.random(in: 0..<bytes.count, using: &dice)
        let marks = Array("[]{}\"'\\=,.#\n\r\t &0a-_:".utf8) + [0, 0xC3, 0xFF]
        switch Int.random(in: 0..<5, using: &dice) {
        case 0: bytes[at] = marks.randomElement(using: &dice) ?? 0
        case 1: bytes.insert(marks.randomElement(using: &dice) ?? 0, at: at)
        case 2: bytes.remove(at: at)
        case 3: bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 1...40, using: &dice)))
        default: bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + 40)], at: at)
        }
        if bytes.isEmpty { bytes = [10] }
    }

    private static func text(_ name: String) throws -> String {
        // …/Tests/EngineTests/Config/ExampleTests.swift → …/config/NAME.toml; the folder may be reached by a link.
        let here = try #require(realpath(#filePath, nil))
        defer { free(here) }
        let root = String(cString: here).split(separator: "/").dropLast(4).joined(separator: "/")
        let file = try #require(fopen("/\(root)/config/\(name).toml", "r"))
        defer { fclose(file) }
        var text = [UInt8](repeating: 0, count: 100_000)
        let count = fread(&text, 1, text.count, file)
        return String(decoding: text.prefix(count), as: UTF8.self)
    }
}

/// The same chance each time.
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
