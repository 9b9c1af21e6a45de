import TestWorld
import Testing

@testable import MailingList

@Suite("The words of a tip")
struct ItemTextTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var story: String
        var mail: [UInt8]
        var tip: String
        init(_ story: String, subject: String = "", _ header: [String] = [], _ text: String = "", is tip: String) {
            self.story = story
            mail = Mails.mail(
                subject: subject, header + ["MIME-Version: 1.0"], text.replacing("\n", with: "\r\n"))
            self.tip = tip
        }
        var testDescription: String { story }
    }

    private static let utf8 = ["Content-Type: text/plain; charset=utf-8"]
    private static let html = ["Content-Type: text/html; charset=utf-8"]
    private static let long = String(repeating: "pitkä ", count: 1200) + "loppu"

    static let cases: [Case] = [
        Case("in the subject", subject: "Vinkki: Käykää", is: "Käykää"),
        Case(
            "in the subject, and more below", subject: "Tips: Film", utf8, "På lördag.\n\nGratis!",
            is: "Film\n\nPå lördag.\n\nGratis!"),
        Case("the word alone in the subject", subject: "vinkki", utf8, "Käykää\nkatsomassa", is: "Käykää\nkatsomassa"),
        Case("in the first line", subject: "hei", utf8, "Vinkki: Käykää\nkatsomassa", is: "Käykää\n\nkatsomassa"),
        Case("the word alone in the first line", utf8, "tip:\nCome and see", is: "Come and see"),
        Case("below a greeting", subject: "hei", utf8, "Hei!\n\nvinkki: Käykää\n\nt. Olli", is: "Käykää\n\n\nt. Olli"),
        Case(
            "said twice, in the subject and in the first line", subject: "Vinkki: Käykää", utf8,
            "Vinkki: Käykää katsomassa\nOodissa", is: "Käykää katsomassa\n\nOodissa"),
        Case(
            "another one below the subject's stays whole", subject: "Vinkki: Yksi", utf8, "Hei!\nVinkki: Kaksi\nx",
            is: "Yksi\n\nHei!\nVinkki: Kaksi\nx"),
        Case(
            "only HTML", subject: "hei", html, "<p>Vinkki: <b>Käykää</b></p><ul><li>Oodi</li></ul>",
            is: "Käykää\n\n\n- Oodi"),
        Case(
            "a link in HTML keeps its words", subject: "Vinkki: Retki", html,
            "<p>Katso <a href=\"https://hel.fi/x\">ohjelma</a>.</p><ul><li>a</li><li><a href=\"https://b.fi\">https://b.fi</a></li></ul>",
            is: "Retki\n\nKatso [ohjelma](<https://hel.fi/x>).\n\n- a\n- https://b.fi"),
        Case(
            "a link beside the word", subject: "hei", html,
            "<p>Vinkki: Katso <a href=\"https://hel.fi/x\">ohjelma</a></p>", is: "Katso [ohjelma](<https://hel.fi/x>)"),
        Case(
            "of two alternatives that say the same", subject: "Vinkki: Retki",
            ["Content-Type: multipart/alternative; boundary=b"],
            "--b\nContent-Type: text/plain; charset=utf-8\n\nKatso *ohjelma* <https://hel.fi/x>!\n--b\n"
                + "Content-Type: text/html; charset=utf-8\n\n<p>Katso <b><a href=\"https://hel.fi/x\">ohjelma</a></b>!</p>\n--b--",
            is: "Retki\n\nKatso [ohjelma](<https://hel.fi/x>)!"),
        Case(
            "of two alternatives that differ the plain one counts", subject: "Vinkki: Retki",
            ["Content-Type: multipart/alternative; boundary=b"],
            "--b\nContent-Type: text/plain; charset=utf-8\n\nTulkaa\n--b\n"
                + "Content-Type: text/html; charset=utf-8\n\n<p>Katso <a href=\"https://hel.fi/x\">ohjelma</a></p>\n--b--",
            is: "Retki\n\nTulkaa"),
        Case(
            "without the quotation below it", subject: "Re: Kooste", utf8,
            "Vinkki: Käykää\n\nla 21.11.2026 klo 14.20 Verkosto <verkosto@hel.fi> kirjoitti:\n> Vinkit\n> vinkki: vanha",
            is: "Käykää"),
        Case("without the signature", utf8, "Vinkki: Käykää\n\n-- \nOlli\nSuunnittelija", is: "Käykää"),
        Case("a long line is whole", utf8, "Vinkki: \(long)", is: long),
        Case("no words", subject: "Vinkki:", utf8, " \n\t\n", is: ""),
        Case("without controls", subject: "Vinkki: a", utf8, "b\u{7}\u{1B}[31m\tc\u{85}d", is: "a\n\nb[31m c\nd"),
    ]

    @Test("a mail's tip", arguments: cases)
    func text(example: Case) {
        let request = Mails.read(example.mail)
        guard case .item(.tips, _)? = request.command?.command else {
            Issue.record("no tip: \(String(describing: request.command))")
            return
        }
        #expect(request.item == example.tip)
    }

    @Test("it has an end, which can be seen to be missing")
    func end() {
        let mail = Mails.mail(subject: "Vinkki: Kirja", Self.utf8, String(repeating: "sana ", count: 100_000))
        #expect(Mails.read(mail).item.count == Item.longestText + 1)
    }

    @Test("no other mail has one")
    func others() {
        for mail in [
            Mails.mail(subject: "Vinkkejä arkeen", [], "Moi"), Mails.mail(subject: "Fwd: Vinkki: x", [], "Moi"),
            Mails.mail(subject: "ohje"),
        ] { #expect(Mails.read(mail).item == "") }
    }
}
