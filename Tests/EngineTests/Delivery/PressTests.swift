import Rendering
import Base
import Mail
import MailingList
import Testing

@testable import Engine

@Suite("Copies of what is about an event, and digests")
struct PressTests {
    private static let policy: Policy = {
        var policy = ListLife.policy
        policy.titles = [.fi: "Verkosto", .sv: "Nätverket", .en: "Network"]
        policy.principles = [.fi: "https://hel.fi/periaatteet"]
        return policy
    }()

    private static func renderer() throws -> LetterRenderer {
        guard let key = SigningKey([UInt8](repeating: 7, count: 32)) else { preconditionFailure("a key") }
        return LetterRenderer(
            policy: policy, signer: TokenSigner(list: ListLife.list, key: key), book: try LetterBook(),
            copiesPerMinute: nil)
    }

    private static let event: Event = {
        let post = ListLife.meeting(1)
        var plan = ListLife.plan
        (plan.uid, plan.name, plan.place) = ("kokous@hel.fi", "Kevätkokous", "Oodi")
        return Event(
            id: post.id, post: post.id, plan: plan, sequence: 4, author: post.author, audience: nil,
            invited: ListLife.start, revised: ListLife.start)
    }()

    private static let coordinatorsMail = Array(
        """
        From: Anna <person0@hel.fi>\r
        To: person99@hel.fi\r
        Cc: salainen@hel.fi\r
        Subject: Kev=?utf-8?q?=C3=A4t?=kokous\r
        MIME-Version: 1.0\r
        Content-Type: text/calendar; charset=utf-8; method=REQUEST\r
        \r
        BEGIN:VCALENDAR\r
        METHOD:REQUEST\r
        BEGIN:VEVENT\r
        UID:kokous@hel.fi\r
        DTSTART:20261212T120000Z\r
        ORGANIZER:mailto:person0@hel.fi\r
        ATTENDEE:mailto:person99@hel.fi\r
        ATTENDEE:mailto:salainen@hel.fi\r
        DESCRIPTION:Tervetuloa!\r
        SUMMARY:Kevätkokous\r
        END:VEVENT\r
        END:VCALENDAR\r

        """.utf8)

    private static func press(_ matter: CopyContent, _ kind: Post.Kind) throws -> CopyRenderer {
        var post = ListLife.meeting(1)
        (post.kind, post.subject, post.status, post.approved) = (kind, "Kevätkokous", .sending, ListLife.start + 60)
        return CopyRenderer(.post(post, matter), message: coordinatorsMail, renderer: try renderer())
    }

    private static func invitations(isUpdate: Bool = false) throws -> CopyRenderer {
        try press(.invitation(event, isUpdate: isUpdate), .invitation(event.plan))
    }

    private static func copy(_ press: inout CopyRenderer, _ number: Int, _ language: Language = .fi) throws -> Message {
        Message(Array(try press.copy(to: ListLife.person(number), language).joined()))
    }

    private static func object(_ message: Message) throws -> CalendarEvent {
        let calendar = try #require(message.calendar)
        return try calendar.get().event()
    }

    @Test("each copy asks its own recipient, in the list's name, and names nobody else")
    func ownInvitation() throws {
        var press = try Self.invitations()
        for number in 1...3 {
            let copy = try Self.copy(&press, number, Language.allCases[number - 1])
            let event = try Self.object(copy)
            #expect(event.method == .request && event.attendees.map(\.address) == [ListLife.person(number)])
            #expect(event.attendees.allSatisfy { $0.wantsAnswer && $0.participation == .needsAction })
            #expect(event.organizer?.address == Self.policy.address)
            #expect(event.uid == "kokous@hel.fi" && event.sequence == 4)
            #expect(event.summary == "Kevätkokous" && event.description == "Tervetuloa!")
            #expect(copy.from.mailboxes.map(\.address) == [Self.policy.address])
            let words = Self.everything(in: copy)
            for other in [0, 1, 2, 3].filter({ $0 != number }).map({ ListLife.person($0).text }) + ["salainen"] {
                #expect(!words.contains(other), "\(other) in the copy for \(number)")
            }
        }
    }

    /// Header and parts, decoded.
    private static func everything(in message: Message) -> String {
        String(decoding: message.bytes, as: UTF8.self)
            + message.parts.filter { !$0.isMultipart }.map { String(decoding: message.decoded($0), as: UTF8.self) }
            .joined()
    }

    @Test("all copies in a language share their text")
    func sharedBody() throws {
        var press = try Self.invitations()
        let copies = try [1, 2].map { try press.copy(to: ListLife.person($0), .sv) }
        // Segment by segment: what is not the same is a recipient's own header and the calendar object, twice.
        let own = zip(copies[0], copies[1]).filter { $0.0 != $0.1 }
        #expect(copies[0].count == copies[1].count && own.count == 3)
        #expect(own.dropFirst().allSatisfy { $0.0.count < 1500 })
        let messages = copies.map { Message(Array($0.joined())) }
        #expect(messages[0].readableText == messages[1].readableText)
        #expect(messages[0].messageID != messages[1].messageID)
    }

    @Test("an invitation is never shared, a digest or a reminder may be")
    func grouping() throws {
        #expect(try Self.invitations().isPersonal)
        #expect(try Self.press(.cancellation(Self.event), .cancellation(of: Self.event.id, sequence: 5)).isPersonal)
        let due = ListLife.start
        #expect(try !Self.press(.reminder(Self.event), .reminder(of: Self.event.id, due: due)).isPersonal)
        var digest = try Self.press(
            .digest([ListLife.tip(1, .published)]), .digest(of: .tips, [ListLife.tip(1, .published).id]))
        #expect(!digest.isPersonal)
        let shared = Message(Array(try digest.copy(to: nil, .fi).joined()))
        #expect(shared.calendar == nil && !Self.everything(in: shared).contains("person1@"))
        #expect(shared.header.first("to")?.unfolded.contains(Self.policy.address.text) == true)
    }

    @Test(
        "an update says that it is one, and a cancellation calls off with its own revision",
        arguments: Language.allCases)
    func changes(language: Language) throws {
        var (first, update) = (try Self.invitations(), try Self.invitations(isUpdate: true))
        let texts = [try Self.copy(&first, 1, language), try Self.copy(&update, 1, language)].map(\.readableText)
        #expect(texts[0] != texts[1])
        var cancelled = Self.event
        cancelled.isCancelled = true
        var press = try Self.press(.cancellation(cancelled), .cancellation(of: Self.event.id, sequence: 5))
        let copy = try Self.copy(&press, 1, language)
        let object = try Self.object(copy)
        #expect(object.isCancelled && object.method == .cancel && object.uid == "kokous@hel.fi")
        #expect(object.attendees.map(\.address) == [ListLife.person(1)] && object.sequence == 4)
        #expect(copy.subject.contains("Kevätkokous") && copy.readableText.contains("Kevätkokous"))
    }

    @Test("a reminder is a plain mail with when and where", arguments: Language.allCases)
    func reminder(language: Language) throws {
        var press = try Self.press(.reminder(Self.event), .reminder(of: Self.event.id, due: ListLife.start))
        let copy = try Self.copy(&press, 1, language)
        #expect(copy.calendar == nil && copy.subject.contains("Kevätkokous"))
        #expect(copy.readableText.contains("Oodi") && copy.readableText.contains("Tervetuloa!"))
    }

    @Test("a digest is in the member's language around the tips' own words", arguments: Language.allCases)
    func digest(language: Language) throws {
        let tip = ListLife.tip(1, .published)
        var press = try Self.press(.digest([tip]), .digest(of: .tips, [tip.id]))
        let copy = try Self.copy(&press, 1, language)
        let title = Self.policy.title(in: language)
        #expect(copy.from.mailboxes.first?.name.contains(title) == true)
        #expect(copy.readableText.contains("Kom med") && copy.htmlPart != nil)
        #expect(copy.header.first("list-unsubscribe")?.unfolded.contains("person1") == true)
        #expect(!Self.everything(in: copy).contains("person3"), "whose tip it is, is not told")
        let others = Language.allCases.filter { $0 != language }
        for other in others {
            var press = try Self.press(.digest([tip]), .digest(of: .tips, [tip.id]))
            #expect(try Self.copy(&press, 1, other).readableText != copy.readableText)
        }
    }

    @Test("words that a person wrote as HTML stand as they came, and a calendar's own buttons do not")
    func html() throws {
        let mail = """
            From: person0@hel.fi\r
            Subject: x\r
            MIME-Version: 1.0\r
            Content-Type: multipart/mixed; boundary=b\r
            \r
            --b\r
            Content-Type: text/html; charset=utf-8\r
            \r
            <p>Tule <b>mukaan</b></p>\r
            --b\r
            Content-Type: text/calendar; %@\r
            Content-Disposition: %#\r
            \r
            BEGIN:VCALENDAR\r
            BEGIN:VEVENT\r
            UID:kokous@hel.fi\r
            DTSTART:20261212T120000Z\r
            END:VEVENT\r
            END:VCALENDAR\r
            --b--\r

            """
        for (method, disposition, stands) in [
            ("charset=utf-8", "attachment", true), ("method=REQUEST", "inline", false),
        ] {
            let text = mail.replacing("%@", with: method).replacing("%#", with: disposition)
            var post = ListLife.meeting(1)
            post.approved = ListLife.start
            var press = CopyRenderer(
                .post(post, .invitation(Self.event, isUpdate: false)), message: Array(text.utf8),
                renderer: try Self.renderer())
            let copy = try Self.copy(&press, 1)
            let html = try #require(copy.htmlPart)
            #expect(copy.text(of: html).contains("<b>mukaan</b>") == stands)
            #expect(copy.text(of: html).contains("Oodi"))
        }
    }

    @Test("what a state does not know any more has no copies")
    func gone() {
        let matter = CopyContent(of: ListLife.reminder, State())
        #expect(matter.map { _ in true } == nil)
    }
}
