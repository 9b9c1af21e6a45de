import Base
import MailingList
import TestWorld
import Testing

@testable import Rendering

@Suite("Digests in words")
struct DigestLetterTests {
    @Test("names stand in it only where the list says so, and addresses never")
    func names() throws {
        for names in [false, true] {
            var policy = W.timelyPolicy
            policy.collections[0].names = names
            let renderer = LetterRenderer(
                policy: policy, signer: W.signer, book: try LetterBook())
            var anonymous = W.tip(2, .kept, text: "Nimetön vinkki")
            anonymous.author.name = ""
            for language in Language.allCases {
                let digest = try renderer.digest(of: .tips, [W.tip(1, .kept), anonymous], language, at: W.now)
                for words in [digest.text, digest.html] {
                    #expect(words.contains("Mikko") == names && !words.contains("mikko@hel.fi"))
                    #expect(words.contains("Käykää katsomassa") && words.contains("Nimetön vinkki"))
                    #expect(words.lowercased().contains(LocalizedFormat.inLanguage(.fi, language).lowercased()))
                }
            }
        }
    }

    @Test("its links are found once each, in their order")
    func links() {
        let text = "https://b.example/x, ja https://a.example. Vielä https://b.example/x\nmailto:a@b.fi c@d.fi"
        #expect(Hyperlink.addresses(in: text) == ["https://b.example/x", "https://a.example"])
        #expect(Hyperlink.addresses(in: "ei mitään") == [])
    }
}
