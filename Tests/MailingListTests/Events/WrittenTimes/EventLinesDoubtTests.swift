import Testing

@testable import MailingList

@Suite("A time in doubt is no time")
struct EventLinesDoubtTests {
    static let doubts: [(String, String, EventTimeError)] = [
        ("Aika", "", .noDay), ("Aika", "klo 14–16", .noDay), ("Aika", "lauantaina", .noDay),
        ("Tid", "lö kl 14", .noDay),
        ("When", "December 2026", .noDay), ("When", "2 pm", .noDay),
        ("Aika", "12.12.", .noYear), ("Aika", "12.12. klo 14", .noYear), ("Aika", "la 12.12 klo 14–16", .noYear),
        ("Aika", "12.12.26 klo 14", .noYear), ("Aika", "12.–13.12.", .noYear), ("Aika", "12. klo 14", .noYear),
        ("Aika", "12. joulukuuta klo 14", .noYear),
        ("Tid", "12 december kl 14", .noYear), ("Tid", "12–13 december", .noYear), ("Tid", "13/12 kl 14", .noYear),
        ("When", "December 12, 2 pm", .noYear), ("When", "12 Dec 26", .noYear), ("When", "25/12/26", .noYear),
        ("Aika", "31.2.2026", .noSuchDay), ("Aika", "29.2.2026 klo 14", .noSuchDay), ("Aika", "0.12.2026", .noSuchDay),
        ("Aika", "12.13.2026", .noSuchDay), ("Aika", "12.12.1899", .noSuchDay), ("Aika", "12.12.2201", .noSuchDay),
        ("Aika", "31.–2.12.2026", .endsBeforeStart), ("When", "2026-02-30", .noSuchDay),
        ("Tid", "31–32 december 2026", .noSuchDay),
        ("Aika", "12.12.2026 klo 25:00", .noSuchTime), ("Aika", "12.12.2026 14:60", .noSuchTime),
        ("Aika", "12.12.2026 klo 24", .noSuchTime), ("When", "12 December 2026, 14 pm", .noSuchTime),
        ("When", "12 December 2026, 0 am", .noSuchTime), ("Aika", "12.12.2026 klo 14–24.30", .noSuchTime),
        ("Aika", "su 12.12.2026 klo 14", .weekdayDisagrees), ("Tid", "12.12.2026 (söndag)", .weekdayDisagrees),
        ("Tid", "on 12.12.2026", .weekdayDisagrees), ("Aika", "to 12.12.2026", .weekdayDisagrees),
        ("Aika", "la–su 11.–12.12.2026", .weekdayDisagrees), ("When", "Sunday 12 December 2026", .weekdayDisagrees),
        ("Aika", "12.12.2026 klo 14–16 (pe)", .weekdayDisagrees),
        ("When", "3/4/2026", .ambiguousOrder), ("When", "12/11/2026 14:00", .ambiguousOrder),
        ("Tid", "3/4 2026 kl 14", .ambiguousOrder),
        ("When", "12 December 2026, 2–4", .ambiguousHour), ("When", "12.12.2026 at 2", .ambiguousHour),
        ("When", "12 December 2026, 10–2 pm", .ambiguousHour), ("When", "12 December 2026, 2 pm – 4", .ambiguousHour),
        ("When", "12 December 2026, 02:30–4 pm", .ambiguousHour),
        ("When", "12 December 2026, midnight", .ambiguousHour),
        ("When", "12 December 2026, 8–midnight", .ambiguousHour),
        ("When", "12 December 2026, 10:00–12", .ambiguousHour),
        ("When", "12 December 2026, 9–5 pm", .ambiguousHour), ("Aika", "Sat 12.12.2026 2–4", .ambiguousHour),
        ("When", "12 December 2026, 5 o'clock", .ambiguousHour),
        ("When", "12 Dec 2026 6 – 13 Dec 2026 2 pm", .ambiguousHour),
        ("Aika", "12.12.2026 klo 16–14", .endsBeforeStart), ("Aika", "12.12.2026 klo 22–0", .endsBeforeStart),
        ("Aika", "13.12.2026–12.12.2026", .endsBeforeStart), ("Aika", "30.12.–2.1.2027", .endsBeforeStart),
        ("When", "12 December 2026, 4 pm – 2 pm", .endsBeforeStart),
        ("Aika", "13.12.2026 klo 18 – 12.12.2026 klo 20", .endsBeforeStart),
        ("Aika", "12.12. ja 19.12.2026", .noYear), ("Aika", "12.12.2026 ja 19.12.2026", .several),
        ("Aika", "12.12.2026, 19.12.2026", .several), ("Aika", "12.–13.12.2026 klo 14–16", .several),
        ("Aika", "12.12.2026 klo 14 tai 16", .several), ("Aika", "12.12.2026 klo 14, 16", .several),
        ("Tid", "12 och 19 december 2026", .several), ("Aika", "12.12.2026 klo 14–16–18", .several),
        ("Aika", "12.12.2026 klo 14–16 Oodi", .unknownWords), ("Aika", "ilmoitetaan myöhemmin", .unknownWords),
        ("Aika", "12.12.2026 klo 14 Europe/Helsinki", .unknownWords), ("Aika", "12.12.2026 14:00+02:00", .unknownWords),
        ("Aika", "2026-12-12T14:00Z", .unknownWords), ("Aika", "12.12.2026 klo 14 (UTC)", .unknownWords),
        ("Aika", "12.12.2026 klo 14 (Ruotsin aikaa)", .unknownWords),
        ("Aika", "12.12.2026 klo 14 (ovet 13)", .unknownWords),
        ("Aika", "12.12.2026 (alustava) klo 14–16", .unknownWords), ("Aika", "12.12.2026 klo 14–", .unknownWords),
        ("Aika", "12.12.2026 klo 1400", .unknownWords), ("Aika", "12.12.2026 14:00:30", .unknownWords),
        ("Aika", "12.12.2026 klo 14?", .unknownWords), ("Aika", "n. 12.12.2026", .unknownWords),
        ("Aika", "12.12.20266", .unknownWords), ("Aika", "１２.１２.２０２６", .unknownWords),
        ("Aika", "12.12.2026 klo 14/16", .unknownWords), ("Aika", "12.12.2026 th", .unknownWords),
        ("Aika", "99999999999999999999999999", .unknownWords), ("Aika", "12.12.2026 until 16:00", .unknownWords),
    ]

    @Test("the doubt says what is wrong, and the words are kept for the question", arguments: doubts)
    func doubt(label: String, written: String, expected: EventTimeError) {
        let event = EventLines.read("\(label): \(written)\nPaikka: Oodi")
        #expect(event?.when == .failure(expected))
        #expect(event?.writtenTime == written)
        #expect(event?.place == "Oodi")
    }

    @Test("every doubt but the one about length has a row")
    func everyDoubt() {
        #expect(Set(Self.doubts.map(\.2)).union([.tooLong]) == Set(EventTimeError.allCases))
    }

    @Test("a time longer than a line is not read, and shown in part")
    func tooLong() {
        let event = EventLines.read("Aika: 12.12.2026" + String(repeating: " klo", count: 60))
        #expect(event?.when == .failure(.tooLong))
        #expect(event?.writtenTime.count == 200)
    }
}
