import Testing

@testable import Mail

struct MailDateTests {
    private static let dates: [(String, Int64?)] = [
        ("Thu, 01 Jan 1970 00:00:00 +0000", 0),
        ("Fri, 21 Nov 1997 09:55:06 -0600", 880_127_706),
        ("1 jan 2021 09:55:06 +0200", 1_609_487_706),
        ("Thu,\r\n 13\r\n Feb\r\n 1969\r\n 23:32\r\n -0330 (Newfoundland Time)", -27_723_480),
        ("21 Nov 97 09:55:06 GMT", 880_106_106),
        ("21 Nov 1997 09(comment (nested \\( )):55", nil),
        ("1 Jul 2003 (about the date) 10:52:37 +0200", 1_057_049_557),
        ("Tue, 1 Jul 2003 10:52:37 EDT", 1_057_071_157),
        ("Thu, 10 Jul 1997 14:53:31 EST5EDT", 868_564_411),
        ("Thu, 10 Jul 1997 14:53:31 A", 868_546_411),
        ("Thu, 10 Jul 1997 14:53:31 -0000", 868_546_411),
        ("Thu, 10 Jul 1997 14:53:31", 868_546_411),
        ("Thu Jul 10 14:53:31 1997", 868_546_411),
        ("10-Jul-1997 14:53:31 +00:00", 868_546_411),
        ("10 Jul 1997 14.53.31 +0000", 868_546_411),
        ("29 Feb 2024 12:00 +0200", 1_709_200_800),
        ("31 Dec 2016 23:59:60 +0000", 1_483_228_800),
        ("1 Jan 100 00:00:00 +0000", 946_684_800),
        ("29 Feb 2023 12:00 +0200", nil),
        ("31 Apr 2023 12:00 +0200", nil),
        ("1 Jan 0000 00:00:00 +0000", nil),
        ("32 Jan 2023 12:00 +0200", nil),
        ("1 Foo 2023 12:00 +0200", nil),
        ("1 Jan 2023 25:00 +0200", nil),
        ("1 Jan 2023", nil),
        ("99999999999999999999 Jan 2023 12:00", nil),
        ("Tue, 1 Jul 2003 ((unbalanced) comment 10:52:37 +0200", nil),
        ("some words 0 1 2", nil),
        ("", nil),
    ]

    @Test("dates in every form of RFC 5322 and a few of nature's", arguments: Self.dates)
    func reading(text: String, seconds: Int64?) {
        let message = Message(Array("Date: \(text)\r\n\r\n".utf8))
        #expect(message.date?.secondsSince1970 == seconds)
    }

    @Test("the fields stay as written")
    func fields() {
        let date = MailDate("Wed, 17 May 2000 19:35:05 -0430")
        let expected = MailDate(year: 2000, month: 5, day: 17, hour: 19, minute: 35, second: 5, offset: -270)
        #expect(date == expected)
    }
}
