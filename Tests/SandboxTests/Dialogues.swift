import Testing

@testable import Sandbox

/// 9 September 2001, 01:46:40 UTC: the time of all dialogues.
let billion: Int64 = 1_000_000_000

/// One dialogue: what the client sends and everything the server answers, greeting included, lines ended by `\n` here.
struct Script: CustomTestStringConvertible, Sendable {
    let name: String
    let client: String
    let server: String

    init(_ name: String, _ client: String, _ server: String) {
        self.name = name
        self.client = client
        self.server = server
    }

    var testDescription: String { name }
    var bytes: [UInt8] { Script.wire(client) }

    /// Text with `\n` as it goes over the wire.
    static func wire(_ text: String) -> [UInt8] {
        text.utf8.flatMap { $0 == 10 ? [13, 10] : [$0] }
    }
}

/// Speaks to a dialogue and collects what it says.
struct Conversation<Server: Dialogue> {
    var server: Server
    private(set) var heard: [UInt8] = []
    private(set) var deliveries: [DeliveredMail] = []

    init(_ server: Server) {
        self.server = server
        self.server.open()
        listen()
    }

    mutating func say(_ bytes: some Collection<UInt8>) {
        server.receive(Array(bytes)[...], now: billion)
        listen()
    }

    mutating func say(_ text: String) {
        say(Script.wire(text))
    }

    mutating func sayByteByByte(_ bytes: [UInt8]) {
        for byte in bytes { say([byte]) }
    }

    mutating func listen() {
        heard += server.takeOutput()
        while server.hasWork {
            server.proceed(now: billion)
            heard += server.takeOutput()
        }
        deliveries += server.takeDeliveries()
    }

    /// What was heard since the last call, with `\n` line ends.
    mutating func text() -> String {
        defer { heard = [] }
        return String(decoding: heard.filter { $0 != 13 }, as: UTF8.self)
    }
}

/// A store with the list's account and Anna's, the list's INBOX holding these mails.
func makeStore(_ mails: [String] = []) throws -> MailStore {
    let store = MailStore()
    store.addAccount("list@example.org", password: "secret", token: "bearer")
    store.addAccount("anna@example.org")
    for mail in mails { try store.deliver(to: "list@example.org", Script.wire(mail), at: billion) }
    return store
}

let simpleMail = "Subject: liity\nFrom: Anna <anna@example.org>\nMessage-ID: <1@example.org>\n\nHei\n"

/// A small generator with a known sequence (SplitMix64), so that a failure can be had again from its seed.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
