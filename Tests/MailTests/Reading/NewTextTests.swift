import Testing

@testable import Mail

@Suite("New text of a reply")
struct NewTextTests {
    @Test(
        "ends where the answered mail begins",
        arguments: [
            "liity\n\npe 20. lokakuuta 2017 klo 17.50 Nimi <osoite@hel.fi> kirjoitti:\n\nvanha",
            "liity\n\npe 20. lokakuuta 2017 klo 17.50 Pitkä Nimi\n<osoite@hel.fi> kirjoitti:\n\n> vanha",
            "liity\n\nke 8. tammik. 2025 klo 9.15 Ihmisoikeusverkosto, Helsingin kaupunki\n(verkosto)\n<osoite@hel.fi> kirjoitti:\nvanha",
            "liity\n\n28.02.2012 03:03, S. Meikäläinen kirjoitti:\n> vanha",
            "liity\n\nsu, 2025-09-28 kello 11:07 +0000, Nimi kirjoitti:\n> vanha",
            "liity\n\nDen ons 9 sep. 2026 kl 14:00 skrev Namn <x@hel.fi>:\n\ngammalt",
            "liity\n\nDen 24 februari 2015 22:48 skrev\nNamn Namnsson <x@hel.fi>:\n\ngammalt",
            "liity\n\n24 feb. 2015 kl. 22:48 skrev Namn <x@hel.fi>:\ngammalt",
            "liity\n\nOn Fri, Oct 20, 2017 at 5:50 PM Some One <x@hel.fi> wrote:\nold",
            "liity\n\nOn 20 Oct 2017, at 17:50, Some One\n<some.one@hel.fi>\nwrote:\n\n> old",
            "liity\n\n-----Alkuperäinen viesti-----\nLähettäjä: x\nvanha",
            "liity\n\n-----Ursprungligt meddelande-----\ngammalt",
            "liity\n\n-----Original Message-----\nold",
            "liity\n\n________________________________\nLähettäjä: x",
            "liity\n\nLähettäjä: Verkosto <v@hel.fi>\nLähetetty: perjantai 13. helmikuuta 2026 16.05\nVastaanottaja: x\nAihe: y\n\nvanha",
            "liity\n\n*Från:* Verkosto\n*Skickat:* den 5 juni 2017 12:22\n*Till:* x\n*Ämne:* y\n\ngammalt",
            "liity\n\nFrom: Verkosto\nSubject: y\n\nold",
            "liity\n-- \nAnna\nHelsinki", "liity\n\nLähetetty iPhonesta",
            "liity\n\nHanki Outlook for iOS<https://aka.ms/x>",
            "liity\n\nSkickat från min iPhone", "liity\n\nSent from my Samsung Galaxy",
            "liity\n\nGet Outlook for Android<https://aka.ms/x>",
            "Nimi Niminen kirjoitti 20.3.2026 klo 17.50:\n> vanha\n\nliity", "Namn skrev:\n> gammalt\n\nliity",
            "Some One wrote on 20/03/2026 17:50:\n> old\n\nliity",
            "liity\n\nLähetetty kännykästä", "liity\n\nHae Outlook Androidille<https://aka.ms/x>",
            "liity\n\nLähetetty Sähköpostista Windowsiin", "liity\n\nSkickades från E-post för Windows",
            "liity\n\nSänt från min iPhone", "liity\n\nSkickat från mobilen", "liity\n\nSent from Gmail Mobile",
            "liity\n\n-------- Originalmeddelande --------\nFrån: x\n\ngammalt",
            "\r\n\r\nliity\r\n\r\n> vanha\r\n> vielä\r\n", "> vanha\n\nliity",
            "Nimi <x@hel.fi> kirjoitti:\n> vanha\n> vielä\n\nliity\n\n> loppu",
            "liity\n\nBegin forwarded message:\n\nFrom: x", "\u{A0}\nliity\u{A0}\n\n----------",
        ])
    func cuts(text: String) {
        #expect(NewText.written(in: text).filter { !$0.isWhitespace } == "liity")
    }

    @Test(
        "keeps what only looks like a quotation",
        arguments: [
            "From: 10:00\nTo: 12:00\nRoom 5", "Aihe: retki\nPaikka: Kajaani", "Till alla: välkomna!",
            "On this day\nshe wrote something.", "Hän kirjoitti:\nmiksi ei?", "Lähetetty tänään kaikille jäsenille.",
            "Aika: 12.2. klo 14:00\nPaikka: Oulu\nTid: kl. 14:00", "yksi\n---\nkaksi", "a -- b",
            "Sent the list to Anna.", "Hae puhelimesi toimistosta.", "Get your mobile from the office.",
            "Sent from the office to all.", "Lähetetty eilen.",
        ])
    func keeps(text: String) {
        #expect(NewText.written(in: text) == text)
    }

    @Test(
        "nothing new is nothing",
        arguments: ["", "\n \n", "> julkaise", "On 5 May 2017 17:34, List <l@hel.fi> wrote:\n\njulkaise"])
    func nothing(text: String) {
        #expect(NewText.written(in: text).isEmpty)
    }

    @Test("answers between quotations are all kept")
    func interleaved() {
        let text = "Nimi <x@hel.fi> kirjoitti:\n> Tuletko?\nTulen.\n> Entä Pekka?\nEi tule."
        #expect(NewText.written(in: text) == "Tulen.\nEi tule.")
    }

    @Test(
        "hostile text is read in one pass",
        arguments: ["x <\n", "<\n", "a@b:\n", ">\n", "From:\n", "On 1 wrote:\n", "\r", "ä"])
    func hostile(piece: String) {
        let text = String(repeating: piece, count: 2000)
        #expect(NewText.written(in: text).utf8.count <= text.utf8.count)
    }
}
