import Foundation
import Testing

/// Calendars that no invitation can be made of, and mails that pretend: a letter that says what to do, and nothing for
/// the members.
@Suite(.mailStack, .serialized) struct BadCalendarTests {
    /// What a coordinator sends, and what the letter must say in the coordinator's language.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let draft: @Sendable (Person, TestList) throws -> Draft
        /// In Finnish, Swedish and English.
        let answer: [String]
    }

    @Test("what is wrong with an event is told to its coordinator, and nothing is held", arguments: ["fi", "sv", "en"])
    func refused(language: String) async throws {
        let (list, people) = try await EventStoryTests.gathering()
        let daemon = try await list.run()
        let anna = list.coordinator
        try await list.admit(anna, language: language)
        let column = try #require(["fi", "sv", "en"].firstIndex(of: language))
        let cases = Self.calendars + Self.times
        var drafts: [Draft] = []
        for bad in cases { drafts.append(try await anna.sends(try bad.draft(anna, list))) }
        for (bad, draft) in zip(cases, drafts) {
            let letter = try await anna.inbox.wait { $0.references.contains(draft.messageID) }
            #expect(letter.header("Auto-Submitted") != nil)
            let text = try await letter.text()
            #expect(text.contains(bad.answer[column]), "\(bad.testDescription): \(text)")
        }
        #expect(anna.inbox.count() == cases.count)
        #expect(try await list.posts().isEmpty)
        #expect(try await list.events().isEmpty)
        try await people[0].writes(to: list, subject: "omat tiedot")
        _ = try await people[0].inbox.next()
        #expect(people[0].inbox.count() == 1)
        #expect(people[1].inbox.count() == 0 && people[2].inbox.count() == 0)
        #expect(daemon.isRunning)
        #expect(try await daemon.terminate() == .exit(0))
    }

    private static func calendar(_ name: String, _ answer: [String], _ change: @escaping @Sendable (String) -> String)
        -> Case
    {
        Case(
            testDescription: name,
            draft: { anna, list in
                var draft = try CalendarProgram.outlook.invitation(to: Meeting(), from: anna, to: list)
                let object = String(decoding: draft.calendar?.bytes ?? [], as: UTF8.self)
                draft.calendar?.bytes = Array(change(object).utf8)
                return draft
            }, answer: answer)
    }

    /// In place of the whole property.
    private static func replacing(_ property: String, with line: String) -> @Sendable (String) -> String {
        { object in
            object.components(separatedBy: "\r\n")
                .map { $0.hasPrefix(property + ":") || $0.hasPrefix(property + ";TZID") ? line : $0 }
                .joined(separator: "\r\n")
        }
    }

    private static func events(_ count: Int) -> String {
        String(repeating: "BEGIN:VEVENT\r\nUID:yksi@kalenteri.test\r\nEND:VEVENT\r\n", count: count)
    }

    private static let calendars: [Case] = [
        calendar("5 MB", ["liian suuri", "för stor", "too large"]) {
            $0.replacing("END:VEVENT", with: "X-PICTURE:\(String(repeating: "kuva", count: 1_250_000))\r\nEND:VEVENT")
        },
        calendar("10 000 events", ["Lähetä yksi tapahtuma", "Skicka ett evenemang", "Send one event"]) {
            $0.replacing("END:VCALENDAR", with: events(10_000) + "END:VCALENDAR")
        },
        calendar("600 events", ["useita tapahtumia", "flera evenemang", "several events"]) {
            $0.replacing("END:VCALENDAR", with: events(600) + "END:VCALENDAR")
        },
        calendar("a series without end", ["toistuu", "återkommande", "a series"]) {
            $0.replacing("END:VEVENT", with: "RRULE:FREQ=DAILY\r\nEND:VEVENT")
        },
        calendar(
            "the year 0", ["DTSTART", "DTSTART", "DTSTART"], replacing("DTSTART", with: "DTSTART:00001212T120000Z")),
        calendar("the year 99999", ["DTEND", "DTEND", "DTEND"], replacing("DTEND", with: "DTEND:999991212T120000Z")),
        calendar(
            "control characters in the UID", ["UID", "UID", "UID"],
            replacing("UID", with: "UID:yksi\u{7}kaksi\u{1B}[2J")),
        calendar("no end of the object", ["vioittunut", "skadad", "damaged"]) {
            $0.replacing("END:VCALENDAR", with: "")
        },
        calendar(
            "an end before the start", ["ennen kuin se alkaa", "slutar innan", "ends before it starts"],
            replacing("DTEND", with: "DTEND:20201212T120000Z")),
        Case(
            testDescription: "a meeting of last year",
            draft: { anna, list in
                var meeting = Meeting()
                (meeting.start, meeting.end) = ("2025-12-12T12:00:00Z", "2025-12-12T14:00:00Z")
                return try CalendarProgram.google.invitation(to: meeting, from: anna, to: list)
            }, answer: ["jo ohi", "redan över", "already over"]),
        Case(
            testDescription: "off, but never announced",
            draft: { anna, list in try CalendarProgram.google.cancellation(of: Meeting(), from: anna, to: list) },
            answer: ["ei ole lähetetty tältä listalta", "har inte skickats", "was never sent"]),
    ]

    private static let times = ["12.12. klo 14", "3/4/2026", "pe 12.12.2026 klo 14", "31.2.2027", "ensi viikolla"].map {
        time in
        Case(
            testDescription: time,
            draft: { anna, list in
                Draft(
                    from: anna.name, anna.address, to: [list.address], subject: "Iltapäivä",
                    text: "Aika: \(time)\nPaikka: Oodi\n\nTervetuloa!\n")
            }, answer: [String](repeating: "”\(time)”", count: 2) + ["“\(time)”"])
    }

    @Test("an unclear time is asked back with the words that were written, and a clear answer is the event")
    func askedBack() async throws {
        let (list, people) = try await EventStoryTests.gathering()
        let daemon = try await list.run()
        let anna = list.coordinator
        try await anna.writes(to: list, subject: "Syysilta", body: "Aika: 12.12. klo 14\nPaikka: Oodi\n\nTervetuloa!")
        let letter = try await anna.inbox.next()
        #expect(letter.subject == "Re: Syysilta")
        try await anna.answers(letter, "Aika: 12.12.2026 klo 14\nPaikka: Oodi\n\nTervetuloa!")
        let preview = try await anna.inbox.next()
        #expect(preview.subject.hasPrefix("Julkaistaanko? Syysilta"))
        try await anna.answers(preview, "julkaise")
        let arrived = try await ArrivedInvitation(try await people[0].inbox.next())
        #expect(arrived.value("SUMMARY") == "Syysilta" && arrived.value("DTSTART") == "20261212T120000Z")
        #expect(try await daemon.terminate() == .exit(0))
    }

    @Test("who forges a coordinator's invitation or cancellation gets the coordinator a question, and nothing else")
    func forged() async throws {
        let (list, people) = try await EventStoryTests.gathering()
        let daemon = try await list.run()
        let (anna, eve) = (list.coordinator, list.person("eve", at: "evil.test"))
        let event = try await EventStoryTests.publish(Meeting(), on: list)
        for person in people { _ = try await person.inbox.next() }
        func forges(_ change: (inout Draft) -> Void) async throws {
            var draft = try CalendarProgram.outlook.invitation(to: Meeting(), from: anna, to: list)
            draft.envelopeSender = eve.address
            change(&draft)
            try await list.handles(try await eve.sends(draft))
        }
        var moved = Meeting()
        (moved.uid, moved.sequence, moved.place) = (event.uid, 7, "Evil Street 1")
        try await forges { _ in }
        try await forges { $0 = (try? CalendarProgram.google.invitation(to: moved, from: anna, to: list)) ?? $0 }
        try await forges { $0 = (try? CalendarProgram.google.cancellation(of: moved, from: anna, to: list)) ?? $0 }
        let questions = try await anna.inbox.wait(count: 5).filter { $0.subject.contains("?") }.suffix(3)
        #expect(questions.count == 3)
        // A guess at the answers: eve saw none of the letters.
        for _ in questions {
            try await list.handles(
                try await eve.writes(
                    to: list, subject: "Re: Julkaistaanko? [kutsu:abcdefghijklmnopqrstuv]", body: "julkaise"
                ) {
                    $0.set("From", "Anna <\(anna.address)>")
                })
        }
        let now = try await list.event(event.id)
        #expect(now.status == "coming" && now.sequence == event.sequence && now.place == event.place)
        #expect(try await list.events().count == 1)
        #expect(try await list.posts().filter { $0.status == "held" }.count == 3)
        try await people[0].writes(to: list, subject: "omat tiedot")
        _ = try await people[0].inbox.next()
        #expect(people.map { $0.inbox.count() } == [2, 1, 1])
        #expect(eve.inbox.count() == 0)
        #expect(try await daemon.terminate() == .exit(0))
    }

    @Test("a member's invitation goes to the coordinators as it came, and is nobody's event")
    func membersOwn() async throws {
        let (list, people) = try await EventStoryTests.gathering()
        let daemon = try await list.run()
        let (matti, anna) = (people[0], list.coordinator)
        let meeting = Meeting()
        try await matti.sends(try CalendarProgram.outlook.invitation(to: meeting, from: matti, to: list))
        let forwarded = try await anna.inbox.next()
        #expect(forwarded.replyAddress == matti.address)
        #expect(try await ArrivedInvitation(forwarded).uid == meeting.uid)
        try await list.handles(
            try await matti.sends(try CalendarProgram.apple.cancellation(of: meeting, from: matti, to: list)))
        _ = try await anna.inbox.next()
        #expect(try await list.posts().isEmpty)
        #expect(try await list.events().isEmpty)
        #expect(people.allSatisfy { $0.inbox.count() == 0 })
        #expect(try await daemon.terminate() == .exit(0))
    }
}
