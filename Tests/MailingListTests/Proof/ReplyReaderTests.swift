import Base
import TestWorld
import Testing

@testable import MailingList

@Suite("Which of our mails was answered")
struct ReplyReaderTests {
    private static let held = W.postID(.held)

    struct Case: Sendable, CustomTestStringConvertible {
        var story: String
        var mail: [UInt8]
        var reply: Reply?
        init(_ story: String, _ mail: [UInt8], _ reply: Reply?) {
            (self.story, self.mail, self.reply) = (story, mail, reply)
        }
        var testDescription: String { story }
    }

    private static let join = Mails.name(.join(.sv), W.olli)
    private static let copy = Mails.name(.copy(held), W.olli)
    private static let joinToken = Mails.token(.join(.fi), W.olli).text
    private static let postToken = Mails.token(.post(held), W.anna).text

    static let cases: [Case] = [
        Case("In-Reply-To", Mails.mail(["In-Reply-To: \(join)"]), W.reply(.join(.sv))),
        Case("in capitals", Mails.mail(["In-Reply-To: \(join.uppercased())"]), W.reply(.join(.sv))),
        Case("without angles", Mails.mail(["In-Reply-To: \(join.dropFirst().dropLast())"]), W.reply(.join(.sv))),
        Case("the last of References", Mails.mail(["References: <a@b> \(join)"]), W.reply(.join(.sv))),
        Case("folded", Mails.mail(["References: <a@b>\r\n\t\(join)"]), W.reply(.join(.sv))),
        Case("a copy", Mails.mail(["In-Reply-To: \(copy)"]), W.reply(.copy(held))),
        Case(
            "a preview, by anybody", Mails.mail(["In-Reply-To: \(Mails.name(.post(held), W.anna))"]),
            W.reply(.post(held))),
        Case(
            "a question further back in the conversation is not answered",
            Mails.mail(["In-Reply-To: <a@b>", "References: \(join) <a@b>"]), nil),
        Case(
            "a copy further back is",
            Mails.mail(["In-Reply-To: <a@b>", "References: \(copy) \(join) <a@b>"]), W.reply(.copy(held))),
        Case(
            "another's copy proves nothing", Mails.mail(from: "berit@hel.fi", ["In-Reply-To: \(copy)"]),
            W.reply(.copy(held), proven: false)),
        Case(
            "an alias's confirm letter proves nothing", Mails.mail(from: "o.olli@hel.fi", ["In-Reply-To: \(join)"]),
            W.reply(.join(.sv), proven: false)),
        Case(
            "an expired token proves nothing",
            Mails.mail(["In-Reply-To: \(Mails.name(.join(.fi), W.olli, days: -1))"]), W.reply(.join(.fi), proven: false)
        ),
        Case(
            "the last second counts",
            Mails.mail(["In-Reply-To: \(Mails.name(.join(.fi), W.olli, days: 0))"]), W.reply(.join(.fi))),
        Case(
            "a token does not change its purpose",
            Mails.mail(["In-Reply-To: \(join.replacing("join-sv", with: "leave"))"]), W.reply(.leave, proven: false)),
        Case(
            "nor its language",
            Mails.mail(["In-Reply-To: \(join.replacing("join-sv", with: "join-fi"))"]),
            W.reply(.join(.fi), proven: false)),
        Case(
            "nor its post", Mails.mail(["In-Reply-To: \(copy.replacing(held.text, with: W.postID(.sending).text))"]),
            W.reply(.copy(W.postID(.sending)), proven: false)),
        Case(
            "a copy's token publishes nothing", Mails.mail(["In-Reply-To: \(copy.replacing("copy", with: "post"))"]),
            W.reply(.post(held), proven: false)),
        Case(
            "List-Unsubscribe's token is no answer", Mails.mail(["In-Reply-To: \(Mails.name(.unsubscribe, W.olli))"]),
            nil),
        Case(
            "another domain is not ours",
            Mails.mail(["In-Reply-To: \(Mails.name(.note, W.olli, domain: W.required(Domain("evil.org"))))"]),
            nil),
        Case(
            "an odd identifier is not ours", Mails.mail(["In-Reply-To: <note.@hel.fi> <post.x.y@hel.fi> <@hel.fi>"]),
            nil),
        Case("the subject's token", Mails.mail(subject: "Re: Vahvista [kutsu:\(joinToken)]"), W.reply(.join(.fi))),
        Case(
            "in capitals there", Mails.mail(subject: "VS: VAHVISTA [KUTSU:\(joinToken.uppercased())]"),
            W.reply(.join(.fi))),
        Case(
            "the second of two", Mails.mail(subject: "Re: [kutsu:\(postToken.reversed())] [kutsu:\(joinToken)]"),
            W.reply(.join(.fi))),
        Case(
            "a preview's token", Mails.mail(from: "anna@hel.fi", subject: "Re: x [kutsu:\(postToken)]"),
            W.reply(.post(held))),
        Case(
            "the subject helps where In-Reply-To is too old",
            Mails.mail(
                subject: "Re: [kutsu:\(joinToken)]", ["In-Reply-To: \(Mails.name(.note, W.olli, days: -1))"]),
            W.reply(.join(.fi))),
        Case(
            "another's token in the subject is nothing",
            Mails.mail(from: "berit@hel.fi", subject: "Re: [kutsu:\(joinToken)]"), nil),
        Case(
            "a note's or copy's token is no subject",
            Mails.mail(
                subject:
                    "Re: [kutsu:\(Mails.token(.note, W.olli).text)] [kutsu:\(Mails.token(.copy(held), W.olli).text)]"),
            nil),
        Case("nothing of ours", Mails.mail(["In-Reply-To: <a@b>", "References: <a@b>"]), nil),
    ]

    @Test("an answer", arguments: cases)
    func answers(example: Case) {
        var reply = Mails.read(example.mail, open: OpenQuestions(posts: [Self.held])).reply
        reply?.issued = nil
        #expect(reply == example.reply)
    }

    @Test("an answer in thousands of identifiers costs little and is still found")
    func many() {
        let noise = String(repeating: " <a@b>", count: 20_000)
        let request = Mails.read(Mails.mail(["References:\(noise) \(Self.copy)"]))
        #expect(request.reply == Reply(.copy(Self.held), isProven: true, issued: W.now))
    }

    @Test("an answer's subject is our own words: only what was written is a command")
    func subjects() {
        let preview = ["In-Reply-To: \(Mails.name(.post(Self.held), W.anna))"]
        for subject in ["Re: Publish? Thanks!", "Publicera? Tack", "publish", "Re: Stop", "Fwd: julkaise"] {
            #expect(Mails.read(Mails.mail(from: "anna@hel.fi", subject: subject, preview)).command == nil, "\(subject)")
        }
        #expect(Mails.read(Mails.mail(subject: "eroa", preview)).command?.command == .leave)
        #expect(Mails.read(Mails.mail(subject: "Stop", preview, "Hyvä kirjoitus!")).command == nil)
        #expect(Mails.read(Mails.mail(subject: "Re: Stop", preview, "julkaise")).command?.command == .publish)
        // Without a sign that it answers us, a subject stays a command, and changes nothing by itself.
        #expect(Mails.read(Mails.mail(subject: "Re: eroa")).command?.command == .leave)
    }

    @Test("List-Unsubscribe's draft works from any address, with any token")
    func unsubscribing() {
        for number in 0..<200 {
            let address = W.address("m\(number)@hel.fi")
            let token = Mails.token(.unsubscribe, address, days: 400)
            let draft = Mails.mail(from: "x@evil.org", subject: "eroa \(token.text) \(address.text)")
            #expect(Mails.read(draft).unsubscribes?.address == address)
        }
        let odd = W.address("_o'x@hel.fi")
        let token = Mails.token(.unsubscribe, odd)
        #expect(Mails.read(Mails.mail(subject: "lämna \(token.text) \(odd.text)")).unsubscribes?.address == odd)
        #expect(
            Mails.read(Mails.mail(subject: "x", [], "leave \(token.text) \(odd.text)")).unsubscribes?.address == odd)
        #expect(Mails.read(Mails.mail(subject: "leave \(token.text) mikko@hel.fi")).unsubscribes == nil)
        #expect(Mails.read(Mails.mail(subject: "Fwd: leave \(token.text) \(odd.text)")).unsubscribes == nil)
        for subject in [
            "eroa%20\(token.text)%20\(odd.text)", "eroa+\(token.text)+\(odd.text)",
            "eroa%20\(token.text)%20_o%27x%40hel.fi",
            "eroa%20\(token.text)%20_o%27x%40hel.fi".lowercased(), "[EXTERNAL] eroa \(token.text) \(odd.text)",
            "***SPAM*** Eroa \(token.text.uppercased()) \(odd.text)", "EXT: lämna \(token.text) <\(odd.text)>",
            "l%C3%A4mna%20\(token.text)%20\(odd.text)", "gå ur \(token.text) \(odd.text)",
        ] {
            #expect(Mails.read(Mails.mail(subject: subject)).unsubscribes?.address == odd, "\(subject)")
        }
        for subject in ["\(token.text) \(odd.text)", "Kuka on eroa ja \(token.text) \(odd.text)", "eroa \(token.text)"]
        {
            #expect(Mails.read(Mails.mail(subject: subject)).unsubscribes == nil, "\(subject)")
        }
        let other = Mails.token(.note, odd)
        #expect(Mails.read(Mails.mail(subject: "leave \(other.text) \(odd.text)")).unsubscribes == nil)
    }
}
