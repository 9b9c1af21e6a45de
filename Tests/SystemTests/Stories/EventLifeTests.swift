import Foundation
import Testing

/// What becomes of an event after its invitation: a new time, reminders, its end.
@Suite(.mailStack, .serialized) struct EventLifeTests {
    @Test("an update and a cancellation follow to the people who were invited, and answers to what was before are late")
    func updateAndCancellation() async throws {
        let (list, people) = try await EventStoryTests.gathering()
        let (matti, sofia, jenny, late) = (people[0], people[1], people[2], list.person("pekka"))
        let daemon = try await list.run()
        let anna = list.coordinator
        var meeting = Meeting()
        let event = try await EventStoryTests.publish(meeting, on: list)
        var first: [String: ArrivedInvitation] = [:]
        for person in people { first[person.address] = try await ArrivedInvitation(try await person.inbox.next()) }
        let (firstOfMatti, firstOfSofia) = (try #require(first[matti.address]), try #require(first[sofia.address]))
        for (person, word) in [(matti, "ACCEPTED"), (sofia, "ACCEPTED"), (jenny, "DECLINED")] {
            let invitation = try #require(first[person.address])
            try await list.handles(
                try await person.responds(word, to: invitation, at: "2026-11-22T08:00:00Z", on: list))
        }
        #expect(try await list.event(event.id).counts == [2, 0, 1, 0])

        try list.clock("2026-11-23T08:00:00Z")
        try await list.admit(late)
        try await sofia.answers(firstOfSofia.mail, "lämna")
        _ = try await sofia.inbox.next()

        (meeting.start, meeting.end) = ("2026-12-15T15:00:00Z", "2026-12-15T17:00:00Z")
        (meeting.sequence, meeting.stamp) = (1, "2026-11-23T08:00:00Z")
        let moved = try await EventStoryTests.publish(meeting, on: list, update: true)
        #expect(moved.id == event.id && moved.start == "2026-12-15T15:00:00Z" && moved.sequence == 1)
        let hidden = [matti, sofia, jenny, late].map(\.address)
        for (person, subject) in [
            (matti, "Päivitetty: Ihmisoikeusiltapäivä"), (jenny, "Updated: Ihmisoikeusiltapäivä"),
        ] {
            let arrived = try await ArrivedInvitation(try await person.inbox.next())
            arrived.expectGood("REQUEST", for: person, on: list, hidden: hidden)
            #expect(arrived.mail.subject == subject)
            #expect(arrived.uid == meeting.uid && arrived.sequence == 1)
            #expect(arrived.value("DTSTART") == "20261215T150000Z")
            first[person.address] = arrived
        }
        // Said of the first time, and underway for a day.
        try await list.handles(
            try await matti.responds("DECLINED", to: firstOfMatti, at: "2026-11-24T08:00:00Z", on: list))
        let before = try await list.event(event.id)
        #expect(before.answers?.contains { $0.addr == matti.address } == false, "a new time asks everybody anew")
        let second = try #require(first[matti.address])
        try await list.handles(try await matti.responds("TENTATIVE", to: second, at: "2026-11-24T08:00:00Z", on: list))
        #expect(try await list.event(event.id).tentative == 1)

        (meeting.sequence, meeting.stamp) = (2, "2026-11-25T08:00:00Z")
        try await anna.sends(try CalendarProgram.outlook.cancellation(of: meeting, from: anna, to: list))
        let preview = try await anna.inbox.wait { $0.subject.hasPrefix("Lähetetäänkö tapahtuman peruutus?") }
        #expect(
            try await list.event(event.id).status == "coming", "nothing is called off before the preview is answered")
        try await anna.answers(preview, "julkaise")
        for (person, subject) in [(matti, "Peruttu: Ihmisoikeusiltapäivä"), (jenny, "Cancelled: Ihmisoikeusiltapäivä")]
        {
            let arrived = try await ArrivedInvitation(try await person.inbox.next())
            arrived.expectGood("CANCEL", for: person, on: list, hidden: hidden)
            #expect(arrived.mail.subject == subject)
            #expect(arrived.uid == meeting.uid && arrived.sequence == 2)
        }
        #expect(try await list.event(event.id).status == "cancelled")
        _ = try await anna.inbox.wait { $0.subject.hasPrefix("Lähetetty:") }

        for instant in ["2026-12-08T15:00:00Z", "2026-12-14T15:00:00Z"] { try await list.lives(through: instant) }
        try await list.handles(try await matti.writes(to: list, subject: "omat tiedot"))
        _ = try await matti.inbox.next()
        #expect(matti.inbox.count() == 4, "invitation, update, cancellation, and the answer about data: no reminder")
        #expect(jenny.inbox.count() == 3)
        #expect(sofia.inbox.count() == 2, "the invitation, and the goodbye")
        #expect(late.inbox.count() == 0, "joined after the invitation")
        #expect(try await list.command("fsck").status == 0)
        #expect(try await daemon.terminate() == .exit(0))
    }

    @Test("reminders come a week and a day before, once, at the event's hour, and not to those who declined")
    func reminders() async throws {
        let (list, people) = try await EventStoryTests.gathering(clock: "2026-10-01T08:00:00Z")
        let (matti, sofia, jenny) = (people[0], people[1], people[2])
        let daemon = try await list.run()
        // 14:00 in Helsinki, three days after the clocks went back.
        var meeting = Meeting()
        (meeting.start, meeting.end, meeting.stamp) = (
            "2026-10-28T12:00:00Z", "2026-10-28T14:00:00Z", "2026-10-01T08:00:00Z"
        )
        let event = try await EventStoryTests.publish(meeting, on: list)
        let invitation = try await ArrivedInvitation(try await sofia.inbox.next())
        try await list.handles(
            try await sofia.responds("DECLINED", to: invitation, at: "2026-10-02T08:00:00Z", on: list))
        try await list.rests()

        try await list.lives(through: "2026-10-21T10:59:50Z")
        try list.clock("2026-10-21T11:00:00Z")
        let reminder = try await matti.inbox.wait { $0.subject == "Muistutus: Ihmisoikeusiltapäivä" }
        #expect(try reminder.date() == Date("2026-10-21T11:00:00Z", strategy: .iso8601))
        let text = try await reminder.text()
        #expect(text.contains("keskiviikkona 28.10.2026 klo 14–16") && text.contains(meeting.place))
        #expect(
            try await jenny.inbox.wait { $0.subject == "Reminder: Ihmisoikeusiltapäivä" }.judged().structure
                == "alternative(text/plain, text/html)")
        try await list.rests()
        try await daemon.restart()
        try await list.lives(through: "2026-10-21T11:00:20Z")
        try await daemon.kill9()
        try await daemon.start()
        try await list.lives(through: "2026-10-27T11:59:50Z")

        try await daemon.kill9()
        try list.clock("2026-10-27T12:00:00Z")
        try await daemon.start()
        let last = try await matti.inbox.wait { $0.subject.hasPrefix("Muistutus:") }
        #expect(try last.date() == Date("2026-10-27T12:00:00Z", strategy: .iso8601))
        _ = try await jenny.inbox.wait { $0.subject.hasPrefix("Reminder:") }
        try await list.rests()
        try await list.lives(through: "2026-10-28T12:00:00Z")
        try await list.lives(through: "2026-10-29T12:00:00Z")
        #expect(try await list.event(event.id).status == "over")
        try await list.handles(try await sofia.writes(to: list, subject: "mina uppgifter"))
        _ = try await sofia.inbox.next()
        #expect(sofia.inbox.count() == 2, "the invitation and the answer about data: no reminder")
        #expect(matti.inbox.count() == 3 && jenny.inbox.count() == 3, "the invitation and two reminders")
        #expect(try await list.command("fsck").status == 0)
        #expect(try await daemon.terminate() == .exit(0))
    }

    @Test("an invitation is personal even where copies are grouped, and one for a language goes to its members only")
    func groupedAndLimited() async throws {
        let (list, people) = try await EventStoryTests.gathering { $0["relay", "copies"] = "grouped" }
        let (matti, sofia, pekka) = (people[0], people[1], list.person("pekka"))
        try await list.admit(pekka)
        let daemon = try await list.run()
        let anna = list.coordinator
        let event = try await EventStoryTests.publish(Meeting(), on: list)
        for person in people + [pekka] {
            let arrived = try await ArrivedInvitation(try await person.inbox.next())
            arrived.expectGood("REQUEST", for: person, on: list, hidden: [matti, sofia, pekka].map(\.address))
        }
        try await anna.writes(to: list, subject: "[sv] Lördagskaffe", body: "Tid: 5.12.2026 kl. 10\n\nVälkomna!")
        let preview = try await anna.inbox.wait { $0.subject.contains("Lördagskaffe") }
        #expect(try await preview.text().contains("ruotsi"))
        try await anna.answers(preview, "julkaise")
        let invitation = try await ArrivedInvitation(try await sofia.inbox.next())
        #expect(invitation.value("SUMMARY") == "Lördagskaffe" && invitation.value("DTSTART") == "20261205T080000Z")
        _ = try await anna.inbox.wait { $0.subject == "Lähetetty: Lördagskaffe" }
        try await list.handles(
            try await sofia.responds("DECLINED", to: invitation, at: "2026-11-22T08:00:00Z", on: list))
        let coffee = try #require(try await list.events().first { $0.id != event.id })
        #expect(coffee.counts == [0, 0, 1, 0])
        try await list.lives(through: "2026-12-04T08:00:00Z")
        // A reminder names nobody: it may be shared.
        try list.clock("2026-12-05T12:00:00Z")
        var transactions: Set<String> = []
        for person in [matti, pekka] {
            let reminder = try await person.inbox.wait { $0.subject == "Muistutus: Ihmisoikeusiltapäivä" }
            #expect(reminder.to.contains(list.address) && !reminder.raw.contains("To: \(person.address)"))
            transactions.insert(reminder.transaction ?? "")
        }
        #expect(transactions.count == 1, "one message for both")
        _ = try await sofia.inbox.wait { $0.subject == "Påminnelse: Ihmisoikeusiltapäivä" }
        #expect(matti.inbox.count() == 2 && pekka.inbox.count() == 2)
        #expect(sofia.inbox.count() == 3, "two invitations; the one reminder is of what was not declined")
        try await list.rests()
        #expect(try await list.command("fsck").status == 0)
        #expect(try await daemon.terminate() == .exit(0))
    }
}
