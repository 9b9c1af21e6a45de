import Base
import Testing

@testable import Wire

@Suite("SMTP replies")
struct SmtpReplyTests {
    struct Case: CustomTestStringConvertible {
        let bytes: String
        let replies: [SmtpReply]
        init(_ bytes: String, _ replies: SmtpReply...) {
            self.bytes = bytes
            self.replies = replies
        }
        var testDescription: String { bytes.debugDescription }
    }

    static let cases = [
        Case("250 OK\r\n", SmtpReply(code: 250, lines: ["OK"])),
        Case("250\r\n", SmtpReply(code: 250, lines: [""])),
        Case("250 \r\n", SmtpReply(code: 250, lines: [""])),
        Case("250 OK\n", SmtpReply(code: 250, lines: ["OK"])),
        Case("250 2.1.5 Ok\r\n", SmtpReply(code: 250, enhanced: .init(2, 1, 5), lines: ["Ok"])),
        Case("250 2.1.5\r\n", SmtpReply(code: 250, enhanced: .init(2, 1, 5), lines: [""])),
        Case(
            "354 End data with <CR><LF>.<CR><LF>\r\n", SmtpReply(code: 354, lines: ["End data with <CR><LF>.<CR><LF>"])),
        Case(
            "550-5.7.26 Your mail was\r\n550-5.7.26 rate limited\r\n550 5.7.26 abc123 - gsmtp\r\n",
            SmtpReply(code: 550, enhanced: .init(5, 7, 26), lines: ["Your mail was", "rate limited", "abc123 - gsmtp"])),
        Case(
            "554 5.2.252 SendAsDenied\r\n",
            SmtpReply(code: 554, enhanced: .init(5, 2, 252), lines: ["SendAsDenied"])),
        Case("550 4.1.1 Odd\r\n", SmtpReply(code: 550, lines: ["4.1.1 Odd"])),
        Case("550 5.1.1111 Odd\r\n", SmtpReply(code: 550, lines: ["5.1.1111 Odd"])),
        Case("550 5..1 Odd\r\n", SmtpReply(code: 550, lines: ["5..1 Odd"])),
        Case("550 5.1 Odd\r\n", SmtpReply(code: 550, lines: ["5.1 Odd"])),
        Case(
            "250-mail.hel.test\r\n421 4.3.2 Bye\r\n",
            SmtpReply(code: 421, enhanced: .init(4, 3, 2), lines: ["mail.hel.test", "Bye"])),
        Case("250 a\tb\u{1B}[0m\u{0}c\r\n", SmtpReply(code: 250, lines: ["a b [0m c"])),
        Case("250 p\u{E4}iv\u{E4}\u{E4}\r\n", SmtpReply(code: 250, lines: ["päivää"])),
        Case(
            "250 2.1.0 Ok\r\n550 5.1.1 No\r\n554 No valid recipients\r\n",
            SmtpReply(code: 250, enhanced: .init(2, 1, 0), lines: ["Ok"]),
            SmtpReply(code: 550, enhanced: .init(5, 1, 1), lines: ["No"]),
            SmtpReply(code: 554, lines: ["No valid recipients"])),
    ]

    static func replies(_ pieces: [ArraySlice<UInt8>]) throws -> [SmtpReply] {
        var parser = SmtpReplyParser()
        var replies: [SmtpReply] = []
        for piece in pieces {
            parser.feed(piece)
            while let reply = try parser.next() { replies.append(reply) }
        }
        return replies
    }

    @Test("replies are read whole, byte by byte, and cut in two anywhere", arguments: cases)
    func splits(_ example: Case) throws {
        let bytes = Array(example.bytes.utf8)
        #expect(try Self.replies([bytes[...]]) == example.replies)
        #expect(try Self.replies(bytes.indices.map { bytes[$0...$0] }) == example.replies)
        for cut in bytes.indices {
            #expect(try Self.replies([bytes[..<cut], bytes[cut...]]) == example.replies)
        }
    }

    @Test(
        "an unfinished reply is no reply",
        arguments: ["", "2", "250", "250 OK", "250 OK\r", "250-a\r\n", "250-a\r\n250 b"])
    func unfinished(_ text: String) throws {
        #expect(try Self.replies([Array(text.utf8)[...]]).isEmpty)
    }

    @Test(
        "a line that is no reply is a protocol violation",
        arguments: [
            "\r\n", "25\r\n", "OK\r\n", "+OK\r\n", "150 x\r\n", "650 x\r\n", "2500 x\r\n", "250x\r\n", "250-a\r\nb\r\n",
        ])
    func garbage(_ text: String) {
        #expect {
            try Self.replies([Array(text.utf8)[...]])
        } throws: {
            if case .protocolViolation = $0 as? WireError { true } else { false }
        }
    }

    @Test("replies before an unreadable line are given, then every call throws")
    func garbageAfterReplies() throws {
        var parser = SmtpReplyParser()
        parser.feed(Array("250 a\r\n250 b\r\nHTTP/1.1 400\r\n".utf8))
        #expect(try parser.next()?.lines == ["a"])
        #expect(try parser.next()?.lines == ["b"])
        for _ in 1...2 { #expect(throws: WireError.self) { try parser.next() } }
    }

    @Test("a line, the lines of a reply and a reply have limits")
    func limits() throws {
        func line(_ mark: String, _ length: Int) -> String {
            "250" + mark + String(repeating: "x", count: length - 6) + "\r\n"
        }
        func read(_ text: String) throws -> Int { try Self.replies([Array(text.utf8)[...]]).count }
        #expect(try read(line(" ", 4096)) == 1)
        #expect(throws: WireError.self) { try read(line(" ", 4097)) }
        #expect(throws: WireError.self) { try read(String(repeating: "2", count: 4096)) }

        let many = String(repeating: "250-x\r\n", count: 99)
        #expect(try read(many + "250 x\r\n") == 1)
        #expect(throws: WireError.self) { try read(many + "250-x\r\n250 x\r\n") }

        let large = String(repeating: line("-", 4096), count: 16)
        #expect(throws: WireError.self) { try read(large + line(" ", 4096)) }
    }

    @Test("long text is shortened for people")
    func longText() throws {
        let reply = try Self.replies([Array("550 \(String(repeating: "x", count: 900))\r\n".utf8)[...]])
        #expect(reply.first?.text.count == ServerText.limit)
    }

    @Test(
        "replies that ask for less mail are told from others",
        arguments: [
            ("421 bye", true), ("421 4.7.28 rate", true), ("432 4.3.2 connections", true),
            ("450 4.7.1 too much", false),
            ("451 4.7.500 busy", false), ("450 4.2.0 greylisted", false), ("452 4.5.3 recipients", false),
            ("550 5.7.1 policy", false), ("250 2.7.0 fine", false), ("450 later", false),
        ])
    func slowDown(_ text: String, _ expected: Bool) throws {
        #expect(try Self.replies([Array("\(text)\r\n".utf8)[...]]).first?.asksToSlowDown == expected)
    }

    @Test("EHLO's answer says what the server can do")
    func extensions() throws {
        let ehlo = """
            250-mail.hel.test PIPELINING\r\n250-Pipelining\r\n250-SIZE 52428800\r\n250-VRFY\r\n250-ENHANCEDSTATUSCODES\r
            250-8BITMIME\r\n250-SMTPUTF8\r\n250 CHUNKING\r\n
            """
        var expected = SmtpExtensions()
        (expected.pipelining, expected.chunking, expected.eightBitMime) = (true, true, true)
        (expected.smtpUtf8, expected.enhancedStatusCodes, expected.size) = (true, true, true)
        expected.sizeLimit = 52_428_800
        let reply = try #require(try Self.replies([Array(ehlo.utf8)[...]]).first)
        #expect(SmtpExtensions(ehlo: reply) == expected)
        #expect(SmtpExtensions(ehlo: SmtpReply(code: 250, lines: ["PIPELINING"])) == SmtpExtensions())
    }

    @Test(
        "SIZE without a usable number is no limit",
        arguments: ["SIZE", "SIZE 0", "SIZE -1", "SIZE 99999999999999999999", "SIZE x"])
    func noSize(_ line: String) {
        let extensions = SmtpExtensions(ehlo: SmtpReply(code: 250, lines: ["x", line]))
        #expect(extensions.size && extensions.sizeLimit == nil)
    }
}
