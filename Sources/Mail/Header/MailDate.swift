import Base

/// A date and time as a Date field writes it (RFC 5322 section 3.3).
package struct MailDate: Hashable, Sendable {
    package var year: Int
    /// 1 to 12.
    package var month: Int
    /// 1 to 31.
    package var day: Int
    package var hour: Int
    package var minute: Int
    /// 0 to 60: a leap second is written so.
    package var second: Int
    /// Minutes east of UTC.
    package var offset: Int

    /// Reads a date, the obsolete forms of RFC 5322 section 4.3 and what C's `ctime` writes included. `nil` where it
    /// names no day and time.
    package init?(_ value: String) {
        var reader = MailDateReader(value)
        guard let date = reader.read() else { return nil }
        self = date
    }

    init(year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int, offset: Int) {
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
        self.offset = offset
    }

    /// `nil` where the fields name no moment (31 February, 25 o'clock, a year outside 1 to 9999).
    package var secondsSince1970: Int64? {
        guard let date = CivilDate(year: year, month: month, day: day), (0...23).contains(hour),
            (0...59).contains(minute), (0...60).contains(second), (-1440...1440).contains(offset)
        else { return nil }
        return date.daysSince1970 * 86_400 + Int64((hour * 60 + minute - offset) * 60 + second)
    }
}
