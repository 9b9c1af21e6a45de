import Base
import Engine
import Mail
import MailingList
import Rendering
import Testing

/// `[[collection]]`: from the configuration's text to the digest.
@Suite("Configured collections")
struct CollectionTests {
    private static let nominations = """
        [[collection]]
        name = "nominations"
        title = { fi = "Vuoden tasa-arvoteko", sv = "Årets jämställdhetsgärning" }
        words = { fi = ["ehdotus", "ehdokas"], sv = "förslag" }
        to = "coordinators"
        deadline = "2027-02-28"

        """

    private static func collections(_ text: String) throws -> [CollectionPolicy] {
        try Configuration.read(text: ProblemTests.good + text, file: "k.toml").collections
    }

    private static func once(_ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int) throws -> Schedule {
        Schedule(
            .once(try #require(CivilDate(year: year, month: month, day: day))),
            at: try #require(TimeOfDay(hour: hour, minute: minute)))
    }

    @Test("it stands beside the tips with all that was written, and coordinators' own defaults")
    func read() throws {
        let expected = CollectionPolicy(
            name: try #require(CollectionName("nominations")),
            titles: [.fi: "Vuoden tasa-arvoteko", .sv: "Årets jämställdhetsgärning"],
            words: [.fi: ["ehdotus", "ehdokas"], .sv: ["förslag"]], moderate: false, names: true,
            readers: .coordinators, digest: try Self.once(2027, 2, 28, 23, 59))
        #expect(try Self.collections(Self.nominations) == [.tips(), expected])
    }

    @Test("of members' collections the defaults are those of tips, and a deadline may have a time")
    func defaults() throws {
        let text = """
            [[collection]]
            name = "books"
            words = "kirja"
            deadline = "2027-02-28 12:00"
            [[collection]]
            name = "films"
            words = { fi = "elokuva", sv = "film" }
            digest = { every = "month", on = 1 }

            """
        let (books, films) = (try #require(CollectionName("books")), try #require(CollectionName("films")))
        let nine = try #require(TimeOfDay(hour: 9, minute: 0))
        #expect(
            try Self.collections(text) == [
                .tips(),
                CollectionPolicy(
                    name: books, words: [.fi: ["kirja"], .sv: ["kirja"]], digest: try Self.once(2027, 2, 28, 12, 0)),
                CollectionPolicy(
                    name: films, words: [.fi: ["elokuva"], .sv: ["film"]], digest: Schedule(.everyMonth(1), at: nine)),
            ])
    }

    @Test("what members nominate goes to the coordinators once, when the deadline comes, under its own name")
    func story() throws {
        let configuration = try Configuration.read(text: ProblemTests.good + Self.nominations, file: "k.toml")
        let policy = configuration.policy(zone: .utc)
        let anna = try #require(Address("anna@hel.fi"))
        let maria = try #require(Address("maria@hel.fi"))
        let signer = TokenSigner(
            list: policy.name, key: try #require(SigningKey([UInt8](repeating: 7, count: SigningKey.length))))
        let renderer = LetterRenderer(policy: policy, signer: signer, book: try LetterBook())
        var state = State()
        var now = try #require(Instant("2027-02-28T22:00:00Z"))
        func live(_ decision: Decision) {
            state.apply(
                Transaction(
                    sequence: state.sequence + 1, time: now, source: .clock, entries: decision.entries,
                    letters: decision.letters))
        }
        live(
            DecisionContext(policy, state, at: now).decide(.admin(.add([Newcomer(maria, .sv)], .admin, welcome: false)))
        )

        let mail = Message(
            Array(
                "From: Maria <maria@hel.fi>\r\nSubject: =?utf-8?q?F=C3=B6rslag?=: Kalle\r\n\r\nAlltid snäll.\r\n".utf8))
        let request = RequestReader(policy: policy, signer: signer).read(
            mail, identity: MailIdentity(validity: 1, uid: 1, digest: MailDigest(of: mail)), at: now)
        let taken = DecisionContext(policy, state, at: now).decide(.mail(request))
        live(taken)
        #expect(taken.verdict == .itemKept)
        let thanks = try #require(state.letters.ids.sorted().first)
        let words = try renderer.write(thanks, try #require(state.letters[thanks]), in: state, mail: nil).words
        #expect(words.subject == "Tack: Årets jämställdhetsgärning: verkosto")
        #expect(words.text.contains("går till koordinatorerna") && words.text.contains("28.2.2027"))
        #expect(!words.text.contains("tips"))

        now = try #require(Instant("2027-02-28T23:58:59Z"))
        #expect(DecisionContext(policy, state, at: now).decide(.due) == Decision(.nothing))
        now = try #require(Instant("2027-02-28T23:59:00Z"))
        let due = DecisionContext(policy, state, at: now).decide(.due)
        guard case .post(.dispatched(let post))? = due.entries.first else {
            Issue.record("\(due)")
            return
        }
        var recipients: [Address] = []
        DecisionContext(policy, state, at: now).forEachRecipient(of: post) { address, _ in recipients.append(address) }
        #expect(recipients == [anna])
        let digest = Message(try renderer.generatedMessage(of: due, in: state))
        #expect(digest.subject == "Vuoden tasa-arvoteko: verkosto")
        #expect(digest.readableText.contains("Kalle") && digest.readableText.contains("Maria (maria@hel.fi)"))
        #expect(digest.readableText.contains("listan koordinaattorina"))
        #expect(!digest.readableText.lowercased().contains("vinkki"))
        live(due)
        now = now + .days(400)
        #expect(DecisionContext(policy, state, at: now).decide(.due) == Decision(.nothing))
    }
}
