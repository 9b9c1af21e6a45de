import Foundation
import Testing

/// Programs of other hands read what members got.
@Suite(.mailStack, .calendarReaders, .serialized) struct CalendarReadersTests {
    @Test("invitations, updates and cancellations are read without complaint by Python's icalendar and by libical")
    func read() async throws {
        let (list, people) = try await EventStoryTests.gathering()
        let daemon = try await list.run()
        var meeting = Meeting()
        meeting.name = "Oikeus; \"yhdenvertaisuus\", ja \\ kenoviiva 🏳️‍🌈 – " + String(repeating: "pitkä nimi ", count: 12)
        meeting.place = "Oodi, 3. krs: sali \"Maija\"; Töölönlahdenkatu 4"
        meeting.words =
            "Ensimmäinen rivi, jossa on pilkku;\n\ntoinen kappale: ÅÄÖ åäö \\ ei rivinvaihto: C:\\kansio\n"
            + String(repeating: "日本語 ", count: 60)
        try await EventStoryTests.publish(meeting, on: list)
        try await expectRead(people, meeting, "REQUEST", on: list)

        (meeting.sequence, meeting.start, meeting.end) = (1, "2026-12-13T12:00:00Z", "2026-12-13T12:00:00Z")
        try await EventStoryTests.publish(meeting, on: list, update: true)
        try await expectRead(people, meeting, "REQUEST", on: list)

        meeting.sequence = 2
        let anna = list.coordinator
        try await anna.sends(try CalendarProgram.outlook.cancellation(of: meeting, from: anna, to: list))
        try await anna.answers(try await anna.inbox.wait { $0.subject.contains("[kutsu:") }, "julkaise")
        try await expectRead(people, meeting, "CANCEL", on: list)

        try await anna.writes(
            to: list, subject: "Koko viikonloppu", body: "Aika: 12.–13.12.2026\nPaikka: Oodi\n\nTervetuloa!")
        try await anna.answers(try await anna.inbox.wait { $0.subject.contains("Koko viikonloppu") }, "julkaise")
        for person in people {
            let arrived = try await ArrivedInvitation(try await person.inbox.next())
            let read = try await CalendarReaders.read(arrived.bytes)
            #expect(read.complaints == [] && read.start == "2026-12-12" && read.summary == "Koko viikonloppu")
        }
        #expect(try await daemon.terminate() == .exit(0))
    }

    private func expectRead(_ people: [Person], _ meeting: Meeting, _ method: String, on list: TestList) async throws {
        for person in people {
            let arrived = try await ArrivedInvitation(try await person.inbox.next())
            let read = try await CalendarReaders.read(arrived.bytes)
            #expect(read.complaints == [])
            #expect(read.method == method && read.uid == meeting.uid && read.sequence == meeting.sequence)
            #expect(read.summary == meeting.name.trimmingCharacters(in: .whitespaces))
            #expect(read.location == meeting.place)
            #expect(read.start == meeting.start.replacing("Z", with: "+00:00"))
            if method == "REQUEST" {
                #expect(read.description == meeting.words.trimmingCharacters(in: .whitespacesAndNewlines))
            }
            #expect(read.organizer.lowercased() == "mailto:\(list.address)")
            #expect(read.attendees == ["mailto:\(person.address)"])
        }
    }

    @Test("the readers do complain where something is wrong")
    func complaints() async throws {
        let good = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", "METHOD:REQUEST", "BEGIN:VEVENT", "UID:1", "SEQUENCE:0",
            "DTSTAMP:20261120T100000Z", "DTSTART:20261212T120000Z", "SUMMARY:x", "ORGANIZER:mailto:list@hel.test",
            "ATTENDEE:mailto:a@hel.test", "END:VEVENT", "END:VCALENDAR", "",
        ]
        func complaints(_ lines: [String]) async throws -> [String] {
            try await CalendarReaders.read(Array(lines.joined(separator: "\r\n").utf8)).complaints
        }
        #expect(try await complaints(good) == [])
        for property in ["UID", "DTSTAMP", "ORGANIZER", "ATTENDEE", "SUMMARY"] {
            #expect(try await complaints(good.filter { !$0.hasPrefix(property) }) != [], "\(property)")
        }
        let broken = good.map { $0.hasPrefix("DTSTAMP") ? "DTSTAMP:20261399T999999Z" : $0 }
        #expect(try await complaints(broken) != [])
    }
}
