import Testing

@testable import Sandbox

@Suite("SMTP dialogues")
struct SmtpDialogueTests {
    static let greeting = "220 sandbox.invalid ESMTP Kutsu sandbox\n"
    static let hello =
        greeting + """
            250-sandbox.invalid
            250-PIPELINING
            250-SIZE 52428800
            250-ENHANCEDSTATUSCODES
            250-8BITMIME
            250 CHUNKING

            """
    static let trace = "Received: from client by sandbox.invalid with ESMTP;\r\n\tSun, 9 Sep 2001 01:46:40 +0000\r\n"

    static let world = [
        Script("HELO", "HELO client\nQUIT\n", greeting + "250 sandbox.invalid\n221 2.0.0 Bye\n"),
        Script(
            "a whole mail in one flight",
            "EHLO client\nMAIL FROM:<a@b.c> SIZE=10 BODY=8BITMIME\nRCPT TO:<list@example.org>\nDATA\nSubject: x\n\n..dot\n.\nQUIT\n",
            hello + """
                250 2.1.0 Ok
                250 2.1.5 Ok
                354 End data with <CR><LF>.<CR><LF>
                250 2.0.0 Ok: queued as 1
                221 2.0.0 Bye

                """),
        Script(
            "a stranger is refused, the others get the mail",
            "EHLO client\nMAIL FROM:<>\nRCPT TO:<x@example.org>\nRCPT TO:<Anna+tag@Example.org>\nBDAT 3\nabcBDAT 2 LAST\nde",
            hello + """
                250 2.1.0 Ok
                550 5.1.1 No such user here
                250 2.1.5 Ok
                250 2.0.0 Ok
                250 2.0.0 Ok: queued as 1

                """),
        Script(
            "a chunk without recipients is read and refused, and the next transaction is fine",
            "EHLO client\nMAIL FROM:<a@b.c>\nRCPT TO:<x@x.x>\nBDAT 4 LAST\nQUITMAIL FROM:<a@b.c>\nBDAT 1\nxRSET\nBDAT 1 LAST\nx",
            hello + """
                250 2.1.0 Ok
                550 5.1.1 No such user here
                554 5.5.1 No valid recipients
                250 2.1.0 Ok
                554 5.5.1 No valid recipients
                250 2.0.0 Ok
                503 5.5.1 MAIL first

                """),
        Script(
            "DATA without recipients keeps the transaction until RSET",
            "EHLO client\nMAIL FROM:<a@b.c>\nDATA\nMAIL FROM:<a@b.c>\nRSET\nMAIL FROM:<a@b.c>\n",
            hello + """
                250 2.1.0 Ok
                554 5.5.1 No valid recipients
                503 5.5.1 Nested MAIL command
                250 2.0.0 Ok
                250 2.1.0 Ok

                """),
        Script(
            "commands out of order and unknown ones",
            "MAIL FROM:<a@b.c>\nEHLO client\nRCPT TO:<list@example.org>\nDATA\nAUTH PLAIN\nVRFY list\nNOOP\nWHAT\nBDAT 0\n",
            greeting + "503 5.5.1 EHLO first\n" + hello.dropFirst(greeting.count) + """
                503 5.5.1 MAIL first
                503 5.5.1 MAIL first
                502 5.5.1 No AUTH on this port
                252 2.0.0 Send some mail and see
                250 2.0.0 Ok
                500 5.5.2 Command not recognised
                503 5.5.1 MAIL first

                """),
        Script(
            "bad addresses and parameters",
            """
            EHLO client
            MAIL FROM:a@b.c
            MAIL FROM:<a b@c>
            MAIL FROM:<nodomain>
            MAIL FROM:<a@b.c> SIZE=99999999
            MAIL FROM:<a@b.c> SMTPUTF8
            MAIL FROM:<@relay:"a>b"@c.d>
            RCPT TO:<>
            RCPT TO:<list@example.org> NOTIFY=NEVER

            """,
            hello + """
                501 5.1.7 Bad sender address
                501 5.1.7 Bad sender address
                501 5.1.7 Bad sender address
                552 5.3.4 Message too large
                555 5.5.4 Unsupported parameter
                250 2.1.0 Ok
                501 5.1.3 Bad recipient address
                555 5.5.4 Unsupported parameter

                """),
        Script(
            "a BDAT that cannot be counted ends the connection", "EHLO client\nBDAT x\nNOOP\n",
            hello + "501 5.5.4 Bad BDAT\n421 4.5.0 Lost in BDAT, closing connection\n"),
    ]

    static let logins = [
        Script("PLAIN", "AUTH PLAIN AGxpc3RAZXhhbXBsZS5vcmcAc2VjcmV0\n", "235 2.7.0 Authentication successful\n"),
        Script(
            "PLAIN in two steps", "AUTH PLAIN\nAGxpc3RAZXhhbXBsZS5vcmcAc2VjcmV0\nAUTH PLAIN\n",
            "334 \n235 2.7.0 Authentication successful\n503 5.5.1 Not now\n"),
        Script(
            "LOGIN", "AUTH LOGIN\nbGlzdEBleGFtcGxlLm9yZw==\nc2VjcmV0\n",
            "334 VXNlcm5hbWU6\n334 UGFzc3dvcmQ6\n235 2.7.0 Authentication successful\n"),
        Script(
            "LOGIN with the name at once, and a wrong password",
            "AUTH LOGIN bGlzdEBleGFtcGxlLm9yZw==\nAAAA\n", "334 UGFzc3dvcmQ6\n\(SmtpServer.loginRefusal)\n"),
        Script(
            "a bearer token", "AUTH XOAUTH2 dXNlcj1saXN0QGV4YW1wbGUub3JnAWF1dGg9QmVhcmVyIGJlYXJlcgEB\n",
            "235 2.7.0 Authentication successful\n"),
        Script(
            "a wrong bearer token", "AUTH XOAUTH2 dXNlcj1saXN0QGV4YW1wbGUub3JnAWF1dGg9QmVhcmVyIHdyb25nAQE=\n\n",
            "334 \(SaslExchange.refusedToken)\n\(SmtpServer.loginRefusal)\n"),
        Script(
            "what is no base64, no mechanism, no answer",
            "AUTH PLAIN !!!\nAUTH GSSAPI\nAUTH LOGIN\n*\nMAIL FROM:<a@b.c>\n",
            """
            501 5.5.2 Malformed authentication response
            504 5.5.4 Unrecognised authentication type
            334 VXNlcm5hbWU6
            501 5.7.0 Authentication cancelled
            530 5.7.0 Authentication required

            """),
    ]

    @Test("a dialogue goes as written, whole and byte by byte", arguments: world)
    func dialogue(_ script: Script) throws {
        var whole = Conversation(SmtpServer(store: try makeStore(), role: .mx))
        whole.say(script.bytes)
        #expect(whole.text() == script.server)
        var slow = Conversation(SmtpServer(store: try makeStore(), role: .mx))
        slow.sayByteByByte(script.bytes)
        #expect(slow.text() == script.server)
    }

    @Test("a login on the submission port", arguments: logins)
    func login(_ script: Script) throws {
        var conversation = Conversation(SmtpServer(store: try makeStore(), role: .submission))
        conversation.say("EHLO client\n")
        #expect(conversation.text().contains("250-AUTH PLAIN LOGIN XOAUTH2\n"))
        conversation.say(script.bytes)
        #expect(conversation.text() == script.server)
    }

    @Test(
        "what is stored is what was sent, with Return-Path and Received on top",
        arguments: [
            ("DATA\r\n", "Hei\r\n..\r\n...x\r\n.y\r\n.\r\n", "Hei\r\n.\r\n..x\r\ny\r\n"),
            ("DATA\r\n", "smuggled\n.\nMAIL\r\n.\nx\r\n.\r\n", "smuggled\n.\nMAIL\r\n\nx\r\n"),
            ("DATA\r\n", ".\r\n", ""),
            ("BDAT 7 LAST\r\n", ".\r\n.\r\nx", ".\r\n.\r\nx"),
        ])
    func content(command: String, sent: String, stored: String) throws {
        for isSlow in [false, true] {
            let store = try makeStore()
            var conversation = Conversation(SmtpServer(store: store, role: .mx))
            conversation.say("EHLO client\nMAIL FROM:<a@b.c>\nRCPT TO:<list@example.org>\n")
            let bytes = Array((command + sent).utf8)
            if isSlow { conversation.sayByteByByte(bytes) } else { conversation.say(bytes) }
            let mail = try #require(store.messages(of: "list@example.org").first)
            #expect(String(decoding: mail.bytes, as: UTF8.self) == "Return-Path: <a@b.c>\r\n" + Self.trace + stored)
            #expect(mail.received == billion)
            let delivery = DeliveredMail(account: "list@example.org", sender: "a@b.c", uid: 1, bytes: mail.bytes)
            #expect(conversation.deliveries == [delivery])
        }
    }

    @Test("a mail over the limit is read to its end and refused", arguments: ["DATA", "BDAT"])
    func oversize(verb: String) throws {
        let store = MailStore(messageByteLimit: 100_000)
        store.addAccount("list@example.org")
        var conversation = Conversation(SmtpServer(store: store, role: .mx))
        conversation.say("EHLO client\nMAIL FROM:<a@b.c>\nRCPT TO:<list@example.org>\n")
        let block = [UInt8](repeating: 120, count: 9_999)
        let blocks = store.messageByteLimit / block.count + 1
        conversation.say(verb == "DATA" ? "DATA\n" : "BDAT \(blocks * block.count) LAST\n")
        for _ in 0..<blocks { conversation.say(block) }
        if verb == "DATA" { conversation.say("\n.\n") }
        conversation.say("NOOP\n")
        #expect(conversation.text().hasSuffix("552 5.3.4 Message too large\n250 2.0.0 Ok\n"))
        #expect(store.messages(of: "list@example.org").isEmpty)
    }

    @Test("the number of recipients and of bad commands have limits")
    func limits() throws {
        var conversation = Conversation(SmtpServer(store: try makeStore(), role: .mx))
        conversation.say("EHLO client\nMAIL FROM:<a@b.c>\n")
        for _ in 0...SmtpServer.recipientLimit { conversation.say("RCPT TO:<list@example.org>\n") }
        #expect(conversation.text().hasSuffix("250 2.1.5 Ok\n452 4.5.3 Too many recipients\n"))
        for _ in 0..<SmtpServer.badCommandLimit { conversation.say("WHAT\n") }
        #expect(conversation.text().hasSuffix("421 4.7.0 Too many bad commands\n"))
        #expect(conversation.server.isClosed)
    }
}
