import Base
import Testing

@testable import MailingList

/// 12 December 2026 is a Saturday.
@Suite("An event is read from the first lines of a mail")
struct EventLinesTests {
    static let afternoon = "2026-12-12 14:00 / 2026-12-12 16:00"
    static let twoDays = "2026-12-12 / 2026-12-13"

    static let finnish: [(String, String)] = [
        ("12.12.2026 klo 14–16", afternoon), ("la 12.12.2026 klo 14.00–16.00", afternoon),
        ("la 12.12.2026 klo 14.00–16.30", "2026-12-12 14:00 / 2026-12-12 16:30"),
        ("lauantaina 12. joulukuuta 2026 klo 14", "2026-12-12 14:00 / 2026-12-12 14:00"),
        ("lauantai 12. joulukuu 2026, kello 14 – 16", afternoon), ("joulukuun 12. päivänä 2026 klo 14-16", afternoon),
        ("La 12.JOULUKUUTA 2026 KLO 14—16.", afternoon), ("12.12.2026 14:00-16:00", afternoon),
        ("12.12.2026 klo 14 − 16", afternoon), ("12. 12. 2026 klo.14‑16", afternoon), ("12.12.2026 14–16", afternoon),
        ("klo 14–16 lauantaina 12.12.2026", afternoon), ("12.12.2026 (la) klo 14–16", afternoon),
        ("12.12.2026 lauantai klo 14–16", afternoon), ("klo 14--16, 12. jouluk. 2026", afternoon),
        ("12.12.2026 (klo 14–16)", afternoon), ("12.12.2026 klo 14–16 (alustava)", afternoon),
        ("12.12.2026 klo 14 alkaen", "2026-12-12 14:00 / 2026-12-12 14:00"),
        ("keskiviikkona 9.12.2026 kello 9-11.30", "2026-12-09 09:00 / 2026-12-09 11:30"),
        ("to 10.12.2026 klo 2–4", "2026-12-10 02:00 / 2026-12-10 04:00"),
        ("klo 14–16 to 10.12.2026", "2026-12-10 14:00 / 2026-12-10 16:00"),
        ("10.12.2026 (to)", "2026-12-10 / 2026-12-10"),
        ("12.12.2026", "2026-12-12 / 2026-12-12"), ("12.–13.12.2026", twoDays), ("12-13.12.2026", twoDays),
        ("la–su 12.–13.12.2026", twoDays), ("la 12.–su 13.12.2026", twoDays), ("la 12.12.–su 13.12.2026", twoDays),
        ("12.12.2026–13.12.2026", twoDays), ("12.–13. joulukuuta 2026", twoDays),
        ("30.11.–2.12.2026", "2026-11-30 / 2026-12-02"), ("30.11–2.12.2026", "2026-11-30 / 2026-12-02"),
        ("30. marraskuuta – 2. joulukuuta 2026", "2026-11-30 / 2026-12-02"),
        ("ke–to 9.–10.12.2026", "2026-12-09 / 2026-12-10"), ("30.12.2026–1.1.2027", "2026-12-30 / 2027-01-01"),
        ("12.12.2026 klo 18 – 13.12.2026 klo 2", "2026-12-12 18:00 / 2026-12-13 02:00"),
        ("12.12.2026 18 – 13.12.2026 2", "2026-12-12 18:00 / 2026-12-13 02:00"),
        ("la 12.12.2026 klo 18–24", "2026-12-12 18:00 / 2026-12-13 00:00"),
        ("29.2.2028 klo 0.00–0.30", "2028-02-29 00:00 / 2028-02-29 00:30"),
    ]

    static let swedish: [(String, String)] = [
        ("lördag den 12 december 2026 kl. 14–16", afternoon), ("12 dec 2026 kl 14.00-16.00", afternoon),
        ("den 12.12.2026 kl 14 till 16", afternoon), ("lö 12.12.2026 från 14 till 16", afternoon),
        ("lör 12 dec. 2026 klockan 14–16", afternoon), ("den 12:e december 2026 kl 14–16", afternoon),
        ("på lördagen den 12/12 2026 kl 14:00–16:00", afternoon), ("LORDAG 12 DECEMBER 2026 KL14-16", afternoon),
        ("lö 12.12.2026", "2026-12-12 / 2026-12-12"), ("12–13 december 2026", twoDays),
        ("12 till 13 december 2026", twoDays), ("lördag–söndag 12–13 december 2026", twoDays),
        ("on 9.12.2026 kl 9", "2026-12-09 09:00 / 2026-12-09 09:00"),
        ("to 10.12.2026 kl 9", "2026-12-10 09:00 / 2026-12-10 09:00"),
        ("30 november–2 december 2026", "2026-11-30 / 2026-12-02"),
        ("fredag den 1 maj 2026 kl 12", "2026-05-01 12:00 / 2026-05-01 12:00"),
    ]

    static let english: [(String, String)] = [
        ("Saturday 12 December 2026, 2 pm – 4 pm", afternoon), ("12 December 2026, 2-4 pm", afternoon),
        ("2–4 p.m., Saturday 12 December 2026", afternoon), ("December 12, 2026 at 14:00–16:00", afternoon),
        ("12th of December 2026 from 14:00 to 16:00", afternoon), ("Sat., 12 Dec. 2026 14–16", afternoon),
        ("on the 12th of December 2026 from 2 to 4 pm", afternoon), ("Dec 12th 2026, 2:00pm until 4:00pm", afternoon),
        ("12.12.2026 klo 14–16", afternoon), ("12 December 2026, 14 o'clock to 16 o’clock", afternoon),
        ("Sat, 12 Dec 2026 14:00", "2026-12-12 14:00 / 2026-12-12 14:00"),
        ("12 December 2026 9–16", "2026-12-12 09:00 / 2026-12-12 16:00"),
        ("12 December 2026 9 am–1 pm", "2026-12-12 09:00 / 2026-12-12 13:00"),
        ("12 December 2026, 9:30 AM – noon", "2026-12-12 09:30 / 2026-12-12 12:00"),
        ("12 December 2026, 12 noon to 1.30 pm", "2026-12-12 12:00 / 2026-12-12 13:30"),
        ("12 December 2026, 8 pm – midnight", "2026-12-12 20:00 / 2026-12-13 00:00"),
        ("12 December 2026, 12–2 pm", "2026-12-12 12:00 / 2026-12-12 14:00"),
        ("12 December 2026, 12 am", "2026-12-12 00:00 / 2026-12-12 00:00"),
        ("25/12/2026", "2026-12-25 / 2026-12-25"), ("12/25/2026", "2026-12-25 / 2026-12-25"),
        ("5/5/2026", "2026-05-05 / 2026-05-05"), ("December 12–13, 2026", twoDays),
        ("12th to 13th of December 2026", twoDays), ("Saturday, December 12 – Sunday, December 13, 2026", twoDays),
        ("Thursday 10 to Friday 11 December 2026", "2026-12-10 / 2026-12-11"),
    ]

    static let iso: [(String, String)] = [
        ("2026-12-12 14:00–16:00", afternoon), ("2026-12-12T14:00/16:00", afternoon),
        ("2026-12-12T14:00/2026-12-12T16:00", afternoon), ("2026-12-12t14:00:00 – 16:00:00", afternoon),
        ("2026-12-12 14:00 - 2026-12-12 16:00", afternoon), ("2026-12-12", "2026-12-12 / 2026-12-12"),
        ("2026-12-12/2026-12-13", twoDays), ("2026-12-12 – 2026-12-13", twoDays),
    ]

    static let labels = ["Aika": Language.fi, "Tid": .sv, "When": .en]

    @Test("Finnish times", arguments: finnish)
    func finnishTimes(written: String, expected: String) {
        #expect(shown(EventLines.read("Aika: \(written)")) == expected)
    }

    @Test("Swedish times", arguments: swedish)
    func swedishTimes(written: String, expected: String) {
        #expect(shown(EventLines.read("Tid: \(written)")) == expected)
    }

    @Test("English times", arguments: english)
    func englishTimes(written: String, expected: String) {
        #expect(shown(EventLines.read("When: \(written)")) == expected)
    }

    @Test("ISO 8601 under every label", arguments: iso, labels.keys.sorted())
    func isoTimes(row: (written: String, expected: String), label: String) {
        let event = EventLines.read("\(label): \(row.written)")
        #expect(shown(event) == row.expected)
        #expect(event?.language == Self.labels[label])
    }

    @Test("people mix languages", arguments: finnish + swedish + iso)
    func mixed(written: String, expected: String) {
        // `on` is no Wednesday in Finnish, but a Wednesday all the same.
        #expect(shown(EventLines.read("Aika: \(written)")) == expected)
    }

    @Test("capitals, blanks and emphasis do not count", arguments: finnish)
    func typed(written: String, expected: String) {
        let spaced = written.replacing(" ", with: "\u{A0}\t ")
        #expect(shown(EventLines.read("AIKA : \(spaced.uppercased())\r\n")) == expected)
        #expect(shown(EventLines.read("**Aika:** *\(spaced)*")) == expected)
        #expect(shown(EventLines.read("\u{FEFF}_Aika_\t:\u{200B} _\(written)_")) == expected)
    }

    @Test("every word of the tables has one meaning")
    func oneMeaning() {
        for row in TimeWord.rows { #expect(TimeWord.entries[row.folded]?.word == row.entry.word, "\(row.folded)") }
    }
}

extension EventLinesTests {
    /// The reading as text: `2026-12-12 14:00 / …`, `2026-12-12 / …`, or `?` and the doubt.
    func shown(_ event: EventLines?) -> String {
        switch event?.when {
        case nil: "no event"
        case .failure(let doubt): "?\(doubt)"
        case .success(.days(let first, let last)): "\(shown(first)) / \(shown(last))"
        case .success(.times(let start, let end)): "\(shown(start)) / \(shown(end))"
        }
    }

    private func shown(_ date: CivilDate) -> String { "\(date.year)-\(padded(date.month))-\(padded(date.day))" }

    private func shown(_ time: CivilTime) -> String {
        "\(shown(time.date)) \(padded(time.time.hour)):\(padded(time.time.minute))"
    }

    private func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
