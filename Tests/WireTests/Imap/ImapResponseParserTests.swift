import Base
import Testing

@testable import Wire

@Suite("ImapResponseParser")
struct ImapResponseParserTests {
    /// Everything that `text` yields, fed in pieces of `size` bytes.
    static func parse(_ text: String, size: Int = .max, limits: ImapLimits = ImapLimits()) throws -> [ImapResponse] {
        try parse(Array(text.utf8), size: size, limits: limits)
    }

    static func parse(_ bytes: [UInt8], size: Int, limits: ImapLimits = ImapLimits()) throws -> [ImapResponse] {
        var parser = ImapResponseParser(limits: limits)
        var responses: [ImapResponse] = []
        for start in stride(from: 0, to: bytes.count, by: min(size, bytes.count)) {
            parser.feed(bytes[start..<min(start + min(size, bytes.count), bytes.count)])
            while let response = try parser.next() { responses.append(response) }
        }
        return responses
    }

    private static func ok(_ code: ImapResponseCode? = nil, _ text: String = "") -> ImapResponse {
        .status(ImapStatus(.ok, code: code, text: text))
    }

    static let table: [(String, [ImapResponse])] = [
        ("* OK [ALERT] Read me.\r\n", [ok(.alert, "Read me")]),
        ("* OK\r\n", [ok()]),
        ("* OK \r\n", [ok()]),
        ("* OK [UIDVALIDITY 14]\r\n", [ok(.uidValidity(14))]),
        ("* [UIDNEXT 7] Predicted next UID\r\n", [ok(.uidNext(7), "Predicted next UID")]),
        ("* OK [UIDNEXT 99999999999] huge\r\n", [ok(.uidNext(99_999_999_999), "huge")]),
        ("* OK [UIDNEXT 99999999999999999999] huge\r\n", [ok(.other("UIDNEXT"), "huge")]),
        ("*  OK  [UIDVALIDITY  14]  two spaces\r\n", [ok(.uidValidity(14), "two spaces")]),
        (" * 5  EXISTS\r\n", [.exists(5)]),
        ("K1  OK  done\r\n", [.completion(tag: "K1", ImapStatus(.ok, text: "done"))]),
        ("* 2  FETCH  ( UID  9  FLAGS  ( \\Seen ) )\r\n", [.fetch(ImapFetch(sequence: 2, uid: 9, flags: ["\\Seen"]))]),
        ("* OK [COPYUID 1 ] malformed\r\n", [ok(.other("COPYUID"), "malformed")]),
        ("* OK [PERMANENTFLAGS (\\Seen \\*)] Flags\r\n", [ok(.other("PERMANENTFLAGS"), "Flags")]),
        ("* OK [unclosed\r\n", [ok(nil, "[unclosed")]),
        ("* BYE Request is throttled\r\n", [.status(ImapStatus(.bye, text: "Request is throttled"))]),
        ("* bye\n", [.status(ImapStatus(.bye))]),
        ("K1 OK done\r\n", [.completion(tag: "K1", ImapStatus(.ok, text: "done"))]),
        ("K1 OK\r\n", [.completion(tag: "K1", ImapStatus(.ok))]),
        (
            "K2 NO [TRYCREATE] No such folder {5}\r\n",
            [.completion(tag: "K2", ImapStatus(.no, code: .tryCreate, text: "No such folder {5}"))]
        ),
        (
            "K3 OK [READ-ONLY] Selected\r\n",
            [.completion(tag: "K3", ImapStatus(.ok, code: .readOnly, text: "Selected"))]
        ),
        ("+ idling\r\n+\r\n+ \r\n", [.continuation("idling"), .continuation(""), .continuation("")]),
        ("+ {3}\r\n", [.continuation("{3}")]),
        ("\r\n* 3 EXISTS\r\n* 0 RECENT\r\n* 2 EXPUNGE\r\n", [.exists(3), .other("RECENT"), .expunge(2)]),
        ("* CAPABILITY IMAP4rev1 Idle  MOVE\r\n", [.capability(["IMAP4REV1", "IDLE", "MOVE"])]),
        ("* FLAGS (\\Seen)\r\n* SEARCH 1 2\r\n", [.other("FLAGS"), .search([1, 2])]),
        (
            "* LIST (\\HasNoChildren \\Sent) \"/\" \"Kutsu/Done\"\r\n",
            [.list(ImapListing(attributes: ["\\hasnochildren", "\\sent"], separator: "/", name: "Kutsu/Done"))]
        ),
        ("* LIST () NIL INBOX\r\n", [.list(ImapListing(attributes: [], separator: nil, name: "INBOX"))]),
        (
            "* LIST () \"\\\\\" {7}\r\na\"b c]d\r\n",
            [.list(ImapListing(attributes: [], separator: "\\", name: "a\"b c]d"))]
        ),
        ("* LIST () \"/\" [Gmail]/All\r\n", [.list(ImapListing(attributes: [], separator: "/", name: "[Gmail]/All"))]),
        ("* NAMESPACE ((\"INBOX.\" \".\")) NIL NIL\r\n", [.namespace(prefix: "INBOX.", separator: ".")]),
        ("* NAMESPACE NIL NIL NIL\r\n", [.other("NAMESPACE")]),
        (
            "* 1 FETCH (FLAGS (\\Seen $x) RFC822.SIZE 12 UID 7)\r\n",
            [.fetch(ImapFetch(sequence: 1, uid: 7, size: 12, flags: ["\\Seen", "$x"]))]
        ),
        (
            "* 1 FETCH (UID 7 BODY[] {12}\r\nK1 OK no\r\n)\r )\r\n",
            [.fetch(ImapFetch(sequence: 1, uid: 7, body: .bytes(Array("K1 OK no\r\n)\r".utf8))))]
        ),
        (
            "* 1 FETCH (BODY[] {0}\r\n UID 7)\r\nK1 OK x\r\n",
            [
                .fetch(ImapFetch(sequence: 1, uid: 7, body: .bytes([]))),
                .completion(tag: "K1", ImapStatus(.ok, text: "x")),
            ]
        ),
        ("* 1 FETCH (BODY[] NIL UID 7)\r\n", [.fetch(ImapFetch(sequence: 1, uid: 7, body: .absent))]),
        (
            "* 1 FETCH (BODY[HEADER.FIELDS (\"TO\" X-Y)]<0> \"a\\\"b\" UID 7)\r\n",
            [.fetch(ImapFetch(sequence: 1, uid: 7, body: .bytes(Array("a\"b".utf8))))]
        ),
        (
            "* 2 FETCH (ENVELOPE (\"d\" {3}\r\n)(\" ((NIL NIL \"a\" \"b\")) NIL) UID 9 BODY[] {2+}\r\nhi)\r\n",
            [.fetch(ImapFetch(sequence: 2, uid: 9, body: .bytes(Array("hi".utf8))))]
        ),
        (
            "* 3 FETCH (UID 99999999999 RFC822.SIZE -5)\r\n",
            [.fetch(ImapFetch(sequence: 3, uid: 99_999_999_999, size: 0))]
        ),
    ]

    @Test(
        "a UID that is no number is told aloud: its mail would never be seen",
        arguments: ["99999999999999999999", "-1", "x"])
    func unreadableUid(uid: String) {
        #expect(throws: WireError.self) { try Self.parse("* 3 FETCH (UID \(uid) FLAGS ())\r\n") }
    }

    @Test("a response means the same whole and byte by byte", arguments: table)
    func anyCut(text: String, expected: [ImapResponse]) throws {
        #expect(try Self.parse(text) == expected)
        for size in [1, 2, 3, 7] { #expect(try Self.parse(text, size: size) == expected) }
    }

    @Test("a response that is cut off gives nothing yet", arguments: table)
    func incomplete(text: String, expected: [ImapResponse]) throws {
        #expect(try Self.parse(String(text.dropLast())) == expected.dropLast())
    }

    @Test(
        "a malformed response is an error",
        arguments: [
            "hello\r\n", "K1 MAYBE what\r\n", "K1 BYE\r\n", "* 1 FETCH\r\n", "* 1 FETCH (UID)\r\n",
            "* 1 FETCH (UID 1\r\n",
            "* 1 FETCH ((UID) 1)\r\n", "* 1 FETCH (BODY[ x)\r\n", "* LIST ()\r\n", "* LIST (\r\n",
            "* LIST () \"/\" \"a\r\n",
            "* 1 FETCH )\r\n", "* LIST () \"/\" {x}\r\n", "* LIST () \"/\" {}\r\n",
        ])
    func malformed(text: String) {
        for size in [1, Int.max] {
            #expect {
                try Self.parse(text, size: size)
            } throws: { error in
                if case WireError.protocolViolation = error { true } else { false }
            }
        }
    }

    @Test("a response over a limit is an error", arguments: ["line", "depth", "literals", "digits", "skipped"])
    func limits(what: String) {
        var limits = ImapLimits(literal: 100)
        limits.skipped = 1000
        let text =
            switch what {
            case "line": "* OK " + String(repeating: "x", count: 70_000)
            case "depth": "* 1 FETCH " + String(repeating: "(", count: 40) + "\r\n"
            case "literals": "* 1 FETCH (" + String(repeating: "{0}\r\n ", count: 100)
            case "digits": "* 1 FETCH (BODY[] {9999999999999999999999}\r\n"
            default: "* 1 FETCH (BODY[] {1001}\r\n"
            }
        for size in [1, Int.max] {
            #expect {
                try Self.parse(text, size: size, limits: limits)
            } throws: { error in
                if case WireError.limit = error { true } else { false }
            }
        }
    }

    @Test("a literal over the limit is passed over and what follows is understood", arguments: [1, 64, Int.max])
    func tooLarge(size: Int) throws {
        let text = "* 1 FETCH (BODY[] {500}\r\n\(String(repeating: "K", count: 500)) UID 3)\r\nK1 OK x\r\n"
        #expect(
            try Self.parse(text, size: size, limits: ImapLimits(literal: 499)) == [
                .fetch(ImapFetch(sequence: 1, uid: 3, body: .tooLarge(500))),
                .completion(tag: "K1", ImapStatus(.ok, text: "x")),
            ])
    }

    @Test("any bytes at all give responses or an error, never a trap")
    func noise() {
        var random = SystemRandomNumberGenerator()
        let words = [
            "* ", "1 ", "FETCH ", "(", ")", "\"", "{3}\r\n", "{", "}", "[", "]", "BODY[", "\r\n", "OK ", "LIST ", "\\",
            "\u{0}", "é", "+ ",
        ]
        for _ in 0..<2000 {
            let text = (0..<Int.random(in: 1...30, using: &random)).map { _ in words.randomElement(using: &random) ?? ""
            }.joined()
            let whole = Result { try Self.parse(text) }
            let bytewise = Result { try Self.parse(text, size: 1) }
            // How it is cut makes no difference, to errors neither.
            #expect((try? whole.get()) == (try? bytewise.get()), "\(text.debugDescription)")
        }
    }
}
