import Base

/// The parts of a day as written, before the calendar has seen them.
struct WrittenDate: Equatable {
    var year: Int
    var month: Int
    var day: Int

    /// Outside these a year is a slip of the finger.
    static let years = 1900...2200

    func civil() throws(EventTimeError) -> CivilDate {
        guard Self.years.contains(year), let date = CivilDate(year: year, month: month, day: day) else {
            throw .noSuchDay
        }
        return date
    }

    /// `a/b` is a day and a month in one order or the other.
    static func ordered(_ first: Int, _ second: Int) throws(EventTimeError) -> (day: Int, month: Int) {
        if first > 12 || first == second { return (first, second) }
        if second > 12 { return (second, first) }
        throw .ambiguousOrder
    }
}
