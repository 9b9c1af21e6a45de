import Base
import Mail
import MailingList
import OAuth
import Rendering

/// Tells the coordinators that the list stops on a certain day unless an administrator does something. It stands outside
/// the list's letters, since it is about this installation and not about the list.
struct ExpiryLetter {
    let list: Address
    let title: String
    let coordinators: [Address]
    let language: Language
    let expiry: Expiry
    /// In the list's time zone.
    let end: CivilTime
    let command: String
    let messageID: String
    let now: Instant

    /// Automatic, so that nobody's holiday answers it.
    var bytes: [UInt8] {
        MessageComposer.compose(
            fields: [
                .structured("From", "<\(list)>"),
                .structured("To", coordinators.map { "<\($0)>" }.joined(separator: ", ")),
                .text("Subject", subject), .structured("Date", DateText.rfc5322(now)),
                .structured("Message-ID", "<\(messageID)>"), .structured("Auto-Submitted", "auto-generated"),
                .structured("X-Auto-Response-Suppress", "All"),
            ],
            text: text, boundarySeed: messageID)
    }

    var subject: String {
        switch language {
        case .fi: "Pyydä ylläpitäjää uusimaan kirjautuminen: \(title)"
        case .sv: "Be administratören förnya inloggningen: \(title)"
        case .en: "Ask the administrator to renew the login: \(title)"
        }
    }

    var text: String {
        let time = LocalizedFormat.time(end, language)
        return switch language {
        case .fi:
            """
            \(what) \(expiry.isOver(at: now) ? "päättyi" : "päättyy") \(time). Sen jälkeen lista ei voi ottaa vastaan eikä \
            lähettää postia, ennen kuin ylläpitäjä on uusinut sen. Lähetä tämä viesti ylläpitäjälle.

            Ylläpitäjälle: \(remedy)

            """
        case .sv:
            """
            \(what) \(expiry.isOver(at: now) ? "gick ut" : "går ut") \(time). Sedan kan listan varken ta emot eller skicka \
            post förrän administratören har förnyat det. Skicka detta meddelande till administratören.

            Till administratören: \(remedy)

            """
        case .en:
            """
            \(what) \(expiry.isOver(at: now) ? "ended on" : "ends on") \(time). After that the list can neither receive nor \
            send mail until the administrator has renewed it. Send this message to the administrator.

            To the administrator: \(remedy)

            """
        }
    }

    private var what: String {
        switch (expiry.subject, language) {
        case (.certificate, .fi): "Varmenne, jolla lista kirjautuu postilaatikkoonsa,"
        case (.certificate, .sv): "Certifikatet som listan loggar in i sin brevlåda med"
        case (.certificate, .en): "The certificate with which the list logs in to its mailbox"
        case (.signIn, .fi): "Kirjautuminen listan postilaatikkoon"
        case (.signIn, .sv): "Inloggningen i listans brevlåda"
        case (.signIn, .en): "The sign-in to the list's mailbox"
        }
    }

    private var remedy: String {
        switch (expiry.subject, language) {
        case (.certificate, .fi):
            "tee uusi varmenne, rekisteröi se palveluntarjoajalla vanhan rinnalle, vaihda tiedostot ja käynnistä palvelu "
                + "uudelleen. Tarkista lopuksi: \(command)"
        case (.certificate, .sv):
            "gör ett nytt certifikat, registrera det hos leverantören bredvid det gamla, byt ut filerna och starta om tjänsten. "
                + "Kontrollera till slut: \(command)"
        case (.certificate, .en):
            "make another certificate, register it at the provider beside the old one, replace the files and restart the "
                + "service. In the end look it over: \(command)"
        case (.signIn, _): command
        }
    }
}
