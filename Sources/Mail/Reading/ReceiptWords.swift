/// Receipts that come without the part that RFC 8098 wants: a subject before the one answered, and a text of their own.
enum ReceiptWords {
    static func isReceipt(subjectStart: String, _ message: Message) -> Bool {
        guard subjects.contains(subjectStart) else { return false }
        let text = GatewayWords.normal(message.firstText.prefix(longestText))
        return openings.contains { text.hasPrefix($0) } && said.areIn(text)
    }

    static func isTypical(_ subjectStart: String) -> Bool { subjects.contains(subjectStart) }

    /// Characters.
    private static let longestText = 600

    private static let subjects: Set<String> = [
        "read", "not read", "luettu", "ei luettu", "lukukuittaus", "läst", "oläst", "inte läst", "ej läst", "läskvitto",
        "lest", "ikke lest", "læst",
        "ikke læst", "loetud", "lugemata", "gelesen", "nicht gelesen", "ungelesen", "gelezen", "niet gelezen", "lu",
        "non lu", "leído", "no leído",
        "letto", "non letto", "lida", "lido", "não lida", "przeczytane", "nieprzeczytane", "прочитано", "не прочитано",
        "read receipt", "read report",
        "return receipt", "delivered", "toimitettu", "levererat", "levert", "leveret", "zugestellt",
    ]
    private static let openings = [
        " your message", " this is a return receipt", " this is a receipt", " viestisi", " viesti ", " lähettämäsi",
        " ditt meddelande", " ditt mejl", " meddelandet",
        " meldingen", " din melding", " din meddelelse", " meddelelsen", " e posten din", " teie sõnum", " teie kiri",
        " sinu kiri", " ihre nachricht", " die nachricht",
        " uw bericht", " votre message", " su mensaje", " il messaggio", " sua mensagem", " a sua mensagem",
        " wiadomość", " ваше сообщение", " the message",
    ]
    private static let said: Phrases = [
        " was read", " has been read", " was displayed", " has been displayed", " was deleted without being read",
        " was opened", " return receipt",
        " has been delivered", " was delivered",
        " luettiin", " on luettu", " avattiin", " poistettiin luke", " on toimitettu", " lästes", " har lästs",
        " blev läst", " är läst", " har läst", " öppnades",
        " togs bort utan att", " raderades utan att", " har levererats", " ble lest", " er lest", " ble slettet uten",
        " blev læst", " er læst",
        " blev slettet uden", " on loetud", " loeti", " kustutati", " wurde gelesen", " wurde angezeigt",
        " wurde ungelesen", " is gelezen", " werd gelezen",
        " a été lu", " ha sido leído", " se leyó", " è stato letto", " foi lida", " została przeczytana", " прочитано",
        " прочитал",
    ]
}
