import Base
import Mail
import MailingList
import TestWorld
import Testing

@testable import Rendering

/// What a member reads of an event: its name as the title, and time and place once.
@Suite("Words of events in copies")
struct EventCopyWordsTests {
    /// On Saturday 12 December 2026 at 14–16 in Helsinki.
    private static let event = W.event(W.plan("Kevätkokous", uid: "kokous@hel.fi", place: "Oodi"))

    private static let written = mail(
        "text/plain",
        "Hei kaikki!\n\nAika: 12.12.2026 klo 14–16\nPaikka: Oodi\n\nTervetuloa kokoukseen!\n- kahvia\n- pullaa")
    private static let html = mail(
        "text/html",
        "<div style=\"font-size:11pt\"><p>Aika: 12.12.2026 klo 14–16<br>Paikka: Oodi</p><p>Tervetuloa!</p></div>")
    private static let calendar = mail(
        "text/calendar; method=REQUEST",
        "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:kokous@hel.fi\nSUMMARY:Kevätkokous\n"
            + "DTSTART:20261212T120000Z\nDESCRIPTION:Tervetuloa!\nEND:VEVENT\nEND:VCALENDAR")

    private static func mail(_ type: String, _ text: String) -> [UInt8] {
        Mails.mail(
            from: "Anna <anna@hel.fi>", subject: "Kevätkokous",
            ["MIME-Version: 1.0", "Content-Type: \(type); charset=utf-8"], text.replacing("\n", with: "\r\n"))
    }

    private static func copy(_ content: CopyContent, _ kind: Post.Kind, of mail: [UInt8], _ language: Language) throws
        -> (text: String, html: String)
    {
        var post = W.announcement(.sending)
        (post.kind, post.subject, post.approved) = (kind, "Kevätkokous", W.now)
        let renderer = LetterRenderer(policy: W.timelyPolicy, signer: W.signer, book: try LetterBook())
        let copies = CopyRenderer(.post(post, content), message: mail, renderer: renderer)
        let message = Message(Array(try copies.copy(to: W.mikko, language).joined()))
        let parts = [message.plainPart, message.htmlPart].map { $0.map { message.text(of: $0) } ?? "" }
        return (parts[0], parts[1])
    }

    private static func invitation(_ mail: [UInt8], _ language: Language) throws -> (text: String, html: String) {
        try copy(.invitation(event, isUpdate: false), .invitation(event.plan), of: mail, language)
    }

    @Test("what is made anew bears the event's name as its title", arguments: Language.allCases)
    func title(language: Language) throws {
        for mail in [Self.written, Self.calendar] {
            let copy = try Self.invitation(mail, language)
            #expect(copy.text.hasPrefix("Kevätkokous\n\n") && copy.html.contains("<h1>Kevätkokous</h1>"))
            #expect(copy.text.contains("Tervetuloa"))
        }
        // A coordinator's own HTML stays as it came.
        let own = try Self.invitation(Self.html, language)
        #expect(!own.html.contains("<h1>") && own.html.hasPrefix("<div style=\"font-size:11pt\"><p>Aika:"))
    }

    @Test("words that begin with the name have no second title")
    func untitled() throws {
        let mail = Self.mail("text/plain", "KEVÄTKOKOUS!\n\nAika: 12.12.2026 klo 14–16")
        // The first line is no greeting, so the time is not looked for below it; the plan is the event's all the same.
        #expect(try Self.invitation(mail, .fi).text.hasPrefix("KEVÄTKOKOUS!"))
    }

    @Test("time and place are said once in the reader's language")
    func once() throws {
        for mail in [Self.written, Self.html] {
            let finnish = try Self.invitation(mail, .fi)
            for words in [finnish.text, finnish.html] {
                #expect(words.ranges(of: "12.12.2026").count == 1 && words.ranges(of: "Paikka: Oodi").count == 1)
            }
            let swedish = try Self.invitation(mail, .sv)
            #expect(swedish.text.contains("Tid: lördag 12.12.2026 kl. 14–16") && swedish.text.contains("Plats: Oodi"))
        }
        let other = try Self.invitation(Self.calendar, .fi)
        #expect(other.text.ranges(of: "Aika: lauantaina 12.12.2026 klo 14–16").count == 1)
    }

    @Test("reminders and cancellations say them once, and keep the words below", arguments: Language.allCases)
    func later(language: Language) throws {
        let contents: [(CopyContent, Post.Kind)] = [
            (.reminder(Self.event), .reminder(of: Self.event.id, due: W.now)),
            (.cancellation(Self.event), .cancellation(of: Self.event.id, sequence: 1)),
        ]
        for (content, kind) in contents {
            let copy = try Self.copy(content, kind, of: Self.written, language)
            for words in [copy.text, copy.html] {
                #expect(words.ranges(of: "2026").count == 1 && words.ranges(of: "Oodi").count == 1)
                #expect(words.contains("Tervetuloa kokoukseen!") && !words.contains("Hei kaikki"))
            }
            #expect(copy.html.contains("<ul>\n<li>kahvia</li>\n<li>pullaa</li>\n</ul>"))
        }
    }

    @Test("what stands around the words is in their size")
    func size() throws {
        let copy = try Self.invitation(Self.html, .fi)
        #expect(copy.html.contains("<div style=\"font-size:11pt\">\n<div lang=\"fi\""))
    }
}
