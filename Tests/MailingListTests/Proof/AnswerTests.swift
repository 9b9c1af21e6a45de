import MailingList
import Testing

@Suite("Yes is said, never guessed")
struct AnswerTests {
    static let yes = [
        "kyllä", "Kyllä!", "KYLLÄ", "kylla", "Joo", "juu", "jep", "Kyllä kiitos", "Kyllä, haluan liittyä verkostoon.",
        "Joo, mukana ollaan", "Joo, mukaan vaan", "Toki!", "Totta kai", "Mielelläni!", "Kyllä vain", "Ilman muuta",
        "Vahvistan",
        "Hei,\n\nkyllä", "Hei Anna!\nKyllä", "Hyvää päivää,\nkyllä kiitos\n\nTerveisin\nOlli", "Hei! Kyllä kiitos!",
        "Kyllä\n\nOlli Meikäläinen\nHelsingin kaupunki", "kyllä -", "\u{201D}kyllä\u{201D}", "`kyllä`", "* Kyllä *",
        "> kyllä".replacing("> ", with: ""),
        "Ja", "ja!", "Ja tack", "Ja tack, jag vill", "Ja, gärna!", "Ja, jag vill vara en del av nätverket.", "Jo!",
        "Japp", "Jadå", "Javisst", "Absolut", "Gärna!", "Jag bekräftar", "Hej!\n\nJa.\n\nMed vänlig hälsning\nMaria",
        "Yes", "yes!", "Yes please", "Yes, please add me", "Yep", "yeah", "Sure", "Of course!", "Certainly", "I agree",
        "I confirm", "Hello,\nyes\n\nBest regards\nSam", "Dear all,\n\nYes, I would like to join.",
        "ok", "OK", "Ok, kiitos!", "okei", "okej", "okay", "O\u{308}k".replacing("\u{308}", with: ""), "yes\nyes",
        "kyllä, joo, ok", "Kyllä, osoite on oikein.", "Ja, det stämmer.", "Yes, that is correct", "Yes, this was me",
        "Ja tack, jag vill gärna vara med i nätverket", "Absolut, lägg till mig på listan", "Yes, I am interested",
        "Kyllä, lisätkää minut postituslistalle", "Joo, olen kiinnostunut", "Yes! Sign me up please", "liityn",
        "Liityn mukaan!", "Jag går med", "Count me in!", "Kyllä\n\nJoku Muu",
        "Kyllä\n\nOlli\nerityisasiantuntija\np. 040 123 4567",
        "Kyllä. Haluan saada viestit.\nYstävällisin terveisin\nOlli",
    ]

    static let no = [
        "ei", "Ei.", "En.", "Ei kiitos", "Ei kiitos!", "En halua erota", "En halua liittyä.", "Älä lisää minua",
        "Älkää lähettäkö", "Eipä", "Hei,\nei kiitos", "Hei! En.", "Ei\n\nTerveisin\nOlli",
        "Nej", "nej tack", "Nej tack!", "Inte jag", "Jag vill inte", "Nä", "Hej!\nNej tack, jag bad inte om detta",
        "No", "no!", "No thanks", "No thank you", "No thanks, I did not ask for this!", "No! I want to stay", "Nope",
        "Not me", "Do not add me", "Don't add me", "Don\u{2019}t", "dont", "Never", "I did not ask for this",
        "I don't want this", "I do not want to leave", "No, yes was a mistake",
    ]

    static let other = [
        "Kuka te olette?", "Kuka tämä on", "Who are you?", "Who is this", "Vem är ni?", "Mikä tämä on?", "Miksi?", "?",
        "Kiitos", "Kiitos viestistäsi! Olen lomalla 30.11. asti.", "Tack", "Thanks", "Thank you for your message.",
        "Olen poissa toimistolta.", "Olen vuosilomalla, palaan 3.12.", "Jag är på semester till den 3 december.",
        "I am out of office until Monday.", "Currently out of the office with limited access to e-mail.",
        "Viestisi on vastaanotettu. Tikettinumero 123.", "Ditt ärende har tagits emot.",
        "Your request (#4711) has been received.",
        "Yes, we have received your message. Ticket 4711.", "OK. Your case was opened automatically.",
        "Kyllä, viestisi on vastaanotettu.", "Ja, vi har mottagit ditt meddelande.",
        "Please confirm that you are human: https://challenge.example/x",
        "Click the link below to release your message.",
        "Vahvista viestisi napsauttamalla linkkiä.", "👍", "👍\n\nOlli reacted via Gmail",
        "Olli reacted to your message: 👍",
        "❤️", "😀 Olli reagerade på ditt meddelande", "Olli Meikäläinen tykkäsi viestistäsi",
        "Your message was read on 21 November 2026.", "Viestisi luettiin 21.11.2026.", "Meddelandet lästes 2026-11-21.",
        "Ja mitä sitten", "Ja tämä tuli minulle väärin", "Jo liittynyt aiemmin", "Jo viime vuonna pyysin poistoa",
        "Kyllä, mutta en nyt", "Kyllä en halua", "Joo ei", "Joo, en minä tätä pyytänyt",
        "Kyllä te voitte lopettaa, en pyytänyt",
        "Ok, but I did not ask for this", "Yes, but not now", "Yes I am not interested", "Okay, never mind, don't",
        "Ja, men inte nu", "Ja, jag har inte bett om detta", "Okej men nej", "Sure, but no",
        "Haluaisin tietää lisää", "Jag undrar vad det här är", "Remove the other address, please", "Väärä osoite",
        "Fel adress", "Wrong address", "Spam!", "Roskapostia", "ystävä", "yesterday", "okra", "jaa-a", "Jasso",
        "Enpä tiedä",
        "kyll", "ye s", "jees", "12", "abc", ".", "…", "-", "Oletko sinä kyllä?",
        "Ok, thanks for your message! We will get back to you within 24 h.", "OK\n\nThis is an automated message.",
        "Ja tack för ditt meddelande, vi återkommer", "Ok, one more step: click https://verify.example/123",
        "Yes thanks for reaching out, I am away until Monday", "Kyllä kiitos viestistäsi, palaamme asiaan",
        "Kyllä! Vastaamme sinulle pian.", "Kyllä\n\nTämä on automaattinen vastaus.",
        "Yes\n\nThis mailbox is not monitored.", "Ja - jag är ledig till måndag", "Kyllä - olen vapaalla",
        "Yes! You have reached the mailbox of Eve", "ok 250 2.0.0 queued", "Yes this is spam", "OK, stop", "ok, peru",
        "Yes. Cancel.", "Ja. Stopp.", "Ok sluta", "Kyllä lopettakaa tämä", "Kyllä nyt riittää", "Joo, tuskin",
        "Kyllä, väärä henkilö", "Ja, fel adress", "Yes, wrong address", "kyllä\n\nEi sittenkään", "kyllä sit joskus",
        "Ok who is this", "yes and who are you", "Joo mikä tää on", "Ok. Mikä tämä on", "Okay so what is this",
        "kyllä؟", "ok⁇", "kyllä¿", "Ok, noted", "OK, will check", "Ok, luen myöhemmin", "Joo, selvä",
        "Ok, kiitos tiedosta", "Kyllä\nOlli\n\nThis is an automated message.",
        "Kyllä\n\nOlli\n\nPS. en minä sittenkään",
        "En\u{E4} tied\u{E4}".replacing("\u{E4}", with: "a"),
    ]

    @Test("a yes", arguments: yes)
    func saysYes(text: String) {
        let answer = Answer.read(text, from: ["olli", "maria", "sam"])
        #expect(answer.word == .yes && !answer.asks && answer.agreements.contains(.join), "\(answer.word)")
    }

    @Test("a no", arguments: no)
    func saysNo(text: String) { #expect(Answer.read(text, from: ["olli"]).word == .no) }

    @Test(
        "a yes to one question is none to another",
        arguments: [
            ("Yes I want to stay", []), ("Yes, keep me", []), ("Ja jag vill stanna kvar", []),
            ("Kyllä haluan olla listalla", [.join]), ("Yes, I am still interested", [.join]),
            ("Yes, unsubscribe me", [.leave]),
            ("Kyllä, poista minut", [.leave]), ("Yes, please remove me from this list", [.leave]),
            ("Ja, jag vill lämna nätverket", [.leave]), ("Kyllä, haluan erota", [.leave]), ("Yes, forget me", [.leave]),
            ("Ja, behåll svenska", []), ("Yes, keep Swedish", []), ("Kyllä kiitos", [.join, .leave, .other]),
            ("Yes, that is right", [.join, .leave, .other]), ("liityn", [.join]),
        ] as [(String, Set<Agreement>)])
    func agrees(text: String, agreements: Set<Agreement>) {
        let answer = Answer.read(text, from: ["olli"])
        #expect((answer.word == .yes ? answer.agreements : []) == agreements)
    }

    @Test("neither", arguments: other)
    func saysNeither(text: String) {
        let answer = Answer.read(text, from: ["olli"])
        #expect(answer.word == .other || answer.asks || answer.agreements.isEmpty, "\(answer.word)")
    }

    @Test(
        "a yes with a question mark asks",
        arguments: ["Kyllä?", "ok?", "Yes? Who is this", "Ja? Vem är ni", "Joo, mitä tämä on?"])
    func asks(text: String) { #expect(Answer.read(text).asks) }

    @Test("nothing", arguments: ["", " ", "\n\n", "\u{A0}", "\t \r\n"])
    func saysNothing(text: String) { #expect(Answer.read(text) == Answer(.nothing, text: Answer.read(text).text)) }

    @Test(
        "what stands beside the word",
        arguments: [
            ("ok", false), ("Kyllä!", false), ("kyllä\n\nAnna", false), ("Hei,\n\nkyllä\n\nYst. terv.\nAnna K.", false),
            ("Kyllä kiitos", false), ("Kyllä\n/Anna", false), ("Kyllä\nLähetä huomenna", true),
            ("Kyllä, korjaa päivä", true), ("Kyllä\n\nMuuta vielä päivä 11.12.", true), ("Kyllä. Odota!", true),
            ("Kyllä\nAnna lähettää uuden", true), ("ei", false), ("Ei vielä", true), ("julkaise", false),
            ("julkaise\nMuuta päivä", true), ("julkaise\n\nMuuta päivä", true),
            ("Julkaise\n\nMed vänlig hälsning\nAnna", false),
            ("julkaise\nTerveisin odotan vielä", true), ("Kyllä, julkaise", false), ("Yes, publish", false),
            ("Julkaise\n\nTerveisin\nAnna\n\nPS. Korjaa otsikko ensin", true),
            ("Publish\n\nBest regards,\nAnna\n\nPlease fix the date first", true),
            ("Publicera\n\nMvh\nAnna\n\nMen ändra datumet först", true), ("Julkaise\n\nAnna\n\nkorjaa päivä", true),
            ("Julkaise\n\nTerveisin\nAnna Virtanen\nerityisasiantuntija\nHelsingin kaupunki\np. 09 310 1641", false),
        ])
    func beside(text: String, hasMore: Bool) { #expect(Answer.read(text, from: ["anna"]).hasMore == hasMore) }

    @Test("a long text costs little, and is quoted in part")
    func long() {
        let answer = Answer.read("kyllä " + String(repeating: "sana ", count: 800))
        #expect(answer.word == .yes && answer.agreements.isEmpty && answer.hasMore)
        #expect(answer.text.count == Answer.textLimit && answer.text.hasSuffix("…"))
    }
}
