import Base
import TestWorld
import Testing

@testable import MailingList

@Suite("Forged and hostile mails, from bytes to decision")
struct HostileMailTests {
    static let hiddenSenders: [(from: String, reason: String)] = [
        ("anna@hel.fi, x@evil.org", "more than one address in From"),
        ("anna@hel.fi\r\nFrom: x@evil.org", "more than one address in From"),
        ("<anna@hel.fi> <x@evil.org>", "more than one address in From"),
        ("anna@hel.fi x@evil.org", "no usable address in From"),
        ("ryhmä: anna@hel.fi;", "no usable address in From"),
        ("undisclosed recipients:;", "no usable address in From"),
        ("Anna Koordinaattori", "no usable address in From"),
        ("\"anna@hel.fi\"", "no usable address in From"),
        ("=?utf-8?q?anna=40hel=2Efi?=", "no usable address in From"),
        ("(anna@hel.fi)", "no usable address in From"),
        ("anna@hel.fi@evil.org", "no usable address in From"),
        ("anna@[192.0.2.1]", "no usable address in From"),
    ]

    @Test("who hides the sender is kept aside and never answered", arguments: hiddenSenders)
    func hidden(from: String, reason: String) {
        for subject in ["liity", "eroa", "julkaise", "Tiedote"] {
            let decision = Mails.decide(Mails.mail(from: from, subject: subject))
            guard decision.verdict.word == "quarantined" else {
                Issue.record("\(from): \(decision.verdict)")
                continue
            }
            #expect(decision.letters.allSatisfy { $0.kind == .quarantineNotice && W.policy.isCoordinator($0.to) })
            #expect(decision.entries.count == 1)
        }
        #expect(Mails.decide(Mails.mail(from: from)).verdict == .quarantined(reason))
    }

    static let disguises: [(from: String, sender: String)] = [
        ("\"anna@hel.fi\" <x@evil.org>", "x@evil.org"),
        ("=?utf-8?q?anna=40hel=2Efi_=3Canna=40hel=2Efi=3E?= <x@evil.org>", "x@evil.org"),
        ("anna@hel.fi.evil.org", "anna@hel.fi.evil.org"),
        ("x@evil.org (anna@hel.fi)", "x@evil.org"),
        ("=?utf-8?b?QW5uYQ0KQmNjOiB4QGV2aWwub3Jn?= <x@evil.org>", "x@evil.org"),
        ("\"Anna\r\n Bcc: anna@hel.fi\" <x@evil.org>", "x@evil.org"),
        ("<@hel.fi:x@evil.org>", "x@evil.org"),
    ]

    @Test("a disguise is seen through: the one address counts, and it may not join", arguments: disguises)
    func disguised(from: String, sender: String) {
        let request = Mails.read(
            Mails.mail(from: from, subject: "liity", ["Reply-To: anna@hel.fi", "Sender: anna@hel.fi"]))
        #expect(request.sender?.address.text == sender)
        #expect(request.sender?.name.contains { $0.isNewline } == false)
        let decision = W.decide(.mail(request))
        #expect(decision.verdict == .refusedDomain)
        #expect(decision.entries.isEmpty && decision.letters.map(\.to.text) == [sender])
        // Nor is it a coordinator's announcement.
        let post = Mails.decide(Mails.mail(from: from, subject: "Tiedote", [], "Tulkaa kaikki"))
        #expect(post.verdict == .forwarded)
    }

    static let machines: [(fields: [String], from: String)] = [
        (["Auto-Submitted: auto-replied"], "mikko@hel.fi"),
        (["Auto-Submitted: auto-generated (x)"], "anna@hel.fi"),
        (["Return-Path: <>"], "mikko@hel.fi"),
        (["List-Id: <muu.hel.fi>"], "mikko@hel.fi"),
        (["Precedence: bulk"], "mikko@hel.fi"), (["Precedence: list"], "mikko@hel.fi"),
        (["Precedence: junk"], "mikko@hel.fi"), (["Precedence: auto_reply"], "mikko@hel.fi"),
        (["X-Kutsu-List: verkosto"], "mikko@hel.fi"), ([], "verkosto@hel.fi"), ([], "MAILER-DAEMON@hel.fi"),
        (["Content-Type: multipart/report; report-type=delivery-status; boundary=b"], "mikko@hel.fi"),
        (["X-Failed-Recipients: mikko@hel.fi"], "mikko@hel.fi"),
    ]

    @Test("nothing automatic is answered or obeyed, whatever it says and proves", arguments: machines)
    func automatic(fields: [String], from: String) throws {
        let sender = try #require(Address(from.lowercased()))
        let state = W.state([.held])
        let answers = [
            Mails.name(.join(.fi), sender), Mails.name(.leave, sender), Mails.name(.post(W.postID(.held)), sender),
            Mails.name(.copy(W.postID(.held)), sender), "<a@b>",
        ]
        for answer in answers {
            for words in ["liity", "eroa", "julkaise", "ohje", "Olen lomalla"] {
                let mail = Mails.mail(from: from, subject: "Re: x", fields + ["In-Reply-To: \(answer)"], words)
                let decision = Mails.decide(mail, in: state)
                #expect(decision.entries.isEmpty && decision.letters.isEmpty, "\(decision.verdict)")
                guard decision.verdict.word == "ignored" else {
                    Issue.record("\(decision.verdict)")
                    continue
                }
            }
        }
    }

    @Test("X-Auto-Response-Suppress and Auto-Submitted: no are no machines")
    func people() {
        let mail = Mails.mail(subject: "liity", ["X-Auto-Response-Suppress: All", "Auto-Submitted: no"])
        #expect(Mails.decide(mail).verdict == .askedToJoin)
    }

    @Test("words from outside are bounded, and on one line")
    func bounded() {
        let long = String(repeating: "ä", count: 5000)
        let mail = Mails.mail(
            from: "=?utf-8?q?\(String(repeating: "A", count: 2000))?= <olli@hel.fi>",
            subject: "=?utf-8?q?a=0D=0AX:_y?= \(long)", [], "  \r\n\(long)\r\nja muuta")
        let request = Mails.read(mail)
        #expect(request.subject.count == 998 && !request.subject.contains { $0.isNewline })
        #expect(request.sender?.name.count == 200)
        #expect(request.excerpt.count == 120 && request.excerpt.hasSuffix("…"))
        #expect(!request.isBrief)
    }

    @Test("a mail with more parts than honest mail has is kept aside")
    func hostile() {
        let part = "--b\r\nContent-Disposition: attachment; filename=a\r\n\r\nx\r\n"
        let mail = Mails.mail(
            ["Content-Type: multipart/mixed; boundary=b"], String(repeating: part, count: 1100) + "--b--")
        let decision = Mails.decide(mail)
        #expect(decision.verdict == .quarantined("the mail goes beyond a limit: too many parts"))
    }
}
