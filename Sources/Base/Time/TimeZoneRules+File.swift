// TZif, RFC 9636: a header and a data block with 32-bit times, for old readers; from version 2 on a second header and
// block with 64-bit times, which replaces the first, and a footer with the rule for the time after the last change.
extension TimeZoneRules {
    /// - Parameter file: the bytes of a TZif file, version 1 to 4.
    package init(tzif file: [UInt8]) throws(TimeZoneError) {
        var reader = TZifReader(rest: file[...])
        var header = try reader.header()
        guard header.version > 1 else {
            self = try reader.block(header, timeBytes: 4).rules(future: nil)
            return
        }
        try reader.skip(header.length(timeBytes: 4))
        header = try reader.header()
        let block = try reader.block(header, timeBytes: 8)
        self = try block.rules(future: reader.footer())
    }
}

private struct TZifHeader {
    let version: Int
    let utIndicators, standardIndicators, leapSeconds, times, clocks, nameBytes: Int

    func length(timeBytes: Int) -> Int {
        times * (timeBytes + 1) + clocks * 6 + nameBytes + leapSeconds * (timeBytes + 4) + standardIndicators
            + utIndicators
    }
}

private struct TZifBlock {
    let changes: [ZoneChange]
    let first: ZoneClock

    func rules(future: PosixTimeZone?) -> TimeZoneRules {
        TimeZoneRules(initial: first, changes: changes, future: future)
    }
}

private struct TZifReader {
    var rest: ArraySlice<UInt8>

    mutating func take(_ count: Int) throws(TimeZoneError) -> ArraySlice<UInt8> {
        guard count <= rest.count else { throw .cutShort }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    mutating func skip(_ count: Int) throws(TimeZoneError) {
        _ = try take(count)
    }

    /// A big-endian number in two's complement.
    mutating func number(bytes count: Int) throws(TimeZoneError) -> Int64 {
        let bytes = try take(count)
        let unsigned = bytes.reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
        return count == 4 ? Int64(Int32(truncatingIfNeeded: unsigned)) : Int64(bitPattern: unsigned)
    }

    mutating func header() throws(TimeZoneError) -> TZifHeader {
        guard let magic = try? take(4), magic.elementsEqual("TZif".utf8) else { throw .notTZif }
        let version = Int(try number(bytes: 1))
        try skip(15)
        var counts: [Int] = []
        for _ in 0..<6 {
            // Far above any real zone, and small enough that no sum of lengths overflows.
            let count = try number(bytes: 4)
            guard (0...100_000).contains(count) else { throw .inconsistent("a count of \(count)") }
            counts.append(Int(count))
        }
        let header = TZifHeader(
            version: version == 0 ? 1 : max(version - 48, 1), utIndicators: counts[0], standardIndicators: counts[1],
            leapSeconds: counts[2], times: counts[3], clocks: counts[4], nameBytes: counts[5])
        return header
    }

    mutating func block(_ header: TZifHeader, timeBytes: Int) throws(TimeZoneError) -> TZifBlock {
        // The "right/" zones count leap seconds into the time itself; POSIX time, which Kutsu keeps, does not.
        guard header.leapSeconds == 0 else { throw .inconsistent("it counts leap seconds") }
        guard header.length(timeBytes: timeBytes) <= rest.count else { throw .cutShort }
        var times: [Int64] = []
        for _ in 0..<header.times {
            let time = try number(bytes: timeBytes)
            guard time > times.last ?? .min else { throw .inconsistent("changes out of order") }
            times.append(time)
        }
        let kinds = try take(header.times)
        var clocks: [ZoneClock] = []
        for _ in 0..<header.clocks {
            let offset = try number(bytes: 4)
            let isDaylight = try number(bytes: 1) != 0
            try skip(1)
            guard abs(offset) <= ZoneClock.longestOffset else { throw .inconsistent("an offset of \(offset) seconds") }
            clocks.append(ZoneClock(offset: offset, isDaylight: isDaylight))
        }
        try skip(header.nameBytes + header.standardIndicators + header.utIndicators)
        guard let first = clocks.first else { throw .inconsistent("no offset at all") }
        guard kinds.allSatisfy({ Int($0) < clocks.count }) else { throw .inconsistent("an offset that is not there") }
        let changes = zip(times, kinds).map { ZoneChange(at: $0, clock: clocks[Int($1)]) }
        return TZifBlock(changes: changes, first: first)
    }

    /// A POSIX TZ string between two line feeds. Nil where it is empty: then the last change is the last for good.
    mutating func footer() throws(TimeZoneError) -> PosixTimeZone? {
        guard try take(1).first == 10 else { throw .badFooter("") }
        guard let end = rest.firstIndex(of: 10) else { throw .cutShort }
        let bytes = try take(end - rest.startIndex)
        guard !bytes.isEmpty else { return nil }
        let text = String(decoding: bytes.prefix(80), as: UTF8.self)
        guard bytes.count <= 80, let zone = PosixTimeZone(utf8: bytes) else { throw .badFooter(text) }
        return zone
    }
}
