import Foundation
import Testing

/// The main job, from the first mail to the last, on real servers and with nothing but the built binary.
@Suite(.mailStack, .serialized) struct WholeStoryTests {
    @Test(
        "people join, get an announcement unharmed and leave, whatever the encryption and the login",
        arguments: [TestList.Encryption.implicit, .startTLS], [TestList.Login.password, .token])
    func story(encryption: TestList.Encryption, login: TestList.Login) async throws {
        let stack = try await MailStack.shared()
        let list = try await stack.list(encryption: encryption, login: login)
        let daemon = try await list.run()
        let anna = list.coordinator
        let (matti, sofia, jenny) = (
            list.person("matti"), list.person("sofia", at: "edu.hel.test"), list.person("jenny")
        )

        #expect(try await matti.joins(list).subject.hasPrefix("Tervetuloa"))
        #expect(try await sofia.joins(list, saying: "anslut").subject.hasPrefix("Välkommen"))
        #expect(try await jenny.joins(list, saying: "Join").subject.hasPrefix("Welcome"))

        let picture = (0..<70_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
        let post = try await anna.writes(
            to: list, subject: "Ihmisoikeusiltapäivä 12.12.", body: "Tervetuloa!\nNähdään.\n"
        ) {
            $0.html = "<html><body><p>Tervetuloa <b>kaikki</b>!</p></body></html>"
            $0.attachments = [.init(name: "ohjelma ä.pdf", type: "application/pdf", bytes: picture)]
        }
        let preview = try await anna.inbox.next()
        #expect(try await preview.text().contains("3"))
        #expect(matti.inbox.count() == 2, "nothing goes out before the preview is answered")
        try await anna.answers(preview, "julkaise", quoting: .outlook)

        for (person, footer) in [(matti, "eroa"), (sofia, "lämna"), (jenny, "leave")] {
            let copy = try await person.inbox.wait { $0.subject == "Ihmisoikeusiltapäivä 12.12." }
            try await expectUnharmed(copy, footer: footer, post: post, list: list, for: person)
        }
        let report = try await anna.inbox.wait { $0.subject.hasPrefix("Lähetetty") }
        #expect(try await report.text().contains("Saajia, joille viesti lähti: 3\u{A0}jäsentä"))

        let copy = try #require(sofia.inbox.mails().first { $0.subject.hasPrefix("Ihmisoikeus") })
        try await sofia.answers(copy, "lämna")
        #expect(try await sofia.inbox.wait { $0.references.contains("@") && $0.id != copy.id }.subject.isEmpty == false)
        let members = try await list.command("members", "export").output
        #expect(members.contains(matti.address) && members.contains(jenny.address))
        #expect(!members.contains(sofia.address))

        try await anna.writes(to: list, subject: "[en] Only for some", body: "Hello.")
        let second = try await anna.inbox.wait { $0.subject.contains("Only for some") }
        try await anna.answers(second, "publish")
        _ = try await jenny.inbox.wait { $0.subject == "Only for some" }
        _ = try await anna.inbox.wait { $0.subject.hasPrefix("Lähetetty: Only") }
        #expect(!matti.inbox.mails().contains { $0.subject.contains("Only") })
        #expect(!sofia.inbox.mails().contains { $0.subject.contains("Only") })
        #expect(try await daemon.terminate() == .exit(0))
    }

    private func expectUnharmed(
        _ copy: ReceivedMail, footer: String, post: Draft, list: TestList, for person: Person
    ) async throws {
        let judged = try await copy.judged()
        let pdf = try #require(judged.parts.first { $0.type == "application/pdf" })
        let original = try await Judge.judge(post.bytes).parts.first { $0.type == "application/pdf" }
        #expect(pdf.sha256 == original?.sha256)
        #expect(pdf.name == "ohjelma ä.pdf")
        let text = try #require(judged.text("text/plain"))
        #expect(text.hasPrefix("Tervetuloa!") && text.contains(footer))
        let html = try #require(judged.text("text/html"))
        #expect(html.contains("<b>kaikki</b>") && html.contains(footer))
        #expect(copy.from.contains("Anna Koordinaattori (") && copy.from.contains(list.address))
        #expect(copy.to.contains(person.address))
        #expect(copy.header("List-Unsubscribe")?.contains("mailto:") == true)
        #expect(copy.header("List-Id")?.contains(list.name) == true)
        #expect(copy.header("Precedence") == "list")
        #expect(copy.header("X-Auto-Response-Suppress") == "OOF, AutoReply")
        #expect(copy.header("List-Unsubscribe-Post") == nil)
    }

    @Test("the address in List-Unsubscribe takes its member off the list, from whatever address it is written to")
    func unsubscribe() async throws {
        let list = try await MailStack.shared().list()
        let daemon = try await list.run()
        let (matti, anna) = (list.person("matti"), list.coordinator)
        try await matti.joins(list)
        try await anna.writes(to: list, subject: "Tieto", body: "Hei.")
        try await anna.answers(try await anna.inbox.next(), "julkaise")
        let copy = try await matti.inbox.wait { $0.subject == "Tieto" }
        let link = try #require(copy.header("List-Unsubscribe"))
        let subject = try #require(link.firstMatch(of: /subject=([^>]*)>/)?.1.removingPercentEncoding)
        try await list.person("matin.toinen").writes(to: list, subject: subject)
        _ = try await matti.inbox.wait { !$0.subject.contains("Tieto") }
        #expect(!(try await list.command("members", "export").output.contains(matti.address)))
        #expect(try await daemon.terminate() == .exit(0))
    }

    @Test("grouped copies reach everybody in one message, and name nobody")
    func grouped() async throws {
        let list = try await MailStack.shared().list { $0["relay", "copies"] = "grouped" }
        let daemon = try await list.run()
        let people = (1...5).map { list.person("jasen\($0)") }
        let added = try await Kutsu.command(
            ["members", "add", "--no-welcome", "-c", list.configPath] + people.map(\.address))
        #expect(added.status == 0)
        try await list.coordinator.writes(to: list, subject: "Tieto", body: "Hei.")
        try await list.coordinator.answers(try await list.coordinator.inbox.next(), "julkaise")
        var transactions: Set<String> = []
        for person in people {
            let copy = try await person.inbox.next()
            #expect(copy.subject == "Tieto" && copy.to.contains(list.address))
            #expect(people.allSatisfy { !copy.raw.contains("To: \($0.address)") })
            transactions.insert(copy.transaction ?? "")
        }
        #expect(transactions.count == 1, "one message for all")
        let copy = try #require(people[0].inbox.mails().first)
        try await people[0].answers(copy, "eroa")
        #expect(try await people[0].inbox.wait { $0.id != copy.id }.subject.contains("[kutsu:"))
        #expect(try await daemon.terminate() == .exit(0))
    }

    @Test("a stranger's mail reaches the coordinators, who answer the stranger and not the list")
    func forward() async throws {
        let list = try await MailStack.shared().list()
        let daemon = try await list.run()
        let stranger = list.person("kysyja", at: "hel.test")
        try await stranger.writes(to: list, subject: "Saako lapset mukaan?", body: "Hei, saako lapset ottaa mukaan?")
        let forwarded = try await list.coordinator.inbox.wait { $0.subject == "Saako lapset mukaan?" }
        #expect(forwarded.replyAddress == stranger.address)
        #expect(try await forwarded.text().contains("saako lapset"))
        let help = try await stranger.inbox.next()
        #expect(try await help.text().contains("liity"))
        #expect(try await daemon.terminate() == .exit(0))
    }
}
