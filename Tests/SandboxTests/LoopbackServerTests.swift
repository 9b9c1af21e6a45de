import Glibc
import Synchronization
import Testing

@testable import Sandbox

/// A plain blocking client, for the few tests that need real sockets.
private struct Client: ~Copyable {
    private let descriptor: Int32

    init(port: UInt16) {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        #expect(result == 0)
    }

    deinit {
        close(descriptor)
    }

    func say(_ text: String) {
        let bytes = Script.wire(text)
        #expect(send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count)
    }

    /// Everything up to and including the text, or up to the end of the connection.
    func hear(until text: String) -> String {
        let wanted = Script.wire(text)
        var heard: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 65_536)
        while !heard.suffix(wanted.count).elementsEqual(wanted) {
            let count = recv(descriptor, &piece, piece.count, 0)
            guard count > 0 else { break }
            heard += piece[..<count]
        }
        return String(decoding: heard.filter { $0 != 13 }, as: UTF8.self)
    }
}

@Suite("The server on loopback")
struct LoopbackServerTests {
    @Test("a mail that comes by the MX ends an IDLE and is reported to onDelivery")
    func delivery() throws {
        let store = try makeStore()
        let told = Mutex<[DeliveredMail]>([])
        let shared = Shared(told)
        let server = LoopbackServer(store: store, clock: { billion }, onDelivery: { shared.add($0) })
        try server.start()
        let imap = Client(port: server.port(.imap))
        imap.say("a LOGIN list@example.org secret\nb SELECT INBOX\nc IDLE\n")
        #expect(imap.hear(until: "command.\n").hasPrefix(ImapDialogueTests.signedIn))

        let smtp = Client(port: server.port(.mx))
        smtp.say("EHLO client\nMAIL FROM:<>\nRCPT TO:<list@example.org>\nBDAT 3 LAST\nx\nQUIT\n")
        #expect(smtp.hear(until: "Bye\n").hasSuffix("250 2.0.0 Ok: queued as 1\n221 2.0.0 Bye\n"))
        #expect(smtp.hear(until: "never").isEmpty)
        #expect(imap.hear(until: "EXISTS\n") == "* 1 EXISTS\n")

        try store.deliver(to: "list@example.org", Script.wire(simpleMail), at: billion)
        #expect(imap.hear(until: "EXISTS\n") == "* 2 EXISTS\n")
        server.stop()
        #expect(shared.deliveries.map(\.account) == ["list@example.org"])
        #expect(imap.hear(until: "never").isEmpty)
    }

    @Test("ten mails of a megabyte come whole through a connection that is read late")
    func backpressure() throws {
        let store = try makeStore()
        let mail = [UInt8](repeating: 120, count: 1 << 20)
        for _ in 1...10 { try store.deliver(to: "list@example.org", mail, at: billion) }
        let server = LoopbackServer(store: store, clock: { billion })
        try server.start()
        let imap = Client(port: server.port(.imap))
        imap.say("a LOGIN list@example.org secret\nb SELECT INBOX\nc FETCH 1:* BODY.PEEK[]\nd LOGOUT\n")
        let other = Client(port: server.port(.imap))
        other.say("x LOGOUT\n")
        #expect(other.hear(until: "completed\n").hasSuffix("x OK LOGOUT completed\n"))
        #expect(imap.hear(until: "d OK LOGOUT completed\n").utf8.count > 10 << 20)
        server.stop()
    }

    @Test("faults set on a listener hold for the connections that come after")
    func faults() throws {
        let server = LoopbackServer(store: try makeStore(), clock: { billion })
        try server.start()
        var faults = Faults()
        faults.cutAfterBytes = 10
        server.setFaults(faults, at: .imap)
        #expect(Client(port: server.port(.imap)).hear(until: "ready\n") == "* OK Kutsu")
        server.setFaults(.none, at: .imap)
        #expect(Client(port: server.port(.imap)).hear(until: "ready\n") == ImapDialogueTests.greeting)
        server.stop()
        server.stop()
    }

    @Test("a taken port is an error that says so")
    func takenPort() throws {
        let first = LoopbackServer(store: MailStore(), clock: { billion })
        try first.start()
        let second = LoopbackServer(store: MailStore(), ports: [.mx: first.port(.mx)], clock: { billion })
        #expect(throws: SandboxError.socket(call: "bind", port: first.port(.mx), errno: EADDRINUSE)) {
            try second.start()
        }
        first.stop()
    }

    private final class Shared: Sendable {
        private let list: Mutex<[DeliveredMail]>

        init(_ list: consuming sending Mutex<[DeliveredMail]>) {
            self.list = list
        }

        func add(_ delivery: DeliveredMail) {
            list.withLock { $0.append(delivery) }
        }

        var deliveries: [DeliveredMail] { list.withLock { $0 } }
    }
}

@Suite("Scripted people")
struct PostboxTests {
    @Test("a postbox sees each mail once, old ones first")
    func mail() async throws {
        let store = try makeStore()
        let anna = Postbox("Anna@example.org", in: store)
        let pekka = Postbox("pekka@example.org", in: store)
        try pekka.send([1], to: "anna@example.org", at: billion)
        var mails = anna.mail().makeAsyncIterator()
        #expect(await mails.next()?.bytes == [1])
        try pekka.send([2], to: "ANNA+news@example.org", at: billion)
        try pekka.send([3], to: "anna@example.org", at: billion)
        #expect(await mails.next()?.bytes == [2])
        #expect(await mails.next()?.bytes == [3])
        #expect(anna.messages().map(\.bytes) == [[1], [2], [3]])
        #expect(throws: SandboxError.unknownAccount) { try anna.send([1], to: "nobody@example.org", at: billion) }
        #expect(throws: SandboxError.unknownFolder("x")) {
            try store.deliver(to: "anna@example.org", [1], at: billion, folder: "x")
        }
    }

    @Test("a renumbered folder has a new UIDVALIDITY and counts from 1")
    func renumbered() throws {
        let store = try makeStore([simpleMail, simpleMail])
        store.remove([1], of: "list@example.org")
        let before = store.withFolder("INBOX", of: "list@example.org") { $0.uidValidity }
        store.renumber(of: "list@example.org")
        #expect(store.messages(of: "list@example.org").map(\.uid) == [1])
        #expect(store.withFolder("INBOX", of: "list@example.org") { $0.uidValidity } != before)
    }

    @Test("folders of an account have a limit")
    func folderLimit() throws {
        let store = try makeStore()
        for number in 1..<MailStore.folderLimit { try store.createFolder("f\(number)", of: "list@example.org") }
        #expect(throws: SandboxError.full("the account has 200 folders")) {
            try store.createFolder("one more", of: "list@example.org")
        }
    }
}
