/// A sequence-set of RFC 3501, section 9: `1,5:7,10:*`.
struct NumberSet: Equatable, Sendable {
    static let elementLimit = 10_000

    /// nil stands for `*`.
    private var elements: [(low: UInt32?, high: UInt32?)] = []

    init?(_ bytes: [UInt8]) {
        for element in bytes.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
            let bounds = element.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
            guard (1...2).contains(bounds.count), elements.count < Self.elementLimit else { return nil }
            var values: [UInt32?] = []
            for bound in bounds {
                if bound == [UInt8(ascii: "*")] {
                    values.append(nil)
                } else if let number = UInt32(String(decoding: bound, as: UTF8.self)), number > 0 {
                    values.append(number)
                } else {
                    return nil
                }
            }
            elements.append((values[0], values[values.count - 1]))
        }
    }

    /// The numbers as rising ranges that do not touch, `*` being the given greatest number.
    func ranges(greatest: UInt32) -> [ClosedRange<UInt32>] {
        let ranges = elements.map { element in
            let low = element.low ?? greatest
            let high = element.high ?? greatest
            return min(low, high)...max(low, high)
        }
        var merged: [ClosedRange<UInt32>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = merged.last, range.lowerBound <= last.upperBound {
                merged[merged.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        return merged
    }

    /// The indexes of the rising UIDs that are in the set. UIDs that do not exist are no error (section 6.4.8).
    func indexes(inUids uids: [UInt32]) -> [Int] {
        guard let greatest = uids.last else { return [] }
        return ranges(greatest: greatest).flatMap { range in
            let start = uids.partitioningIndex { $0 >= range.lowerBound }
            let end = uids.partitioningIndex { $0 > range.upperBound }
            return Array(start..<end)
        }
    }

    /// The indexes that the set means as message sequence numbers; numbers past the last are left out.
    func indexes(inCount count: Int) -> [Int] {
        guard count > 0, let greatest = UInt32(exactly: count) else { return [] }
        return ranges(greatest: greatest).flatMap { range -> [Int] in
            guard range.lowerBound <= greatest else { return [] }
            return Array(Int(range.lowerBound) - 1...Int(min(range.upperBound, greatest)) - 1)
        }
    }

    /// The set as UIDPLUS answers it (RFC 4315): rising UIDs with runs folded.
    static func text(of uids: [UInt32]) -> String {
        var runs: [ClosedRange<UInt32>] = []
        for uid in uids {
            if let last = runs.last, last.upperBound < .max, last.upperBound + 1 == uid {
                runs[runs.count - 1] = last.lowerBound...uid
            } else {
                runs.append(uid...uid)
            }
        }
        return runs.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound):\($0.upperBound)" }
            .joined(separator: ",")
    }

    static func == (left: NumberSet, right: NumberSet) -> Bool {
        left.elements.elementsEqual(right.elements) { $0 == $1 }
    }
}
