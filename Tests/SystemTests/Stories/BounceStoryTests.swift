import Foundation
import Testing

/// Mail that comes back, with Postfix's own delivery reports, on a clock that the test sets.
@Suite(.mailStack, .serialized) struct BounceStoryTests {
    @Test("who is not there any more is told of, suspended, asked twice and removed, and nobody else")
    func removal() async throws {
        let list = try await MailStack.shared().list(clock: "2026-11-23T08:00:00Z")
        let daemon = try await list.run()
        let (matti, gone, refused) = (list.person("matti"), list.person("bounce"), list.person("reject"))
        for person in [matti, gone, refused] { try await list.admit(person, language: "fi") }

        for number in 1...3 {
            try await list.lives(through: "2026-11-2\(2 + number)T08:00:00Z")
            try await announce("Tiedote \(number)", on: list)
            for person in [gone, refused] { try await expect("returned \(number) post", of: person, on: list) }
        }
        let reports = ["Palautunut useasti", "Viestit keskeytetty"]
        for words in reports {
            let report = try await list.coordinator.inbox.wait { $0.subject.hasPrefix("Palautuneita viestejä") }
            let text = try await report.text()
            #expect(text.contains(words) && text.contains(gone.address) && text.contains(refused.address))
            #expect(!text.contains(matti.address))
            // One such letter a day: the next comes with the next day.
            try await list.lives(through: words == reports[0] ? "2026-11-26T09:00:00Z" : "2026-11-26T10:00:00Z")
        }

        try await announce("Tiedote 4", on: list)
        let report = try await list.coordinator.inbox.wait { $0.subject == "Lähetetty: Tiedote 4" }
        #expect(
            try await report.text().contains("Saajia, joille viesti lähti: 1\u{A0}jäsen"),
            "nothing goes to who is suspended")

        try await list.lives(through: "2026-12-04T08:00:00Z")
        // Three announcements, and the letter that asks whether mail arrives.
        try await awaiting("four delivery reports to be read") {
            let reports = list.inbox.mails().filter { $0.subject.hasPrefix("Undelivered") }
            return reports.count { $0.folder != "INBOX" || $0.isSeen } == 4 ? () : nil
        }
        try await list.lives(through: "2026-12-12T08:00:00Z")
        try await awaiting("both to be removed") {
            let members = try await list.command("members", "export").output
            return members.contains(gone.address) || members.contains(refused.address) ? nil : ()
        }
        let members = try await list.command("members", "export").output
        #expect(members.contains(matti.address))
        #expect(matti.inbox.count() == 4, "four announcements, and no word about others")
        try await list.rests()
        #expect(try await list.command("fsck").status == 0)
        #expect(try await daemon.terminate() == .exit(0))
    }

    @Test("a report about another's copy, or about none of ours, changes nothing; a complaint is a leave")
    func forgery() async throws {
        let list = try await MailStack.shared().list(clock: "2026-11-23T08:00:00Z")
        let daemon = try await list.run()
        let (matti, sofia) = (list.person("matti"), list.person("sofia"))
        for person in [matti, sofia] { try await list.admit(person, language: "fi") }
        try await announce("Tiedote", on: list)
        let copy = try await sofia.inbox.wait { $0.subject == "Tiedote" }
        // Sofia knows her own copy's Message-ID, and would like to be rid of Matti.
        for id in [copy.messageID, "<x@evil.test>"] {
            try await sofia.sends(report(on: matti.address, to: list, returning: id), to: list)
        }
        try await sofia.sends(complaint(about: copy, to: list), to: list)
        try await awaiting("Sofia to be off the list") {
            try await list.command("members", "export").output.contains(sofia.address) ? nil : ()
        }
        let shown = try await list.command("members", "show", matti.address).output
        #expect(shown.contains(matti.address) && !shown.contains("returned"))
        let goodbye = try await sofia.inbox.wait { $0.subject != "Tiedote" }
        #expect(goodbye.header("In-Reply-To") == nil, "it tells who complained, and answers no report")
        #expect(try await daemon.terminate() == .exit(0))
    }

    private func announce(_ subject: String, on list: TestList) async throws {
        let anna = list.coordinator
        try await anna.writes(to: list, subject: subject, body: "Hei kaikki!")
        let preview = try await anna.inbox.wait { $0.subject.hasPrefix("Julkaistaanko? \(subject)") }
        try await anna.answers(preview, "julkaise")
        try await list.rests()
    }

    private func expect(_ words: String, of person: Person, on list: TestList) async throws {
        try await awaiting("\(words) of \(person.name)") {
            let shown = try await list.command("members", "show", person.address).output
            let squeezed = shown.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            return squeezed.contains(words) ? () : nil
        }
    }

    private func report(on address: String, to list: TestList, returning id: String) -> [UInt8] {
        multipart(
            "delivery-status",
            """
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.hel.test

            Final-Recipient: rfc822; \(address)
            Action: failed
            Status: 5.1.1
            Diagnostic-Code: smtp; 550 5.1.1 <\(address)>: User unknown
            """, "To: \(address)\nMessage-ID: \(id)", to: list)
    }

    private func complaint(about copy: ReceivedMail, to list: TestList) -> [UInt8] {
        multipart(
            "feedback-report",
            """
            Content-Type: message/feedback-report

            Feedback-Type: abuse
            User-Agent: SomeProvider/1.0
            Version: 1
            """,
            "To: undisclosed\nMessage-ID: \(copy.messageID)\n"
                + "List-Unsubscribe: \(copy.header("List-Unsubscribe") ?? "")", to: list)
    }

    private func multipart(_ type: String, _ part: String, _ returned: String, to list: TestList) -> [UInt8] {
        let text = """
            From: Mail Delivery System <MAILER-DAEMON@mx.hel.test>
            To: \(list.address)
            Subject: Undelivered Mail Returned to Sender
            Message-ID: <\(UUID().uuidString)@mx.hel.test>
            Date: Mon, 23 Nov 2026 08:00:00 +0000
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=\(type); boundary=b

            --b
            Content-Type: text/plain

            This mail was not delivered.
            --b
            \(part)

            --b
            Content-Type: text/rfc822-headers

            From: \(list.address)
            \(returned)

            --b--

            """
        return Array(text.replacing("\n", with: "\r\n").utf8)
    }
}
