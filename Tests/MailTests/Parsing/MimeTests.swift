import Testing

@testable import Mail

struct MimeTests {
    /// A line a part: path, type, and for leaves the content.
    private static func shown(_ message: Message) -> [String] {
        message.parts.map { part in
            let type =
                "\(part.path) \(part.contentType.type)/\(part.contentType.subtype)\(part.nested ? " nested" : "")"
            return part.isMultipart ? type : "\(type) [\(message.text(of: part))]"
        }
    }

    private static let trees: [(String, [String], Message.Defects)] = [
        ("A: 1\n\nbody\n", ["1 text/plain [body\n]"], []),
        ("A: 1", ["1 text/plain []"], []),
        ("", ["1 text/plain []"], []),
        (
            "Content-Type: multipart/mixed; boundary=b\n\npreamble\n--b\n\none\n--b \t\nContent-Type: text/html\n\ntwo\n\n--b--\nepilogue",
            ["1 multipart/mixed", "1.1 text/plain [one]", "1.2 text/html [two\n]"], []
        ),
        (
            "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\none\r\n--b\r\nA: 1\r\n--b--\r\n",
            ["1 multipart/mixed", "1.1 text/plain [one]", "1.2 text/plain []"], []
        ),
        (
            "Content-Type: multipart/mixed; boundary=b\r\r--b\r\rone\r--b--\r",
            ["1 multipart/mixed", "1.1 text/plain [one]"], []
        ),
        (
            "Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b\n\ntwo\n",
            ["1 multipart/mixed", "1.1 text/plain [one]", "1.2 text/plain [two\n]"], .unterminatedMultipart
        ),
        ("Content-Type: multipart/mixed\n\n--b\n\none\n--b--", ["1 multipart/mixed [--b\n\none\n--b--]"], .noBoundary),
        ("Content-Type: multipart/mixed; boundary=\" \"\n\n-- \n", ["1 multipart/mixed [-- \n]"], .noBoundary),
        (
            "Content-Type: multipart/mixed; boundary=b\n\nnothing of the kind\n",
            ["1 multipart/mixed [nothing of the kind\n]"], .unterminatedMultipart
        ),
        (
            // One boundary begins like the other.
            "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/alternative; boundary=bb\n\n"
                + "--bb\n\none\n--bb--\n--b\n\ntwo\n--bx\n--b-\n--b--",
            [
                "1 multipart/mixed", "1.1 multipart/alternative", "1.1.1 text/plain [one]",
                "1.2 text/plain [two\n--bx\n--b-]",
            ], []
        ),
        (
            // The inner multipart is not closed, and has the outer one's boundary once more.
            "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b--\n--b\n\ntwo\n--b--",
            ["1 multipart/mixed", "1.1 multipart/mixed", "1.1.1 text/plain [one]", "1.2 text/plain [two]"], []
        ),
        (
            "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\none\n--b\n\ntwo\n--b--",
            ["1 multipart/mixed", "1.1 multipart/mixed", "1.1.1 text/plain [one]", "1.2 text/plain [two]"],
            .unterminatedMultipart
        ),
        (
            // A boundary that ends in hyphens.
            "Content-Type: multipart/mixed; boundary=\"b--\"\n\n--b--\n\none\n--b----\n",
            ["1 multipart/mixed", "1.1 text/plain [one]"], []
        ),
        (
            "Content-Type: multipart/mixed; boundary=b\n\n--b\n--b\n--b\n\none\n--b--",
            ["1 multipart/mixed", "1.1 text/plain [one]"], []
        ),
        (
            "Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: x\n\none\n--b--",
            ["1 multipart/digest", "1.1 message/rfc822", "1.1.1 text/plain nested [one]"], []
        ),
        (
            "Content-Type: message/rfc822\n\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b--\n",
            ["1 message/rfc822", "1.1 multipart/mixed nested", "1.1.1 text/plain nested [one]"], []
        ),
        (
            "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"
                + "U3ViamVjdDogeAoK\ncDb2eXQ=\n--b\n\nafter\n--b--",
            ["1 multipart/mixed", "1.1 message/rfc822", "1.1.1 text/plain nested [p6öyt]", "1.2 text/plain [after]"], []
        ),
        (
            "Content-Type: message/rfc822\nContent-Transfer-Encoding: quoted-printable\n\n"
                + "Content-Type: message/rfc822\nContent-Transfer-Encoding: quoted-printable\n\nA: 1\n\np=3DC3=3DB6",
            ["1 message/rfc822", "1.1 message/rfc822 nested", "1.1.1 text/plain nested [pö]"], []
        ),
        (
            "Content-Type: message/delivery-status\n\nReporting-MTA: dns; x\n",
            ["1 message/delivery-status [Reporting-MTA: dns; x\n]"], []
        ),
        ("Content-Type: message/partial\n\nA: 1\n\nx", ["1 message/partial [A: 1\n\nx]"], []),
        ("Content-Type: odd\n\nx", ["1 text/plain [x]"], []),
    ]

    @Test("parts are found as people and programs write them", arguments: Self.trees)
    func tree(text: String, expected: [String], defects: Message.Defects) {
        let message = Message(Array(text.utf8))
        #expect(Self.shown(message) == expected)
        #expect(message.defects == defects)
        Soundness.check(message)
    }

    @Test("a part's bytes are the mail's own")
    func ranges() throws {
        let text = "Content-Type: multipart/mixed; boundary=b\r\n\r\npre\r\n--b\r\nA: 1\r\n\r\none\r\n--b--\r\npost"
        let message = Message(Array(text.utf8))
        let part = try #require(message.parts.last)
        #expect(String(decoding: message.slice(part), as: UTF8.self) == "A: 1\r\n\r\none")
        #expect(String(decoding: message.bytes[part.body], as: UTF8.self) == "one")
        #expect(message.parts[0].whole == 0..<message.bytes.count)
        #expect((part.parent, part.depth, part.source) == (0, 1, 0))
    }

    @Test("a message that was encoded has bytes of its own")
    func decodedMessage() throws {
        let text = "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogeAoKYm9keQ=="
        let message = Message(Array(text.utf8))
        let inner = try #require(message.parts.last)
        #expect(inner.source == 1)
        #expect(String(decoding: message.slice(inner), as: UTF8.self) == "Subject: x\n\nbody")
        #expect(inner.header.first("subject")?.decoded == "x")
        #expect(String(decoding: message.decoded(message.parts[0]), as: UTF8.self) == "Subject: x\n\nbody")
    }

    @Test("the text shown is the first that is neither attached nor forwarded")
    func shownParts() throws {
        let text = """
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: message/rfc822

            A: nested

            nested
            --b
            Content-Disposition: attachment

            attached
            --b
            Content-Type: multipart/alternative; boundary=c

            --c
            Content-Type: text/html

            <p>html
            --c
            Content-Type: TEXT/PLAIN

            plain
            --c--
            --b--
            """
        let message = Message(Array(text.utf8))
        #expect(message.plainPart.map { message.text(of: $0) } == "plain")
        #expect(message.htmlPart.map { message.text(of: $0) } == "<p>html")
        #expect(Message(Array("Content-Type: image/png\n\nx".utf8)).plainPart == nil)
    }

    @Test("text has its character set applied and LF line ends")
    func text() {
        let fields = "Content-Type: text/plain; charset=iso-8859-15\nContent-Transfer-Encoding: quoted-printable\n\n"
        let message = Message(Array("\(fields)=A4=0D=0Aa=0Db\r\n\r\nc".utf8))
        #expect(message.text(of: message.parts[0]) == "€\na\nb\n\nc")
    }
}
