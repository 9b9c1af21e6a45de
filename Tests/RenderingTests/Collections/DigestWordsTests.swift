import Base
import Mail
import MailingList
import TestWorld
import Testing

@testable import Rendering

@Suite("A tip's own words in a digest")
struct DigestWordsTests {
    private static func digest(_ text: String, _ language: Language = .fi) throws -> RenderedLetter {
        let renderer = LetterRenderer(policy: W.timelyPolicy, signer: W.signer, book: try LetterBook())
        return try renderer.digest(of: .tips, [W.tip(1, .kept, text: text)], language, at: W.now)
    }

    static let headings: [(tip: String, heading: String?)] = [
        ("Konsertti Oodissa\n\nTervetuloa!", "Konsertti Oodissa"), ("Konsertti Oodissa", "Konsertti Oodissa"),
        ("  Film på lördag \nGratis", "Film på lördag"), ("Hei!\n\nTulkaa katsomaan.", nil), ("Hei Anna,\nTulkaa", nil),
        ("https://hel.fi/x\nTulkaa", nil), ("Katso [tästä](<https://hel.fi/x>)\nTulkaa", nil), ("- yksi\n- kaksi", nil),
        (String(repeating: "pitkä ", count: 20) + "\nTulkaa", nil), ("12.12.2026\nTulkaa", nil),
    ]

    @Test("its first line is its heading, where it is one", arguments: headings)
    func heading(tip: String, heading: String?) throws {
        let digest = try Self.digest(tip)
        #expect(digest.html.contains(">\(heading ?? "Vinkki 1") (suomeksi)</h1>"))
        if let heading { #expect(digest.text.ranges(of: heading).count == 1) }
    }

    static let links: [(tip: String, text: String, html: String)] = [
        (
            "Otsikko\nKatso [ohjelma](<https://hel.fi/x?a=1&b=2>) ja tule.",
            "Katso ohjelma: https://hel.fi/x?a=1&b=2 ja tule.",
            "Katso <a href=\"https://hel.fi/x?a=1&amp;b=2\">ohjelma</a> ja tule."
        ),
        // Words that name another place are shown with where they lead.
        (
            "Otsikko\n[www.hel.fi](<https://evil.example/x>)", "www.hel.fi: https://evil.example/x",
            "www.hel.fi: <a href=\"https://evil.example/x\">https://evil.example/x</a>"
        ),
        (
            "Otsikko\n[hel.fi/nuoret](<https://www.hel.fi/nuoret?x=1>)", "hel.fi/nuoret: https://www.hel.fi/nuoret?x=1",
            "<a href=\"https://www.hel.fi/nuoret?x=1\">hel.fi/nuoret</a>"
        ),
        ("Otsikko\n[tästä](<http://hel.fi>)", "tästä: http://hel.fi", "<p>tästä: http://hel.fi</p>"),
        ("Otsikko\n[kirjoita](<mailto:x@y.fi>)", "kirjoita: mailto:x@y.fi", "<p>kirjoita: mailto:x@y.fi</p>"),
        ("Otsikko\n[x](<javascript:alert(1)>)", "x: javascript:alert(1)", "<p>x: javascript:alert(1)</p>"),
        ("Otsikko\n[a] b](<c", "[a] b](<c", "[a] b](&lt;c"),
    ]

    @Test("its links carry their words, and say where they lead in plain text", arguments: links)
    func link(tip: String, text: String, html: String) throws {
        let digest = try Self.digest(tip)
        #expect(digest.text.contains(text) && digest.html.contains(html))
    }

    static let lists: [(tip: String, html: String)] = [
        ("Otsikko\n- yksi\n- kaksi", "<ul>\n<li>yksi</li>\n<li>kaksi</li>\n</ul>"),
        ("Otsikko\n  *   yksi\n  *   kaksi", "<ul>\n<li>yksi</li>\n<li>kaksi</li>\n</ul>"),
        ("Otsikko\n• yksi\n\n• kaksi\n\nloppu", "<ul>\n<li>yksi</li>\n<li>kaksi</li>\n</ul>\n<p>loppu</p>"),
        ("Otsikko\n1. yksi\n2. kaksi", "<ol start=\"1\">\n<li>yksi</li>\n<li>kaksi</li>\n</ol>"),
        ("Otsikko\nalku\n- yksi\n  jatkuu\nloppu", "<p>alku</p>\n<ul>\n<li>yksi jatkuu</li>\n</ul>\n<p>loppu</p>"),
        ("Otsikko\n- [yksi](<https://a.fi>)", "<ul>\n<li><a href=\"https://a.fi\">yksi</a></li>\n</ul>"),
        // A place, and talk.
        ("Otsikko\n3. kerros\nloppu", "<p>3. kerros<br>\nloppu</p>"),
        ("Otsikko\n– Hei, hän sanoi.", "<p>– Hei, hän sanoi.</p>"),
    ]

    @Test("its lists are lists", arguments: lists)
    func list(tip: String, html: String) throws { #expect(try Self.digest(tip).html.contains(html)) }

    @Test("a heading in another language than the letter's is marked, also where no words stand below it")
    func language() throws {
        let renderer = LetterRenderer(policy: W.timelyPolicy, signer: W.signer, book: try LetterBook())
        let digest = try renderer.digest(of: .tips, [W.tip(1, .kept, text: "Konsertti")], .sv, at: W.now)
        #expect(digest.html.contains("<h1><span lang=\"fi\">Konsertti</span> (på finska)</h1>"))
    }
}
