import Base
import Testing

@testable import Mail

@Suite("Answers to invitations")
struct CalendarReplyTests {
    private func reply(_ name: String) throws -> CalendarReply {
        let message = try CalendarFile.message(name)
        let object = try #require(message.calendar).get()
        return try CalendarReply(object, from: message.from.mailboxes.first?.address)
    }

    @Test(
        "are read from every calendar",
        arguments: [
            (
                "outlook-reply.eml", "matti.meikalainen@firma.example", Participation.accepted, 1, 1_709_792_100,
                "Tulen vähän myöhässä."
            ),
            ("google-reply.eml", "liisa.virtanen@gmail.example", .declined, 0, 1_709_794_800, "Olen matkoilla"),
            ("apple-reply.eml", "ville@icloud.example", .tentative, 1, 1_709_798_400, "Ehkä, jos pääsen töistä"),
            ("everybody-reply.eml", "kaisa@pieni.example", .accepted, 1, 1_709_802_000, ""),
            ("header-method-reply.eml", nil, .accepted, 0, nil, "Nähdään"),
        ] as [(String, String?, Participation, Int, Int64?, String)])
    func calendars(
        file: String, attendee: String?, participation: Participation, sequence: Int, stamp: Int64?, comment: String
    ) throws {
        let reply = try reply(file)
        #expect(reply.uid == "kevatkokous-2024@kerho.example")
        #expect(reply.attendee?.text == attendee)
        #expect(reply.participation == participation)
        #expect(reply.sequence == sequence)
        #expect(reply.stamp == stamp.map(at))
        #expect(reply.comment == comment)
        #expect(!reply.isCounter && !reply.isForOccurrence)
    }

    @Test("that name nobody are none")
    func nobody() throws {
        #expect(throws: CalendarError.noAttendee) { try reply("nobody-reply.eml") }
    }

    @Test("of several, from somebody else, are those of the only one who answered")
    func several() throws {
        let users = ["ATTENDEE;PARTSTAT=DECLINED:mailto:a@k.example", "ATTENDEE:mailto:b@k.example"]
        let one = try CalendarFile.object(text: CalendarFile.event(users[0], users[1], method: "REPLY"))
        let assistant = Address("assistant@k.example")
        #expect(try CalendarReply(one, from: assistant).attendee == Address("a@k.example"))
        #expect(try CalendarReply(one, from: nil).participation == .declined)
        #expect(try CalendarReply(one, from: Address("b@k.example")).participation == .needsAction)
        let two = try CalendarFile.object(text: CalendarFile.event(users[0], users[0], method: "REPLY"))
        #expect(throws: CalendarError.noAttendee) { try CalendarReply(two, from: assistant) }
    }

    @Test("may ask for another time, or be for one occurrence")
    func counter() throws {
        let lines = ["ATTENDEE;PARTSTAT=tentative:mailto:a@k.example", "RECURRENCE-ID:20240410T143000Z"]
        let object = try CalendarFile.object(text: CalendarFile.event(lines[0], lines[1], method: "counter"))
        let reply = try CalendarReply(object, from: nil)
        #expect(reply.isCounter && reply.isForOccurrence && reply.participation == .tentative)
    }

    @Test("are neither invitations nor nothing", arguments: ["REQUEST", "CANCEL", "PUBLISH", "x"])
    func others(method: String) throws {
        let object = try CalendarFile.object(
            text: CalendarFile.event("ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@k.example", method: method))
        #expect(throws: CalendarError.notAReply) { try CalendarReply(object, from: nil) }
    }

    @Test(
        "say what they say in known words",
        arguments: [
            ("accepted", Participation.accepted), ("DELEGATED", .delegated), ("X-MAYBE", .needsAction),
            ("", .needsAction),
        ])
    func words(word: String, participation: Participation) {
        #expect(Participation(word) == participation)
    }
}
