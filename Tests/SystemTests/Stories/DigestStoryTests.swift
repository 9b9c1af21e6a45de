import Foundation
import Testing

/// From members' tips to one digest a week, on a clock that the test sets.
@Suite(.mailStack, .serialized) struct DigestStoryTests {
    private func list(
        clock: String, moderate: Bool = true, every rhythm: ConfigText.Value = weekly
    ) async throws -> TestList {
        try await MailStack.shared().list(clock: clock) {
            $0["tips", "moderate"] = .flag(moderate)
            $0["tips", "digest"] = rhythm
            $0["list", "letters_per_day"] = 100
        }
    }

    private static let weekly: ConfigText.Value = ["every": "week", "on": "friday", "at": "09:00"]
    private static let daily: ConfigText.Value = ["every": "day", "at": "09:00"]

    @Test("tips are thanked for, moderated, and go out on Friday at nine as one digest in three languages")
    func story() async throws {
        let list = try await list(clock: "2026-12-01T08:00:00Z")
        let daemon = try await list.run()
        let (matti, sofia, jenny) = (list.person("matti"), list.person("sofia"), list.person("jenny"))
        let people = [(matti, "fi"), (sofia, "sv"), (jenny, "en")]
        for (person, language) in people { try await list.admit(person, language: language) }

        try await sendTips(matti, sofia, jenny, on: list)
        try await moderate(matti, sofia, jenny, on: list)
        let kept = try await list.tips().filter { $0.status == "kept" }
        #expect(kept.map(\.language) == ["fi", "sv", "en"])
        #expect(kept[0].links == ["https://thl.example/opas?a=1&b=2"])
        try await expectPreviewChangesNothing(list)

        try await list.lives(through: "2026-12-04T06:59:50Z")
        try list.clock("2026-12-04T07:00:00Z")
        for (person, language) in people {
            let digest = try await person.inbox.wait { Self.isDigest($0) }
            #expect(digest.header("Date") == "Fri, 04 Dec 2026 07:00:00 +0000", "at nine in Helsinki, not before")
            try await expectDigest(digest, language, for: person, on: list)
        }
        try await list.rests()
        #expect(try await list.tips().isEmpty, "what is out need not be kept")

        try list.configure { $0["tips", "names"] = true }
        daemon.reload()
        try await awaiting("the new configuration") { daemon.log.contains("was read anew") ? () : nil }
        try await list.lives(through: "2026-12-11T07:00:00Z")
        try await list.lives(through: "2026-12-14T07:00:00Z")
        try await sofia.writes(to: list, subject: "tips: Sista ansökningsdag är måndag")
        let question = try await list.coordinator.inbox.wait {
            $0.subject.hasPrefix("Vinkki koosteeseen? Sofia")
                && $0.header("Date")?.contains("14 Dec") == true
        }
        try await list.handles(try await list.coordinator.answers(question, "julkaise"))
        try list.clock("2026-12-18T07:00:00Z")
        for (person, _) in people {
            let digest = try await person.inbox.wait { Self.isDigest($0) }
            #expect(digest.header("Date") == "Fri, 18 Dec 2026 07:00:00 +0000")
            let text = try await digest.text()
            #expect(text.contains("Sista ansökningsdag") && text.contains("Sofia") && !text.contains("opas"))
            #expect(person.inbox.mails().count(where: Self.isDigest) == 2, "none without tips on 11 December")
        }
        #expect(list.coordinator.inbox.mails().allSatisfy { !Self.isDigest($0) && !$0.subject.hasPrefix("Lähetetty") })
        try await list.rests()
        #expect(try await list.command("fsck").status == 0)
        #expect(try await daemon.terminate() == .exit(0))
    }

    /// By subject, as the first line, in HTML alone; thanks only the first time, and a stranger is told how to join.
    private func sendTips(_ matti: Person, _ sofia: Person, _ jenny: Person, on list: TestList) async throws {
        try await matti.writes(
            to: list, subject: "Vinkki: Opas yhdenvertaisuudesta", body: "Lue tämä: https://thl.example/opas?a=1&b=2\n")
        let thanks = try await matti.inbox.next()
        #expect(thanks.subject == "Kiitos vinkistäsi: Ihmisoikeusverkosto")
        #expect(try await thanks.text().contains("Koordinaattori lukee sen ensin"))
        try list.clock("2026-12-01T08:01:00Z")
        try await sofia.writes(
            to: list, subject: "Hej", body: "Tips: Öppen föreläsning om barnets rättigheter\n\nVälkomna!")
        #expect(try await sofia.inbox.next().subject.hasPrefix("Tack för ditt tips"))
        try list.clock("2026-12-01T08:02:00Z")
        try await jenny.writes(to: list, subject: "Hello") {
            $0.html = "<html><body><p><b>Tip:</b> A film night on <i>women &amp; work</i></p></body></html>"
        }
        #expect(try await jenny.inbox.next().subject.hasPrefix("Thank you for your tip"))
        try list.clock("2026-12-01T08:03:00Z")
        try await list.handles(try await matti.writes(to: list, subject: "vinkki: Tämä ei kuulu joukkoon"))
        let eve = list.person("eve", at: "evil.test")
        try await eve.writes(to: list, subject: "tip: Buy this")
        let greeting = try await eve.inbox.next()
        #expect(greeting.subject.hasPrefix("Thank you for your tip"))
        #expect(try await greeting.text().contains("join"))
    }

    /// Only `julkaise` keeps a tip, and only where a person wrote it.
    private func moderate(_ matti: Person, _ sofia: Person, _ jenny: Person, on list: TestList) async throws {
        let anna = list.coordinator
        func question(_ words: String) async throws -> ReceivedMail {
            for mail in anna.inbox.mails() where mail.subject.hasPrefix("Vinkki koosteeseen?") {
                if try await mail.text().contains(words) { return mail }
            }
            throw Trouble("no question about \(words)")
        }
        _ = try await anna.inbox.wait { $0.subject == "tip: Buy this" }
        #expect(anna.inbox.count() == 5, "four questions and the stranger's mail")
        let first = try await question("Opas yhdenvertaisuudesta")
        #expect(try await first.text().contains("Matti"))
        try await list.handles(try await anna.isAway(first))
        try await anna.answers(first, "")
        let again = try #require(try await anna.inbox.wait(count: 6).last)
        #expect(try await again.text().contains("Vastauksesi oli tyhjä"))
        #expect(try await list.tips().map(\.status) == ["waiting", "waiting", "waiting", "waiting"])
        try await list.handles(try await anna.answers(first, "julkaise"))
        try await list.handles(try await anna.answers(question("barnets rättigheter"), "Julkaise!", quoting: .outlook))
        try await list.handles(try await anna.answers(question("film night"), "ok"))
        try await list.handles(try await anna.answers(question("ei kuulu joukkoon"), "peru"))
        #expect(try await list.tips().map(\.status) == ["kept", "kept", "kept"])
        #expect(matti.inbox.count() == 1 && sofia.inbox.count() == 1 && jenny.inbox.count() == 1, "thanks, once")
    }

    private func expectPreviewChangesNothing(_ list: TestList) async throws {
        let before = try await list.tips().map(\.id)
        let folder = list.directory + "/preview"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let preview = try await list.command("digest", "preview", "--output", folder)
        #expect(preview.status == 0 && preview.output.contains("3 recipients"))
        for (language, title) in [("fi", "Uusia vinkkejä"), ("sv", "Nya tips"), ("en", "New tips")] {
            let mail = [UInt8](try Data(contentsOf: URL(filePath: "\(folder)/digest.\(language).eml")))
            let judged = try await Judge.judge(mail)
            #expect(judged.defects.isEmpty)
            #expect(judged.text()?.contains("barnets rättigheter") == true)
            let html = try String(contentsOfFile: "\(folder)/digest.\(language).html", encoding: .utf8)
            #expect(html.replacing("\r\n", with: "\n") == judged.text("text/html"))
            let received = ReceivedMail(id: "", folder: "", isSeen: false, bytes: mail)
            #expect(received.subject.hasPrefix(title))
        }
        #expect(try await list.tips().map(\.id) == before)
        #expect(try await list.posts().isEmpty)
    }

    private func expectDigest(
        _ digest: ReceivedMail, _ language: String, for person: Person, on list: TestList
    ) async throws {
        let words = try #require(
            [
                "fi": [
                    "Uusia vinkkejä: Ihmisoikeusverkosto", "(suomeksi)", "(ruotsiksi)",
                    "(englanniksi)", "eroa",
                ],
                "sv": [
                    "Nya tips: Nätverket för mänskliga rättigheter", "(på finska)", "(på svenska)",
                    "(på engelska)", "lämna",
                ],
                "en": [
                    "New tips: Human Rights Network", "(in Finnish)", "(in Swedish)", "(in English)",
                    "leave",
                ],
            ][language])
        #expect(digest.subject == words[0])
        let judged = try await digest.judged()
        #expect(judged.structure == "alternative(text/plain, text/html)" && judged.defects.isEmpty)
        let (text, html) = (try #require(judged.text()), try #require(judged.text("text/html")))
        for content in [text, html] {
            // Our own words in headings stand in capitals in plain text.
            for word in words.dropFirst() { #expect(content.lowercased().contains(word.lowercased()), "\(word)") }
            for tip in ["Opas yhdenvertaisuudesta", "Öppen föreläsning om barnets rättigheter", "A film night on"] {
                #expect(content.contains(tip))
            }
            #expect(!content.contains("kuulu joukkoon") && !content.contains("Buy this"))
            for name in ["Matti", "Sofia", "Jenny"] { #expect(!content.contains(name)) }
        }
        #expect(text.contains("https://thl.example/opas?a=1&b=2") && text.contains("women & work"))
        #expect(html.contains("href=\"https://thl.example/opas?a=1&amp;b=2\"") && html.contains("women &amp; work"))
        for mark in ["lang=\"fi\"", "lang=\"sv\"", "lang=\"en\""] { #expect(html.contains(mark)) }
        #expect(ReceivedMail.address(in: digest.from) == list.address && !digest.from.contains("Anna"))
        #expect(ReceivedMail.address(in: digest.to) == person.address)
        #expect(digest.header("List-Unsubscribe")?.contains("mailto:") == true)
        #expect(digest.header("Precedence") == "list")
    }

    private static func isDigest(_ mail: ReceivedMail) -> Bool {
        ["Uusia vinkkejä", "Nya tips", "New tips"].contains { mail.subject.hasPrefix($0) }
    }

    @Test(
        "without moderation a tip of a proven member is kept at once; the admin sends a digest by hand, drops a tip, and an outage makes one digest"
    )
    func unmoderated() async throws {
        let list = try await list(clock: "2026-12-01T08:00:00Z", moderate: false)
        let daemon = try await list.run()
        let (matti, sofia) = (list.person("matti"), list.person("sofia"))
        try await list.admit(matti, sofia)
        #expect(try await list.command("digest", "send").status == 1, "no tips, no digest")
        let letters = [try await letter(to: matti, of: list), try await letter(to: sofia, of: list)]

        try await list.handles(try await matti.answers(letters[0], "vinkki: Ensimmäinen"))
        #expect(try await matti.inbox.next().text().contains("Se on mukana seuraavassa"))
        let sent = try await list.command("digest", "send")
        #expect(sent.status == 0 && sent.output.contains("1 tip"))
        for person in [matti, sofia] {
            #expect(try await person.inbox.wait { Self.isDigest($0) }.text().contains("Ensimmäinen"))
        }
        try await list.rests()

        try await list.handles(try await matti.answers(letters[0], "vinkki: Pudotettava"))
        let tip = try #require(try await list.tips().last)
        #expect(tip.status == "kept")
        #expect(try await list.command("tips", "drop", tip.id).status == 0)
        #expect(try await list.command("tips", "drop", tip.id).status == 1)
        try await list.lives(through: "2026-12-04T07:00:00Z")

        // Not in the moment's own second: such a tip may go out at once, or after the outage.
        try list.clock("2026-12-04T08:00:00Z")
        try await list.handles(try await matti.answers(letters[0], "vinkki: Ennen katkosta"))
        #expect(try await daemon.terminate() == .exit(0))
        try await sofia.answers(letters[1], "vinkki: Katkoksen aikana")
        try await list.stack.delivered()
        try list.clock("2026-12-19T10:00:00Z")
        try await daemon.start()
        for person in [matti, sofia] {
            let digest = try await person.inbox.wait { Self.isDigest($0) }
            #expect(try await digest.text().contains("Ennen katkosta"))
        }
        try await list.rests()
        try await list.lives(through: "2026-12-20T10:00:00Z")
        // What came while nothing ran was kept after the missed moments: it waits for the next one.
        try list.clock("2026-12-25T07:00:00Z")
        for person in [matti, sofia] {
            let last = try await person.inbox.wait {
                Self.isDigest($0) && $0.header("Date")?.contains("25 Dec") == true
            }
            #expect(try await last.text().contains("Katkoksen aikana"))
            let digests = person.inbox.mails().filter(Self.isDigest)
            #expect(digests.count == 3, "by hand, after two missed Fridays, and on the next one")
        }
        #expect(try await daemon.terminate() == .exit(0))
    }

    /// What comes as an answer to a letter of the list is from its reader.
    private func letter(to person: Person, of list: TestList) async throws -> ReceivedMail {
        try await list.handles(try await person.writes(to: list, subject: "ohje"))
        return try await person.inbox.next()
    }

    /// For each day: its nine o'clock in Helsinki.
    @Test(
        "a digest comes at nine by the local clock before and after each change of the clocks",
        arguments: [
            ["2026-03-28T07:00:00Z", "2026-03-29T06:00:00Z", "2026-03-30T06:00:00Z"],
            ["2026-10-24T06:00:00Z", "2026-10-25T07:00:00Z", "2026-10-26T07:00:00Z"],
        ])
    func clockChange(mornings: [String]) async throws {
        let first = try Date(mornings[0], strategy: .iso8601)
        let list = try await list(clock: (first - 3600).formatted(.iso8601), moderate: false, every: Self.daily)
        let daemon = try await list.run()
        let matti = list.person("matti")
        try await list.admit(matti)
        let letter = try await letter(to: matti, of: list)
        for (day, instant) in mornings.enumerated() {
            let morning = try Date(instant, strategy: .iso8601)
            try list.clock((morning - 1800).formatted(.iso8601))
            try await list.handles(try await matti.answers(letter, "vinkki: Päivän \(day) vinkki"))
            try await list.lives(through: (morning - 10).formatted(.iso8601))
            try list.clock(instant)
            let digest = try await matti.inbox.wait { Self.isDigest($0) }
            #expect(try await digest.text().contains("Päivän \(day) vinkki"))
            #expect(try digest.date() == morning)
            try await list.rests()
        }
        #expect(matti.inbox.mails().count(where: Self.isDigest) == mornings.count)
        #expect(try await daemon.terminate() == .exit(0))
    }
}
