import Base
import Mail
import MailingList

/// Everybody who writes to the list: members and those who would be, coordinators, a forger, machines. They write of their
/// own accord, and answer what they get after a while.
struct SimulatedPeople {
    /// What somebody is going to do.
    enum Plan {
        case ownAccord
        case reply(Address, ReceivedMail)
    }

    let chance: SimulatedChance
    private var writer = MailWriter()
    /// What each of them got so far, the latest last.
    private(set) var inboxes: [Address: [ReceivedMail]] = [:]
    /// In the order of their times.
    private var agenda: [(time: Instant, number: Int, plan: Plan)] = []
    private var planned = 0

    static func person(_ number: Int) -> Address {
        guard let address = Address("p\(number)@hel.fi") else { preconditionFailure("an address") }
        return address
    }

    static let topics: [TopicName] = ["kainuu", "oulu"].map { name in
        guard let topic = TopicName(name) else { preconditionFailure("a topic") }
        return topic
    }

    static let coordinators = [person(0), person(1)]
    static let everybody = (0..<12).map(person)
    private static let stranger: Address = {
        guard let address = Address("x@evil.example") else { preconditionFailure("an address") }
        return address
    }()

    init(_ chance: SimulatedChance, from start: Instant) {
        self.chance = chance
        plan(.ownAccord, at: start + 60)
        // A network begins with people in it.
        for (number, person) in Self.everybody.prefix(8).enumerated() {
            early.append(writer.mail(by: person, "liity", "", at: start + Seconds(Int64(number))))
        }
    }

    /// Written before anything else.
    private(set) var early: [SentMail] = []

    var next: Instant? { agenda.first?.time }

    private mutating func plan(_ plan: Plan, at time: Instant) {
        planned += 1
        let place = agenda.firstIndex { ($0.time, $0.number) > (time, planned) } ?? agenda.endIndex
        agenda.insert((time, planned, plan), at: place)
    }

    /// Somebody got a mail, and perhaps answers.
    mutating func receive(_ mail: ReceivedMail, _ person: Address, at now: Instant) {
        inboxes[person, default: []].append(mail)
        if inboxes[person, default: []].count > 40 { inboxes[person]?.removeFirst() }
        let isAnswered: Bool =
            switch mail.purpose {
            case "join-fi", "join-sv", "join-en", "leave", "language-fi", "language-sv", "language-en", "choice",
                "erase":
                !chance.oneIn(6)
            case "post", "tip": Self.coordinators.contains(person) && !chance.oneIn(4)
            case "copy": chance.oneIn(mail.uid == nil ? 8 : 2)
            default: chance.oneIn(12)
            }
        guard isAnswered else { return }
        plan(.reply(person, mail), at: now + chance.seconds(chance.oneIn(3) ? 5...120 : 600...200_000))
    }

    /// The mails that are written at this moment.
    mutating func write(at now: Instant) -> [SentMail] {
        var mails: [SentMail] = []
        while let first = agenda.first, first.time <= now {
            agenda.removeFirst()
            switch first.plan {
            case .ownAccord:
                plan(.ownAccord, at: now + chance.seconds(600...60_000))
                mails.append(ofOwnAccord(at: now))
            case .reply(let person, let mail): mails.append(reply(by: person, to: mail, at: now))
            }
        }
        return mails
    }

    private mutating func ofOwnAccord(at now: Instant) -> SentMail {
        let person = chance.pick(Self.everybody)
        let coordinator = chance.pick(Self.coordinators)
        switch chance.below(25) {
        case 0...2: return writer.mail(by: person, chance.pick(["liity", "anslut", "join"]), "", at: now)
        case 3: return writer.mail(by: person, chance.pick(["eroa", "lämna", "leave"]), "", at: now)
        case 4: return writer.mail(by: person, chance.pick(["kieli sv", "språk fi", "language en"]), "", at: now)
        case 5...7: return writer.mail(by: person, "vinkki: Näyttely", "Käykää katsomassa.", at: now)
        case 8: return writer.mail(by: person, "Kysymys", "Milloin tavataan?", at: now)
        case 9: return writer.mail(by: person, chance.pick(["ohje", "omat tiedot"]), "", at: now)
        case 10, 11: return announcement(by: coordinator, at: now)
        case 12: return writer.mail(by: coordinator, "tilanne", "", at: now)
        case 13: return invitation(by: coordinator, at: now)
        case 14: return writer.mail(by: Self.stranger, "liity", "", at: now)
        case 15:
            return writer.mail(
                by: nil, from: Self.stranger, "Uutiskirje", "Osta nyt!", isAutomatic: true,
                ["Precedence: bulk", "List-Id: <x.example>"], at: now)
        case 20:
            return writer.mail(by: person, chance.pick(["aiheet", "aiheet +kainuu -oulu", "ämnen alla"]), "", at: now)
        case 21:
            return writer.mail(
                by: person, chance.pick(["tauko 5 päivää", "paus", "pause a week", "jatka"]), "", at: now)
        case 23: return writer.mail(by: person, chance.pick(Self.portions), "", at: now)
        case 22: return writer.mail(by: person, "unohda minut", "", at: now)
        default: return forgery(of: person, coordinator, at: now)
        }
    }

    private static let portions = [
        "kooste viikoittain", "digest daily", "alla meddelanden", "vain koosteet", "bara utskick", "kaikki viestit",
    ]

    private mutating func announcement(by coordinator: Address, at now: Instant) -> SentMail {
        writer.mail(
            by: coordinator,
            chance.pick(["Kutsu", "[sv] Inbjudan", "Uutisia", "[kainuu] Tapaaminen", "[oulu][sv] Träff"]),
            "Hei kaikki!\r\n\r\nTervetuloa iltapäivään.\r\n" + String(repeating: "Ohjelma jatkuu. ", count: 40), at: now
        )
    }

    private mutating func invitation(by coordinator: Address, at now: Instant) -> SentMail {
        let day = (now + .days(Int64(3 + chance.below(20)))).text.prefix(10).split(separator: "-")
        let written = "\(day[2]).\(day[1]).\(day[0]) klo 14–16"
        return writer.mail(
            by: coordinator, "Tapaaminen", "Aika: \(written)\r\nPaikka: Oodi\r\n\r\nTervetuloa!", at: now)
    }

    /// In another's name, without anything that the other got.
    private mutating func forgery(of person: Address, _ coordinator: Address, at now: Instant) -> SentMail {
        let invented = ReceivedMail(
            Array(
                "Message-ID: <\(chance.pick(["leave", "join-fi", "note", "probe", "erase"])).\(token()).7.0@hel.fi>\r\n\r\n"
                    .utf8
            ))
        switch chance.below(8) {
        case 5: return writer.mail(by: Self.stranger, from: person, "unohda minut", "", at: now)
        case 6: return writer.mail(by: Self.stranger, from: person, "", "kyllä", answering: invented, at: now)
        case 7:
            return writer.mail(by: Self.stranger, from: person, chance.pick(["tauko", "aiheet +oulu"]), "", at: now)
        case 0: return writer.mail(by: Self.stranger, from: person, "eroa", "", at: now)
        case 1: return writer.mail(by: Self.stranger, from: person, "", "eroa", answering: invented, at: now)
        case 2: return writer.mail(by: Self.stranger, from: person, "liity", "", at: now)
        case 3: return writer.mail(by: Self.stranger, from: coordinator, "julkaise", "", at: now)
        default: return announcementIn(nameOf: coordinator, at: now)
        }
    }

    private mutating func announcementIn(nameOf coordinator: Address, at now: Instant) -> SentMail {
        writer.mail(
            by: Self.stranger, from: coordinator, "Tärkeää", String(repeating: "Osta nyt! ", count: 80), at: now)
    }

    private func token() -> String {
        String(chance.bytes(20).map { "abcdefghijklmnopqrstuvwxyz234567".map(String.init)[Int($0) % 32] }.joined())
    }

    private mutating func reply(by person: Address, to mail: ReceivedMail, at now: Instant) -> SentMail {
        func says(_ words: [String]) -> SentMail {
            writer.mail(by: person, "", chance.pick(words), answering: mail, at: now)
        }
        switch mail.purpose {
        case "join-fi", "join-sv", "join-en":
            return says(["liity", "ok", "kyllä", "liity", "ei", "Ei kiitos", "Kuka olette?", "Olen lomalla.", ""])
        case "leave": return says(["eroa", "eroa", "ok", "En halua erota", "Olen lomalla."])
        case "language-fi", "language-sv", "language-en": return says(["ok"])
        case "choice", "erase": return says(["kyllä", "kyllä", "ok", "ei", "Olen lomalla.", ""])
        case "post": return says(["julkaise", "julkaise", "publicera", "peru", "Kiitos!", ""])
        case "tip": return says(["julkaise", "julkaise", "peru", ""])
        default: break
        }
        if mail.uid != nil {
            return writer.answer(mail, by: person, chance.pick(["ACCEPTED", "DECLINED", "TENTATIVE"]), at: now)
        }
        switch chance.below(9) {
        case 8: return says(Self.portions)
        case 6: return says(["aiheet +kainuu", "ämnen -kainuu +oulu"])
        case 7: return says(["tauko 4 päivää", "paus", "jatka"])
        case 0: return says(["eroa", "lämna"])
        case 1: return says(["kieli sv", "language en"])
        case 2 where mail.purpose == "copy": return writer.report(on: mail, to: person, at: now)
        case 3, 4:
            return writer.mail(
                by: person, "", "Olen lomalla.", answering: mail, isAutomatic: true, ["Auto-Submitted: auto-replied"],
                at: now)
        default: return says(["Kiitos viestistä, hieno juttu!"])
        }
    }
}
