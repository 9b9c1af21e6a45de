import Testing

@testable import Mail

@Suite("Date text")
struct DateTextTests {
    @Test(
        "a moment is written as RFC 5322 wants it",
        arguments: [
            (0, 0, "Thu, 01 Jan 1970 00:00:00 +0000"),
            (1_508_511_000, 180, "Fri, 20 Oct 2017 17:50:00 +0300"),
            (951_782_400, 0, "Tue, 29 Feb 2000 00:00:00 +0000"),
            (1_767_225_599, 120, "Thu, 01 Jan 2026 01:59:59 +0200"),
            (1_700_000_000, -570, "Tue, 14 Nov 2023 12:43:20 -0930"),
            (-1, 0, "Wed, 31 Dec 1969 23:59:59 +0000"),
            (4_107_542_400, 0, "Mon, 01 Mar 2100 00:00:00 +0000"),
        ] as [(Int64, Int, String)])
    func formats(seconds: Int64, offset: Int, text: String) {
        #expect(DateText.rfc5322(secondsSince1970: seconds, offsetMinutes: offset) == text)
    }
}
