import Testing

@testable import Mail

@Suite("Text from HTML")
struct HtmlTextTests {
    @Test(
        "reads as the plain part would have",
        arguments: [
            ("<p>Yksi</p><p>Kaksi</p>", "Yksi\n\nKaksi"),
            ("yksi<br>kaksi<br><br>kolme", "yksi\nkaksi\n\nkolme"),
            ("<div>a</div><div><br></div><div>b<br></div><div>c</div>", "a\n\nb\nc"),
            ("  lots \n\t of   <b> white </b>  space ", "lots of white space"),
            (
                "<p class=MsoNormal>a<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>b</p>",
                "a\n\nb"
            ),
            ("<ul><li>yksi<li>kaksi<ul><li>sisä</ul></ul>loppu", "- yksi\n- kaksi\n  - sisä\n\nloppu"),
            ("<ol start=3><li><p>c</p></li><li>d</li></ol>", "3. c\n4. d"),
            (
                "<table><tr><td>Aika:</td><td>klo 14</td></tr><tr><td>Paikka:</td><td>Oulu</td></tr></table>",
                "Aika: klo 14\nPaikka: Oulu"
            ),
            ("<h1>Otsikko</h1>Teksti", "Otsikko\n\nTeksti"),
            ("<pre>a\n  b\n\nc</pre>", "a\n  b\n\nc"),
            ("a<script>if (1 < 2) { x('</b>') }</script>b<style>p { }</style>c", "abc"),
            ("<html><head><title>No</title><meta charset=x></head><body>Yes</body></html>", "Yes"),
            ("<!-- <p>no</p> --><!--[if mso]>no<![endif]-->yes<![if !mso]> too<![endif]>", "yes too"),
            ("<div style='display: none'>no<div>no</div>no</div><span hidden>no</span>yes", "yes"),
            ("<p hidden>no<p>yes<input hidden>!", "yes!"),
            ("1 < 2 &amp; 3 > 2", "1 < 2 & 3 > 2"),
            ("li\u{AD}i\u{200B}ty", "liity"),
            ("unclosed <b title=\"a>b", "unclosed"),
            ("", ""), ("<", "<"), ("a<!--", "a"), ("<!-->a<!--->b", "ab"), ("a</", "a"),
        ])
    func reads(html: String, text: String) {
        #expect(HtmlText.text(from: html) == text)
    }

    @Test(
        "character references are decoded, near misses stay",
        arguments: [
            ("&auml;&Auml;&ouml;&aring;&eacute;", "äÄöåé"), ("&#228;&#xE4;&#XE4;", "äää"),
            ("&euro;&ndash;&hellip;", "€–…"),
            ("&#150;&#x80;", "–€"), ("&#0;&#xD800;&#x110000;", "\u{FFFD}\u{FFFD}\u{FFFD}"), ("&AMP;&LT;", "&<"),
            ("&unknown; & &; &#; &#x; AT&T", "&unknown; & &; &#; &#x; AT&T"), ("&lt;p&gt;", "<p>"),
            ("&#99999999999;", "&#99999999999;"),
        ])
    func references(html: String, text: String) {
        #expect(HtmlText.text(from: html) == text)
    }

    @Test(
        "a link says where it leads unless its text does",
        arguments: [
            ("<a href='https://hel.fi/ohjelma'>Ohjelma</a>.", "Ohjelma <https://hel.fi/ohjelma>."),
            ("<a href=\"https://www.hel.fi/\">www.hel.fi</a>", "www.hel.fi"),
            ("<a href='mailto:anna@hel.fi'>anna@hel.fi</a>", "anna@hel.fi"),
            ("<a href='https://x.fi/?a=1&amp;b=2&copy=3'>x</a>", "x <https://x.fi/?a=1&b=2&copy=3>"),
            ("<a href='#top'>top</a> <a href='javascript:x()'>js</a>", "top js"),
            ("<a href='https://x.fi'><img src=x></a>", "<https://x.fi>"),
            ("<a href='https://x.fi/\n>evil'>x</a>", "x <https://x.fi/evil>"),
        ])
    func links(html: String, text: String) {
        #expect(HtmlText.text(from: html) == text)
    }

    @Test(
        "what mail programs quote is no new text",
        arguments: [
            // Gmail
            """
            <div dir="ltr">Liity</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">pe 20. lokak. 2017 klo \
            17.50 Verkosto &lt;<a href="mailto:v@hel.fi">v@hel.fi</a>&gt; kirjoitti:<br></div><blockquote class="gmail_quote" \
            style="margin:0"><div>Vastaa: julkaise</div></blockquote></div>
            """,
            // Outlook on the web
            """
            <div>Liity</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>Lähettäjä:</b> Verkosto<br>\
            <b>Aihe:</b> x</div><div>Vastaa: julkaise</div>
            """,
            // Outlook for Windows
            """
            <p class=MsoNormal>Liity<o:p></o:p></p><div style='border:none;border-top:solid #E1E1E1 1.0pt'><p class=MsoNormal>\
            <b>Från:</b> Verkosto &lt;v@hel.fi&gt; <br><b>Skickat:</b> den 5 juni 2017 12:22<br><b>Till:</b> Anna<br>\
            <b>Ämne:</b> x</p></div><p class=MsoNormal>Svara: publicera</p>
            """,
            // Apple Mail
            """
            Liity<div><br><blockquote type="cite"><div>Verkosto &lt;v@hel.fi&gt; kirjoitti 20.10.2017 kello 17.50:</div><div>\
            Vastaa: julkaise</div></blockquote></div>
            """,
            // Thunderbird, answered below
            """
            <div class="moz-cite-prefix">On 20/10/2017 17:50, Verkosto wrote:<br></div><blockquote type="cite" cite="mid:x">\
            <p>Reply: publish</p></blockquote><p>Liity</p>
            """,
        ])
    func quotations(html: String) {
        #expect(NewText.written(in: HtmlText.text(from: html)) == "Liity")
    }

    @Test("Gmail's indentation is the sender's own text")
    func indentation() {
        let html = "<blockquote style=\"margin:0 0 0 40px;border:none;padding:0px\">sisennetty</blockquote>"
        #expect(HtmlText.text(from: html) == "sisennetty")
    }

    @Test(
        "hostile HTML neither traps nor grows",
        arguments: [
            "<div>", "<blockquote>", "<li>", "&#", "<a href='https://x'>", "<!", "<p hidden>", "</div>", "<br>",
        ])
    func hostile(piece: String) {
        let html = String(repeating: piece, count: 2000)
        #expect(HtmlText.text(from: html).utf8.count <= 20 * html.utf8.count)
    }
}
