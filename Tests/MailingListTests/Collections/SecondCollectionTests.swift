import Base
import Mail
import TestWorld
import Testing

@testable import MailingList

/// A list that collects nominations beside the tips, by configuration alone: from mails to the digest.
@Suite("A second collection")
struct SecondCollectionTests {
    /// Tuesday 1.12.2026 at noon in Helsinki.
    private static let deadline = W.instant("2026-12-01T10:00:00Z")
    /// Friday 27.11.2026 at nine in Helsinki: the tips'.
    private static let friday = W.instant("2026-11-27T07:00:00Z")

    private static func nominations(
        moderate: Bool = true, readers: CollectionPolicy.Readers = .coordinators
    ) -> CollectionPolicy {
        CollectionPolicy(
            name: W.nominations, words: [.fi: ["ehdotus"], .sv: ["förslag"], .en: ["nomination"]], moderate: moderate,
            readers: readers,
            digest: Schedule(
                .once(W.required(CivilDate(year: 2026, month: 12, day: 1))),
                at: W.required(TimeOfDay(hour: 12, minute: 0))))
    }

    /// The list as it lives, with every line that its journal gets.
    private struct Life {
        let policy: Policy
        let reader: RequestReader
        var state = W.state()
        var now = W.now
        var journal: [Transaction] = []
        private var number: UInt32 = 0

        init(_ collection: CollectionPolicy) {
            var policy = W.timelyPolicy
            policy.collections.append(collection)
            self.policy = policy
            reader = RequestReader(policy: policy, signer: W.signer)
        }

        @discardableResult
        mutating func decide(_ input: Input) -> Decision {
            let decision = W.decide(input, in: state, policy, at: now)
            var source = Transaction.Source.clock
            if case .mail(let request) = input { source = .mail(request.identity) }
            let transaction = Transaction(
                sequence: state.sequence + 1, time: now, source: source, entries: decision.entries,
                letters: decision.letters)
            journal.append(transaction)
            state.apply(transaction)
            return decision
        }

        /// A mail from bytes to decision.
        @discardableResult
        mutating func receives(_ bytes: [UInt8]) -> (kind: MailKind, decision: Decision) {
            let message = Message(bytes)
            number += 1
            let identity = MailIdentity(validity: 1, uid: number, digest: MailDigest(of: message))
            let request = reader.read(message, identity: identity, open: state.openQuestions, at: now)
            return (W.context(state, policy, at: now).kind(of: request), decide(.mail(request)))
        }

        mutating func receives(_ words: String, from address: Address, _ text: String = "") -> Decision {
            receives(SecondCollectionTests.mail(words, from: address, text)).decision
        }

        /// A coordinator answers the question about an item.
        mutating func answers(_ id: ItemID, _ word: String, from address: Address = W.berit) -> Decision {
            let name = Mails.name(.item(id), address, days: 30)
            // Each mail has a subject of its own, as each has a date.
            let mail = Mails.mail(
                from: address.text, subject: "Re: Ehdotus \(number)", ["In-Reply-To: \(name)"], word)
            return receives(mail).decision
        }

        func recipients(of post: Post) -> [Address: Language] {
            var recipients: [Address: Language] = [:]
            W.context(state, policy, at: now).forEachRecipient(of: post) { recipients[$0] = $1 }
            return recipients
        }
    }

    private static func mail(_ subject: String, from address: Address, _ text: String = "") -> [UInt8] {
        Mails.mail(
            from: address.text, subject: subject, ["MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8"],
            text)
    }

    private static func received(_ decision: Decision) throws -> Item {
        guard case .item(.received(let item))? = decision.entries.first else {
            throw Failure.noItem("\(decision)")
        }
        return item
    }

    private static func digest(_ decision: Decision) throws -> Post {
        guard case .post(.dispatched(let post))? = decision.entries.first, decision.entries.count == 1 else {
            throw Failure.noDigest("\(decision)")
        }
        return post
    }

    private enum Failure: Error { case noItem(String), noDigest(String), unreadable(String) }

    static let mails: [(subject: String, text: String, from: Address, item: String, language: Language)] = [
        ("Ehdotus: Maija", "Hän auttaa aina.", W.mikko, "Maija\n\nHän auttaa aina.", .fi),
        ("förslag", "Kalle", W.maria, "Kalle", .sv),
        ("Hello", "Hi!\r\nNomination: Ann", W.anna, "Ann", .en),
    ]

    @Test("its words begin an item of it in each language, and the coordinators are asked", arguments: mails.indices)
    func taken(index: Int) throws {
        let (subject, text, sender, words, language) = Self.mails[index]
        var life = Life(Self.nominations())
        let (kind, decision) = life.receives(Self.mail(subject, from: sender, text))
        #expect(kind == .person(.item(W.nominations)))
        #expect(decision.verdict == .itemHeld)
        let item = try Self.received(decision)
        #expect(item.collection == W.nominations && item.status == .waiting && item.author.address == sender)
        #expect(item.text == words && item.language == language)
        let asked = decision.letters.filter { $0.content == .item(.preview(item.id, answer: nil)) }
        #expect(asked.map(\.to) == [W.anna, W.berit])
        let thanks = decision.letters.filter { $0.kind == .itemThanks }
        #expect(thanks.map(\.content) == [.item(.thanks(W.nominations, moderated: true))])
        #expect(thanks.map(\.to) == [sender])
    }

    @Test("on a list without it they are words for people", arguments: mails.indices)
    func unknownWords(index: Int) {
        let (subject, text, sender, _, _) = Self.mails[index]
        let request = Mails.read(Self.mail(subject, from: sender, text))
        #expect(request.command == nil && request.item == "")
    }

    @Test("a collection that is configured no longer takes nothing more")
    func removed() {
        let life = Life(Self.nominations())
        let request = Mails.read(Self.mail("Ehdotus: Maija", from: W.mikko), by: life.reader)
        #expect(request.command?.command == .item(W.nominations, "Maija"))
        #expect(W.decide(.mail(request)).verdict == .forwarded)
    }

    @Test("what was approved goes to the coordinators at the deadline, once, and the tips stay as they are")
    func wholeWay() throws {
        var life = Life(Self.nominations())
        let maija = try Self.received(life.receives("Ehdotus: Maija", from: W.mikko))
        let kalle = try Self.received(life.receives("Förslag: Kalle", from: W.maria))
        let ann = try Self.received(life.receives("Nomination: Ann", from: W.mikko))
        let tip = try Self.received(life.receives("Vinkki: Näyttely", from: W.mikko))
        #expect(tip.collection == .tips)
        for item in [maija, kalle, tip] { #expect(life.answers(item.id, "julkaise").verdict == .itemKept) }
        #expect(life.answers(ann.id, "peru").verdict == .itemDropped)
        #expect(life.state.items.kept(in: W.nominations).map(\.id) == [maija, kalle].map(\.id).sorted())
        #expect(life.state.items.kept(in: .tips).map(\.id) == [tip.id])
        #expect(W.context(life.state, life.policy).nextDigest(of: W.nominations) == Self.deadline)

        // Friday's digest has the tip alone.
        life.now = Self.friday
        let tips = try Self.digest(life.decide(.due))
        #expect(tips.kind == .digest(of: .tips, [tip.id]))
        #expect(life.recipients(of: tips).keys.sorted() == [W.anna, W.mikko, W.maria, W.mirror].sorted())
        #expect(life.decide(.due) == Decision(.nothing))
        let second = try Self.received(life.receives("Vinkki: Toinen", from: W.maria))
        #expect(life.answers(second.id, "ok").verdict == .itemKept)

        life.now = Self.deadline - 1
        #expect(life.decide(.due) == Decision(.nothing))
        life.now = Self.deadline
        let digest = try Self.digest(life.decide(.due))
        #expect(digest.kind == .digest(of: W.nominations, [maija, kalle].map(\.id).sorted()))
        #expect(digest.recipients == 2)
        #expect(life.recipients(of: digest) == [W.anna: .fi, W.berit: .fi])
        #expect(life.state.items.with(.published).map(\.id).sorted() == [maija, kalle, tip].map(\.id).sorted())
        #expect(life.state.items.kept(in: .tips).map(\.id) == [second.id])
        #expect(life.decide(.due) == Decision(.nothing))

        // Berit is no member, and reads it all the same; Mikko is one, and does not.
        let context = W.context(life.state, life.policy, at: life.now)
        #expect(
            context.isStillRecipient(W.berit, of: digest.id) && !context.isStillRecipient(W.stranger, of: digest.id))
        #expect(life.decide(.jobFinished(digest.id, Report(), addressInvalid: [])).verdict == .finished)
        #expect(life.state.items[maija.id] == nil && life.state.items[kalle.id] == nil)
        #expect(life.state.items[tip.id]?.status == .published && life.state.items[second.id]?.status == .kept)
        try expectReplay(life)
    }

    @Test("what is kept after the deadline goes out only when somebody asks")
    func late() throws {
        var life = Life(Self.nominations())
        life.now = Self.deadline + 1
        let late = try Self.received(life.receives("Ehdotus: Maija", from: W.mikko))
        #expect(life.answers(late.id, "julkaise").verdict == .itemKept)
        life.now = Self.deadline + .days(400)
        #expect(life.decide(.due) == Decision(.nothing))
        #expect(life.decide(.admin(.sendDigest(.tips))) == Decision(.nothing))
        let digest = try Self.digest(life.decide(.admin(.sendDigest(W.nominations))))
        #expect(digest.kind == .digest(of: W.nominations, [late.id]))
    }

    @Test("unmoderated it keeps items at once, and asks nobody")
    func unmoderated() throws {
        var life = Life(Self.nominations(moderate: false))
        let decision = life.receives("Förslag: Kalle", from: W.maria)
        #expect(decision.verdict == .itemKept)
        #expect(try Self.received(decision).kept == W.now)
        #expect(
            decision.letters
                == [
                    W.letter(.item(.thanks(W.nominations, moderated: false)), W.maria, .sv)
                ])
        // The tips of the same list are moderated.
        #expect(life.receives("Vinkki: Näyttely", from: W.mikko).verdict == .itemHeld)
        life.now = Self.deadline
        #expect(try Self.digest(life.decide(.due)).recipients == 2)
    }

    @Test("for members its digest goes to them and to the mirrors, each in their language")
    func members() throws {
        var life = Life(Self.nominations(moderate: false, readers: .members))
        _ = life.receives("Nomination: Ann", from: W.mikko)
        life.now = Self.deadline
        let digest = try Self.digest(life.decide(.due))
        #expect(
            life.recipients(of: digest)
                == [W.anna: .fi, W.mikko: .fi, W.maria: .sv, W.mirror: .fi])
        #expect(digest.recipients == 4)
        let context = W.context(life.state, life.policy, at: life.now)
        #expect(context.isStillRecipient(W.maria, of: digest.id) && !context.isStillRecipient(W.berit, of: digest.id))
    }

    @Test("a stranger is greeted, and people read what they nominate")
    func stranger() {
        var life = Life(Self.nominations())
        let decision = life.receives("Ehdotus: Maija", from: W.olli)
        #expect(decision.verdict == .notMember)
        #expect(decision.letters.map(\.content) == [.item(.fromStranger(W.nominations))])
        guard case .forwarding(.forwarded(let forward))? = decision.entries.first else {
            Issue.record("\(decision)")
            return
        }
        #expect(forward.to == [W.anna, W.berit])
    }

    @Test("two collections send what is due one after the other")
    func together() throws {
        var collection = Self.nominations(moderate: false)
        collection.digest = Schedule(.everyWeek(.friday), at: W.required(TimeOfDay(hour: 9, minute: 0)))
        var life = Life(collection)
        let nomination = try Self.received(life.receives("Ehdotus: Maija", from: W.mikko))
        let tip = try Self.received(life.receives("Vinkki: Näyttely", from: W.mikko))
        #expect(life.answers(tip.id, "julkaise").verdict == .itemKept)
        life.now = Self.friday
        let digests = [try Self.digest(life.decide(.due)), try Self.digest(life.decide(.due))]
        #expect(
            Set(digests.map(\.kind))
                == [.digest(of: .tips, [tip.id]), .digest(of: W.nominations, [nomination.id])])
        #expect(Set(digests.map(\.id)).count == 2)
        #expect(life.decide(.due) == Decision(.nothing))
        try expectReplay(life)
    }

    /// The journal's own lines, and what a compaction makes of them, give the same state.
    private func expectReplay(_ life: Life) throws {
        var replayed = W.state()
        for transaction in life.journal {
            var read = transaction
            read.entries = try transaction.entries.map { entry in
                let record = try #require(JournalRecord(text: entry.record.text))
                guard case .entry(let read) = Entry.read(record) else { throw Failure.unreadable(record.text) }
                #expect(read == entry)
                return read
            }
            read.letters = try transaction.letters.map { letter in
                let record = try #require(JournalRecord(text: letter.record("letter").text))
                return try #require(Letter(record))
            }
            replayed.apply(read)
        }
        #expect(replayed == life.state)
        var carried = State(members: life.state.members, sequence: 0)
        carried.apply(
            Transaction(
                sequence: 1, time: life.now, source: .carried, entries: life.state.carried(at: life.now), letters: []))
        #expect(carried.items == life.state.items && carried.posts == life.state.posts)
    }
}
