import Testing

@testable import Mail

@Suite("A footer in the size of the mail above it")
struct FooterStyleTests {
    static let mails: [(html: String, style: String)] = [
        ("<html><body><p>Hei</p></body></html>", ""), ("<body style=\"font-size:18px\"><p>Hei</p></body>", ""),
        (
            "<div style=\"font-size:11pt; font-family: Calibri, sans-serif\">Hei</div>",
            "font-size:11pt;font-family:Calibri, sans-serif"
        ),
        ("<div dir=ltr><div style=\"font-size:small\">Hei</div></div>", "font-size:small"),
        ("<div style=\"font-size:12pt\"><span style=\"font-size:10pt\">Hei</span></div>", "font-size:10pt"),
        ("<font size=2 face=Verdana>Hei</font>", "font-size:13px;font-family:Verdana"),
        (
            "<style>p.MsoNormal, li.MsoNormal {margin:0cm; font-size:11.0pt; font-family:\"Calibri\",sans-serif;}</style>"
                + "<p class=MsoNormal>Hei</p>", "font-size:11.0pt;font-family:'Calibri',sans-serif"
        ),
        ("<p style=\"font-size:200px\">Hei</p>", ""), ("<p style=\"font-size:1.2em\">Hei</p>", ""),
        ("<p style=\"font-family:x;font-size:12px;color:url(https://x)\">Hei</p>", "font-size:12px;font-family:x"),
        ("<p style=\"font-family:&quot;&gt;&lt;b&gt;\">Hei</p>", ""), ("", ""),
        ("<p style=\"font-size:12px\">&nbsp;</p><p>Hei</p>", ""),
        ("<div style=\"font-size:9pt\"></div><div>Hei</div>", ""),
    ]

    @Test("the first words decide", arguments: mails)
    func style(html: String, style: String) { #expect(HtmlTextStyle.declarations(in: html) == style) }

    @Test("the footer stands in it, and the mail is as it was")
    func footer() {
        let html = "<html><body><div style=\"font-size:11pt\">Hei</div></body></html>"
        let whole = HtmlFooter.adding("<div lang=\"fi\">x</div>\n", to: html)
        #expect(
            whole == "<html><body><div style=\"font-size:11pt\">Hei</div>"
                + "<div style=\"font-size:11pt\">\n<div lang=\"fi\">x</div>\n</div>\n</body></html>")
    }
}
