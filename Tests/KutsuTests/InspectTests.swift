import Base
import Engine
import Mail
import MailingList
import Testing

@testable import kutsu

@Suite("kutsu inspect")
struct InspectTests {
    static func mail(_ fields: String..., body: String = "Hei\r\n") -> [UInt8] {
        Array((fields.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8)
    }

    struct Case: CustomTestStringConvertible, Sendable {
        let name: String
        let mail: [UInt8]
        let kind: InspectedMail.Kind
        var request: String?
        /// With the list, where it differs.
        var kindInList: InspectedMail.Kind?
        let verdict: String
        var testDescription: String { name }
    }

    static let cases: [Case] = [
        Case(
            name: "a join", mail: mail("From: Eka <e@hel.test>", "Subject: Liity"), kind: .command, request: "join",
            verdict: "askedToJoin"),
        Case(
            name: "a join from elsewhere", mail: mail("From: e@evil.test", "Subject: anslut"), kind: .command,
            request: "join", verdict: "refusedDomain"),
        Case(
            name: "an out-of-office reply", mail: mail("From: e@hel.test", "Auto-Submitted: auto-replied"),
            kind: .automatic, verdict: "ignored"),
        Case(
            name: "a bounce", mail: mail("From: MAILER-DAEMON@hel.test", "Subject: Undelivered Mail"), kind: .bounce,
            verdict: "ignored"),
        Case(
            name: "a coordinator's announcement", mail: mail("From: anna@hel.test", "Subject: Iltapäivä"),
            kind: .person,
            kindInList: .post, verdict: "held"),
        Case(
            name: "a person's words", mail: mail("From: e@hel.test", "Subject: Hei"), kind: .person,
            verdict: "forwarded"),
        Case(
            name: "a stranger's tip", mail: mail("From: e@hel.test", "Subject: vinkki: Tapahtuma"), kind: .tip,
            request: "tip",
            verdict: "notMember"),
        Case(
            name: "an answer to an invitation",
            mail: mail(
                "From: e@hel.test", "Subject: Hyväksytty", "Content-Type: text/calendar; method=REPLY",
                body: "BEGIN:VCALENDAR\r\n"), kind: .calendar, verdict: "forwarded"),
        Case(
            name: "two senders", mail: mail("From: a@hel.test, b@hel.test", "Subject: Hei"), kind: .person,
            verdict: "quarantined"),
        Case(name: "nothing", mail: [], kind: .person, verdict: "quarantined"),
    ]

    @Test("what a mail is, and what would be decided about it", arguments: cases)
    func kinds(_ example: Case) throws {
        let alone = InspectedMail(example.mail)
        if example.name != "nothing" { #expect(alone.kind == example.kind) }
        #expect(alone.request == example.request)
        #expect(alone.decision == nil)
        let list = try ListFixture()
        let inList = InspectedMail(example.mail, list: try Inspect.ListView(list.context()))
        if example.name != "nothing" { #expect(inList.kind == example.kindInList ?? example.kind) }
        #expect(inList.decision?.name == example.verdict)
        #expect(!SystemFiles.exists(list.stateDirectory))
    }

    @Test("an answer to one of the list's letters is told with its proof; looking changes no file")
    func answer() throws {
        let list = try ListFixture()
        try list.add("a@hel.test")
        let context = try list.context()
        let signer = try context.signer(on: context.disk())
        let before = try list.files()
        let address = try #require(Address("a@hel.test"))
        let until = SystemClock().now() + .days(7)
        let token = signer.token(.leave, for: address, until: until)
        let name = MessageName(purpose: .leave, token: token).messageID(domain: context.policy.address.domain)
        func inspect(_ from: String) throws -> InspectedMail {
            let mail = Self.mail("From: \(from)", "Subject: Re: Eroatko", "In-Reply-To: <\(name)>", body: "Kyllä\r\n")
            return InspectedMail(mail, list: try Inspect.ListView(context))
        }
        let genuine = try inspect("a@hel.test")
        #expect(genuine.kind == .answer)
        #expect(genuine.answer?.isProven == true)
        #expect(genuine.decision?.name == "left")
        #expect(genuine.decision?.entryNames == ["left"])
        #expect(genuine.decision?.letterNames == ["goodbye"])
        #expect(try inspect("x@hel.test").answer?.isProven == false)
        #expect(try list.files() == before)
        #expect(try list.members() == ["a@hel.test"])
    }

    @Test("a post that was handled before is a post still, and nothing more is decided about it")
    func seen() throws {
        let list = try ListFixture()
        let mail = Self.mail("From: anna@hel.test", "Subject: Iltapäivä", "Message-ID: <1@hel.test>")
        let context = try list.context()
        let decision = try #require(InspectedMail(mail, list: try Inspect.ListView(context)).decision)
        var ledger = try context.ledger(on: context.disk())
        let identity = MailIdentity(validity: 1, uid: 7, digest: MailDigest(of: Message(mail)))
        let policy = context.policy
        try ledger.transact(at: SystemClock().now()) { (batch: inout Batch) throws(LedgerError) in
            try batch.add(decision, source: .mail(identity), mail: mail, policy: policy)
        }
        let again = InspectedMail(mail, list: try Inspect.ListView(context))
        #expect(again.kind == .post)
        #expect(again.decision == Decision(.seen))
    }

    @Test("the JSON has the parts with their hashes")
    func json() {
        let mail = Self.mail(
            "From: =?utf-8?q?=C3=85sa?= <asa@hel.test>", "Subject: Hej", "Date: Sat, 21 Nov 2026 12:00:00 +0200",
            "Message-ID: <x@y>", body: "abc\r\n")
        let line = InspectedMail(mail).json(file: "a.eml").line
        #expect(
            line == """
                {"file": "a.eml", "ok": true, "size": \(mail.count), "kind": "person", "reason": null, "request": null, \
                "language": null, "proof": null, "decision": null, "bounce": [], "from": [{"name": "Åsa", "addr": "asa@hel.test"}], \
                "n_from": 1, "subject": "Hej", "message_id": "x@y", "date": "2026-11-21T12:00:00+02:00", \
                "parts": [{"path": "1", "type": "text/plain", "charset": null, "filename": null, "disposition": null, \
                "size": 5, "sha256": "552bab6864c7a7b69a502ed1854b9245c0e1a30f008aaa0b281da62585fdb025", \
                "sha256_norm": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "nested": false}], \
                "text": "abc\\n", "written": "abc"}
                """)
    }

    @Test("a bounce names whom it is about, why, and whether anybody is there, to programs and to people")
    func bounce() {
        let fields = "Final-Recipient: rfc822; bo@hel.test\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        let mail = Self.mail(
            "From: MAILER-DAEMON@hel.test", "Subject: Undelivered Mail",
            "Content-Type: multipart/report; report-type=delivery-status; boundary=b",
            body: "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\n\(fields)--b--\r\n")
        let inspected = InspectedMail(mail)
        let line = inspected.json(file: "b.eml").line
        let expected =
            #"{"address": "bo@hel.test", "status": "5.1.1", "class": "permanent", "dead": true, "#
            + #""reason": "userunknown"}"#
        #expect(line.contains(#""bounce": [\#(expected)]"#))
        #expect(inspected.text(file: "b.eml").contains("bo@hel.test  userunknown  5.1.1  nobody is there any more"))
    }

    @Test("a complaint is no bounce: it is automatic, and names who complains")
    func complaint() {
        let mail = Self.mail(
            "From: fbl@posti.test", "Subject: complaint",
            "Content-Type: multipart/report; report-type=feedback-report; boundary=b",
            body: "--b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\n"
                + "Original-Rcpt-To: <bo@posti.test>\r\n--b--\r\n")
        let inspected = InspectedMail(mail)
        #expect(inspected.kind == .automatic)
        #expect(inspected.reason == "it holds a complaint (RFC 5965)")
        #expect(inspected.bounce.map(\.address) == ["bo@posti.test"])
        #expect(inspected.bounce.map(\.reason) == ["feedback"])
        #expect(inspected.bounce.allSatisfy { !$0.isDead })
    }

    @Test("an answer to a letter of some list is known by the name of the letter, and its subject is the letter's")
    func answerAlone() {
        let name = "<note.abcdefghijklmnopqrst.1@hel.test>"
        let mail = Self.mail("From: a@hel.test", "Subject: Re: Ohje", "In-Reply-To: \(name)", body: "Eroa\r\n")
        #expect(InspectedMail(mail).kind == .answer)
        #expect(InspectedMail(mail).request == "leave")
        let thanks = Self.mail("From: a@hel.test", "Subject: Re: Ohje", "In-Reply-To: \(name)", body: "Kiitos\r\n")
        #expect(InspectedMail(thanks).request == nil)
        let other = Self.mail("From: a@hel.test", "Subject: Hei", "In-Reply-To: <1@hel.test>", body: "Eroa\r\n")
        #expect(InspectedMail(other).kind == .command)
    }

    @Test("addresses are shown as they were written, usable or not")
    func addresses() {
        let mail = Self.mail("From: Anna <Anna.V@Hel.Test>, bo, \"C, D\" <c@[192.0.2.1]>", "Subject: Hei")
        let names = ["Anna", "", "C, D"]
        let texts = ["Anna.V@Hel.Test", "bo", "c@[192.0.2.1]"]
        #expect(InspectedMail(mail).message.from.written.map(\.name) == names)
        #expect(InspectedMail(mail).message.from.written.map(\.text) == texts)
        #expect(InspectedMail(mail).json(file: "a").line.contains(#""addr": "Anna.V@Hel.Test""#))
    }

    @Test("what a mail only passes on is shown, and asks nothing")
    func passedOn() {
        let forward =
            "---------- Forwarded message ---------\r\nFrom: Bo <bo@hel.test>\r\nSubject: Hei\r\n\r\nLiity\r\n"
        for body in [forward, "> Liity\r\n"] {
            let inspected = InspectedMail(Self.mail("From: a@hel.test", "Subject: Hei", body: body))
            #expect(inspected.written.hasSuffix("Liity"))
            #expect(inspected.kind == .person)
        }
    }

    static let oddBytes: [[UInt8]] = {
        var odd: [[UInt8]] = [[], [0], [0x0D], [0x0A, 0x0A], Array(0...255)]
        for byte: UInt8 in [0, 0x0D, 0xFF] { odd.append([UInt8](repeating: byte, count: 70_000)) }
        odd.append(Array(String(repeating: "<div>&amp;", count: 20_000).utf8))
        odd.append(Array("From: \(String(repeating: "a@hel.test,", count: 20_000))".utf8))
        return odd
    }()

    @Test("no bytes are too odd to be told about", arguments: oddBytes)
    func odd(_ bytes: [UInt8]) {
        let inspected = InspectedMail(bytes)
        #expect(inspected.json(file: "odd").line.hasSuffix("}"))
        #expect(inspected.text(file: "odd").utf8.count < 100_000)
        #expect(inspected.kind == .person)
    }

    @Test(
        "dates keep the offset that the mail had",
        arguments: [
            ("Sat, 21 Nov 2026 12:00:00 +0200", "2026-11-21T12:00:00+02:00"),
            ("Sat, 21 Nov 2026 12:00:00 -0330", "2026-11-21T12:00:00-03:30"),
            ("21 Nov 2026 12:00 GMT", "2026-11-21T12:00:00+00:00"),
        ])
    func dates(_ text: String, _ iso8601: String) throws {
        #expect(try #require(MailDate(text)).iso8601 == iso8601)
    }
}
