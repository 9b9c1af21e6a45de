import Base
import Testing

@Suite("IMAP's dates of reception")
struct InternalDateTests {
    @Test(
        "a date is written in UTC, and read again",
        arguments: [
            (0, " 1-Jan-1970 00:00:00 +0000"), (951_782_400, "29-Feb-2000 00:00:00 +0000"),
            (1_793_534_399, " 1-Nov-2026 11:59:59 +0000"), (-1, "31-Dec-1969 23:59:59 +0000"),
        ] as [(Int64, String)])
    func both(seconds: Int64, text: String) {
        let instant = Instant(secondsSince1970: seconds)
        #expect(InternalDate.text(instant) == text)
        #expect(InternalDate.instant(text) == instant)
    }

    @Test(
        "what servers write is read",
        arguments: [
            ("17-Jul-1996 02:44:25 -0700", 837_596_665), ("1-jan-2020 00:00:00 +0200", 1_577_829_600),
            ("01-JAN-2020 00:00:60 +0000", 1_577_836_860),
        ] as [(String, Int64)])
    func read(text: String, seconds: Int64) {
        #expect(InternalDate.instant(text) == Instant(secondsSince1970: seconds))
    }

    @Test(
        "a text that is no date gives nil",
        arguments: [
            "", "x", "1-Foo-2020 00:00:00 +0000", "1-Jan-2020 24:00:00 +0000", "1-Jan-2020 00:00 +0000",
            "1-Jan-99999999999999999999 00:00:00 +0000", "1-Jan-2020 00:00:00 99999999", "30-Feb-2020 00:00:00 +0000",
        ])
    func noDates(text: String) { #expect(InternalDate.instant(text) == nil) }
}
