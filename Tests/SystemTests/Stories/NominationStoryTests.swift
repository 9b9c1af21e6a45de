import Foundation
import Testing

/// A collection that stands in the configuration alone: nominations, which the coordinators read when the deadline comes.
@Suite(.mailStack, .serialized) struct NominationStoryTests {
    @Test("nominations go to the coordinators at the deadline, once, beside the tips of the same list")
    func story() async throws {
        let list = try await MailStack.shared().list(clock: "2027-02-26T08:00:00Z") {
            $0["tips", "moderate"] = false
            $0["tips", "digest"] = ["every": "month", "on": 1, "at": "09:00"]
            $0.appendix = """
                [[collection]]
                name = "nominations"
                title = { fi = "Vuoden tasa-arvoteko", sv = "Årets jämställdhetsgärning", en = "Deed of the year" }
                words = { fi = "ehdotus", sv = "förslag", en = "nomination" }
                to = "coordinators"
                deadline = "2027-02-28"

                """
        }
        let daemon = try await list.run()
        let (anna, matti, sofia) = (list.coordinator, list.person("matti"), list.person("sofia"))
        try await list.admit(matti)
        try await list.admit(sofia, language: "sv")

        try await matti.writes(to: list, subject: "Ehdotus: Kirjasto", body: "Se on kaikille avoin.\n")
        let thanks = try await matti.inbox.next()
        #expect(thanks.subject == "Kiitos: Vuoden tasa-arvoteko: Ihmisoikeusverkosto")
        #expect(try await thanks.text().contains("Kooste lähtee 28.2.2027 klo 23.59"))
        try await sofia.writes(to: list, subject: "Förslag: Skolan")
        #expect(try await sofia.inbox.next().subject.hasPrefix("Tack: Årets jämställdhetsgärning"))
        try await list.handles(try await matti.answers(thanks, "vinkki: Näyttely"))
        let listed = try await list.command("tips", "list", "--collection", "nominations")
        #expect(listed.output.contains("Kirjasto") && listed.output.contains("Skolan"))
        #expect(!listed.output.contains("Näyttely"))
        #expect(try await list.tips().count == 1)

        try await list.lives(through: "2027-02-28T21:58:50Z")
        #expect(anna.inbox.count() == 0, "nobody has to read them before")
        try list.clock("2027-02-28T21:59:00Z")
        let digest = try await anna.inbox.wait { $0.subject == "Vuoden tasa-arvoteko: Ihmisoikeusverkosto" }
        let text = try await digest.text()
        #expect(text.contains("Se on kaikille avoin.") && text.contains("Skolan") && text.contains(sofia.address))
        #expect(text.contains("listan koordinaattorina") && !text.contains("Näyttely"))
        try await list.rests()

        try await matti.writes(to: list, subject: "Ehdotus: Liian myöhään")
        // Thanks come once a day, whatever it is for.
        let late = try await matti.inbox.wait(count: 2).last
        #expect(try await late?.text().contains("Määräaika oli 28.2.2027") == true)
        _ = try await anna.inbox.wait { $0.subject == "Ehdotus: Liian myöhään" }
        try await list.lives(through: "2027-03-01T07:00:00Z")
        #expect(try await matti.inbox.wait { $0.subject.hasPrefix("Uusia vinkkejä") }.text().contains("Näyttely"))
        try await list.rests()
        #expect(anna.inbox.count() == 2, "one digest, and the mail that came too late")
        #expect(try await list.command("fsck").status == 0)
        #expect(try await daemon.terminate() == .exit(0))
    }
}
