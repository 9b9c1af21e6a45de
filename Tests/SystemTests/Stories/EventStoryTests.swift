import Foundation
import Testing

/// From a coordinator's calendar to the members' calendars and back, on a clock that the test sets.
@Suite(.mailStack, .serialized) struct EventStoryTests {
    /// How a coordinator says that there is an event.
    enum Source: Sendable, CaseIterable, CustomTestStringConvertible {
        case outlook, google, apple, attached, finnish, swedish, english, iso

        var testDescription: String { "\(self)" }
        /// In the first lines of a mail, without a calendar.
        var isWritten: Bool { [.finnish, .swedish, .english, .iso].contains(self) }

        /// The coordinator's own words for the time, where a member reads them in their language: then it is said but once.
        func own(_ member: Int) -> String? {
            switch (self, member) {
            case (.finnish, 0): "la 12.12.2026 klo 14–16"
            case (.swedish, 1): "lördag 12 december 2026 kl. 14–16"
            case (.english, 2): "2 pm – 4 pm"
            case (.iso, 0): "2026-12-12 14:00–16:00"
            default: nil
            }
        }
    }

    @Test(
        "every member gets an invitation of their own, however the coordinator wrote the event",
        arguments: Source.allCases)
    func invitation(source: Source) async throws {
        let (list, people) = try await Self.gathering()
        let daemon = try await list.run()
        let anna = list.coordinator
        var meeting = Meeting()
        meeting.colleagues = ["kollega@hel.test"]
        let draft = try await anna.sends(try Self.draft(source, of: meeting, from: anna, to: list))

        let preview = try await anna.inbox.next()
        #expect(preview.subject.hasPrefix("Julkaistaanko? Ihmisoikeusiltapäivä"))
        let asked = try await preview.text()
        #expect(asked.contains("lauantaina 12.12.2026 klo 14–16") && asked.contains(meeting.place))
        #expect(people.allSatisfy { $0.inbox.count() == 0 }, "nothing goes out before the preview is answered")
        try await anna.answers(preview, "julkaise", quoting: .outlook)

        let hidden = people.map(\.address) + meeting.colleagues
        var uids: Set<String> = []
        for (index, person) in people.enumerated() {
            let when = source.own(index) ?? Self.times[index]
            let mail = try await person.inbox.next()
            #expect(mail.subject == "Ihmisoikeusiltapäivä")
            #expect(mail.from.contains("Anna Koordinaattori ("))
            let arrived = try await ArrivedInvitation(mail)
            let extras = source == .attached || source == .english ? ", application/pdf" : ""
            arrived.expectGood("REQUEST", for: person, on: list, hidden: hidden, extras: extras)
            #expect(arrived.value("DTSTART") == "20261212T120000Z" && arrived.value("DTEND") == "20261212T140000Z")
            #expect(arrived.value("SUMMARY") == "Ihmisoikeusiltapäivä")
            #expect(arrived.value("LOCATION") == Meeting.escaped(meeting.place))
            #expect(arrived.value("DESCRIPTION").contains("kahvia\\, pullaa"))
            for content in [arrived.judged.text(), arrived.judged.text("text/html")] {
                #expect(content?.contains(when) == true && content?.contains("kahvia, pullaa") == true)
                #expect(content?.contains("https://hel.test/periaatteet") == true)
                #expect(content?.contains("Teams") == false && content?.contains("calendar.google.com") == false)
            }
            try await expectUnharmed(arrived, draft)
            uids.insert(arrived.uid)
        }
        #expect(uids.count == 1)
        if !source.isWritten { #expect(uids == [meeting.uid]) }
        #expect(try await list.events().map(\.counts) == [[0, 0, 0, 3]])
        #expect(try await anna.inbox.next().subject == "Lähetetty: Ihmisoikeusiltapäivä")
        #expect(people.allSatisfy { $0.inbox.count() == 1 } && anna.inbox.count() == 2)
        #expect(try await daemon.terminate() == .exit(0))
    }

    private func expectUnharmed(_ arrived: ArrivedInvitation, _ draft: Draft) async throws {
        guard let pdf = draft.attachments.first(where: { $0.type == "application/pdf" }) else { return }
        let part = try #require(arrived.judged.parts.first { $0.type == "application/pdf" })
        #expect(part.calendar == nil && part.name == pdf.name && part.size == pdf.bytes.count)
        let original = try await Judge.judge(draft.bytes).parts.first { $0.type == "application/pdf" }
        #expect(part.sha256 == original?.sha256)
        #expect(arrived.judged.text("text/html")?.contains("<b>kaikille</b>") == true)
    }

    /// When it is, as members of each language read it.
    private static let times = [
        "lauantaina 12.12.2026 klo 14–16", "lördag 12.12.2026 kl. 14–16",
        "Saturday 12 December 2026, 14:00–16:00",
    ]

    private static func draft(
        _ source: Source, of meeting: Meeting, from anna: Person, to list: TestList
    ) throws -> Draft {
        func written(_ lines: String) -> Draft {
            Draft(
                from: anna.name, anna.address, to: [list.address], subject: meeting.name,
                text: "\(lines)\n\n\(meeting.words)\n")
        }
        let pdf = Draft.Attachment(
            name: "ohjelma ä.pdf", type: "application/pdf",
            bytes: (0..<40_000).map { UInt8(truncatingIfNeeded: $0 &* 37) })
        let paragraph = "<p>Tarjolla on kahvia, pullaa ja aikaa <b>kaikille</b>.</p>"
        switch source {
        case .outlook: return try CalendarProgram.outlook.invitation(to: meeting, from: anna, to: list)
        case .google: return try CalendarProgram.google.invitation(to: meeting, from: anna, to: list)
        case .apple: return try CalendarProgram.apple.invitation(to: meeting, from: anna, to: list)
        case .attached:
            var draft = written("Hei kaikki,")
            draft.html = "<html><body>\(paragraph)</body></html>"
            let file = try CalendarProgram.apple.object("PUBLISH", meeting, ["ORGANIZER:mailto:\(anna.address)"])
            draft.attachments = [.init(name: "tapahtuma.ics", type: "application/octet-stream", bytes: file), pdf]
            return draft
        case .finnish: return written("Hei!\n\nAika: la 12.12.2026 klo 14–16\nPaikka: \(meeting.place)")
        case .swedish: return written("Tid: lördag 12 december 2026 kl. 14–16\nPlats: \(meeting.place)")
        case .english:
            var draft = written("When: Saturday 12 December 2026, 2 pm – 4 pm\nWhere: \(meeting.place)")
            let lines = "<p>When: Saturday 12 December 2026, 2 pm – 4 pm<br>Where: \(meeting.place)</p>"
            draft.html = "<html><body>\(lines)\(paragraph)</body></html>"
            draft.attachments = [pdf]
            return draft
        case .iso: return written("Paikka: \(meeting.place)\nAika: 2026-12-12 14:00–16:00")
        }
    }

    /// A list with a member of each language, three weeks before the event unless told otherwise.
    static func gathering(
        clock: String = "2026-11-21T08:00:00Z", _ edit: (inout ConfigText) -> Void = { _ in }
    ) async throws -> (TestList, [Person]) {
        let list = try await MailStack.shared().list(clock: clock) {
            $0["list", "letters_per_day"] = 100
            $0["list", "principles"] = [
                "fi": "https://hel.test/periaatteet", "sv": "https://hel.test/periaatteet",
                "en": "https://hel.test/periaatteet",
            ]
            $0["events", "remind"] = ["7 days", "1 day"]
            edit(&$0)
        }
        let people = [list.person("matti"), list.person("sofia"), list.person("jenny")]
        for (person, language) in zip(people, ["fi", "sv", "en"]) { try await list.admit(person, language: language) }
        return (list, people)
    }

    @Test("answers are counted as every calendar writes them, the latest wins, and nobody ever gets a mail for one")
    func answers() async throws {
        let (list, people) = try await Self.gathering()
        let (matti, sofia, jenny) = (people[0], people[1], people[2])
        let others = ["liisa", "ville", "kaisa"].map { list.person($0) }
        for person in others { try await list.admit(person) }
        let (liisa, ville, kaisa) = (others[0], others[1], others[2])
        let daemon = try await list.run()
        let anna = list.coordinator
        let event = try await Self.publish(Meeting(), on: list)
        // No answer counts as given later than now.
        try list.clock("2026-11-25T09:00:00Z")
        var invited: [String: ArrivedInvitation] = [:]
        for person in people + others {
            invited[person.address] = try await ArrivedInvitation(try await person.inbox.next())
        }

        func expect(
            _ person: Person, _ word: String, _ writer: CalendarAnswer.Writer, at stamp: String, comment: String = "",
            counts: [Int], _ place: SourceLocation = #_sourceLocation
        ) async throws {
            let invitation = try #require(invited[person.address])
            let draft = try await person.responds(
                word, to: invitation, with: writer, at: stamp, comment: comment, on: list)
            try await list.handles(draft)
            #expect(try await list.event(event.id).counts == counts, sourceLocation: place)
        }
        try await expect(matti, "ACCEPTED", .outlook, at: "2026-11-22T08:00:00Z", counts: [1, 0, 0, 5])
        try await expect(sofia, "DECLINED", .google, at: "2026-11-22T08:00:00Z", counts: [1, 0, 1, 4])
        try await expect(jenny, "TENTATIVE", .apple, at: "2026-11-22T08:00:00Z", counts: [1, 1, 1, 3])
        try await expect(liisa, "ACCEPTED", .bare, at: "2026-11-22T08:00:00Z", counts: [2, 1, 1, 2])
        try await expect(ville, "DECLINED", .nameless, at: "2026-11-22T08:00:00Z", counts: [2, 1, 2, 1])
        // Changed their minds; what was said earlier arrives late.
        try await expect(matti, "DECLINED", .apple, at: "2026-11-23T08:00:00Z", counts: [1, 1, 3, 1])
        try await expect(matti, "ACCEPTED", .google, at: "2026-11-22T12:00:00Z", counts: [1, 1, 3, 1])
        try await expect(jenny, "ACCEPTED", .outlook, at: "2026-11-24T08:00:00Z", counts: [2, 0, 3, 1])
        try await expect(liisa, "TENTATIVE", .bare, at: "2026-11-24T08:00:00Z", counts: [1, 1, 3, 1])

        let answers = Set(try await list.event(event.id).answers ?? [])
        let expected = [
            (matti, "declined"), (sofia, "declined"), (jenny, "accepted"), (liisa, "tentative"), (ville, "declined"),
        ]
        #expect(answers == Set(expected.map { .init(addr: $0.0.address, answer: $0.1) }))

        // Who was not invited is nobody; people read it.
        let eve = list.person("eve", at: "evil.test")
        let forged = try #require(invited[kaisa.address])
        try await list.handles(try await eve.responds("ACCEPTED", to: forged, at: "2026-11-24T08:00:00Z", on: list))
        #expect(try await list.event(event.id).counts == [1, 1, 3, 1])
        try await list.handles(
            try await eve.responds("ACCEPTED", to: forged, with: .empty, at: "2026-11-24T08:00:00Z", on: list))
        for _ in 0..<2 { _ = try await anna.inbox.wait { $0.replyAddress == eve.address } }

        // Words are for people, whatever program carries them.
        try await expect(
            kaisa, "ACCEPTED", .outlook, at: "2026-11-24T08:00:00Z", comment: "Tulen vähän myöhässä.",
            counts: [2, 1, 3, 0])
        let words = try await anna.inbox.wait { $0.replyAddress == kaisa.address }
        #expect(String(decoding: try await ArrivedInvitation(words).bytes, as: UTF8.self).contains("vähän myöhässä"))
        try await expect(
            sofia, "ACCEPTED", .google, at: "2026-11-25T08:00:00Z", comment: "Jag kommer ändå", counts: [3, 1, 2, 0])
        _ = try await anna.inbox.wait { $0.replyAddress == sofia.address }

        for (word, language, text) in [
            ("tilanne", "Tilanne:", "tulossa 3, ehkä 1, ei pääse 2"),
            ("läge", "Läget:", "kommer 3, kanske 1, kan inte komma 2"),
            ("status", "Status:", "coming 3, maybe 1, not coming 2"),
        ] {
            try await anna.writes(to: list, subject: word)
            let situation = try await anna.inbox.wait { $0.subject.hasPrefix(language) }
            let told = try await situation.text().replacing("\u{A0}", with: " ")
            #expect(told.contains("Ihmisoikeusiltapäivä") && told.contains(text))
        }
        #expect((people + others).allSatisfy { $0.inbox.count() == 1 } && eve.inbox.count() == 0)
        #expect(anna.inbox.count() == 9, "preview, report, two answers of a stranger, two with words, three situations")
        #expect(try await daemon.terminate() == .exit(0))
    }

    /// The coordinator invites from Outlook and publishes; the event as it then is.
    @discardableResult
    static func publish(_ meeting: Meeting, on list: TestList, update: Bool = false) async throws -> EventFacts {
        let anna = list.coordinator
        try await anna.sends(try CalendarProgram.outlook.invitation(to: meeting, from: anna, to: list))
        let preview = try await anna.inbox.wait { $0.subject.contains("[kutsu:") }
        #expect(preview.subject.hasPrefix(update ? "Lähetetäänkö muutos?" : "Julkaistaanko?"))
        try await anna.answers(preview, "julkaise")
        _ = try await anna.inbox.wait { $0.subject.hasPrefix("Lähetetty:") }
        return try #require(try await list.events().first { $0.uid == meeting.uid })
    }
}
