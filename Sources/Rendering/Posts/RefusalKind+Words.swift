import Base
import MailingList

extension RefusalKind {
    /// In words that need no knowledge of mail servers.
    func words(in language: Language) -> String {
        switch language {
        case .fi: finnish
        case .sv: swedish
        case .en: english
        }
    }

    private var finnish: String {
        switch self {
        case .addressUnknown: "Osoitetta ei ole enää"
        case .mailboxFull: "Postilaatikko on täynnä"
        case .mailboxClosed: "Postilaatikko on suljettu"
        case .tooLarge: "Viesti on liian suuri vastaanottajan palvelimelle"
        case .junk: "Palvelin piti viestiä roskapostina"
        case .notAllowed: "Vastaanottajan organisaation säännöt estävät viestin"
        case .other: "Muu syy"
        }
    }

    private var swedish: String {
        switch self {
        case .addressUnknown: "Adressen finns inte längre"
        case .mailboxFull: "Brevlådan är full"
        case .mailboxClosed: "Brevlådan är stängd"
        case .tooLarge: "Meddelandet är för stort för mottagarens server"
        case .junk: "Servern tog meddelandet för skräppost"
        case .notAllowed: "Mottagarens organisation tillåter inte meddelandet"
        case .other: "Annan orsak"
        }
    }

    private var english: String {
        switch self {
        case .addressUnknown: "The address is no longer there"
        case .mailboxFull: "The mailbox is full"
        case .mailboxClosed: "The mailbox is closed"
        case .tooLarge: "The message is too large for the recipient's server"
        case .junk: "The server took the message for junk mail"
        case .notAllowed: "The recipient's organisation does not allow the message"
        case .other: "Another reason"
        }
    }
}
