import Testing

@testable import Mail

@Suite("What a message says")
struct MessageTextTests {
    private func message(_ text: String) -> Message {
        Message(Array(text.replacing("\n", with: "\r\n").utf8))
    }

    @Test("is its plain text")
    func plain() {
        let mail = message(
            """
            Subject: x
            MIME-Version: 1.0
            Content-Type: multipart/alternative; boundary=b

            --b
            Content-Type: text/plain; charset=iso-8859-1
            Content-Transfer-Encoding: quoted-printable

            L=E4hde

            > vanha
            --b
            Content-Type: text/html

            <p>HTML</p>
            --b--
            """)
        #expect(mail.readableText.hasPrefix("Lähde\n"))
        #expect(mail.written == "Lähde")
    }

    @Test(
        "is its HTML where the plain part is absent or empty", arguments: ["", "Content-Type: text/plain\n\n\n--b\n"])
    func html(plain: String) {
        let mail = message(
            "MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n--b\n\(plain)"
                + "Content-Type: text/html; charset=utf-8\n\n<p>L&auml;hde</p><blockquote>vanha</blockquote>\n--b--\n")
        #expect(mail.readableText == "Lähde\n\n> vanha")
        #expect(mail.written == "Lähde")
    }

    @Test("is nothing where all is attached")
    func attached() {
        let mail = message("Content-Type: text/plain\nContent-Disposition: attachment\n\nliity\n")
        #expect(mail.readableText.isEmpty)
        #expect(mail.written.isEmpty)
    }
}
