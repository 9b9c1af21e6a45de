import Base
import Testing

@testable import Mail

struct AddressListTests {
    private static func shown(_ list: AddressList) -> [String] {
        list.mailboxes.map { $0.name.isEmpty ? $0.address.text : "\($0.name) <\($0.address.text)>" }
    }

    private static let forms: [(String, [String])] = [
        ("anna@hel.fi", ["anna@hel.fi"]),
        ("<anna@hel.fi>", ["anna@hel.fi"]),
        ("Anna Koordinaattori <anna@hel.fi>", ["Anna Koordinaattori <anna@hel.fi>"]),
        ("\"Joe Q. Public\" <john.q.public@example.com>", ["Joe Q. Public <john.q.public@example.com>"]),
        ("Joe Q. Public <john@example.com>", ["Joe Q. Public <john@example.com>"]),
        ("\"Giant; \\\"Big\\\" Box\" <sysservices@example.net>", ["Giant; \"Big\" Box <sysservices@example.net>"]),
        ("\"Koordinaattori, Anna\" <anna@hel.fi>", ["Koordinaattori, Anna <anna@hel.fi>"]),
        ("a@x.fi, B <b@x.fi>,\r\n c@x.fi", ["a@x.fi", "B <b@x.fi>", "c@x.fi"]),
        ("anna@hel.fi (Anna (kotona) K)", ["Anna (kotona) K <anna@hel.fi>"]),
        ("Pete(A nice \\) chap) <pete(his account)@silly.test(his host)>", ["Pete <pete@silly.test>"]),
        ("Test user <  testuser  @  foo . bar>", ["Test user <testuser@foo.bar>"]),
        ("Mary Smith <@node.test,@x.test:mary@example.net>", ["Mary Smith <mary@example.net>"]),
        ("a@x.fi; b@x.fi", ["a@x.fi", "b@x.fi"]),
        (" , ,a@x.fi,, ", ["a@x.fi"]),
        ("\"Anna\"@hel.fi", ["anna@hel.fi"]),
        ("\"an\"\r\n .na@hel.fi", ["an.na@hel.fi"]),
        ("Anna <anna@hel.fi", ["Anna <anna@hel.fi>"]),
    ]

    @Test("mailboxes in every form of RFC 5322", arguments: Self.forms)
    func grammar(text: String, expected: [String]) {
        let list = AddressList.parse(text)
        #expect(Self.shown(list) == expected)
        #expect(list.count == expected.count)
        #expect(!list.hasGroup)
    }

    @Test(
        "nothing inside a name, comment or encoded word is an address",
        arguments: [
            ("\"anna@hel.fi\" <x@evil.org>", "anna@hel.fi <x@evil.org>"),
            ("anna@hel.fi <x@evil.org>", "anna@hel.fi <x@evil.org>"),
            ("\"anna@hel.fi, \\\"<anna@hel.fi>\" <x@evil.org>", "anna@hel.fi, \"<anna@hel.fi> <x@evil.org>"),
            ("(anna@hel.fi,) x@evil.org", "anna@hel.fi, <x@evil.org>"),
            ("=?utf-8?Q?=3Canna=40hel.fi=3E=2C_b=40hel.fi?= <x@evil.org>", "<anna@hel.fi>, b@hel.fi <x@evil.org>"),
            ("=?utf-8?B?PGFAYj4sIGNAZA==?= <x@evil.org>", "<a@b>, c@d <x@evil.org>"),
            ("\"=?utf-8?Q?Anna_=C3=84?=\" <x@evil.org>", "Anna Ä <x@evil.org>"),
            ("=?utf-8?Q?A=0D=0ABcc=3A_b=40x.fi=00?= <x@evil.org>", "A Bcc: b@x.fi <x@evil.org>"),
            ("\"A\r\n B\u{7}\" <x@evil.org>", "A B <x@evil.org>"),
        ])
    func deception(text: String, expected: String) {
        let list = AddressList.parse(text)
        #expect(Self.shown(list) == [expected])
        #expect(list.count == 1)
    }

    private static let counts: [(String, Int, [String], Bool)] = [
        ("", 0, [], false),
        ("()", 0, [], false),
        ("<>", 1, [], false),
        ("anna", 1, [], false),
        ("anna hel.fi, b@x.fi", 2, ["b@x.fi"], false),
        ("anna@hel.fi\u{0}Bcc: b@x.fi", 1, [], false),
        ("anna@hel.fi: b@x.fi", 1, [], false),
        ("=?utf-8?Q?<anna@hel.fi>?= <x@evil.org>", 2, ["anna@hel.fi", "?= <x@evil.org>"], false),
        ("an na@hel.fi", 1, [], false),
        ("anna@[192.0.2.1], b@x.fi", 2, ["b@x.fi"], false),
        ("<a@x.fi> <b@x.fi>", 2, ["a@x.fi", "b@x.fi"], false),
        ("<a@x.fi> b@x.fi", 2, ["a@x.fi", "b@x.fi"], false),
        ("a@x.fi b@x.fi", 1, [], false),
        ("<a@x.fi, b@x.fi>", 1, [], false),
        ("\"anna@hel.fi", 1, [], false),
        ("undisclosed-recipients:;", 0, [], true),
        ("Jäsenet: a@x.fi, B <b@x.fi>; c@x.fi", 3, ["a@x.fi", "B <b@x.fi>", "c@x.fi"], true),
        ("a@x.fi\u{0}", 1, [], false),
    ]

    @Test("what cannot be an address is still counted", arguments: Self.counts)
    func counting(text: String, count: Int, mailboxes: [String], hasGroup: Bool) {
        let list = AddressList.parse(text)
        #expect(list.count == count)
        #expect(Self.shown(list) == mailboxes)
        #expect(list.hasGroup == hasGroup)
    }

    @Test("8-bit names are UTF-8, else windows-1252, and inside an encoded word of its character set")
    func eightBit() {
        #expect(AddressList.parse(Array("Päivi <p@hel.fi>".utf8)).mailboxes.first?.name == "Päivi")
        #expect(AddressList.parse([0x50, 0xE4, 0x69] + Array(" <p@hel.fi>".utf8)).mailboxes.first?.name == "Päi")
        let word = Array("=?iso-8859-1?Q?P".utf8) + [0xE4] + Array("ivi?= <p@hel.fi>".utf8)
        #expect(AddressList.parse(word).mailboxes.first?.name == "Päivi")
    }

    @Test("all From fields count together")
    func severalFields() {
        let message = Message(Array("From: a@x.fi\r\nfrom: B <b@x.fi>\r\nFrom: nobody\r\n\r\n".utf8))
        #expect(Self.shown(message.from) == ["a@x.fi", "B <b@x.fi>"])
        #expect(message.from.count == 3)
    }
}
