import Testing

@testable import Sandbox

@Suite("MIME structure")
struct MimeOutlineTests {
    /// A mail as people send it: alternatives, an attachment, a forwarded mail.
    static let mixed = Script.wire(
        """
        Date: Sun, 9 Sep 2001 01:46:40 +0000
        Subject: =?utf-8?q?Hei?=
        From: "Anna \\"A\\" K" <anna@hel.fi>
        To: ryhmä: pekka@hel.fi, Liisa <liisa@hel.fi>;, x@y.fi (Ykä)
        Content-Type: multipart/mixed; boundary="outer; edge"

        preamble
        --outer; edge
        Content-Type: multipart/alternative; boundary=inner

        --inner

        text
        --inner
        Content-Type: text/html; charset=utf-8
        Content-Transfer-Encoding: quoted-printable

        <p>text</p>
        --inner--
        --outer; edge
        Content-Type: application/pdf; name="a b.pdf"
        Content-Disposition: attachment; filename="a b.pdf"
        Content-Transfer-Encoding: base64
        Content-ID: <pdf>

        AAAA
        --outer; edge
        Content-Type: message/rfc822

        Subject: forwarded
        Content-Type: text/plain

        inner text
        --outer; edge--
        epilogue

        """)

    @Test("BODYSTRUCTURE of a mail with alternatives, attachment and forwarded mail")
    func bodyStructure() {
        let text = BodyStructure.text(MimeOutline(Self.mixed), isExtended: true)
        #expect(
            String(decoding: text, as: UTF8.self) == #"""
                ((("TEXT" "PLAIN" NIL NIL NIL "7BIT" 4 0 NIL NIL NIL NIL)\#
                ("TEXT" "HTML" ("CHARSET" "utf-8") NIL NIL "QUOTED-PRINTABLE" 11 0 NIL NIL NIL NIL) \#
                "ALTERNATIVE" ("BOUNDARY" "inner") NIL NIL NIL)\#
                ("APPLICATION" "PDF" ("NAME" "a b.pdf") "<pdf>" NIL "BASE64" 4 NIL \#
                ("ATTACHMENT" ("FILENAME" "a b.pdf")) NIL NIL)\#
                ("MESSAGE" "RFC822" NIL NIL NIL "7BIT" 58 (NIL "forwarded" NIL NIL NIL NIL NIL NIL NIL NIL) \#
                ("TEXT" "PLAIN" NIL NIL NIL "7BIT" 10 0 NIL NIL NIL NIL) 3 NIL NIL NIL NIL) \#
                "MIXED" ("BOUNDARY" "outer; edge") NIL NIL NIL)
                """#)
    }

    @Test("ENVELOPE has names, groups and comments, and From where Sender and Reply-To are missing")
    func envelope() {
        let header = HeaderFields(Self.mixed, in: 0..<Self.mixed.count)
        let text = String(decoding: ImapEnvelope.text(header, in: Self.mixed), as: UTF8.self)
        let anna = #"(("Anna \"A\" K" NIL "anna" "hel.fi"))"#
        #expect(
            text == #"""
                ("Sun, 9 Sep 2001 01:46:40 +0000" "=?utf-8?q?Hei?=" \#(anna) \#(anna) \#(anna) \#
                ((NIL NIL {6}\#r\#nryhmä NIL)(NIL NIL "pekka" "hel.fi")("Liisa" NIL "liisa" "hel.fi")\#
                (NIL NIL NIL NIL)({4}\#r\#nYkä NIL "x" "y.fi")) NIL NIL NIL NIL)
                """#)
    }

    @Test(
        "a section is exactly its bytes",
        arguments: [
            ("1.1", "text"), ("1.2", "<p>text</p>"), ("2", "AAAA"), ("3.1", "inner text"), ("3.TEXT", "inner text"),
            ("3.HEADER", "Subject: forwarded\r\nContent-Type: text/plain\r\n\r\n"), ("1.1.MIME", "\r\n"),
            ("3.HEADER.FIELDS (SUBJECT)", "Subject: forwarded\r\n\r\n"),
            ("3.MIME", "Content-Type: message/rfc822\r\n\r\n"),
            ("4", nil), ("1.3", nil), ("2.1", nil), ("1.1.1", nil), ("0", nil), ("2.HEADER", nil), ("3.1.1", nil),
        ] as [(String, String?)])
    func sections(section: String, expected: String?) throws {
        var arguments = ImapArguments(ReceivedCommand(text: Array("\(section)]".utf8), literals: []))
        let section = try MailSection(&arguments)
        let bytes = section.bytes(of: Self.mixed) { MimeOutline(Self.mixed) }
        #expect(bytes.map { String(decoding: $0, as: UTF8.self) } == expected)
    }

    @Test(
        "a mail without parts is its own part 1",
        arguments: ["Subject: x\r\n\r\nbody", "Content-Type: nonsense\r\n\r\nbody", "\r\nbody"])
    func lonelyPart(mail: String) throws {
        let outline = MimeOutline(Array(mail.utf8))
        let index = try #require(outline.entity(at: [1]))
        #expect(Array(outline.bytes[outline.entities[index].body]) == Array("body".utf8))
        #expect(outline.entity(at: [1, 1]) == nil)
        #expect(outline.entity(at: [2]) == nil)
        let structure = String(decoding: BodyStructure.text(outline, isExtended: false), as: UTF8.self)
        #expect(structure == #"("TEXT" "PLAIN" NIL NIL NIL "7BIT" 4 0)"#)
    }

    @Test("a multipart without parts is shown as application/octet-stream")
    func emptyMultipart() {
        let outline = MimeOutline(Array("Content-Type: multipart/mixed; boundary=b\r\n\r\nnothing".utf8))
        let structure = String(decoding: BodyStructure.text(outline, isExtended: false), as: UTF8.self)
        #expect(structure == #"("APPLICATION" "OCTET-STREAM" ("BOUNDARY" "b") NIL NIL "7BIT" 7)"#)
    }

    @Test("a mail that was cut off keeps the part it has")
    func cutOff() {
        let outline = MimeOutline(Array("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nhalf".utf8))
        #expect(outline.entities.count == 2)
        #expect(outline.entity(at: [1]).map { Array(outline.bytes[outline.entities[$0].body]) } == Array("half".utf8))
    }

    @Test("nesting and numbers of parts have limits")
    func limits() {
        var nested = ""
        for level in 0..<200 { nested += "Content-Type: multipart/mixed; boundary=b\(level)\r\n\r\n--b\(level)\r\n" }
        let deep = MimeOutline(Array(nested.utf8))
        #expect(deep.entities.count == MimeOutline.depthLimit + 1)

        let wide =
            "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + String(repeating: "--b\r\n\r\nx\r\n", count: 5000)
        #expect(MimeOutline(Array(wide.utf8)).entities.count == MimeOutline.entityLimit)
    }
}
