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

    static let mails: [(subject: String, text: String, from: Address, item: String, language: Language)] = [
        ("Ehdotus: Maija", "Hän auttaa aina.", W.mikko, "Maija\n\nHän auttaa aina.", .fi),
        ("förslag", "Kalle", W.maria, "Kalle", .sv),
        ("Hello", "Hi!\r\nNomination: Ann", W.anna, "Ann", .en),
    ]

    @Test("its words begin an item of it in each language, and the coordinators are asked", arguments: mails.indices)
    func taken(index: Int) throws {
        let (subject, text, sender, words, language) = Self.mails[index]
        var life = CollectionLife(Self.nominations())
        let (kind, decision) = life.receives(CollectionLife.mail(subject, from: sender, text))
        #expect(kind == .person(.item(W.nominations)))
        #expect(decision.verdict == .itemHeld)
        let item = try CollectionLife.received(decision)
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
        let request = Mails.read(CollectionLife.mail(subject, from: sender, text))
        #expect(request.command == nil && request.item == "")
    }

    @Test("a collection that is configured no longer takes nothing more")
    func removed() {
        let life = CollectionLife(Self.nominations())
        let request = Mails.read(CollectionLife.mail("Ehdotus: Maija", from: W.mikko), by: life.reader)
        #expect(request.command?.command == .item(W.nominations, "Maija"))
        #expect(W.decide(.mail(request)).verdict == .forwarded)
    }

    @Test("what was approved goes to the coordinators at the deadline, once, and the tips stay as they are")
    func wholeWay() throws {
        var life = CollectionLife(Self.nominations())
        let maija = try CollectionLife.received(life.receives("Ehdotus: Maija", from: W.mikko))
        let kalle = try CollectionLife.received(life.receives("Förslag: Kalle", from: W.maria))
        let ann = try CollectionLife.received(life.receives("Nomination: Ann", from: W.mikko))
        let tip = try CollectionLife.received(life.receives("Vinkki: Näyttely", from: W.mikko))
        #expect(tip.collection == .tips)
        for item in [maija, kalle, tip] { #expect(life.answers(item.id, "julkaise").verdict == .itemKept) }
        #expect(life.answers(ann.id, "peru").verdict == .itemDropped)
        #expect(life.state.items.kept(in: W.nominations).map(\.id) == [maija, kalle].map(\.id).sorted())
        #expect(life.state.items.kept(in: .tips).map(\.id) == [tip.id])
        #expect(W.context(life.state, life.policy).nextDigest(of: W.nominations) == Self.deadline)

        // Friday's digest has the tip alone.
        life.now = Self.friday
        let tips = try CollectionLife.digest(life.decide(.due))
        #expect(tips.kind == .digest(of: .tips, [tip.id]))
        #expect(life.recipients(of: tips).keys.sorted() == [W.anna, W.mikko, W.maria, W.mirror].sorted())
        #expect(life.decide(.due) == Decision(.nothing))
        let second = try CollectionLife.received(life.receives("Vinkki: Toinen", from: W.maria))
        #expect(life.answers(second.id, "ok").verdict == .itemKept)

        life.now = Self.deadline - 1
        #expect(life.decide(.due) == Decision(.nothing))
        life.now = Self.deadline
        let digest = try CollectionLife.digest(life.decide(.due))
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
        try life.expectReplay()
    }

    @Test("what is kept after the deadline goes out only when somebody asks")
    func late() throws {
        var life = CollectionLife(Self.nominations())
        let late = try CollectionLife.received(life.receives("Ehdotus: Maija", from: W.mikko))
        life.now = Self.deadline + 1
        #expect(life.answers(late.id, "julkaise").verdict == .itemKept)
        life.now = Self.deadline + .days(400)
        #expect(life.decide(.due) == Decision(.nothing))
        #expect(life.decide(.admin(.sendDigest(.tips))) == Decision(.nothing))
        let digest = try CollectionLife.digest(life.decide(.admin(.sendDigest(W.nominations))))
        #expect(digest.kind == .digest(of: W.nominations, [late.id]))
    }

    @Test("a mail that comes after the deadline is told so and read by people, every time")
    func closed() {
        var life = CollectionLife(Self.nominations(moderate: false))
        life.now = Self.deadline
        for number in 1...2 {
            let decision = life.receives("Ehdotus: Maija \(number)", from: W.mikko)
            #expect(decision.verdict == .itemLate)
            #expect(decision.letters.map(\.content) == [.item(.thanks(W.nominations, moderated: false))])
            guard case .forwarding(.forwarded(let forward))? = decision.entries.first else {
                Issue.record("\(decision)")
                return
            }
            #expect(forward.to == [W.anna, W.berit] && decision.entries.count == 1)
        }
        #expect(life.receives("Vinkki: Näyttely", from: W.mikko).verdict == .itemHeld)
        #expect(W.context(life.state, life.policy, at: life.now).nextDigest(of: W.nominations) == nil)
    }

    @Test("the question about an item can be answered until the deadline, and a week at most")
    func expiry() throws {
        for (before, expiry) in [(Seconds.days(2), Self.deadline), (.days(8), Self.deadline - .days(1))] {
            var life = CollectionLife(Self.nominations())
            life.now = Self.deadline - before
            let item = try CollectionLife.received(life.receives("Ehdotus: Maija", from: W.mikko))
            let question = try #require(
                life.state.letters.all.first { $0.letter.content == .item(.preview(item.id, answer: nil)) })
            let context = W.context(life.state, life.policy, at: life.now)
            #expect(context.expiry(of: question) == expiry)
        }
    }

    @Test("unmoderated it keeps items at once, and asks nobody")
    func unmoderated() throws {
        var life = CollectionLife(Self.nominations(moderate: false))
        let decision = life.receivesProven("Förslag: Kalle", from: W.maria)
        #expect(decision.verdict == .itemKept)
        #expect(try CollectionLife.received(decision).kept == W.now)
        #expect(
            decision.letters
                == [
                    W.letter(.item(.thanks(W.nominations, moderated: false)), W.maria, .sv)
                ])
        // The tips of the same list are moderated.
        #expect(life.receives("Vinkki: Näyttely", from: W.mikko).verdict == .itemHeld)
        life.now = Self.deadline
        #expect(try CollectionLife.digest(life.decide(.due)).recipients == 2)
    }

    @Test("for members its digest goes to them and to the mirrors, each in their language")
    func members() throws {
        var life = CollectionLife(Self.nominations(moderate: false, readers: .members))
        _ = life.receivesProven("Nomination: Ann", from: W.mikko)
        life.now = Self.deadline
        let digest = try CollectionLife.digest(life.decide(.due))
        #expect(
            life.recipients(of: digest)
                == [W.anna: .fi, W.mikko: .fi, W.maria: .sv, W.mirror: .fi])
        #expect(digest.recipients == 4)
        let context = W.context(life.state, life.policy, at: life.now)
        #expect(context.isStillRecipient(W.maria, of: digest.id) && !context.isStillRecipient(W.berit, of: digest.id))
    }

    @Test("a stranger is greeted, and people read what they nominate")
    func stranger() {
        var life = CollectionLife(Self.nominations())
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
        var life = CollectionLife(collection)
        let nomination = try CollectionLife.received(life.receivesProven("Ehdotus: Maija", from: W.mikko))
        let tip = try CollectionLife.received(life.receives("Vinkki: Näyttely", from: W.mikko))
        #expect(life.answers(tip.id, "julkaise").verdict == .itemKept)
        life.now = Self.friday
        let digests = [try CollectionLife.digest(life.decide(.due)), try CollectionLife.digest(life.decide(.due))]
        #expect(
            Set(digests.map(\.kind))
                == [.digest(of: .tips, [tip.id]), .digest(of: W.nominations, [nomination.id])])
        #expect(Set(digests.map(\.id)).count == 2)
        #expect(life.decide(.due) == Decision(.nothing))
        try life.expectReplay()
    }
}
