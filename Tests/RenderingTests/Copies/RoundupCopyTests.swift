import Base
import Mail
import MailingList
import TestWorld
import Testing

@testable import Rendering

@Suite("Roundups of posts with more than words")
struct RoundupCopyTests {
    private static func part(_ fields: String, _ body: String = "eHh4eA==") -> String {
        "--b\r\n\(fields)\r\n\r\n\(body)\r\n"
    }

    private static func mail(_ type: String, _ parts: [String]) -> [UInt8] {
        Array(
            ("From: Anna <anna@hel.fi>\r\nSubject: Ohjelma\r\nMIME-Version: 1.0\r\n"
                + "Content-Type: multipart/\(type); boundary=b\r\n\r\n" + parts.joined() + "--b--\r\n").utf8)
    }

    private static let words = part("Content-Type: text/plain", "Tervetuloa!")
    private static let base64 = "\r\nContent-Transfer-Encoding: base64"

    struct Case: CustomTestStringConvertible, Sendable {
        var name: String
        var mail: [UInt8]
        /// As the roundup names it; nil where the words are all there is.
        var told: String?
        var testDescription: String { name }
    }

    static let cases: [Case] = [
        Case(name: "words alone", mail: mail("mixed", [words]), told: nil),
        Case(
            name: "words in a line longer than a mail may have",
            mail: mail(
                "mixed", [part("Content-Type: text/plain", "Tervetuloa!" + String(repeating: " Hei", count: 300))]),
            told: nil),
        Case(
            name: "words in two forms",
            mail: mail("alternative", [words, part("Content-Type: text/html", "<p>Tervetuloa!</p>")]), told: nil),
        Case(
            name: "signed words",
            mail: mail(
                "mixed", [words, part("Content-Type: application/pgp-signature", "-----BEGIN PGP SIGNATURE-----")]),
            told: nil),
        Case(
            name: "a file",
            mail: mail(
                "mixed",
                [
                    words,
                    part(
                        "Content-Type: application/pdf\(base64)\r\nContent-Disposition: attachment; filename=ohjelma.pdf"
                    ),
                ]), told: "ohjelma.pdf (4\u{A0}t)"),
        Case(
            name: "a file that Apple Mail shows between the words",
            mail: mail(
                "mixed",
                [
                    words,
                    part("Content-Type: application/pdf\(base64)\r\nContent-Disposition: inline; filename=ohjelma.pdf"),
                ]),
            told: "ohjelma.pdf (4\u{A0}t)"),
        Case(
            name: "a picture between the words",
            mail: mail(
                "related",
                [
                    part("Content-Type: text/html", "<p>Tervetuloa! <img src=cid:a></p>"),
                    part("Content-Type: image/png; name=juliste.png\(base64)\r\nContent-ID: <a>"),
                ]), told: "juliste.png (4\u{A0}t)"),
        Case(
            name: "a picture without a name",
            mail: mail("mixed", [words, part("Content-Type: image/jpeg\(base64)\r\nContent-Disposition: inline")]),
            told: "image/jpeg (4\u{A0}t)"),
        Case(
            name: "a calendar",
            mail: mail(
                "mixed",
                [words, part("Content-Type: text/calendar; name=kokous.ics", "BEGIN:VCALENDAR\r\nEND:VCALENDAR")]),
            told: "kokous.ics (30\u{A0}t)"),
        Case(
            name: "a mail",
            mail: mail("mixed", [words, part("Content-Type: message/rfc822", "Subject: Vanha\r\n\r\nHei")]),
            told: "message/rfc822 ("),
    ]

    private static func roundup(
        _ mail: [UInt8], _ language: Language = .fi, policy: Policy = W.policy
    ) throws -> Message {
        var post = W.announcement(.finished)
        (post.subject, post.approved) = ("Ohjelma", W.now)
        let gathered = MessageComposer.compose(
            fields: [], text: "", html: nil, attachments: [.message(mail, filename: "\(post.id.text).eml")],
            boundarySeed: "x")
        var whole = W.post(.sending)
        whole.kind = .roundup(.daily, [post.id])
        let copies = CopyRenderer(
            .post(whole, .roundup([post])), message: gathered,
            renderer: LetterRenderer(policy: policy, signer: W.signer, book: try LetterBook()))
        return Message(Array(try copies.copy(to: W.mikko, language).joined()))
    }

    @Test("what is more than words is named with its size, and comes in the whole mail", arguments: cases)
    func tells(row: Case) throws {
        let roundup = try Self.roundup(row.mail)
        let text = roundup.readableText
        #expect(text.contains("Tervetuloa!"))
        let whole = roundup.parts.filter { $0.isMessage && !$0.nested }
        guard let told = row.told else {
            #expect(!text.contains("Liite:") && whole.isEmpty)
            return
        }
        #expect(text.contains("Liite: \(told)"), "\(text)")
        #expect(text.contains("Koko viesti liitteineen on tämän koosteen liitteenä."))
        // Nothing of it is missing there.
        let copy = Message(roundup.decoded(try #require(whole.first)))
        #expect(copy.enclosures.count == Message(row.mail).enclosures.count)
    }

    @Test(
        "what is too large is named in every language, with the way to get it",
        arguments: [
            (Language.fi, "Liite: kuva.jpg", "Pyydä se koordinaattoreilta"),
            (.sv, "Bilaga: kuva.jpg", "Be koordinatorerna om det"),
            (.en, "Attachment: kuva.jpg", "To ask the coordinators for it"),
        ])
    func tooLarge(language: Language, named: String, way: String) throws {
        let picture = Self.part(
            "Content-Type: image/jpeg; name=kuva.jpg\(Self.base64)\r\nContent-Disposition: inline",
            String(repeating: "eHh4", count: 500))
        let text = try Self.roundup(
            Self.mail("mixed", [Self.words, picture]), language, policy: W.changedPolicy { $0.maxMessageSize = 1000 }
        ).readableText
        #expect(text.contains(named) && text.contains(way), "\(text)")
    }
}
