import Foundation
import Testing

/// `kill -9` at any moment, and then a new start: everything goes on as if nothing had happened.
@Suite(.mailStack, .serialized) struct KillTests {
    /// How often it is killed; more by hand with `KUTSU_KILLS=500`.
    static let kills = ProcessInfo.processInfo.environment["KUTSU_KILLS"].flatMap { Int($0) } ?? 50

    @Test("killed at random moments through the story, it loses no mail, no member and no letter, and doubles no copy")
    func kills() async throws {
        let list = try await MailStack.shared().list {
            $0["list", "letters_per_day"] = 100
        }
        let daemon = try await list.run()
        let assassin = Assassin(daemon, seed: 20_261_121)
        let anna = list.coordinator
        var members: [Person] = []
        var round = 0
        while assassin.kills < Self.kills {
            round += 1
            let (stays, leaves) = (list.person("stays\(round)"), list.person("leaves\(round)"))
            try await assassin.during { try await stays.writes(to: list, subject: "liity") }
            try await assassin.during { try await leaves.writes(to: list, subject: "join") }
            for person in [stays, leaves] {
                let question = try await person.inbox.wait { $0.subject.contains("[kutsu:") }
                try await assassin.during { try await person.answers(question, "ok") }
                _ = try await person.inbox.wait { !$0.subject.contains("[kutsu:") }
            }
            members.append(stays)
            let subject = "Tiedote \(round)"
            try await assassin.during { try await anna.writes(to: list, subject: subject, body: "Hei.") }
            let preview = try await anna.inbox.wait { $0.subject.contains(subject) && $0.subject.contains("[kutsu:") }
            try await assassin.during { try await anna.answers(preview, "julkaise") }
            for person in members + [leaves] { _ = try await person.inbox.wait { $0.subject == subject } }
            _ = try await anna.inbox.wait { $0.subject.hasPrefix("Lähetetty") && $0.subject.contains(subject) }
            let copy = try #require(leaves.inbox.mails().first { $0.subject == subject })
            try await assassin.during { try await leaves.answers(copy, "leave") }
            _ = try await leaves.inbox.wait { !$0.subject.contains("[kutsu:") && $0.subject != subject }
        }
        try await awaiting("all mail to be done") {
            list.inbox.mails().allSatisfy { $0.folder != "INBOX" } ? () : nil
        }
        try await expectOrder(list, members, rounds: round)
        #expect(try await list.command("fsck").status == 0)
        #expect(try await daemon.terminate() == .exit(0))
    }

    private func expectOrder(_ list: TestList, _ members: [Person], rounds: Int) async throws {
        let exported = try await list.command("members", "export").output
            .split(whereSeparator: \.isNewline).dropFirst().map { String($0.prefix { $0 != "," }) }
        #expect(exported.sorted() == members.map(\.address).sorted())
        var doubledCopies = 0
        var doubledLetters = 0
        for person in members {
            let mails = person.inbox.mails()
            let copies = mails.filter { $0.subject.hasPrefix("Tiedote") }
            let letters = mails.filter { !$0.subject.hasPrefix("Tiedote") }
            doubledCopies += copies.count - Set(copies.map(\.messageID)).count
            doubledLetters += letters.count - Set(letters.map(\.messageID)).count
            let joinedAt = members.firstIndex { $0.address == person.address } ?? 0
            #expect(Set(copies.map(\.subject)).count == rounds - joinedAt, "every post since joining")
        }
        // A second copy is only what the journal owns up to.
        let journal = try String(contentsOfFile: list.stateDirectory + "/journal", encoding: .utf8)
        let unknown = journal.matches(of: /finished [^\t]*unknown=(\d+)/).reduce(0) { $0 + (Int($1.1) ?? 0) }
        #expect(doubledCopies <= unknown)
        print(
            "kill -9: \(Self.kills) times in \(rounds) rounds; copies that came twice: \(doubledCopies) of \(unknown) in "
                + "doubt; letters that came twice: \(doubledLetters)")
    }
}

/// Kills the daemon at random moments around what people do, and starts it again.
private final class Assassin {
    private let daemon: Daemon
    private var generator: SplitMix
    private(set) var kills = 0

    init(_ daemon: Daemon, seed: UInt64) {
        self.daemon = daemon
        generator = SplitMix(state: seed)
    }

    /// Runs `action` and kills once, between now and 900 ms later; Dovecot's IDLE wakes after 500 ms.
    func during(_ action: () async throws -> some Any) async throws {
        _ = try await action()
        try await Task.sleep(for: .milliseconds(Int(generator.next() % 900)))
        try await daemon.kill9()
        kills += 1
        try await daemon.start()
    }
}

/// A small seeded generator (Steele, Lea and Flood 2014), so that a run can be repeated.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
