import Testing

@testable import Sandbox

@Suite("Dates of mails")
struct MessageDateTests {
    @Test(
        "a date is written in UTC",
        arguments: [
            (0, "Thu, 1 Jan 1970 00:00:00 +0000"), (951_782_400, "Tue, 29 Feb 2000 00:00:00 +0000"),
            (1_793_534_399, "Sun, 1 Nov 2026 11:59:59 +0000"), (-1, "Wed, 31 Dec 1969 23:59:59 +0000"),
        ] as [(Int64, String)])
    func dates(seconds: Int64, text: String) { #expect(MessageDate.text(seconds) == text) }
}
