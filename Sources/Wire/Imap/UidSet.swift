/// A set of UIDs, kept and written as ranges: `1:3,7` (RFC 3501 `sequence-set`).
package struct UidSet: Hashable, Sendable {
    /// Ascending, neither overlapping nor touching.
    package let ranges: [ClosedRange<UInt64>]

    package init(_ range: ClosedRange<UInt64>) {
        ranges = [range]
    }

    /// In any order, with or without repetitions.
    package init(_ uids: some Sequence<UInt64>) {
        self.init(ranges: uids.map { $0...$0 })
    }

    private init(ranges unsorted: [ClosedRange<UInt64>]) {
        var merged: [ClosedRange<UInt64>] = []
        for range in unsorted.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = merged.last, last.upperBound == .max || range.lowerBound <= last.upperBound + 1 {
                merged[merged.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        ranges = merged
    }

    package var isEmpty: Bool { ranges.isEmpty }

    package func contains(_ uid: UInt64) -> Bool {
        var (low, high) = (0, ranges.count)
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < uid { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].contains(uid)
    }

    /// The UIDs one by one, at most so many.
    package func uids(atMost limit: Int) -> [UInt64] {
        var uids: [UInt64] = []
        for range in ranges {
            for uid in range {
                guard uids.count < limit else { return uids }
                uids.append(uid)
            }
        }
        return uids
    }

    package var text: String { ranges.map(\.text).joined(separator: ",") }

    /// The set in parts whose text has at most `limit` bytes each: Exchange refuses commands of 1000 bytes and more.
    package func parts(atMost limit: Int) -> [UidSet] {
        var parts: [UidSet] = []
        var current: [ClosedRange<UInt64>] = []
        var length = 0
        for range in ranges {
            let addition = range.text.utf8.count + 1
            if !current.isEmpty, length + addition > limit + 1 {
                parts.append(UidSet(ranges: current))
                (current, length) = ([], 0)
            }
            current.append(range)
            length += addition
        }
        if !current.isEmpty { parts.append(UidSet(ranges: current)) }
        return parts
    }
}

extension ClosedRange<UInt64> {
    fileprivate var text: String { lowerBound == upperBound ? "\(lowerBound)" : "\(lowerBound):\(upperBound)" }
}
