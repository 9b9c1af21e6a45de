import Testing

@testable import Mail

struct HeaderTests {
    private static func header(_ text: String) -> Header { Message(Array(text.utf8)).header }

    private static let oddities: [(String, [String])] = [
        ("A: 1\r\nB: 2\r\n\r\nC: 3", ["A=1", "B=2"]),
        ("A: 1\nB: 2\n\nC: 3", ["A=1", "B=2"]),
        ("A: 1\rB: 2\r\rC: 3", ["A=1", "B=2"]),
        ("A: 1\n\tB: 2\nC:3", ["A=1\tB: 2", "C=3"]),
        ("A: 1\r\n   \r\n 2\r\n\r\n", ["A=1    2"]),
        ("A : 1\nB\t: 2\n\n", ["A=1", "B=2"]),
        ("From anna@hel.fi Mon Jan 1\nA: 1\n\n", ["A=1"]),
        (">From anna@hel.fi Mon Jan 1\nA: 1\n\n", ["A=1"]),
        ("\u{FEFF}A: 1\n\n", ["A=1"]),
        ("\r\n\r\nA: 1\r\n\r\n", ["A=1"]),
        ("\nHello: this is text, they say\n", ["Hello=this is text, they say"]),
        ("\nHello\n", []),
        ("A: 1\nno field\n more of it\nB: 2\n\n", ["A=1", "B=2"]),
        (" first\nA: 1\n\n", ["A=1"]),
        ("A: 1\n: 2\nB C: 3\nD:\n\n", ["A=1", "D="]),
        ("A: one\rFrom: two\nB: 2\n\n", ["A=one From: two", "B=2"]),
        ("A: 1", ["A=1"]),
        ("", []),
    ]

    @Test("fields are found in every line end and around every oddity", arguments: Self.oddities)
    func fields(text: String, expected: [String]) {
        #expect(Self.header(text).fields.map { "\($0.name)=\($0.unfolded)" } == expected)
    }

    @Test("a line that is no field is a defect, and so is a NUL")
    func defects() {
        #expect(Message(Array("A: 1\nno field\n\n".utf8)).defects == .malformedField)
        #expect(Message(Array("A: 1\n\nno field\0\n".utf8)).defects == [])
        #expect(Message(Array("A: 1\0\n\n".utf8)).defects == .nul)
    }

    @Test("fields are found by name without case, top to bottom, with their bytes")
    func lookup() {
        let bytes = Array("Received: one\r\n two\r\nSubject: x\r\nRECEIVED: three\r\n\r\n".utf8)
        let header = Message(bytes).header
        #expect(header.all("received").map(\.unfolded) == ["one two", "three"])
        #expect(header.first("subject")?.name == "Subject")
        #expect(header.count(of: "Received") == 2)
        #expect(header.first("received").map { Array(bytes[$0.raw]) } == Array("Received: one\r\n two\r\n".utf8))
        #expect(header.first("to") == nil)
    }

    @Test("8-bit values are UTF-8, else windows-1252")
    func eightBit() {
        #expect(Self.header("Subject: pöytä\n\n").first("subject")?.unfolded == "pöytä")
        let latin = Array("Subject: p".utf8) + [0xF6] + Array("yt".utf8) + [0xE4, 0x0A, 0x0A]
        #expect(Message(latin).subject == "pöytä")
    }

    @Test(
        "encoded words are decoded as written, and as broken programs write them",
        arguments: [
            ("=?iso-8859-1?q?p=F6yt=E4?=", "pöytä"),
            ("=?UTF-8?B?cMO2eXTDpA==?=", "pöytä"),
            ("=?utf-8*fi?Q?p=C3=B6yt=C3=A4?=", "pöytä"),
            ("a =?utf-8?q?b?= c", "a b c"),
            ("=?utf-8?q?a?= =?utf-8?q?b?=\r\n =?utf-8?q?c?= d", "abc d"),
            ("=?iso-8859-1?q?=E4?= =?iso-8859-2?q?=B9?=", "äš"),
            ("=?utf-8?q?p=C3?= =?utf-8?B?tnl0?=", "pöyt"),
            ("=?UTF-8?q?p=C3?= =?utf-8?q?=B6?=", "pö"),
            ("=?utf-8?q?two words?=", "two words"),
            ("=?utf-8?q?a_b?=c=?utf-8?q?d?=", "a bcd"),
            ("=?utf-8?q?open", "open"),
            ("=?utf-8?q?open =?utf-8?q?next?=", "opennext"),
            ("=?utf-8?q??=x", "x"),
            ("=?utf-8?B?cMO2eXTDpA?=", "pöytä"),
            ("=?klingon?q?p=F6yt=E4?=", "pöytä"),
            ("=?utf-8?x?abc?=", "=?utf-8?x?abc?="),
            ("=?utf-8?= and =?", "=?utf-8?= and =?"),
            ("=?", "=?"), ("=?=?=?=", "=?=?=?="), ("100 =3D ?", "100 =3D ?"),
            ("=?utf-8?q?a=0D=0ABcc:_b=40x.fi?=", "a Bcc: b@x.fi"),
            ("=?utf-8?q?a=E2=80=A8b=00c=7F?=", "a b c"),
            ("=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本"),
            ("=?gb2312?B?1tDOxA==?=", "中文"),
            ("=?utf-7?Q?p+APY-yt+AOQ-?=", "pöytä"),
        ])
    func encodedWords(value: String, expected: String) {
        #expect(Message(Array("Subject: \(value)\r\n\r\n".utf8)).subject == expected)
    }

    private static let lists: [(String, [String])] = [
        ("<a@b>", ["a@b"]), ("<a@b> <c@d>", ["a@b", "c@d"]), ("<a@b>\r\n\t<c@d>", ["a@b", "c@d"]),
        ("<a@b><c@d>", ["a@b", "c@d"]), ("a@b c@d", ["a@b", "c@d"]), ("< a@b >", ["a@b"]),
        ("Your message of \"Mon\" <a@b>", ["a@b"]), ("<>", []), ("words only", []), ("<open", []), ("<x<a@b>", ["a@b"]),
        ("<a@b\0>", []),
    ]

    @Test("message identifiers stand in angles, or alone", arguments: Self.lists)
    func identifiers(value: String, expected: [String]) {
        #expect(Message(Array("References: \(value)\n\n".utf8)).references == expected)
        #expect(Message(Array("In-Reply-To: \(value)\n\n".utf8)).inReplyTo == expected)
    }

    private static let messageIDs: [(String, String?)] = [
        ("<a@b>", "a@b"), ("a", "a"), ("  x@y z", "x@y"), ("<>", nil), ("", nil), ("<a b@c>", "a b@c"),
        ("<\(String(repeating: "x", count: 998))>", String(repeating: "x", count: 998)),
        ("<\(String(repeating: "x", count: 999))>", nil),
    ]

    @Test("a message has one identifier or none", arguments: Self.messageIDs)
    func messageID(value: String, expected: String?) {
        #expect(Message(Array("Message-ID: \(value)\n\n".utf8)).messageID == expected)
    }

    private static let returnPaths: [(String, String?)] = [
        ("", nil), ("Return-Path: <>\n", ""), ("Return-Path: <a@b>\n", "a@b"), ("Return-Path: a@b\n", "a@b"),
        ("Return-Path:\n", ""),
    ]

    @Test("a return path is absent, null or an address", arguments: Self.returnPaths)
    func returnPath(field: String, expected: String?) {
        #expect(Message(Array("\(field)A: b\n\n".utf8)).returnPath == expected)
    }
}
