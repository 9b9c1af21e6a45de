import Base
import MailingList

/// What is wrong with an event, in a sentence that says what to do.
extension EventRefusal.Problem {
    /// - Parameter name: the property or time zone that it is about, where it is about one.
    func sentence(_ language: Language, name: String) -> String {
        switch language {
        case .fi: finnish(name)
        case .sv: swedish(name)
        case .en: english(name)
        }
    }

    private func finnish(_ name: String) -> String {
        switch self {
        case .tooLarge: "Kalenterikutsu on liian suuri. Lähetä yksi tapahtuma ilman liitteitä ja kuvia."
        case .tooManyEvents, .severalEvents:
            "Viestissä on useita tapahtumia. Lähetä jokainen tapahtuma omana viestinään."
        case .unreadable: "Kalenterikutsu on vioittunut, eikä sitä voi lukea. Lähetä se kalenteristasi uudelleen."
        case .noEvent: "Kalenteritiedostossa ei ole tapahtumaa. Lähetä kutsu tapahtumaan."
        case .unusableIdentifier:
            "Kalenterikutsun tunniste (UID) ei kelpaa. Luo tapahtuma uudelleen ja lähetä se."
        case .unreadableProperty: "Kalenterikutsun kenttää \(name) ei voi lukea. Luo tapahtuma uudelleen ja lähetä se."
        case .dateOutOfRange:
            "Kalenterikutsun kentässä \(name) oleva päivä ei voi pitää paikkaansa. Korjaa päivä ja lähetä uudelleen."
        case .noStart: "Kutsu ei kerro, milloin tapahtuma alkaa. Lisää aika ja lähetä uudelleen."
        case .endsBeforeStart: "Tapahtuma päättyy ennen kuin se alkaa. Korjaa ajat ja lähetä uudelleen."
        case .recurring:
            "Tapahtuma toistuu. Tällä listalla jokainen kerta on oma tapahtumansa, jotta jäsenet voivat vastata jokaiseen "
                + "erikseen."
        case .unknownZone: "Aikavyöhykettä \(name) ei tunneta. Valitse jokin yleinen aikavyöhyke ja lähetä uudelleen."
        case .unclearTime: "Viestistä ei käy yksiselitteisesti ilmi, milloin tapahtuma on."
        case .past: "Tapahtuma on jo ohi. Tarkista päivä ja vuosi ja lähetä uudelleen."
        case .unknown:
            "Peruttavaa tapahtumaa ei ole lähetetty tältä listalta, tai se on jo peruttu. Kenellekään ei tarvitse kertoa."
        case .outdated: "Jäsenillä on tapahtumasta jo uudempi versio. Lähetä kalenteristasi viimeisin versio."
        }
    }

    private func swedish(_ name: String) -> String {
        switch self {
        case .tooLarge: "Kalenderinbjudan är för stor. Skicka ett evenemang utan bilagor och bilder."
        case .tooManyEvents, .severalEvents:
            "Meddelandet innehåller flera evenemang. Skicka varje evenemang i ett eget meddelande."
        case .unreadable: "Kalenderinbjudan är skadad och kan inte läsas. Skicka den på nytt från din kalender."
        case .noEvent: "Kalenderfilen innehåller inget evenemang. Skicka en inbjudan till ett evenemang."
        case .unusableIdentifier:
            "Kalenderinbjudans identifierare (UID) är ogiltig. Skapa evenemanget på nytt och skicka det."
        case .unreadableProperty:
            "Fältet \(name) i kalenderinbjudan kan inte läsas. Skapa evenemanget på nytt och skicka det."
        case .dateOutOfRange:
            "Datumet i fältet \(name) i kalenderinbjudan kan inte stämma. Rätta datumet och skicka på nytt."
        case .noStart: "Det framgår inte av inbjudan när evenemanget börjar. Lägg till en tid och skicka på nytt."
        case .endsBeforeStart: "Evenemanget slutar innan det börjar. Rätta tiderna och skicka på nytt."
        case .recurring:
            "Evenemanget är återkommande. På den här listan är varje tillfälle ett eget evenemang, så att medlemmarna kan "
                + "svara på vart och ett."
        case .unknownZone: "Tidszonen \(name) är okänd. Välj en vanlig tidszon och skicka på nytt."
        case .unclearTime: "Det framgår inte entydigt av meddelandet när evenemanget är."
        case .past: "Evenemanget är redan över. Kontrollera datumet och året och skicka på nytt."
        case .unknown:
            "Evenemanget som ställs in har inte skickats från den här listan, eller är redan inställt. "
                + "Ingen behöver få veta något."
        case .outdated: "Medlemmarna har redan en nyare version av evenemanget. Skicka den senaste från din kalender."
        }
    }

    private func english(_ name: String) -> String {
        switch self {
        case .tooLarge: "The invitation is too large. Send one event, without attachments and pictures."
        case .tooManyEvents, .severalEvents: "Your message contains several events. Send each event by itself."
        case .unreadable: "The invitation is damaged and cannot be read. Send it again from your calendar."
        case .noEvent: "The calendar file holds no event. Send an invitation to an event."
        case .unusableIdentifier:
            "The invitation has no usable identifier (UID). Create the event again and send it."
        case .unreadableProperty: "The invitation's \(name) cannot be read. Create the event again and send it."
        case .dateOutOfRange: "The date in the invitation's \(name) cannot be right. Correct it and send it again."
        case .noStart: "The invitation does not say when the event starts. Add a time and send it again."
        case .endsBeforeStart: "The event ends before it starts. Correct the times and send it again."
        case .recurring:
            "The event is a series. On this list each occurrence is an event of its own, so that members can reply to "
                + "each."
        case .unknownZone: "The time zone \(name) is unknown. Choose a common time zone and send it again."
        case .unclearTime: "It is not clear when the event is."
        case .past: "The event is already over. Check the date and the year, and send it again."
        case .unknown:
            "The event that is called off was never sent from this list, or is called off already. "
                + "Nobody needs to be told."
        case .outdated: "Members have a later version of the event already. Send the latest from your calendar."
        }
    }
}
