import Testing

@testable import Mail

@Suite("What a gateway puts above a mail")
struct GatewayNoticeTests {
    @Test(
        "a person's first words stay, though they speak of the same things",
        arguments: [
            "Do not open the attachment in my last mail, it was the wrong one.",
            "Älä avaa edellistä liitettä, siinä oli virhe.", "Öppna inte den förra bilagan, den var fel.",
            "HUOM! Liitteessä on ohjelma, avaa linkki.", "Ulkoinen viestintä kaipaa apua.", "Spam!",
            "Ulkopuolinen luennoitsija tulee organisaatiomme tilaisuuteen.", "[Luonnos] Ohjelma on valmis.",
            "This message is for people outside the organisation, too: welcome!",
            "Tämä viesti on myös organisaation ulkopuolisille.",
            "Lue https://aka.ms/LearnAboutSenderIdentification ennen kokousta.",
        ])
    func keeps(words: String) {
        #expect(NewText.written(in: words, isAnswer: false) == words)
        #expect(NewText.written(in: words + "\n\nliity", isAnswer: false) == words + "\n\nliity")
    }

    @Test(
        "words right below a notice, or behind it in its line, stay",
        arguments: [
            "[EXTERNAL] Onko tilaa?", "CAUTION: External sender.\nOnko tilaa?",
            "VAROITUS: Tämä viesti tuli organisaation ulkopuolelta.\nOnko tilaa?",
            "[Du får inte ofta e-post från a@b.fi. Läs mer https://aka.ms/LearnAboutSenderIdentification ] Onko tilaa?",
            "Detta mejl kommer utifrån. Öppna inte bilagor om du inte\nkänner avsändaren.\nOnko tilaa?",
            "***\nEXTERNAL EMAIL\n***\nOnko tilaa?",
        ])
    func stays(text: String) {
        #expect(NewText.written(in: text, isAnswer: false) == "Onko tilaa?")
    }

    @Test(
        "hostile text above is read in one pass",
        arguments: ["[", "[EXTERNAL]\n", "CAUTION: ", "external email. ", "aka.ms/", "a@b "])
    func hostile(piece: String) {
        let text = String(repeating: piece, count: 20_000)
        #expect(NewText.written(in: text, isAnswer: false).utf8.count <= text.utf8.count)
    }
}
