import Base
import Mail
import MailingList
import TestWorld
import Testing

@testable import Rendering

@Suite("Copies of what is about an event, and digests")
struct CopyRendererTests {
    private static func renderer() throws -> LetterRenderer {
        LetterRenderer(policy: W.policy, signer: W.signer, book: try LetterBook())
    }

    private static let recipients = [W.mikko, W.maria, W.olli]

    private static let event = W.event(W.plan("Kevätkokous", uid: "kokous@hel.fi", place: "Oodi"), sequence: 4)

    private static let tip: Item = {
        var tip = W.tip(1, .published, text: "Kom med")
        (tip.author, tip.language) = (NamedAddress(name: "Tiia", address: W.olli), .sv)
        return tip
    }()

    private static let coordinatorsMail = Array(
        """
        From: Anna <anna@hel.fi>\r
        To: verkosto@hel.fi\r
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
        ORGANIZER:mailto:anna@hel.fi\r
        ATTENDEE:mailto:verkosto@hel.fi\r
        ATTENDEE:mailto:salainen@hel.fi\r
        DESCRIPTION:Tervetuloa!\r
        SUMMARY:Kevätkokous\r
        END:VEVENT\r
        END:VCALENDAR\r

        """.utf8)

    private static func copies(_ content: CopyContent, _ kind: Post.Kind) throws -> CopyRenderer {
        var post = W.announcement(.sending)
        (post.kind, post.subject, post.status, post.approved) = (kind, "Kevätkokous", .sending, W.now)
        return CopyRenderer(.post(post, content), message: coordinatorsMail, renderer: try renderer())
    }

    private static func invitations(isUpdate: Bool = false) throws -> CopyRenderer {
        try copies(.invitation(event, isUpdate: isUpdate), .invitation(event.plan))
    }

    private static func copy(_ copies: CopyRenderer, _ number: Int = 0, _ language: Language = .fi) throws
        -> Message
    {
        Message(Array(try copies.copy(to: Self.recipients[number], language).joined()))
    }

    private static func object(_ message: Message) throws -> CalendarEvent {
        let calendar = try #require(message.calendar)
        return try calendar.get().event()
    }

    @Test("each copy asks its own recipient, in the list's name, and names nobody else")
    func ownInvitation() throws {
        let copies = try Self.invitations()
        for number in Self.recipients.indices {
            let copy = try Self.copy(copies, number, Language.allCases[number])
            let event = try Self.object(copy)
            #expect(event.method == .request && event.attendees.map(\.address) == [Self.recipients[number]])
            #expect(event.attendees.allSatisfy { $0.wantsAnswer && $0.participation == .needsAction })
            #expect(event.organizer?.address == W.policy.address)
            #expect(event.uid == "kokous@hel.fi" && event.sequence == 4)
            #expect(event.summary == "Kevätkokous" && event.description == "Tervetuloa!")
            #expect(copy.from.mailboxes.map(\.address) == [W.policy.address])
            let words = Self.everything(in: copy)
            let others = Self.recipients.filter { $0 != Self.recipients[number] } + [W.anna]
            for other in others.map(\.text) + ["salainen"] {
                #expect(!words.contains(other), "\(other) in the copy for \(Self.recipients[number])")
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
        let copies = try Self.invitations()
        let pair = try [W.mikko, W.maria].map { try copies.copy(to: $0, .sv) }
        // Segment by segment: what is not the same is a recipient's own header and the calendar object, twice.
        let own = zip(pair[0], pair[1]).filter { $0.0 != $0.1 }
        #expect(pair[0].count == pair[1].count && own.count == 3)
        #expect(own.dropFirst().allSatisfy { $0.0.count < 1500 })
        let messages = pair.map { Message(Array($0.joined())) }
        #expect(messages[0].readableText == messages[1].readableText)
        #expect(messages[0].messageID != messages[1].messageID)
    }

    @Test("an invitation is never shared, a digest or a reminder may be")
    func grouping() throws {
        let kinds: [(Post.Kind, Bool)] = [
            (.invitation(Self.event.plan), false), (.cancellation(of: Self.event.id, sequence: 5), false),
            (.reminder(of: Self.event.id, due: W.now), true), (.digest(of: .tips, [Self.tip.id]), true),
            (.announcement, true),
        ]
        for (kind, isShareable) in kinds {
            var post = W.post(.sending)
            post.kind = kind
            #expect(post.isShareable == isShareable)
        }
        let digest = try Self.copies(
            .digest(.tips, [Self.tip]), .digest(of: .tips, [Self.tip.id]))
        let shared = Message(Array(try digest.copy(to: nil, .fi).joined()))
        #expect(shared.calendar == nil && !Self.everything(in: shared).contains("mikko@"))
        #expect(shared.header.first("to")?.unfolded.contains(W.policy.address.text) == true)
    }

    @Test(
        "an update says that it is one, and a cancellation calls off with its own revision",
        arguments: Language.allCases)
    func changes(language: Language) throws {
        let (first, update) = (try Self.invitations(), try Self.invitations(isUpdate: true))
        let texts = [try Self.copy(first, 0, language), try Self.copy(update, 0, language)].map(\.readableText)
        #expect(texts[0] != texts[1])
        var cancelled = Self.event
        cancelled.isCancelled = true
        let copies = try Self.copies(.cancellation(cancelled), .cancellation(of: Self.event.id, sequence: 5))
        let copy = try Self.copy(copies, 0, language)
        let object = try Self.object(copy)
        #expect(object.isCancelled && object.method == .cancel && object.uid == "kokous@hel.fi")
        #expect(object.attendees.map(\.address) == [W.mikko] && object.sequence == 4)
        #expect(copy.subject.contains("Kevätkokous") && copy.readableText.contains("Kevätkokous"))
    }

    @Test("a reminder is a plain mail with when and where", arguments: Language.allCases)
    func reminder(language: Language) throws {
        let copies = try Self.copies(.reminder(Self.event), .reminder(of: Self.event.id, due: W.now))
        let copy = try Self.copy(copies, 0, language)
        #expect(copy.calendar == nil && copy.subject.contains("Kevätkokous"))
        #expect(copy.readableText.contains("Oodi") && copy.readableText.contains("Tervetuloa!"))
    }

    @Test("a digest is in the member's language around the tips' own words", arguments: Language.allCases)
    func digest(language: Language) throws {
        let tip = Self.tip
        let copies = try Self.copies(.digest(.tips, [tip]), .digest(of: .tips, [tip.id]))
        let copy = try Self.copy(copies, 0, language)
        let title = W.policy.title(in: language)
        #expect(copy.from.mailboxes.first?.name.contains(title) == true)
        #expect(copy.readableText.contains("Kom med") && copy.htmlPart != nil)
        #expect(copy.header.first("list-unsubscribe")?.unfolded.contains("mikko") == true)
        #expect(!Self.everything(in: copy).contains("olli"), "whose tip it is, is not told")
        let others = Language.allCases.filter { $0 != language }
        for other in others {
            let copies = try Self.copies(.digest(.tips, [tip]), .digest(of: .tips, [tip.id]))
            #expect(try Self.copy(copies, 0, other).readableText != copy.readableText)
        }
    }

    @Test("words that a person wrote as HTML stand as they came, and a calendar's own buttons do not")
    func html() throws {
        let mail = """
            From: anna@hel.fi\r
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
            var post = W.announcement(.sending)
            post.approved = W.now
            let copies = CopyRenderer(
                .post(post, .invitation(Self.event, isUpdate: false)), message: Array(text.utf8),
                renderer: try Self.renderer())
            let copy = try Self.copy(copies)
            let html = try #require(copy.htmlPart)
            #expect(copy.text(of: html).contains("<b>mukaan</b>") == stands)
            #expect(copy.text(of: html).contains("Oodi"))
        }
    }

    @Test("what a state does not know any more has no copies")
    func gone() {
        var post = W.post(.sending)
        post.kind = .reminder(of: Self.event.id, due: W.now)
        let content = CopyContent(of: post, in: State())
        #expect(content.map { _ in true } == nil)
    }
}
