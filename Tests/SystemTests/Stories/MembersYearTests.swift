import Foundation
import Testing

/// A member's year in three languages, on real servers with a clock that the test sets, beside others who choose otherwise:
/// what each got is compared with what they chose, mail by mail.
@Suite(.mailStack, .serialized) struct MembersYearTests {
    @Test("a year: joining, topics, a break, digests only, one mail a week, another address, own data, being forgotten")
    func year() async throws {
        let list = try await MailStack.shared().list(clock: "2026-01-07T08:00:00Z") {
            $0["topics", "kainuu"] = ["fi": "Kainuu", "sv": "Kajanaland", "en": "Kainuu"]
            $0["joining", "approval"] = "others"
        }
        let daemon = try await list.run()
        let (matti, sofia, jenny) = (list.person("matti"), list.person("sofia"), list.person("jenny"))
        let anna = list.coordinator

        // January: three join; a stranger waits for the coordinator.
        let welcome = try await matti.joins(list)
        try await sofia.joins(list, saying: "anslut")
        let jennysWelcome = try await jenny.joins(list, saying: "join")
        let eve = list.person("eve", at: "evil.test")
        try await eve.writes(to: list, subject: "anslut")
        let question = try await eve.inbox.wait { $0.subject.hasPrefix("Bekräfta att du vill gå med") }
        #expect(try await question.text().contains("avgör en koordinator"))
        try await eve.answers(question, "Ja! Jag leder Norrgruppen.")
        _ = try await eve.inbox.wait { $0.subject.hasPrefix("Din begäran är hos koordinatorerna") }
        let request = try await anna.inbox.wait { $0.subject.hasPrefix("Otetaanko listalle? \(eve.address)") }
        #expect(try await request.text().contains("Norrgruppen"))
        try await publish("Tammikuu", on: list)
        try await anna.answers(request, "kyllä")
        _ = try await eve.inbox.wait { $0.subject.hasPrefix("Välkommen") }
        try await anna.answers(request, "ei")
        _ = try await anna.inbox.wait { $0.subject.hasPrefix("Asia on jo ratkaistu") }

        // February: topics, one mail a week, digests only.
        try await matti.answers(welcome, "aiheet +kainuu")
        _ = try await matti.inbox.wait { $0.subject.hasPrefix("Aiheesi") }
        try await list.lives(through: "2026-02-02T08:00:00Z")
        try await sofia.writes(to: list, subject: "sammandrag veckovis")
        try await sofia.answers(try await sofia.inbox.wait { $0.subject.hasPrefix("Bekräfta ditt val") }, "Ja")
        let told = try await sofia.inbox.wait { $0.subject.hasPrefix("Så får du meddelandena") }
        #expect(try await told.text().contains("en gång i veckan"))
        try await jenny.answers(jennysWelcome, "only digests")
        _ = try await jenny.inbox.wait { $0.subject.hasPrefix("How you get the messages") }
        try await list.lives(through: "2026-02-03T08:00:00Z")
        try await publish("Helmikuu", on: list) { preview in
            #expect(preview.contains("Saajat: 2\u{A0}jäsentä") && preview.contains("koosteessa: 1\u{A0}jäsen"))
        }
        try await publish("[kainuu] Alue", as: "Alue", on: list)
        #expect(!sofia.inbox.mails().contains { $0.subject == "Helmikuu" })
        try await list.lives(through: "2026-02-06T14:00:00Z")
        let roundup = try await sofia.inbox.wait { $0.subject.hasPrefix("Sammandrag") }
        let words = try await roundup.text()
        #expect(words.contains("Helmikuu") && words.contains("Hei Helmikuu.") && !words.contains("Alue"))

        // March: a tip becomes a digest, which the one wants alone, and another not at all.
        try await eve.writes(to: list, subject: "bara utskick")
        try await eve.answers(try await eve.inbox.wait { $0.subject.hasPrefix("Bekräfta ditt val") }, "ja")
        _ = try await eve.inbox.wait { $0.subject.hasPrefix("Så får du meddelandena") }
        try await list.lives(through: "2026-03-02T08:00:00Z")
        try await matti.writes(to: list, subject: "vinkki: Näyttely Oodissa")
        try await anna.answers(try await anna.inbox.wait { $0.subject.hasPrefix("Vinkki koosteeseen?") }, "julkaise")
        try await awaiting("the tip to be approved") {
            try await list.tips().contains { $0.status == "kept" } ? () : nil
        }
        #expect(try await list.command("digest", "send").status == 0)
        _ = try await jenny.inbox.wait { $0.subject.hasPrefix("New tips") }
        try await list.lives(through: "2026-03-06T14:00:00Z")
        let second = try await sofia.inbox.wait { $0.subject.hasPrefix("Sammandrag") }
        #expect(try await second.text().contains("Näyttely"))

        // Summer: a break that ends by itself, and everything at once again.
        try await list.lives(through: "2026-06-15T08:00:00Z")
        try await matti.answers(welcome, "tauko 1.8. asti")
        _ = try await matti.inbox.wait { $0.subject.hasPrefix("Olet tauolla") }
        try await publish("Kesäkuu", on: list)
        try await sofia.answers(roundup, "alla meddelanden")
        let last = try await sofia.inbox.wait { $0.subject.hasPrefix("Så får du meddelandena") }
        let lastWords = try await last.text()
        #expect(lastWords.contains("alla listans meddelanden genast") && lastWords.contains("hittills"))
        try await list.lives(through: "2026-06-19T14:00:00Z")
        let third = try await sofia.inbox.wait { $0.subject.hasPrefix("Sammandrag") }
        #expect(try await third.text().contains("Kesäkuu"))
        try await list.lives(through: "2026-08-01T08:00:00Z")
        _ = try await matti.inbox.wait { $0.subject.hasPrefix("Saat taas viestejä") }
        try await publish("Elokuu", on: list)

        // Autumn: another address, own data, being forgotten.
        let moved = list.person("matti.uusi")
        try await matti.writes(to: list, subject: "vaihda osoite \(moved.address)")
        try await matti.answers(
            try await matti.inbox.wait { $0.subject.hasPrefix("Vahvista osoitteenvaihto") }, "kyllä")
        try await moved.answers(
            try await moved.inbox.wait { $0.subject.hasPrefix("Vahvista uusi osoitteesi") }, "Kyllä")
        _ = try await moved.inbox.wait { $0.subject.hasPrefix("Osoitteesi on vaihdettu") }
        try await publish("[kainuu] Syksy", as: "Syksy", on: list)
        try await jenny.writes(to: list, subject: "my data")
        let data = try await jenny.inbox.wait { $0.subject.hasPrefix("Your data") }
        #expect(try await data.text().contains("Messages: digests of tips only"))
        try await list.lives(through: "2026-11-02T08:00:00Z")
        try await jenny.writes(to: list, subject: "forget me")
        try await jenny.answers(try await jenny.inbox.wait { $0.subject.hasPrefix("Erase your data?") }, "yes")
        _ = try await jenny.inbox.wait { $0.subject.hasPrefix("Your data has been erased") }
        try await publish("Joulukuu", on: list)

        // Mail by mail.
        let posts = ["Tammikuu", "Helmikuu", "Alue", "Kesäkuu", "Elokuu", "Syksy", "Joulukuu"]
        func got(_ person: Person) -> [String] { person.inbox.mails().map(\.subject).filter(posts.contains).sorted() }
        func count(_ person: Person, _ prefix: String) -> Int {
            person.inbox.mails().count { $0.subject.hasPrefix(prefix) }
        }
        #expect(got(matti) == ["Alue", "Elokuu", "Helmikuu", "Tammikuu"] && got(moved) == ["Joulukuu", "Syksy"])
        #expect(got(sofia) == ["Elokuu", "Joulukuu", "Tammikuu"] && count(sofia, "Sammandrag") == 3)
        #expect(got(jenny) == ["Tammikuu"] && count(jenny, "New tips") == 1)
        #expect(got(eve) == ["Elokuu", "Helmikuu", "Joulukuu", "Kesäkuu"])
        #expect(count(matti, "Uusia vinkkejä") == 1 && count(eve, "Nya tips") == 0 && count(sofia, "Nya tips") == 0)
        #expect(try await daemon.terminate() == .exit(0))
    }

    private func publish(
        _ subject: String, as shown: String? = nil, on list: TestList, _ look: (String) -> Void = { _ in }
    ) async throws {
        let (anna, shown) = (list.coordinator, shown ?? subject)
        try await anna.writes(to: list, subject: subject, body: "Hei \(shown).")
        let preview = try await anna.inbox.wait { $0.subject.hasPrefix("Julkaistaanko? \(shown)") }
        look(try await preview.text())
        try await anna.answers(preview, "julkaise")
        _ = try await anna.inbox.wait { $0.subject.hasPrefix("Lähetetty: \(shown)") }
    }
}
