/// A length of time in whole seconds. Arithmetic stops at the ends of `Int64` instead of trapping, since lengths of
/// time come from configuration files and calendars.
package struct Seconds: Hashable, Comparable, Sendable, ExpressibleByIntegerLiteral {
    package let count: Int64

    package init(_ count: Int64) {
        self.count = count
    }

    package init(integerLiteral count: Int64) {
        self.count = count
    }

    package static func minutes(_ count: Int64) -> Seconds { Seconds(count) * 60 }
    package static func hours(_ count: Int64) -> Seconds { Seconds(count) * 3600 }
    package static func days(_ count: Int64) -> Seconds { Seconds(count) * 86_400 }

    package static func + (left: Seconds, right: Seconds) -> Seconds {
        let (sum, overflow) = left.count.addingReportingOverflow(right.count)
        return Seconds(overflow ? (right.count > 0 ? .max : .min) : sum)
    }

    package static func - (left: Seconds, right: Seconds) -> Seconds {
        let (difference, overflow) = left.count.subtractingReportingOverflow(right.count)
        return Seconds(overflow ? (right.count < 0 ? .max : .min) : difference)
    }

    package static func * (left: Seconds, factor: Int64) -> Seconds {
        let (product, overflow) = left.count.multipliedReportingOverflow(by: factor)
        return Seconds(overflow ? ((left.count < 0) == (factor < 0) ? .max : .min) : product)
    }

    package static func < (left: Seconds, right: Seconds) -> Bool {
        left.count < right.count
    }
}

extension Seconds: CustomStringConvertible {
    /// The largest unit that fits without a remainder, as it would be written in a configuration: `7 days`, `90 s`.
    package var description: String {
        for (length, name) in [(86_400, "day"), (3600, "hour"), (60, "minute")] as [(Int64, String)]
        where count != 0 && count.isMultiple(of: length) {
            let units = count / length
            return "\(units) \(name)\(units == 1 ? "" : "s")"
        }
        return "\(count) s"
    }
}
