import Testing

@testable import Sandbox

@Suite("Hostile input")
struct HostileInputTests {
    @Test("an endless line is refused once and the connection goes on")
    func longLine() throws {
        var conversation = Conversation(ImapServer(store: try makeStore()))
        conversation.say("a7 NOOP")
        for _ in 0..<200 { conversation.say([UInt8](repeating: 120, count: 1000)) }
        conversation.say("\nb NOOP\n")
        #expect(
            conversation.text() == ImapDialogueTests.greeting + "a7 BAD Command line too long\nb OK NOOP completed\n")

        var smtp = Conversation(SmtpServer(store: try makeStore(), role: .mx))
        for _ in 0..<200 { smtp.say([UInt8](repeating: 120, count: 1000)) }
        smtp.say("\nNOOP\n")
        #expect(smtp.text() == SmtpDialogueTests.greeting + "500 5.5.6 Line too long\n250 2.0.0 Ok\n")
    }

    @Test(
        "a literal too large is refused before it comes, or ends the connection",
        arguments: [
            ("a LOGIN {8193}\nb NOOP\n", "a NO [TOOBIG] Literal too large\nb OK NOOP completed\n"),
            ("a LOGIN {8193+}\nb NOOP\n", "* BYE Literal too large\n"),
            ("a LOGIN {9999999999}\nb NOOP\n", "a NO [TOOBIG] Literal too large\nb OK NOOP completed\n"),
            ("a NOOP {99999999999}\nb NOOP\n", "a BAD Unexpected text after the command\nb OK NOOP completed\n"),
            ("a LOGIN x\u{0}y z\n", "a BAD NUL is not allowed\n"),
            ("\n", "* BAD A command starts with a tag\n"),
            ("+ NOOP\n", "* BAD A command starts with a tag\n"),
            ("a\n", "a BAD Missing argument\n"),
            ("a UID NOOP\n", "a BAD No such command\n"),
        ])
    func literals(client: String, server: String) throws {
        var conversation = Conversation(ImapServer(store: try makeStore()))
        conversation.say(client)
        #expect(conversation.text() == ImapDialogueTests.greeting + server)
    }

    @Test("many literals in one command are refused")
    func manyLiterals() throws {
        var conversation = Conversation(ImapServer(store: try makeStore()))
        conversation.say(ImapDialogueTests.signIn + "a SEARCH" + String(repeating: " {1+}\nx", count: 200) + "\n")
        #expect(conversation.text() == ImapDialogueTests.signedIn + "* BYE Literal too large\n")
    }

    @Test("a client that sends only bad commands is disconnected")
    func badCommands() throws {
        var conversation = Conversation(ImapServer(store: try makeStore()))
        conversation.say(String(repeating: "a WHAT\n", count: ImapServer.badCommandLimit + 10))
        #expect(conversation.text().hasSuffix("a BAD Log in first\n* BYE Too many bad commands\n"))
        #expect(conversation.server.isClosed)
    }

    private static let words = [
        "UID ", "FETCH ", "STORE ", "SEARCH ", "COPY ", "MOVE ", "SELECT ", "INBOX", "APPEND ", "LIST ", "1:*", "(",
        ")",
        "BODY[", "]", "HEADER.FIELDS ", "<0.", ">", "\"", "\\Seen", "{3}\r\n", "{3+}\r\n", "*", "%", " ", "\r\n",
        "\r\na ",
        "IDLE", "DONE", "+FLAGS ", "NOT ", "OR ", "4294967295", "18446744073709551616", "AUTHENTICATE PLAIN", "STATUS ",
        "MAIL FROM:<", "RCPT TO:<", "DATA\r\n", ".\r\n", "BDAT ", "LAST\r\n", "@", "EHLO x\r\n", "AUTH LOGIN\r\n", "é",
        "\u{0}",
    ]

    @Test("commands in any order and random bytes never trap the servers", arguments: 0..<40 as Range<UInt64>)
    func randomInput(seed: UInt64) throws {
        var generator = SeededGenerator(state: seed)
        let store = try makeStore([simpleMail, String(decoding: MimeOutlineTests.mixed, as: UTF8.self)])
        var imap = Conversation(ImapServer(store: store))
        imap.say(ImapDialogueTests.select)
        var smtp = Conversation(SmtpServer(store: store, role: .mx))
        for _ in 0..<200 {
            var bytes = Array((Self.words.randomElement(using: &generator) ?? "").utf8)
            if Int.random(in: 0..<20, using: &generator) == 0 { bytes.append(.random(in: 0...255, using: &generator)) }
            imap.say(bytes)
            smtp.say(bytes)
        }
        #expect(imap.text().hasPrefix(ImapDialogueTests.signedIn))
        #expect(smtp.text().hasPrefix(SmtpDialogueTests.greeting))
    }

    @Test("a mail of any bytes has a structure, an envelope and sections", arguments: 0..<60 as Range<UInt64>)
    func randomMail(seed: UInt64) throws {
        var generator = SeededGenerator(state: seed)
        var mail = MimeOutlineTests.mixed
        for _ in 0..<20 {
            let index = Int.random(in: 0..<mail.count, using: &generator)
            switch Int.random(in: 0..<3, using: &generator) {
            case 0: mail[index] = .random(in: 0...255, using: &generator)
            case 1: mail.removeSubrange(index..<min(mail.count, index + 7))
            default: mail.insert(contentsOf: "\r\n--inner\"(<,:;\\".utf8, at: index)
            }
        }
        let store = try makeStore()
        try store.deliver(to: "list@example.org", mail, at: billion)
        var conversation = Conversation(ImapServer(store: store))
        conversation.say(ImapDialogueTests.select)
        conversation.say(
            "1 FETCH 1 (BODY BODYSTRUCTURE ENVELOPE BODY[1] BODY[1.1] BODY[3.1] BODY[HEADER] BODY[TEXT])\n")
        conversation.say("2 FETCH 1 (BODY[3.HEADER] BODY[1.MIME] BODY[]<3.9> RFC822 RFC822.HEADER RFC822.TEXT)\n")
        let heard = conversation.text()
        #expect(heard.contains("1 OK FETCH completed\n") && heard.hasSuffix("2 OK FETCH completed\n"))
    }

    @Test("base64 goes there and back, and nothing else passes")
    func base64Text() {
        for text in ["", "a", "ab", "abc", "\u{0}ÿ\u{1}"] {
            #expect(fromBase64(Array(base64(Array(text.utf8)).utf8)) == Array(text.utf8))
        }
        for text in ["a", "ab=", "a===", "ab c", "abc\u{0}", "=abc"] { #expect(fromBase64(Array(text.utf8)) == nil) }
    }
}
