import Base
import Testing

@testable import Mail

@Suite("Date text")
struct DateTextTests {
    @Test(
        "a moment is written as RFC 5322 wants it",
        arguments: [
            (0, "Thu, 01 Jan 1970 00:00:00 +0000"),
            (1_508_511_000, "Fri, 20 Oct 2017 14:50:00 +0000"),
            (951_782_400, "Tue, 29 Feb 2000 00:00:00 +0000"),
            (1_767_225_599, "Wed, 31 Dec 2025 23:59:59 +0000"),
            (1_700_000_000, "Tue, 14 Nov 2023 22:13:20 +0000"),
            (-1, "Wed, 31 Dec 1969 23:59:59 +0000"),
            (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 +0000"),
            (.min, "Mon, 01 Jan 1900 00:00:00 +0000"),
            (.max, "Fri, 31 Dec 9999 23:59:59 +0000"),
        ] as [(Int64, String)])
    func formats(seconds: Int64, text: String) {
        #expect(DateText.rfc5322(Instant(secondsSince1970: seconds)) == text)
    }
}
