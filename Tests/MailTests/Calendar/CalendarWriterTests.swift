import Base
import Testing

@testable import Mail

/// Not the one of Swift Testing.
private typealias Attachment = Mail.Attachment

/// Invitations with known bytes.
enum Invitations {
    static func address(_ text: String) throws -> Address { try #require(Address(text)) }

    static func meeting() throws -> Invitation {
        var invitation = Invitation(
            .request,
            uid: "040000008200E00074C5B7101A82E00800000000B0A4E5A0F16FDA0100000000000000001000000D3B7A3B0",
            sequence: 2, stamp: at(1_709_719_200), span: .moments(start: at(1_712_759_400), end: at(1_712_764_800)),
            summary: "Kevätkokous",
            organizer: NamedAddress(name: "Kerhon tiedotteet", address: try address("lista@kerho.example")),
            attendee: NamedAddress(name: "Meikäläinen, Matti", address: try address("matti@firma.example")))
        invitation.location = "Kerhotalo, Mannerheimintie 1"
        invitation.description =
            "Tervetuloa kevätkokoukseen!\n\nEsityslista:\n1. Avaus\n2. Tilinpäätös, vastuuvapaus; muut asiat"
        invitation.url = "https://kerho.example/kokous"
        invitation.sentBy = try address("anna.makela@kerho.example")
        return invitation
    }

    static func cancelledDays() throws -> Invitation {
        let days = try [(4, 30), (5, 2)].map { try #require(CivilDate(year: 2025, month: $0.0, day: $0.1)) }
        var invitation = Invitation(
            .cancel, uid: "vappu-2025@kerho.example", sequence: 4, stamp: at(1_745_136_000),
            span: .days(start: days[0], end: days[1]), summary: "Vappu",
            organizer: NamedAddress(address: try address("lista@kerho.example")),
            attendee: NamedAddress(address: try address("matti@firma.example")))
        invitation.isTransparent = true
        return invitation
    }

    /// Words made to break a calendar.
    static func hardWords() throws -> Invitation {
        var invitation = Invitation(
            .request, uid: "a,b;c\\d", sequence: -1, stamp: at(0),
            span: .moments(start: at(1_709_251_199), end: at(1_709_251_199)),
            summary: String(repeating: "Ä", count: 60) + " \\n ei\r\nrivinvaihto; pilkku,\u{0}\u{1B}BEGIN:VEVENT",
            organizer: NamedAddress(
                name: "O'Hara; \"lista\":\r\n^n^ ä", address: try address("lista@kerho.example")),
            attendee: NamedAddress(name: "M\u{85}", address: try address("a%b&c=?@firma.example")))
        invitation.location = "Talo\r\nEND:VEVENT"
        invitation.description =
            "eka\r\ntoka\rkolmas\u{2028}neljäs\tsarkain\u{0}\u{7F} 👩\u{200D}👩\u{200D}👧\u{200D}👦"
            + String(repeating: " 日本語", count: 20)
        invitation.url = "https://kerho.example/a b"
        invitation.isTentative = true
        return invitation
    }
}

@Suite("A written invitation")
struct CalendarWriterTests {
    @Test(
        "has exactly these bytes",
        arguments: [
            ("invitation.ics", Invitations.meeting), ("cancellation.ics", Invitations.cancelledDays),
            ("hard-words.ics", Invitations.hardWords),
        ] as [(String, @Sendable () throws -> Invitation)])
    func golden(file: String, invitation: @Sendable () throws -> Invitation) throws {
        let bytes = CalendarWriter.bytes(of: try invitation())
        #expect(String(decoding: bytes, as: UTF8.self) == String(decoding: try CalendarFile.bytes(file), as: UTF8.self))
        #expect(bytes == (try CalendarFile.bytes(file)))
    }

    /// Deterministic chance.
    struct Chance: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 33)
        }
    }

    private static let scalars: [Unicode.Scalar] = [
        "a", "Ä", "日", "👩", "\u{200D}", "\r", "\n", "\t", "\u{0}", "\u{85}", "\u{2028}", "\"", "'", "^", "n", "\\", ";",
        ",", ":", " ", "=", "%", "\u{301}", "\u{FEFF}",
    ]

    private static func text(_ chance: inout Chance) -> String {
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...200, using: &chance) {
            text.append(scalars[Int.random(in: 0..<scalars.count, using: &chance)])
        }
        return String(text)
    }

    @Test("keeps to its lines and is read as it was meant, whatever words it holds", arguments: 0..<100)
    func anyWords(seed: UInt64) throws {
        var chance = Chance(state: seed)
        var invitation = try Invitations.meeting()
        invitation.summary = Self.text(&chance)
        invitation.location = Self.text(&chance)
        invitation.description = Self.text(&chance)
        invitation.attendee.name = Self.text(&chance)
        invitation.organizer.name = Self.text(&chance)
        let bytes = CalendarWriter.bytes(of: invitation)
        Self.checkLines(bytes)
        let event = try CalendarObject(bytes).event()
        #expect(event.uid == invitation.uid)
        let summary = invitation.summary.withoutControls.trimmed
        if !summary.isEmpty { #expect(event.summary == summary) }
        #expect(event.location == invitation.location.withoutControls.trimmed)
        // The address stands below the words as well, since not every calendar shows the property.
        let description = CalendarText.cleaned(invitation.description)
        #expect(event.description == [description, invitation.url].filter { !$0.isEmpty }.joined(separator: "\n\n"))
        #expect(event.attendees.map(\.address) == [invitation.attendee.address])
        // By scalars: a quote with an accent on it is another Character.
        let scalars = invitation.attendee.name.withoutControls.trimmed.unicodeScalars.map { $0 == "\"" ? "'" : $0 }
        let name = String(String.UnicodeScalarView(scalars))
        // A reader may take a backslash in a name for an escape; what matters is that nothing gets out.
        if !name.isEmpty, !name.contains("\\") { #expect(event.attendees[0].name == name) }
        #expect(try event.span { _, _ in nil } == invitation.span)
    }

    static func checkLines(_ bytes: [UInt8]) {
        #expect(LineEnds.areCanonical(bytes[...]))
        let lines = bytes.split(separator: 0x0A)
        #expect(lines.allSatisfy { $0.count <= 76 })
        #expect(lines.allSatisfy { String(validating: $0, as: UTF8.self) != nil })
        #expect(bytes.allSatisfy { $0 >= 0x20 || $0 == 0x0D || $0 == 0x0A || $0 == 0x09 })
        let names = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n").filter { !$0.hasPrefix(" ") }
        #expect(names.count { $0.hasPrefix("BEGIN:") } == 2)
        #expect(names.count { $0.hasPrefix("ATTENDEE;") } == 1)
    }

    @Test("without words has the organizer's name for a title, and no empty lines")
    func wordless() throws {
        var invitation = try Invitations.meeting()
        (invitation.summary, invitation.description, invitation.location) = ("\u{0} ", "\r\n\u{0}", "\n")
        let component = try #require(try CalendarObject(CalendarWriter.bytes(of: invitation)).eventComponents.first)
        #expect(component.first("SUMMARY")?.value == "Kerhon tiedotteet")
        #expect(component.properties.allSatisfy { !$0.value.isEmpty })
        #expect(component.first("DESCRIPTION") == nil && component.first("LOCATION") == nil)
    }

    @Test("holds times within the years that can be written")
    func extremes() throws {
        var invitation = try Invitations.meeting()
        invitation.stamp = .earliest
        invitation.span = .moments(start: .earliest, end: .latest)
        let text = String(decoding: CalendarWriter.bytes(of: invitation), as: UTF8.self)
        #expect(text.contains("DTSTAMP:00010101T000000Z\r\nDTSTART:00010101T000000Z\r\nDTEND:99991231T235959Z\r\n"))
    }
}

@Suite("The mail of an invitation")
struct InvitationBodyTests {
    private func mail(_ invitation: Invitation, extras: [[UInt8]] = []) -> Message {
        let body = InvitationBody(
            text: "Tervetuloa!\n", html: "<p>Tervetuloa!</p>\n", extras: extras, method: invitation.method,
            boundarySeed: "seed")
        return Message(body.contentFields + [0x0D, 0x0A] + body.segments(for: invitation).joined())
    }

    @Test("has the shape that calendars show with buttons")
    func shape() throws {
        let invitation = try Invitations.meeting()
        let mail = mail(invitation)
        #expect(
            mail.parts.map { "\($0.contentType.type)/\($0.contentType.subtype)" } == [
                "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar",
                "application/ics",
            ])
        let inline = mail.parts[4]
        #expect(inline.contentType["method"] == "REQUEST")
        #expect(inline.contentType["charset"] == "UTF-8")
        #expect(inline.disposition == nil)
        #expect(inline.parent == 1)
        #expect(mail.parts[5].filename == "invite.ics")
        #expect(mail.parts[5].isAttachment)
        let bytes = CalendarWriter.bytes(of: invitation)
        #expect(mail.decoded(inline) == bytes)
        #expect(mail.decoded(mail.parts[5]) == bytes)
    }

    @Test("says in its part what the object says")
    func method() throws {
        let mail = mail(try Invitations.cancelledDays())
        #expect(mail.parts[4].contentType["method"] == "CANCEL")
        let object = try #require(mail.calendar).get()
        #expect(object.method == .cancel)
        #expect(try object.event().isCancelled)
    }

    @Test("carries what else the coordinator attached, byte for byte")
    func extras() throws {
        let file = "Content-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERg=="
        let original = Message(
            Array(
                ("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nHei\r\n"
                    + "--b\r\n\(file)\r\n--b\r\nContent-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\n--b--\r\n").utf8))
        #expect(original.extras == [Array(file.utf8)])
        let mail = mail(try Invitations.meeting(), extras: original.extras)
        #expect(mail.defects.isEmpty)
        let part = try #require(mail.parts.last)
        #expect(part.filename == "a.pdf")
        #expect(Array(mail.slice(part)) == Array(file.utf8))
    }
}
