import Base
import Testing

@testable import MailingList

@Suite("The lines of an event stand first")
struct EventLinesPlaceTests {
    static let afternoon = "2026-12-12 14:00 / 2026-12-12 16:00"
    static let time = "12.12.2026 klo 14–16"

    static let mails: [(String, String, String)] = [
        ("Aika: \(time)\nPaikka: Oodi, Helsinki\n\nTervetuloa!", afternoon, "Oodi, Helsinki"),
        ("Paikka: Oodi\r\nAika: \(time)\r\n", afternoon, "Oodi"),
        ("Aika: \(time)\n\n \n\nPaikka: Oodi", afternoon, "Oodi"),
        ("\n\nHei!\n\nAika: \(time)\nPlats: Ode", afternoon, "Ode"),
        ("Hei kaikki,\n\nAika: \(time)\nPaikka: Oodi", afternoon, "Oodi"),
        ("Hej alla glada medlemmar!\nTid: \(time)\nPlats: Ode", afternoon, "Ode"),
        ("Hej\nTid: \(time)\nPlats: Ode", afternoon, "Ode"),
        ("Hello\nWhen: \(time)\nWhere: Oodi", afternoon, "Oodi"),
        ("Aika: \(time)", afternoon, ""),
        ("Aika: \(time)\nTervetuloa!\nPaikka: Oodi", afternoon, ""),
        ("Aika:\n\(time)\nPaikka:\nOodi", afternoon, "Oodi"),
        ("Aika:\n\n\u{A0}\n\(time)\n\nPaikka:\n\nOodi", afternoon, "Oodi"),
        ("Aika:\nPaikka:\n\(time)\nOodi", afternoon, "Oodi"),
        ("Aika:\nPaikka: Oodi\n\(time)", afternoon, "Oodi"),
        ("*Aika:*\n*\(time)*\n*Paikka:*\n*Oodi*", afternoon, "Oodi"),
        ("- Aika: \(time)\n- Paikka: Oodi", afternoon, "Oodi"),
        ("📅 Aika: \(time)\n📍 Paikka: Oodi", afternoon, "Oodi"),
        ("aika:\(time)\npaikka:Oodi", afternoon, "Oodi"),
        ("Aika: la 12.12.2026\nklo 14–16\nPaikka: Oodi", afternoon, "Oodi"),
        ("Aika:\nla 12.12.2026\nklo 14–16\nPaikka: Oodi", afternoon, "Oodi"),
        ("Aika: la 12.12.2026\n\nklo 14–16 on kahvit", "2026-12-12 / 2026-12-12", ""),
        ("Aika: \(time)\nsu 13.12.2026 klo 14–16\nPaikka: Oodi", "?several", "Oodi"),
        ("Aika: \(time)\nPaikka: Oodi\nTid: 12 december 2026 kl. 14–16\nPlats: Ode", afternoon, "Oodi"),
        ("Aika: \(time)\nAika: \(time)", afternoon, ""),
        ("Aika: \(time)\nAika: 13.12.2026 klo 14–16", "?several", ""),
        ("Aika: \(time)\nWhen: 12 December 2026, 2–4", "?ambiguousHour", ""),
        ("Aika:", "?noDay", ""), ("Aika:\nPaikka: Oodi", "?noDay", "Oodi"),
        ("Aika: \(time)\nPaikka:   https://example.org/a_  ", afternoon, "https://example.org/a_"),
        ("_Aika: \(time)_\n_Paikka: Oodi_", afternoon, "Oodi"),
        ("Aika: \(time)\nPaikka: \u{202E}Oo\u{0}di\u{200B} \t 2.\u{A0}krs", afternoon, "Oodi 2. krs"),
        ("Paikka: Oodi", "no event", ""), ("", "no event", ""), ("Hei!\n\nKiitos", "no event", ""),
        ("Hei!\nTule mukaan.\nAika: \(time)", "no event", ""), ("Ajankohta: \(time)", afternoon, ""),
        ("Aika： \(time)", "no event", ""), ("Aika on 12.12.2026: tule", "no event", ""),
        ("Aika \(time)", "no event", ""),
        ("> Aika: \(time)", "no event", ""), ("Uusi aika: \(time)", "no event", ""), (time, "no event", ""),
        (String(repeating: "\n", count: 39) + "Aika: \(time)", afternoon, ""),
        (String(repeating: "\n", count: 40) + "Aika: \(time)", "no event", ""),
        (String(repeating: " ", count: 20_000) + "\nAika: \(time)", "no event", ""),
    ]

    @Test("labels, order, blank lines and what ends them", arguments: mails)
    func mail(written: String, expected: String, place: String) {
        let event = EventLines.read(written)
        #expect(EventLinesTests().shown(event) == expected)
        #expect(event?.place ?? "" == place)
    }

    @Test("the time is kept as written, on one line")
    func writtenTime() {
        #expect(
            EventLines.read("Aika:\n*la\t12.12.2026*\nklo 14\u{A0}–\u{A0}16")?.writtenTime
                == "la 12.12.2026 klo 14 – 16")
        let both = EventLines.read("Aika: \(Self.time)\nWhen: 12.12.2026 at 2")
        #expect(both?.writtenTime == "12.12.2026 at 2")
        #expect(both?.language == .en)
    }

    @Test("a place is cut where it is longer than any")
    func longPlace() {
        let event = EventLines.read("Aika: \(Self.time)\nPaikka: " + String(repeating: "ä", count: 900))
        #expect(event?.place == String(repeating: "ä", count: 500))
    }
}
