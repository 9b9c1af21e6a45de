import Base
import TestWorld
import Testing

@testable import MailingList

@Suite("Nobody joins, leaves or changes language who did not say so: mails as they come")
struct ConsentTricksTests {
    private static func answer(
        _ purpose: TokenPurpose, from sender: String, subject: String, _ fields: [String] = [], _ text: String
    ) -> [UInt8] {
        let address = W.address(String(sender.drop { $0 != "<" }.dropFirst().dropLast()))
        return Mails.mail(
            from: sender, subject: subject, ["In-Reply-To: \(Mails.name(purpose, address))"] + fields, text)
    }

    static let quotation = "\r\n\r\nla 21.11.2026 klo 14.20 Verkosto kirjoitti:\r\n> Vastaa `kyllä`."

    struct Trick: Sendable, CustomTestStringConvertible {
        var story: String
        var subject: String
        var fields: [String] = []
        var text: String
        var testDescription: String { story }
    }

    static let tricks: [Trick] = [
        Trick(story: "a forward of the letter", subject: "Fwd: Vahvista", text: "kyllä"),
        Trick(story: "a forward without words", subject: "VL: Vahvista", text: ""),
        Trick(story: "a forward in Swedish", subject: "VB: Bekräfta", text: "Ja tack"),
        Trick(story: "a forward with a question", subject: "FW: Please confirm", text: "Do you know these people?"),
        Trick(story: "a reaction in Gmail", subject: "Re: Vahvista", text: "👍\r\n\r\nOlli reacted via Gmail"),
        Trick(story: "a reaction in Outlook", subject: "Re: Vahvista", text: "Olli reacted to your message: 👍"),
        Trick(story: "a receipt", subject: "Luettu: Vahvista", text: "Viestisi luettiin 21.11.2026."),
        Trick(
            story: "a marked vacation answer", subject: "Automaattinen vastaus: Vahvista",
            fields: ["Auto-Submitted: auto-replied"], text: "Kyllä, olen lomalla."),
        Trick(story: "an unmarked vacation answer", subject: "Re: Vahvista", text: "Olen lomalla 30.11. asti."),
        Trick(story: "a vacation answer in Swedish", subject: "Sv: Bekräfta", text: "Jag är på semester."),
        Trick(story: "a vacation answer in English", subject: "Re: Confirm", text: "I am out of the office."),
        Trick(
            story: "a ticket system's acknowledgement", subject: "[#4711] Vahvista",
            text: "Yes, we have received your request."),
        Trick(story: "a ticket in Finnish", subject: "Re: Vahvista", text: "Palvelupyyntösi on vastaanotettu."),
        Trick(
            story: "a challenge", subject: "Re: Vahvista",
            text: "Please confirm that you are human: https://challenge.example/1"),
        Trick(story: "a question", subject: "Re: Vahvista", text: "Who are you?"),
        Trick(story: "a question that begins with yes", subject: "Re: Vahvista", text: "Yes? Who are you?"),
        Trick(story: "no in Finnish", subject: "VS: Vahvista", text: "Ei kiitos"),
        Trick(story: "no in one word", subject: "VS: Vahvista", text: "En."),
        Trick(story: "no in Swedish", subject: "Sv: Bekräfta", text: "Nej tack"),
        Trick(story: "no in English", subject: "Re: Confirm", text: "No thanks, I did not ask for this!"),
        Trick(story: "a yes that is taken back", subject: "Re: Confirm", text: "Ok, but I did not ask for this."),
        Trick(story: "an empty answer", subject: "Re: Vahvista", text: ""),
        Trick(story: "only the quotation", subject: "Re: Vahvista", text: "> Vastaa `kyllä`."),
        Trick(story: "thanks alone", subject: "Re: Vahvista", text: "Kiitos"),
        Trick(story: "a null return path", subject: "Re: Vahvista", fields: ["Return-Path: <>"], text: "kyllä"),
        Trick(story: "another list", subject: "Re: Vahvista", fields: ["List-Id: <x.example>"], text: "kyllä"),
        Trick(story: "bulk mail", subject: "Re: Vahvista", fields: ["Precedence: bulk"], text: "kyllä"),
        Trick(story: "a yes in a subject that is ours", subject: "Re: kyllä", text: ""),
        Trick(story: "an absence without its marks", subject: "Out of Office: Vahvista", text: "kyllä"),
        Trick(story: "an absence in Finnish", subject: "Poissa: Vahvista", text: "kyllä"),
        Trick(story: "an absence in German", subject: "Abwesenheitsnotiz: Vahvista", text: "kyllä"),
        Trick(story: "a receipt without its part", subject: "Read: Vahvista", text: "kyllä"),
        Trick(story: "a receipt in Swedish", subject: "Läst: Bekräfta", text: "kyllä"),
        Trick(story: "a report without its marks", subject: "Undeliverable: Vahvista", text: "kyllä"),
        Trick(story: "a forward in brackets", subject: "[Fwd: Vahvista]", text: "kyllä"),
        Trick(
            story: "a yes struck out", subject: "Re: Vahvista", fields: ["Content-Type: text/html"],
            text: "<p><strike>kyllä</strike></p><p>Ei</p>"),
        Trick(
            story: "a yes that nobody sees", subject: "Re: Vahvista", fields: ["Content-Type: text/html"],
            text: "<span style=\"font-size:0\">kyllä</span><p>En halua</p>"),
        Trick(
            story: "an unmarked thank-you of a program", subject: "Re: Vahvista",
            text: "Ok, thanks for your message! We will get back to you within 24 h."),
        Trick(story: "spam, said with a yes", subject: "Re: Vahvista", text: "Yes this is spam"),
        Trick(story: "a wrong address, said with a yes", subject: "Re: Vahvista", text: "Kyllä, väärä henkilö"),
    ]

    static func changes(_ decision: Decision) -> Bool {
        decision.entries.contains { if case .membership = $0 { true } else { false } }
    }

    @Test("nobody joins by", arguments: tricks)
    func joining(trick: Trick) {
        let mail = Self.answer(
            .join(.fi), from: "Olli <olli@hel.fi>", subject: trick.subject, trick.fields, trick.text + Self.quotation)
        #expect(!Self.changes(Mails.decide(mail)))
    }

    @Test("nobody leaves by", arguments: tricks)
    func leaving(trick: Trick) {
        let mail = Self.answer(
            .leave, from: "Maria <maria@edu.hel.fi>", subject: trick.subject, trick.fields, trick.text + Self.quotation)
        #expect(!Self.changes(Mails.decide(mail)))
    }

    @Test("nobody gets another language by", arguments: tricks)
    func language(trick: Trick) {
        let mail = Self.answer(
            .language(.en), from: "Mikko <mikko@hel.fi>", subject: trick.subject, trick.fields,
            trick.text + Self.quotation)
        #expect(!Self.changes(Mails.decide(mail)))
    }

    @Test("nothing is published by", arguments: tricks)
    func publishing(trick: Trick) {
        let mail = Self.answer(
            .post(W.postID(.held)), from: "Anna <anna@hel.fi>", subject: trick.subject, trick.fields,
            trick.text.replacing("kyllä", with: "julkaise") + Self.quotation)
        let decision = Mails.decide(mail, in: W.state([.held]))
        #expect(!decision.entries.contains { if case .post(.published) = $0 { true } else { false } })
    }

    static let honest: [(subject: String, fields: [String], text: String)] = [
        ("VS: Vahvista", [], "Kyllä"), ("Re: Vahvista", [], "kyllä\r\n\r\nOlli"), ("Sv: Bekräfta", [], "Ja tack!"),
        ("Re: Confirm", ["Auto-Submitted: no"], "Yes please"), ("RE: Vahvista", [], "Hei,\r\n\r\nKyllä kiitos."),
        ("Re: [EXT] Vahvista", ["X-Auto-Response-Suppress: All"], "ok"), ("kyllä", [], ""),
    ]

    @Test("one word is enough, from any program", arguments: honest)
    func oneWord(subject: String, fields: [String], text: String) {
        let quoted = text.isEmpty ? "" : text + Self.quotation
        let joined = Self.answer(.join(.fi), from: "Olli <olli@hel.fi>", subject: subject, fields, quoted)
        #expect(Mails.decide(joined).verdict == .joined)
        let left = Self.answer(.leave, from: "Maria <maria@edu.hel.fi>", subject: subject, fields, quoted)
        #expect(Mails.decide(left).verdict == .left)
        let changed = Self.answer(.language(.en), from: "Mikko <mikko@hel.fi>", subject: subject, fields, quoted)
        #expect(Mails.decide(changed).verdict == .languageChanged)
    }

    @Test(
        "who wants to stay, stays",
        arguments: ["Yes I want to stay", "Yes, keep me", "Kyllä haluan olla listalla", "Yes, I am still interested"])
    func stays(text: String) {
        for purpose in [TokenPurpose.leave, .erase] {
            let mail = Self.answer(purpose, from: "Maria <maria@edu.hel.fi>", subject: "Re: x", [], text)
            #expect(Mails.decide(mail).verdict == .forwarded)
        }
    }

    @Test(
        "an answer to a copy that asks, or speaks of going along, removes nobody",
        arguments: ["eroa?", "Unsubscribe?", "stop?", "Lähde mukaan!"])
    func copies(text: String) {
        let copy = TokenPurpose.copy(W.postID(.finished))
        let mail = Self.answer(copy, from: "Mikko <mikko@hel.fi>", subject: "Re: Tiedote", [], text)
        #expect(!Self.changes(Mails.decide(mail)))
        let leave = Self.answer(copy, from: "Mikko <mikko@hel.fi>", subject: "Re: Tiedote", [], "eroa")
        #expect(Mails.decide(leave).verdict == .left)
    }

    @Test("Apple Mail's button on a copy that many share asks its reader")
    func sharedCopy() {
        let apple = ["Auto-Submitted: auto-replied", "X-Apple-Unsubscribe: true"]
        #expect(Mails.decide(Mails.mail(from: "mikko@hel.fi", subject: "eroa", apple)).verdict == .askedToLeave)
        #expect(Mails.decide(Mails.mail(from: "mikko@hel.fi", subject: "liity", apple)).verdict.word == "ignored")
        #expect(Mails.decide(Mails.mail(from: "mikko@hel.fi", subject: "eroa", [apple[0]])).verdict.word == "ignored")
    }

    @Test("the command itself is a yes", arguments: [("liity", "eroa"), ("gå med", "lämna"), ("join", "leave")])
    func commands(join: String, leave: String) {
        let joined = Self.answer(.join(.fi), from: "Olli <olli@hel.fi>", subject: "Re: x", [], join)
        #expect(Mails.decide(joined).verdict == .joined)
        let left = Self.answer(.leave, from: "Maria <maria@edu.hel.fi>", subject: "Re: x", [], leave)
        #expect(Mails.decide(left).verdict == .left)
    }

    @Test(
        "a cancellation's preview is answered yes or no",
        arguments: [
            ("kyllä", "published"), ("Ja", "published"), ("yes", "published"), ("julkaise", "published"),
            ("ei", "cancelled"), ("nej", "cancelled"), ("no", "cancelled"), ("peru", "reminded"),
            ("cancel", "reminded"),
            ("kyllä?", "reminded"), ("", "reminded"),
        ])
    func cancellation(text: String, verdict: String) {
        var post = W.post(.held)
        post.kind = .cancellation(of: W.postID(.finished), sequence: 1)
        let state = W.state(entries: [.post(.carried(post))])
        var request = W.request(W.anna, text, reply: W.reply(toPreviewOf: .held))
        request.answer = Answer.read(text)
        // Nothing is known of the event: whether members know better is asked before the answer.
        let decision = W.decide(.mail(request), in: state)
        #expect(decision.verdict.word == verdict)
    }
}
