import Base

/// TZif files for the tests, made by hand so that they do not depend on the machine's zone database.
package enum Zones {
    /// The offset, in seconds east of UTC, from a moment on.
    package typealias Change = (at: Int64, offset: Int32, isDaylight: Bool)

    /// A version 2 file as `zic -b slim` writes it: an empty first block, then the changes, then the footer.
    package static func file(first: Int32, changes: [Change] = [], footer: String) -> [UInt8] {
        let clocks = [(first, false)] + changes.map { ($0.offset, $0.isDaylight) }
        var bytes = header(version: "2", times: 0, clocks: 1) + [0, 0, 0, 0, 0, 0] + [0]
        bytes += header(version: "2", times: changes.count, clocks: clocks.count)
        bytes += changes.flatMap { number($0.at) }
        bytes += changes.indices.map { UInt8($0 + 1) }
        bytes += clocks.flatMap { number($0.0) + [$0.1 ? 1 : 0, 0] }
        return bytes + [0] + Array("\n\(footer)\n".utf8)
    }

    package static func header(version: Unicode.Scalar, leapSeconds: Int = 0, times: Int, clocks: Int) -> [UInt8] {
        let counts = [0, 0, leapSeconds, times, clocks, 1].flatMap { number(Int32($0)) }
        return Array("TZif".utf8) + [UInt8(ascii: version)] + [UInt8](repeating: 0, count: 15) + counts
    }

    package static func number<Number: FixedWidthInteger>(_ value: Number) -> [UInt8] {
        stride(from: Number.bitWidth - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: value >> Number($0)) }
    }

    /// The last listed change is that of March 2026; everything later comes from the footer.
    package static func helsinki() throws -> TimeZoneRules {
        let march: Int64 = 1_774_746_000  // 2026-03-29T01:00:00Z
        return try TimeZoneRules(
            tzif: file(
                first: 7200,
                changes: [(march - 86_400 * 154, 7200, false), (march, 10_800, true)],
                footer: "EET-2EEST,M3.5.0/3,M10.5.0/4"))
    }

    package static func newYork() throws -> TimeZoneRules {
        try TimeZoneRules(tzif: file(first: -18_000, footer: "EST5EDT,M3.2.0,M11.1.0"))
    }

    /// In April 2026 its clocks went forward once and for all; the file has no rule for the future.
    package static func withoutFooter() throws -> TimeZoneRules {
        try TimeZoneRules(tzif: file(first: 3600, changes: [(1_775_000_000, 7200, false)], footer: ""))
    }
}
