import Base
import TestWorld
import Testing

@testable import Rendering

/// Numbers hold together with U+00A0; the tables below write it as `_`.
private func spaced(_ text: String) -> String { text.replacing("_", with: "\u{A0}") }

@Suite("Numbers, times and lists as each language writes them")
struct LocalizedFormatTests {
    @Test(
        "members are counted as each language counts",
        arguments: [
            (0, "0_jäsentä", "0_medlemmar", "0_members"), (1, "1_jäsen", "1_medlem", "1_member"),
            (2, "2_jäsentä", "2_medlemmar", "2_members"), (999, "999_jäsentä", "999_medlemmar", "999_members"),
            (1243, "1_243_jäsentä", "1_243_medlemmar", "1,243_members"),
            (1_000_001, "1_000_001_jäsentä", "1_000_001_medlemmar", "1,000,001_members"),
        ])
    func members(count: Int, fi: String, sv: String, en: String) {
        #expect(LocalizedFormat.members(count, .fi) == spaced(fi))
        #expect(LocalizedFormat.members(count, .sv) == spaced(sv))
        #expect(LocalizedFormat.members(count, .en) == spaced(en))
    }

    @Test("messages are counted too")
    func mails() {
        #expect(LocalizedFormat.mails(1, .fi) == spaced("1_viesti"))
        #expect(LocalizedFormat.mails(12, .sv) == spaced("12_meddelanden"))
        #expect(LocalizedFormat.mails(1, .en) == spaced("1_message"))
    }

    @Test("numbers of any size and sign are grouped")
    func extremes() {
        #expect(LocalizedFormat.number(-1234, .en) == "−1,234")
        #expect(LocalizedFormat.number(Int.min, .en) == "−9,223,372,036,854,775,808")
        #expect(LocalizedFormat.number(Int.max, .fi) == spaced("9_223_372_036_854_775_807"))
    }

    @Test("a time is written as people write it")
    func time() {
        let afternoon = W.civil("2026-11-21T14:20:00Z")
        #expect(LocalizedFormat.time(afternoon, .fi) == "21.11.2026 klo 14.20")
        #expect(LocalizedFormat.time(afternoon, .sv) == "21.11.2026 kl. 14.20")
        #expect(LocalizedFormat.time(afternoon, .en) == "21 November 2026 at 14:20")
        let morning = W.civil("2027-01-02T09:05:00Z")
        #expect(LocalizedFormat.time(morning, .fi) == "2.1.2027 klo 9.05")
        #expect(LocalizedFormat.time(morning, .sv) == "2.1.2027 kl. 9.05")
        #expect(LocalizedFormat.time(morning, .en) == "2 January 2027 at 09:05")
    }

    @Test("a day that no calendar has is no time", arguments: [(1, 0, 1), (1, .min, 1), (2026, 13, 40)])
    func badMonth(year: Int, month: Int, day: Int) {
        #expect(CivilDate(year: year, month: month, day: day) == nil)
    }

    @Test(
        "a size is rounded to what people read",
        arguments: [
            (0, "0_t", "0_B"), (999, "999_t", "999_B"), (1000, "1_kt", "1_kB"), (1249, "1,2_kt", "1.2_kB"),
            (1250, "1,3_kt", "1.3_kB"), (9949, "9,9_kt", "9.9_kB"), (9950, "10_kt", "10_kB"),
            (940_000, "940_kt", "940_kB"),
            (999_499, "999_kt", "999_kB"), (999_950, "1_Mt", "1_MB"), (1_234_567, "1,2_Mt", "1.2_MB"),
            (20_000_000, "20_Mt", "20_MB"), (3_000_000_000, "3_Gt", "3_GB"), (-5, "0_t", "0_B"),
        ])
    func size(bytes: Int, fi: String, en: String) {
        #expect(LocalizedFormat.size(bytes: bytes, .fi) == spaced(fi))
        #expect(LocalizedFormat.size(bytes: bytes, .en) == spaced(en))
        #expect(LocalizedFormat.size(bytes: bytes, .sv) == spaced(en).replacing(".", with: ","))
    }

    @Test("the largest size does not overflow")
    func largestSize() {
        #expect(LocalizedFormat.size(bytes: .max, .en).hasSuffix("GB"))
    }

    @Test("things are listed with the word before the last")
    func list() {
        #expect(LocalizedFormat.list([], .fi) == "")
        #expect(LocalizedFormat.list(["a"], .fi) == "a")
        #expect(LocalizedFormat.list(["a", "b"], .sv) == "a och b")
        #expect(LocalizedFormat.list(["a", "b", "c"], .en) == "a, b and c")
        #expect(LocalizedFormat.list(["a", "b", "c"], .fi) == "a, b ja c")
    }

    @Test("an event's time is written with its day, and as short as it is clear")
    func span() {
        func at(_ day: Int, _ hour: Int) -> CivilTime {
            W.civil("2026-12-\(day)T\(hour < 10 ? "0" : "")\(hour):00:00Z")
        }
        #expect(
            LocalizedFormat.span(start: at(12, 14), end: at(12, 16), .fi) == "lauantaina 12.12.2026 klo 14–16")
        #expect(LocalizedFormat.span(start: at(12, 14), end: at(12, 16), .sv) == "lördag 12.12.2026 kl. 14–16")
        #expect(
            LocalizedFormat.span(start: at(12, 9), end: at(12, 16), .en) == "Saturday 12 December 2026, 09:00–16:00")
        for end in [at(12, 14), nil] {
            #expect(LocalizedFormat.span(start: at(12, 14), end: end, .fi) == "lauantaina 12.12.2026 klo 14")
        }
        let night = [
            Language.fi: "la 12.12.2026 klo 18 – su 13.12.2026 klo 2",
            .sv: "lö 12.12.2026 kl. 18 – sö 13.12.2026 kl. 2",
            .en: "Sat 12 December 2026, 18:00 – Sun 13 December 2026, 02:00",
        ]
        for (language, text) in night {
            #expect(LocalizedFormat.span(start: at(12, 18), end: at(13, 2), language) == text)
        }
        // In the hour that clocks live twice, an event may end before it starts, by the clock on the wall.
        #expect(LocalizedFormat.span(start: at(12, 3), end: at(12, 2), .fi) == "lauantaina 12.12.2026 klo 3–2")
    }

    @Test("whole days are written with their names")
    func days() throws {
        let first = try #require(CivilDate(year: 2026, month: 12, day: 31))
        #expect(LocalizedFormat.days(first: first, last: nil, .fi) == "torstaina 31.12.2026")
        #expect(LocalizedFormat.days(first: first, last: first, .sv) == "torsdag 31.12.2026")
        let last = first.adding(days: 1)
        #expect(LocalizedFormat.days(first: first, last: last, .fi) == "to 31.12.2026 – pe 1.1.2027")
        #expect(
            LocalizedFormat.days(first: first, last: last, .en) == "Thu 31 December 2026 – Fri 1 January 2027")
        #expect(LocalizedFormat.days(first: last, last: first, .en) == "Friday 1 January 2027")
    }

    @Test("every day of the week has its own name", arguments: Language.allCases)
    func weekdays(language: Language) {
        #expect(Set(Weekday.allCases.map { LocalizedFormat.weekday($0, language) }).count == 7)
    }

    @Test("what a tip is written in")
    func inLanguage() {
        #expect(
            Language.allCases.map { LocalizedFormat.inLanguage($0, .fi) } == ["suomeksi", "ruotsiksi", "englanniksi"])
        #expect(
            Language.allCases.map { LocalizedFormat.inLanguage($0, .sv) } == ["på finska", "på svenska", "på engelska"])
        #expect(
            Language.allCases.map { LocalizedFormat.inLanguage($0, .en) } == ["in Finnish", "in Swedish", "in English"])
    }
}
