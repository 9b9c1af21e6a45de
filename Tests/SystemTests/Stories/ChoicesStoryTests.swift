import Foundation
import Testing

/// What members choose, over some weeks on real servers, beside others who choose otherwise.
@Suite(.mailStack, .serialized) struct ChoicesStoryTests {
    @Test(
        "members of three languages follow topics, take a break, see their data and are forgotten, each as they chose")
    func weeks() async throws {
        let list = try await MailStack.shared().list(clock: "2026-12-01T08:00:00Z") {
            $0["topics", "kainuu"] = ["fi": "Kainuu", "sv": "Kajanaland", "en": "Kainuu"]
            $0["topics", "oulu"] = ["fi": "Oulu", "sv": "Uleåborg", "en": "Oulu"]
        }
        let daemon = try await list.run()
        let (matti, sofia, jenny) = (list.person("matti"), list.person("sofia"), list.person("jenny"))

        // Topics: at once as an answer, else after a yes.
        let welcome = try await matti.joins(list)
        #expect(try await welcome.text().contains("Kainuu ja Oulu"))
        try await matti.answers(welcome, "aiheet +kainuu")
        #expect(try await matti.inbox.wait { $0.subject.hasPrefix("Aiheesi") }.text().contains("Kainuu: valittu"))
        try await sofia.joins(list, saying: "anslut")
        try await sofia.writes(to: list, subject: "ämnen +Kajanaland")
        try await sofia.answers(try await sofia.inbox.wait { $0.subject.hasPrefix("Bekräfta ditt val") }, "Ja tack!")
        _ = try await sofia.inbox.wait { $0.subject.hasPrefix("Dina ämnen") }
        let jennysWelcome = try await jenny.joins(list, saying: "join")
        try await publish("[EXTERNAL] [Kainuu] Aluetapaaminen", as: "Aluetapaaminen", on: list) { preview in
            #expect(preview.contains("2\u{A0}jäsentä") && preview.contains("Rajattu aiheen mukaan: Kainuu"))
        }
        try await publish("[kainuu][sv] Träff", as: "Träff", on: list) { preview in
            #expect(preview.contains("1\u{A0}jäsen"))
        }
        try await list.coordinator.writes(to: list, subject: "[kainu] Virhe", body: "Hei.")
        let doubtful = try await list.coordinator.inbox.wait { $0.subject.contains("[kainu] Virhe") }
        #expect(try await doubtful.text().contains("Kainuu ja Oulu"))
        try await list.coordinator.answers(doubtful, "peru")

        // A break, and back by itself.
        try await jenny.answers(jennysWelcome, "pause 2 weeks")
        #expect(
            try await jenny.inbox.wait { $0.subject.hasPrefix("You are taking a break") }.text().contains("15 December")
        )
        try await publish("Uutiset", as: "Uutiset", on: list) { #expect($0.contains("2\u{A0}jäsentä")) }
        try await list.lives(through: "2026-12-15T08:00:00Z")
        _ = try await jenny.inbox.wait { $0.subject.hasPrefix("You get messages again") }
        try await publish("Joulu", as: "Joulu", on: list) { #expect($0.contains("3\u{A0}jäsentä")) }

        // Own data, readable and for programs.
        try await matti.writes(to: list, subject: "omat tiedot")
        let data = try await matti.inbox.wait { $0.subject.hasPrefix("Omat tietosi") }
        #expect(try await data.text().contains("Aihe: Kainuu"))
        let json = try #require(try await data.judged().parts.first { $0.type == "application/json" })
        #expect(json.name == "kutsu.json")

        // Another address, confirmed from both sides.
        let moved = list.person("matti.uusi")
        try await matti.writes(to: list, subject: "vaihda osoite \(moved.address)")
        try await matti.answers(
            try await matti.inbox.wait { $0.subject.hasPrefix("Vahvista osoitteenvaihto") }, "kyllä")
        try await moved.answers(
            try await moved.inbox.wait { $0.subject.hasPrefix("Vahvista uusi osoitteesi") }, "Kyllä, kiitos")
        _ = try await moved.inbox.wait { $0.subject.hasPrefix("Osoitteesi on vaihdettu") }

        // Forgotten, once it is confirmed.
        try await sofia.writes(to: list, subject: "glöm mig")
        try await sofia.answers(try await sofia.inbox.wait { $0.subject.hasPrefix("Ska dina uppgifter") }, "ja")
        _ = try await sofia.inbox.wait { $0.subject.hasPrefix("Dina uppgifter har raderats") }
        try await list.rests()
        try await awaiting("no file to hold \(sofia.address)") {
            try files(below: list.stateDirectory, holding: sofia.address).isEmpty ? () : nil
        }
        let file = list.directory + "/people.csv"
        try Data("\(sofia.address)\nuusi@hel.test\n".utf8).write(to: URL(filePath: file))
        let imported = try await list.command("members", "import", file)
        #expect(imported.output.contains("1 person left out who asked to be forgotten"), "\(imported)")
        try await publish("Loppu", as: "Loppu", on: list) { _ in }

        // Each got what they chose, and nothing else.
        let posts = ["Aluetapaaminen", "Träff", "Uutiset", "Joulu", "Loppu"]
        func got(_ person: Person) -> [String] { person.inbox.mails().map(\.subject).filter(posts.contains).sorted() }
        #expect(got(matti) == ["Aluetapaaminen", "Joulu", "Uutiset"] && got(moved) == ["Loppu"])
        #expect(got(sofia) == ["Aluetapaaminen", "Joulu", "Träff", "Uutiset"])
        #expect(got(jenny) == ["Joulu", "Loppu"])
        #expect(try await daemon.terminate() == .exit(0))
    }

    /// Announces something, looks at the preview, publishes it and waits until it has gone out.
    private func publish(
        _ subject: String, as shown: String, on list: TestList, _ look: (String) -> Void
    ) async throws {
        let anna = list.coordinator
        try await anna.writes(to: list, subject: subject, body: "Hei.")
        let preview = try await anna.inbox.wait { $0.subject.hasPrefix("Julkaistaanko? \(shown)") }
        look(try await preview.text())
        try await anna.answers(preview, "julkaise")
        _ = try await anna.inbox.wait { $0.subject.hasPrefix("Lähetetty: \(shown)") }
    }

    /// Every file below a folder in which the address stands, in any case.
    private func files(below folder: String, holding address: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder).filter { name in
            guard let bytes = FileManager.default.contents(atPath: "\(folder)/\(name)") else { return false }
            return String(decoding: bytes, as: UTF8.self).lowercased().contains(address.lowercased())
        }
    }
}
