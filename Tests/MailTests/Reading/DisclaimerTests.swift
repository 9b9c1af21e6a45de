import Testing

@testable import Mail

@Suite("Disclaimers")
struct DisclaimerTests {
    @Test(
        "what an organisation adds below its people's words is nobody's",
        arguments: [
            "Tämä sähköposti liitteineen on luottamuksellinen ja tarkoitettu vain sen vastaanottajalle.",
            "Jos olet saanut tämän viestin vahingossa, pyydämme ilmoittamaan siitä ja tuhoamaan viestin.",
            "Detta mejl kan innehålla sekretessbelagd information. Om du inte är rätt mottagare,\nradera mejlet.",
            "Om du av misstag fått detta meddelande ber vi dig radera det och meddela avsändaren.",
            "This email is intended only for the named recipient. If it is not you, please delete it.",
            "*Confidentiality notice:* this message is privileged and for the intended recipient only.",
            "Ajattele ympäristöä ennen kuin tulostat.", "Tänk på miljön innan du skriver ut.",
            "Please consider the environment before printing this e-mail.", "Virus-free. www.scanner.example",
        ])
    func drops(notice: String) {
        #expect(NewText.written(in: "liity\n\n\(notice)\n\nThe Company, registered somewhere") == "liity")
    }

    @Test("a warning that a server puts above somebody's words is passed over")
    func above() {
        let warning = "CAUTION: This email originated from outside the organisation.\nDo not click links.\n\n"
        #expect(NewText.written(in: warning + "liity\n\nEija") == "liity\n\nEija")
    }

    @Test(
        "a person's own words stay",
        arguments: [
            "Tämä viesti koskee ryhmäämme: tavataan torstaina.",
            "Tämä sähköposti on luottamuksellinen: haluaisin puhua asiasta.",
            "Detta mejl är till alla som vill komma.", "This message is for everybody who wants to come.",
            "The information is on our page.", "If you are not coming, tell me.",
            "Confidential talks are held on Mondays.", "Hei,\nTämä viesti on salassa pidettävä vastaanottajilta.",
        ])
    func keeps(words: String) {
        #expect(NewText.written(in: words) == words)
        #expect(NewText.written(in: "Hei\n\n\(words)") == "Hei\n\n\(words)")
    }
}
