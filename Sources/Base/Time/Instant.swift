/// A point in time, in whole seconds of UTC, within the years 1 to 9999.
///
/// Every instant can be written as RFC 3339 with a four-digit year, because arithmetic stops at the ends of that range
/// instead of leaving it or trapping.
package struct Instant: Hashable, Comparable, Sendable {
    package let secondsSince1970: Int64

    package static let earliest = Instant(secondsSince1970: .min)
    package static let latest = Instant(secondsSince1970: .max)

    /// Outside the years 1 to 9999 the nearest instant inside.
    package init(secondsSince1970: Int64) {
        self.secondsSince1970 = min(max(secondsSince1970, -62_135_596_800), 253_402_300_799)
    }

    package static func + (instant: Instant, length: Seconds) -> Instant {
        Instant(secondsSince1970: (Seconds(instant.secondsSince1970) + length).count)
    }

    package static func - (instant: Instant, length: Seconds) -> Instant {
        Instant(secondsSince1970: (Seconds(instant.secondsSince1970) - length).count)
    }

    /// How long `earlier` lies before this instant; negative if it lies after.
    package func since(_ earlier: Instant) -> Seconds {
        Seconds(secondsSince1970 - earlier.secondsSince1970)
    }

    package static func < (left: Instant, right: Instant) -> Bool {
        left.secondsSince1970 < right.secondsSince1970
    }
}
