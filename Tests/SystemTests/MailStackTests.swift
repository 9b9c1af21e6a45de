import Foundation
import Testing

@Suite("The mail stack", .mailStack)
struct MailStackTests {
    @Test("a mail from the world arrives byte for byte, below what the servers add on top")
    func arrival() async throws {
        let list = try await MailStack.shared().list()
        let anna = list.person("anna")
        let draft = try await anna.writes(
            to: list, subject: "Hyvää päivää, ihmisoikeusverkosto", body: ".\n..\nÄitiä!\n")
        let mail = try await list.inbox.next()
        #expect(mail.bytes.suffix(draft.bytes.count) == draft.bytes[...])
        #expect(mail.subject == "Hyvää päivää, ihmisoikeusverkosto")
        #expect(mail.returnPath == anna.address)
        #expect(mail.folder == "INBOX" && !mail.isSeen)
    }

    @Test("a mail of 60 MB arrives")
    func large() async throws {
        let list = try await MailStack.shared().list()
        let line = String(repeating: "x", count: 58) + "\r\n"
        let mail = Array(("Subject: large\r\n\r\n" + String(repeating: line, count: 1_000_000)).utf8)
        try await list.person("anna").sends(mail, to: list)
        let received = try await list.inbox.next().bytes
        #expect(Data(received.suffix(mail.count)) == Data(mail), "too large to be shown")
    }

    @Test("a thousand mails go over one connection, and each arrives once")
    func many() async throws {
        let list = try await MailStack.shared().list()
        let numbers = 0..<1000
        try await list.stack.world.send(
            numbers.map {
                .init(sender: "", recipients: [list.address], mail: Array("Subject: \($0)\r\n\r\nliity\r\n".utf8))
            })
        let mails = try await list.inbox.wait(count: numbers.count)
        #expect(Set(mails.map(\.subject)) == Set(numbers.map(String.init)) && mails.count == numbers.count)
    }

    @Test("a mail put straight into a Maildir is there for IMAP")
    func straight() async throws {
        let list = try await MailStack.shared().list()
        try list.inbox.deliver(Array("Subject: straight\r\n\r\n".utf8))
        let output = try await Judge.python(
            """
            import imaplib, ssl, sys
            authority, imaps, user, password = sys.argv[1:]
            imap = imaplib.IMAP4_SSL("127.0.0.1", int(imaps), ssl_context=ssl.create_default_context(cafile=authority))
            imap.login(user, password)
            print(imap.select()[1], imap.fetch("1", "BODY[]")[1][0][1])
            """,
            [list.stack.authority, "\(list.stack.ports.imaps)", list.address, MailStack.password])
        #expect(output == "[b'1'] b'Subject: straight\\r\\n\\r\\n'\n")
    }

    @Test("XOAUTH2 logs in with a token, and not with an expired one", arguments: [3600, -10])
    func tokens(seconds: Int) async throws {
        let stack = try await MailStack.shared()
        let address = "tiina@edu.hel.test"
        let output = try await Judge.python(
            """
            import imaplib, smtplib, ssl, sys
            authority, imaps, smtps, user, token = sys.argv[1:]
            context = ssl.create_default_context(cafile=authority)
            answers = lambda first: f"user={user}\\1auth=Bearer {token}\\1\\1" if not first else ""
            try:
                imap = imaplib.IMAP4_SSL("127.0.0.1", int(imaps), ssl_context=context)
                print(imap.authenticate("XOAUTH2", lambda challenge: answers(challenge).encode())[0])
            except imaplib.IMAP4.error as error:
                print("imap refused")
            smtp = smtplib.SMTP_SSL("127.0.0.1", int(smtps), context=context)
            smtp.ehlo()
            try:
                print(smtp.auth("XOAUTH2", lambda challenge=None: answers(challenge))[0])
            except smtplib.SMTPAuthenticationError as error:
                print("smtp refused")
            """,
            [
                stack.authority, "\(stack.ports.imaps)", "\(stack.ports.smtps)", address,
                try await stack.token(for: address, seconds: seconds),
            ])
        #expect(output == (seconds > 0 ? "OK\n235\n" : "imap refused\nsmtp refused\n"))
    }

    @Test("nobody logs in before STARTTLS, with a wrong password, or past a strange authority")
    func locked() async throws {
        let stack = try await MailStack.shared()
        let output = try await Judge.python(
            """
            import imaplib, ssl, sys
            authority, stranger, imap, imaps, password = sys.argv[1:]
            trusting = lambda file: ssl.create_default_context(cafile=file)
            def attempt(work):
                try: print(work()[0])
                except (imaplib.IMAP4.error, ssl.SSLError) as error: print(type(error).__name__)
            plain = imaplib.IMAP4("127.0.0.2", int(imap))
            attempt(lambda: plain.login("a@hel.test", password))
            plain.starttls(trusting(authority))
            attempt(lambda: plain.login("a@hel.test", password + "?"))
            attempt(lambda: plain.login("a@hel.test", password))
            attempt(lambda: imaplib.IMAP4_SSL("127.0.0.1", int(imaps), ssl_context=trusting(stranger)))
            """,
            [
                stack.authority, stack.strangeAuthority, "\(stack.ports.imap)", "\(stack.ports.imaps)",
                MailStack.password,
            ])
        #expect(output == "error\nerror\nOK\nSSLCertVerificationError\n")
    }

    @Test(
        "addresses with a meaning answer at RCPT",
        arguments: [
            ("reject", "550"), ("full", "552"), ("defer", "450"), ("drop", "421"), ("bounce", "250"), ("anna", "250"),
        ])
    func answers(name: String, code: String) async throws {
        #expect(try await submit(from: "koe@hel.test", to: "\(name).1@edu.hel.test").hasPrefix(code))
    }

    @Test("who logs in sends as itself alone")
    func sender() async throws {
        #expect(try await submit(from: "other@hel.test", to: "anna@hel.test").hasPrefix("553"))
    }

    /// What submission answers to RCPT, after koe@hel.test has logged in over STARTTLS.
    private func submit(from sender: String, to recipient: String) async throws -> String {
        let stack = try await MailStack.shared()
        return try await Judge.python(
            """
            import smtplib, ssl, sys
            authority, port, password, sender, recipient = sys.argv[1:]
            smtp = smtplib.SMTP("127.0.0.1", int(port))
            smtp.starttls(context=ssl.create_default_context(cafile=authority))
            smtp.login("koe@hel.test", password)
            smtp.mail(sender)
            print(*smtp.rcpt(recipient))
            """,
            [stack.authority, "\(stack.ports.submission)", MailStack.password, sender, recipient])
    }

    @Test("a mail that bounces comes back as a delivery report")
    func bounce() async throws {
        let list = try await MailStack.shared().list()
        try await list.stack.world.send(
            from: list.address, to: [list.person("bounce").address],
            Array("Message-ID: <copy@hel.test>\r\nSubject: x\r\n\r\n".utf8))
        let report = try await list.inbox.next()
        let judged = try await report.judged()
        #expect(report.returnPath == "")
        #expect(judged.structure == "report(text/plain, message/delivery-status, message/rfc822)")
        #expect(report.raw.contains("Final-Recipient: rfc822; bounce.") && report.raw.contains("<copy@hel.test>"))
    }
}

@Suite("A mail stack of a test's own", .mailStack)
struct OwnMailStackTests {
    @Test("an outage ends, and mail that came meanwhile is delivered after it")
    func outage() async throws {
        let stack = try await MailStack.start()
        let list = try await stack.list()
        let anna = list.person("anna")
        try await stack.stop(.dovecot)
        #expect(throws: Trouble.self) { _ = try LineStream(port: stack.ports.imaps) }
        try await anna.writes(to: list, subject: "while Dovecot is down")
        try await stack.start(.dovecot)
        #expect(try await list.inbox.next().subject == "while Dovecot is down")
        try await stack.delivered()
        try await stack.stop(.postfix)
        await #expect(throws: Trouble.self) { try await anna.writes(to: list) }
        try await stack.start(.postfix)
        try await anna.writes(to: list, subject: "again")
        try await stack.delivered()
        #expect(list.inbox.mails().map(\.subject) == ["while Dovecot is down", "again"])
        #expect(Set(list.inbox.mails().compactMap(\.transaction)).count == 2)
        try await stack.end()
    }

    @Test("two stacks do not meet, and one that ends leaves nothing: no port, no file, no daemon", .unlessKept)
    func end() async throws {
        let (one, other) = (try await MailStack.start(), try await MailStack.start())
        #expect(one.ports.imap != other.ports.imap)
        let daemon = StandIn.daemon(on: try await one.list())
        try await daemon.start()
        try await one.end()
        #expect(try await daemon.ends() == .signal(SIGKILL))
        #expect(!FileManager.default.fileExists(atPath: one.directory))
        for port in [one.ports.imap, one.ports.imaps, one.ports.submission, one.ports.smtps, one.ports.mx] {
            #expect(throws: Trouble.self) { _ = try LineStream(port: port) }
        }
        _ = try LineStream(port: other.ports.mx)
    }

    @Test("a stack that nobody holds any more ends by itself", .unlessKept)
    func forgotten() async throws {
        let directory = try await MailStack.start().directory
        try await awaiting("the stack to end") { FileManager.default.fileExists(atPath: directory) ? nil : () }
    }
}

extension Trait where Self == ConditionTrait {
    /// For tests that look whether the files are gone.
    fileprivate static var unlessKept: Self {
        .disabled(if: ProcessInfo.processInfo.environment["KUTSU_KEEP"] != nil, "KUTSU_KEEP is set")
    }
}
