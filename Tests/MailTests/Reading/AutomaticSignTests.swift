import Testing

@testable import Mail

@Suite("Signs of automatic mail")
struct AutomaticSignTests {
    private func sign(_ header: String, body: String = "text") -> AutomaticSign.Kind? {
        Message(Array("\(header)\n\n\(body)\n".replacing("\n", with: "\r\n").utf8)).automatic?.kind
    }

    @Test(
        "each sign has its kind",
        arguments: [
            ("Auto-Submitted: auto-replied", .autoReply), ("Auto-Submitted: Auto-Generated; x=y", .autoReply),
            ("auto-submitted: auto-notified (comment)", .autoReply), ("X-Autoreply: yes", .autoReply),
            ("X-Mail-Auto-Reply: 1", .autoReply), ("x-autoresponder-id: 7", .autoReply),
            ("X-FC-MachineGenerated: true", .autoReply), ("Precedence: auto-reply", .autoReply),
            ("X-MS-Exchange-Inbox-Rules-Loop: x@hel.fi", .autoReply), ("Precedence: auto_reply", .autoReply),
            ("X-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent", .autoReply),
            ("Subject: Automaattinen vastaus: Kutsu", .autoReply), ("Subject: Automatiskt svar: Kallelse", .autoReply),
            ("Subject: Automatic reply: Invitation", .autoReply),
            ("Subject: =?utf-8?q?Fr=C3=A5nvaro=3A_x?=\nX-Auto-Response-Suppress: All", .autoReply),
            ("Content-Type: multipart/report; report-type=disposition-notification; boundary=x", .autoReply),
            ("Return-Path: <>", .nullReturnPath), ("List-Id: <a.b>", .list), ("Precedence: Bulk", .list),
            ("Precedence: junk", .list), ("Precedence: bulk (auto)", .list), ("Precedence: (x) bulk", .list),
            ("Precedence: list; x", .list), ("Precedence: first-class\nPrecedence: bulk", .list),
            ("Auto-Submitted: no\nAuto-Submitted: auto-replied", .autoReply),
            ("Auto-Submitted: no\nSubject: x\nauto-submitted: auto-generated", .autoReply),
            ("Precedence: auto_reply (vacation)", .autoReply),
            ("X-Failed-Recipients: x@hel.fi", .bounce), ("X-MS-Exchange-Message-Is-Ndr:", .bounce),
            ("From: MAILER-DAEMON", .bounce), ("Content-Type: multipart/report; report-type=delivery-status", .bounce),
            ("Return-Path: <>\nSubject: Undeliverable: Kutsu\nAuto-Submitted: auto-replied", .bounce),
            ("From: postmaster@hel.fi\nSubject: Ei toimitettavissa: Kutsu", .bounce),
        ] as [(String, AutomaticSign.Kind)])
    func kinds(header: String, kind: AutomaticSign.Kind) {
        #expect(sign(header) == kind)
    }

    @Test(
        "a person's mail has none",
        arguments: [
            "Subject: Re: Automatic sliding doors", "Subject: Automatic sliding doors: a report", "Auto-Submitted: no",
            "X-Auto-Response-Suppress: All", "Subject: Re: Automatic reply: Invitation", "Return-Path: <anna@hel.fi>",
            "From: anna@hel.fi\nSubject: Undeliverable: my speech", "From: postmaster@hel.fi\nSubject: Moi",
            "Precedence: first-class", "Precedence: first-class (bulk)", "Auto-Submitted: no\nAuto-Submitted: no",
            "Auto-Submitted: no (a person)",
            "Subject: =?utf-8?q?Fr=C3=A5nvaro=3A_Anna_kommer_inte?=", "Subject: Auto: yhteiskyydit",
            "Subject: Poissa: maanantaina", "X-Autoreply: no", "From: Anna <anna@hel.fi>\nSubject: Fwd: failure notice",
        ])
    func people(header: String) {
        #expect(sign(header) == nil)
    }

    @Test("a forwarded delivery report is a person's mail")
    func forwarded() {
        let body = """
            --b
            Content-Type: text/plain

            What is this?
            --b
            Content-Type: message/rfc822

            From: MAILER-DAEMON@hel.fi
            Content-Type: multipart/report; report-type=delivery-status; boundary=c

            --c
            Content-Type: message/delivery-status

            Reporting-MTA: dns; hel.fi
            --c--
            --b--
            """
        #expect(sign("From: anna@hel.fi\nSubject: Fwd\nContent-Type: multipart/mixed; boundary=b", body: body) == nil)
    }

    @Test("no reason names an address")
    func reasons() {
        let mail = Message(Array("From: MAILER-DAEMON@hel.fi\r\nX-Failed-Recipients: x@hel.fi\r\n\r\n".utf8))
        #expect(mail.automatic?.reason.contains("@") == false)
    }
}

@Suite("Signs of automatic mail in real mails", .enabled(if: Corpus.directory != nil, Corpus.isAbsent))
struct AutomaticSignCorpusTests {
    @Test("an automatic reply is told from a person's mail", arguments: Corpus.files(in: "autoreply"))
    func autoReplies(name: String) throws {
        let sign = Message(try Corpus.bytes("autoreply/\(name)")).automatic
        #expect((sign?.kind == .autoReply) != name.hasPrefix("NOT-"))
    }

    /// Worded so that only somebody who knows each program could tell, from senders that look like people: a report
    /// in JSON, ones that name themselves nowhere but in the text, and one that lies inside a mail within the mail.
    private static let unrecognised: Set<String> = [
        "lhost-amazonses-09.eml", "bounce_02.txt", "groupwise_03.txt", "qmail_08.txt", "simple_20.txt", "simple_22.txt",
    ]

    @Test("a bounce is a bounce", arguments: Corpus.files(in: "bounce/sisimai"))
    func sisimai(name: String) throws {
        let sign = Message(try Corpus.bytes("bounce/sisimai/\(name)")).automatic
        // Those of RFC 3834 are vacation notices, kept there because they come back, too.
        let expected: AutomaticSign.Kind? =
            name.hasPrefix("rfc3834") ? .autoReply : Self.unrecognised.contains(name) ? nil : .bounce
        #expect(sign?.kind == expected)
    }

    @Test("an old bounce is a bounce", arguments: Corpus.files(in: "bounce/flufl"))
    func flufl(name: String) throws {
        let sign = Message(try Corpus.bytes("bounce/flufl/\(name)")).automatic
        #expect((sign?.kind == .bounce) != Self.unrecognised.contains(name))
    }

    @Test("what is no bounce is none", arguments: Corpus.files(in: "bounce/not"))
    func others(name: String) throws {
        #expect(Message(try Corpus.bytes("bounce/not/\(name)")).automatic?.kind != .bounce)
    }
}
