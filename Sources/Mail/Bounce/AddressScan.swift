import Base

/// Addresses in running text: `<anna@hel.fi>:`, `'anna@hel.fi'`, `SMTP=anna@hel.fi;`.
enum AddressScan {
    struct Found {
        let address: Address
        let range: Range<Int>
    }

    /// Valid addresses from left to right.
    static func addresses(in line: ArraySlice<UInt8>) -> [Found] {
        places(in: line).compactMap { range in
            Address(String(decoding: line[range], as: UTF8.self)).map { Found(address: $0, range: range) }
        }
    }

    /// Where something like an address stands, from left to right, without what only surrounds it.
    static func places(in line: ArraySlice<UInt8>) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var floor = line.startIndex
        for at in line.indices where line[at] == UInt8(ascii: "@") && at >= floor {
            var end = at + 1
            while end < line.endIndex, isDomain(line[end]) { end += 1 }
            while end > at + 1, !line[end - 1].isLetter, !line[end - 1].isDigit { end -= 1 }
            var start = at
            while start > floor, isLocal(line[start - 1]) { start -= 1 }
            start = line[start..<at].firstIndex { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "_") } ?? at
            // X.400 addresses hold the Internet one as an attribute: `dda:SMTP=anna@hel.fi`.
            if line[start..<at].prefix(5).equalsIgnoringCase("smtp=".utf8) { start += 5 }
            if start < at, end > at + 1 { ranges.append(start..<end) }
            floor = end
        }
        return ranges
    }

    private static func isLocal(_ byte: UInt8) -> Bool {
        byte < 0x80 && (byte.isAtomText || byte == UInt8(ascii: "."))
    }

    private static func isDomain(_ byte: UInt8) -> Bool {
        byte.isLetter || byte.isDigit || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }
}
