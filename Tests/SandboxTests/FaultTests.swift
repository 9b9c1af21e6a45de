import Testing

@testable import Sandbox

@Suite("Servers that misbehave")
struct FaultTests {
    private static func imap(
        _ client: String, number: Int = 1, _ set: (inout Faults) -> Void
    ) throws -> (text: String, isClosed: Bool) {
        var faults = Faults()
        set(&faults)
        var conversation = Conversation(
            ImapServer(store: try makeStore([simpleMail, simpleMail]), faults: faults, number: number))
        conversation.say(client)
        return (conversation.text(), conversation.server.isClosed)
    }

    private static func smtp(_ client: String, _ set: (inout Faults) -> Void) throws -> (text: String, isClosed: Bool) {
        var faults = Faults()
        set(&faults)
        var conversation = Conversation(SmtpServer(store: try makeStore(), role: .mx, faults: faults))
        conversation.say("EHLO client\n" + client)
        return (conversation.text(), conversation.server.isClosed)
    }

    @Test("the connection drops inside a literal", arguments: [1, 60, 300])
    func cut(missing: Int) throws {
        let whole = try Self.imap(ImapDialogueTests.select + "1 FETCH 1 BODY[]\n") { _ in }
        var faults = Faults()
        let wire = Script.wire(whole.text)
        faults.cutAfterBytes = wire.count - missing
        var conversation = Conversation(ImapServer(store: try makeStore([simpleMail, simpleMail]), faults: faults))
        conversation.say(ImapDialogueTests.select + "1 FETCH 1 BODY[]\n")
        #expect(conversation.heard == Array(wire.dropLast(missing)))
        #expect(conversation.server.isClosed)
    }

    @Test("BYE comes right after the login")
    func bye() throws {
        let answer = try Self.imap(ImapDialogueTests.select) { $0.byeAfterLogin = "System\r\nshutdown" }
        #expect(answer.text == ImapDialogueTests.signedIn + "* BYE System shutdown\n")
        #expect(answer.isClosed)
    }

    @Test("every command after the login is refused, LOGOUT excepted")
    func refusesCommands() throws {
        let answer = try Self.imap(ImapDialogueTests.signIn + "1 NOOP\n2 SELECT INBOX\n3 LOGOUT\n") {
            $0.refusesCommands = "Server busy"
        }
        #expect(
            answer.text == ImapDialogueTests.signedIn
                + "1 NO Server busy\n2 NO Server busy\n* BYE Goodbye\n3 OK LOGOUT completed\n")
    }

    @Test("a silent server reads everything, answers nothing and stays connected")
    func silence() throws {
        let never = try Self.imap(ImapDialogueTests.select + "x LOGOUT\n") { $0.silence = .fromStart }
        #expect(never.text.isEmpty && !never.isClosed)
        let mute = try Self.imap(ImapDialogueTests.select) { $0.silence = .afterLogin }
        #expect(mute.text == ImapDialogueTests.signedIn && !mute.isClosed)
        let smtp = try Self.smtp("QUIT\n") { $0.silence = .fromStart }
        #expect(smtp.text.isEmpty && !smtp.isClosed)
    }

    @Test("with refusesLogins a right password is refused and counted")
    func refusesLogins() throws {
        let store = try makeStore()
        var faults = Faults()
        faults.refusesLogins = true
        var conversation = Conversation(ImapServer(store: store, faults: faults))
        conversation.say("a LOGIN list@example.org secret\nb LOGIN list@example.org secret\n")
        #expect(conversation.text().hasSuffix("a \(ImapServer.loginRefusal)\nb \(ImapServer.loginRefusal)\n"))
        #expect(store.refusedLogins == 2)
    }

    @Test("UIDVALIDITY changes from connection to connection")
    func uidValidity() throws {
        for number in 1...2 {
            let answer = try Self.imap(ImapDialogueTests.select, number: number) { $0.uidValidityStep = 10 }
            #expect(answer.text.contains("[UIDVALIDITY \(1001 + 10 * number)]"))
        }
    }

    @Test("faults can end with the first connections")
    func firstConnections() throws {
        for number in 1...3 {
            let answer = try Self.imap(ImapDialogueTests.signIn, number: number) {
                $0.byeAfterLogin = "Later"
                $0.firstConnections = 2
            }
            #expect(answer.isClosed == (number <= 2))
        }
    }

    @Test("a folder is listed but cannot be opened")
    func missingFolder() throws {
        let answer = try Self.imap(ImapDialogueTests.signIn + "1 SELECT INBOX\n2 LIST \"\" INBOX\n") {
            $0.missingFolders = ["INBOX"]
        }
        #expect(
            answer.text.contains("1 NO [NONEXISTENT] No such folder\n* LIST (\\HasNoChildren) \"/\" \"INBOX\"\n2 OK"))
    }

    @Test("the body of a chosen message is answered OK without data")
    func emptyBody() throws {
        let answer = try Self.imap(ImapDialogueTests.select + "1 UID FETCH 1:2 BODY.PEEK[]\n2 FETCH 1 UID\n") {
            $0.emptyBodies = [1]
        }
        let tail = answer.text.dropFirst(ImapDialogueTests.selected.count)
        #expect(tail.hasPrefix("* 2 FETCH (UID 2 BODY[] {83}\n"))
        #expect(tail.hasSuffix("1 OK FETCH completed\n* 1 FETCH (UID 1)\n2 OK FETCH completed\n"))
    }

    @Test("throttling says how long and hangs up")
    func throttled() throws {
        let answer = try Self.imap(ImapDialogueTests.signIn + "1 NOOP\n2 NOOP\n3 NOOP\n") {
            $0.throttleAfterCommands = 1
        }
        #expect(
            answer.text == ImapDialogueTests.signedIn + """
                1 OK NOOP completed
                2 BAD Request is throttled. Suggested Backoff Time: 299963 milliseconds
                * BYE Connection closed

                """)
        #expect(answer.isClosed)
    }

    @Test("a missing capability is neither announced nor understood")
    func capabilities() throws {
        let answer = try Self.imap(
            ImapDialogueTests.select + "1 CAPABILITY\n2 UID MOVE 1 INBOX\n3 IDLE\n4 UID EXPUNGE 1\n5 COPY 1 INBOX\n"
        ) { $0.missingCapabilities = ["MOVE", "IDLE", "UIDPLUS"] }
        #expect(
            answer.text == ImapDialogueTests.selected + """
                * CAPABILITY IMAP4rev1 LITERAL+ ID NAMESPACE UNSELECT CHILDREN
                1 OK CAPABILITY completed
                2 BAD No such command
                3 BAD No such command
                4 BAD No such command
                * 3 EXISTS
                5 OK COPY completed

                """)
        let smtp = try Self.smtp("BDAT 4 LAST\nNOOP\n") { $0.missingCapabilities = ["PIPELINING", "CHUNKING"] }
        #expect(!smtp.text.contains("PIPELINING") && smtp.text.contains("250 8BITMIME\n500 5.5.2"))
    }

    @Test("Exchange Online's habits")
    func exchange() throws {
        let long = String(repeating: "1,", count: 500) + "1"
        let answer = try Self.imap(
            ImapDialogueTests.select + """
                1 UID FETCH 1 RFC822.SIZE
                2 UID SEARCH KEYWORD x
                3 UID SEARCH UID \(long)
                4 UID COPY 1:2 INBOX
                5 IDLE

                """
        ) { $0.exchangeQuirks = true }
        #expect(
            answer.text == ImapDialogueTests.selected + """
                +\u{20}
                * 1 FETCH (RFC822.SIZE 100 UID 1)
                1 OK FETCH completed
                2 BAD Command Argument Error. 11
                3 BAD Command Argument Error. 12
                * 4 EXISTS
                4 OK [COPYUID 1001 3:4] COPY completed
                * 4 EXISTS
                + IDLE accepted, awaiting DONE command.

                """)
    }

    @Test("421 comes after a number of messages, 450 for chosen recipients, SendAsDenied for other senders")
    func smtpFaults() throws {
        let mail = "MAIL FROM:<a@b.c>\nRCPT TO:<Anna@example.org>\nRCPT TO:<list@example.org>\nBDAT 1 LAST\nx"
        let answer = try Self.smtp(mail + mail) {
            $0.closesAfterMessages = 1
            $0.deferredRecipients = ["anna@example.org"]
        }
        #expect(
            answer.text == SmtpDialogueTests.hello + """
                250 2.1.0 Ok
                450 4.2.1 The recipient is receiving mail too quickly, try later
                250 2.1.5 Ok
                250 2.0.0 Ok: queued as 1
                421 4.3.2 Try again later, closing connection

                """)
        #expect(answer.isClosed)
        let denied = try Self.smtp("MAIL FROM:<a@b.c>\n") { $0.requiresOwnSender = true }
        #expect(denied.text.hasSuffix("554 5.2.252 SendAsDenied; the sender is not this mailbox\n"))
    }
}
