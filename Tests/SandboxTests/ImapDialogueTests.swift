import Testing

@testable import Sandbox

@Suite("IMAP dialogues")
struct ImapDialogueTests {
    @Test("a dialogue goes as written", arguments: logins + folders + messages)
    func wholeDialogue(_ script: Script) throws {
        var conversation = Conversation(ImapServer(store: try makeStore([simpleMail, simpleMail])))
        conversation.say(script.bytes)
        #expect(conversation.text() == script.server)
    }

    @Test("a dialogue goes the same byte by byte", arguments: logins + folders + messages)
    func byteByByte(_ script: Script) throws {
        var conversation = Conversation(ImapServer(store: try makeStore([simpleMail, simpleMail])))
        conversation.sayByteByByte(script.bytes)
        #expect(conversation.text() == script.server)
    }

    @Test("IDLE reports mail that arrives and mail that is removed")
    func idle() throws {
        let store = try makeStore([simpleMail])
        var conversation = Conversation(ImapServer(store: store))
        conversation.say(Self.select + "c IDLE\n")
        #expect(conversation.text().hasSuffix("+ IDLE accepted, awaiting DONE command.\n"))
        #expect(conversation.server.wantsChanges)

        try store.deliver(to: "list@example.org", Script.wire(simpleMail), at: billion)
        store.setFlags(.seen, of: 1, account: "list@example.org")
        conversation.server.storeChanged()
        conversation.listen()
        #expect(conversation.text() == "* 1 FETCH (UID 1 FLAGS (\\Seen))\n* 2 EXISTS\n")

        store.remove([1], of: "list@example.org")
        conversation.server.storeChanged()
        conversation.say("DONE\n")
        #expect(conversation.text() == "* 1 EXPUNGE\nc OK IDLE completed\n")
        #expect(!conversation.server.wantsChanges)
    }

    @Test("sequence numbers do not shift under STORE and SEARCH, only afterwards")
    func steadyNumbers() throws {
        let store = try makeStore([simpleMail, simpleMail])
        var conversation = Conversation(ImapServer(store: store))
        conversation.say(Self.select)
        _ = conversation.text()
        store.remove([1], of: "list@example.org")
        conversation.say("1 SEARCH ALL\n2 STORE 2 +FLAGS (\\Flagged)\n3 FETCH 1 FLAGS\n4 NOOP\n5 SEARCH ALL\n")
        #expect(
            conversation.text() == """
                * SEARCH 2
                1 OK SEARCH completed
                * 2 FETCH (FLAGS (\\Flagged))
                2 OK STORE completed
                3 OK FETCH completed
                * 1 EXPUNGE
                4 OK NOOP completed
                * SEARCH 1
                5 OK SEARCH completed

                """)
    }

    @Test("a large FETCH waits while the client does not read")
    func backpressure() throws {
        let store = try makeStore()
        let mail = Array("Subject: big\r\n\r\n".utf8) + [UInt8](repeating: 120, count: 400_000)
        for _ in 1...10 { try store.deliver(to: "list@example.org", mail, at: billion) }
        var server = ImapServer(store: store)
        server.open()
        server.receive(Script.wire(Self.select + "1 FETCH 1:* BODY.PEEK[]\n2 NOOP\n")[...], now: billion)
        #expect(server.hasWork)
        var pieces: [Int] = [server.takeOutput().count]
        while server.hasWork {
            server.proceed(now: billion)
            pieces.append(server.takeOutput().count)
        }
        #expect(pieces.count >= 3)
        #expect(pieces.allSatisfy { $0 < Outlet.highWater + 500_000 })
        #expect(pieces.reduce(0, +) > 4_000_000)
    }
}
