import Base

/// A time of day as written, before it is clear which half of the day it means.
struct WrittenHour: Equatable {
    enum Half: Hashable, Sendable {
        case morning, afternoon
    }

    var hour: Int
    /// Nil for a bare hour: `14`, `2 pm`.
    var minute: Int?
    var half: Half?
    /// Whether the words around it count the hours to 24: `klo 2`, or anything under a label that is not English.
    var isOnLongClock = true
    /// `02`, which nobody writes before `pm`.
    var isPadded = false
    /// `midnight`: of which day depends on whether something starts or ends.
    var isMidnight = false
    /// `12.11`, which may be a day without its year.
    var mayBeDay = false

    private static let minutesOfDay = 24 * 60

    /// Minutes after midnight, 24:00 included.
    private func minutes(_ half: Half?) throws(EventTimeError) -> Int {
        let minute = minute ?? 0
        guard (0...59).contains(minute) else { throw .noSuchTime }
        guard let half else {
            guard (0...23).contains(hour) || (hour == 24 && minute == 0) else { throw .noSuchTime }
            return hour * 60 + minute
        }
        guard (1...12).contains(hour) else { throw .noSuchTime }
        return (hour % 12 + (half == .afternoon ? 12 : 0)) * 60 + minute
    }

    /// Whether it could mean either half of the day, for all that it says itself.
    private var isUnclear: Bool { !isOnLongClock && half == nil && minute == nil && (1...12).contains(hour) }
    /// Whether only the 24-hour clock has it.
    private var isLong: Bool { half == nil && !(1...12).contains(hour) }

    /// The time when something starts at it.
    func start() throws(EventTimeError) -> TimeOfDay {
        if isMidnight || isUnclear { throw .ambiguousHour }
        return try Self.time(minutes(half))
    }

    /// The times between this and `end`, and whether the end is midnight, when the day is over.
    func range(to end: WrittenHour, onOneDay: Bool) throws(EventTimeError) -> (TimeOfDay, TimeOfDay, isNextDay: Bool) {
        if isMidnight { throw .ambiguousHour }
        let last = try end.minutes(end.half)
        let first: Int
        switch (half, end.half) {
        case (nil, .some) where !isLong:
            // `2–4 pm`: the end says it for both, if that makes sense. `10–2 pm` and `02:30–4 pm` are asked back.
            first = try minutes(end.half)
            guard onOneDay, first < last, !isPadded else { throw .ambiguousHour }
        case (.some, nil) where !end.isLong:
            throw .ambiguousHour
        case (nil, nil) where (isUnclear && (!end.isLong || end.isMidnight)) || (end.isUnclear && !isLong):
            throw .ambiguousHour
        default:
            first = try minutes(half)
        }
        let isNextDay = last == Self.minutesOfDay
        return (try Self.time(first), try Self.time(isNextDay ? 0 : last), isNextDay)
    }

    /// Nothing starts at 24:00; that is the next day's 0:00, and the next day would have been written.
    private static func time(_ minutes: Int) throws(EventTimeError) -> TimeOfDay {
        guard let time = TimeOfDay(hour: minutes / 60, minute: minutes % 60) else { throw .noSuchTime }
        return time
    }
}
