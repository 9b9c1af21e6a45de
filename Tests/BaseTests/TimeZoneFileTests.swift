import TestWorld
import Testing

@testable import Base

@Suite("TZif files")
struct TimeZoneFileTests {
    static let good = Zones.file(first: 7200, changes: [(0, 10_800, true)], footer: "EET-2EEST,M3.5.0/3,M10.5.0/4")

    static let damaged: [(what: String, file: [UInt8], error: TimeZoneError)] = [
        ("empty", [], .notTZif),
        ("text", Array("Europe/Helsinki\n".utf8), .notTZif),
        ("only a header", Zones.header(version: "2", times: 0, clocks: 1), .cutShort),
        ("no footer", good.dropLast(30) + [], .cutShort),
        ("something else than a footer", good.dropLast(30) + [65, 10], .badFooter("")),
        ("an unfinished footer", good.dropLast() + [], .cutShort),
        ("a bad rule", Zones.file(first: 0, footer: "EET-2EEST"), .badFooter("EET-2EEST")),
        ("a rule with rest", Zones.file(first: 0, footer: "EET-2 x"), .badFooter("EET-2 x")),
        (
            "an impossible month", Zones.file(first: 0, footer: "AAA0BBB,M13.1.0,M1.1.0"),
            .badFooter("AAA0BBB,M13.1.0,M1.1.0")
        ),
        ("an odd offset", Zones.file(first: 100_000, footer: ""), .inconsistent("an offset of 100000 seconds")),
        (
            "changes out of order", Zones.file(first: 0, changes: [(5, 0, false), (5, 0, false)], footer: ""),
            .inconsistent("changes out of order")
        ),
        (
            "a zone with leap seconds", Zones.header(version: "\0", leapSeconds: 1, times: 0, clocks: 1),
            .inconsistent("it counts leap seconds")
        ),
        (
            "no clock at all", Zones.header(version: "\0", times: 0, clocks: 0) + [0],
            .inconsistent("no offset at all")
        ),
        (
            "a clock that is missing",
            Zones.header(version: "\0", times: 1, clocks: 1) + [0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0],
            .inconsistent("an offset that is not there")
        ),
        (
            "a huge count", Zones.header(version: "\0", times: 100_001, clocks: 1),
            .inconsistent("a count of 100001")
        ),
    ]

    @Test("a damaged file is an error that names its damage", arguments: damaged.indices)
    func refuses(index: Int) {
        let (what, file, error) = Self.damaged[index]
        #expect(throws: error, "\(what)") { try TimeZoneRules(tzif: file) }
        #expect(!"\(error)".isEmpty)
    }

    @Test("a version 1 file has 32-bit times and no footer")
    func versionOne() throws {
        let body: [UInt8] = Zones.number(Int32(-100)) + [1] + Zones.number(Int32(60)) + [0, 0]
        let file = Zones.header(version: "\0", times: 1, clocks: 2) + body + Zones.number(Int32(3600)) + [1, 0, 0]
        let zone = try TimeZoneRules(tzif: file)
        #expect(zone.local(of: Instant(secondsSince1970: -101)).offsetSeconds == 60)
        #expect(zone.local(of: Instant(secondsSince1970: -100)).offsetSeconds == 3600)
        #expect(zone.local(of: .latest).isDaylight)
    }

    @Test("a file cut at any byte is an error, and one with any byte changed never traps")
    func damage() throws {
        for length in Self.good.indices {
            #expect(throws: TimeZoneError.self) { try TimeZoneRules(tzif: Array(Self.good.prefix(length))) }
        }
        var understood = 0
        for index in Self.good.indices {
            for value: UInt8 in [0, 1, 0x7F, 0x80, 0xFF, Self.good[index] ^ 1] {
                var file = Self.good
                file[index] = value
                guard let zone = try? TimeZoneRules(tzif: file) else { continue }
                let local = zone.local(of: Instant(secondsSince1970: 1_795_255_200))
                #expect(zone.instant(of: local.date, at: local.time) <= Instant(secondsSince1970: 1_795_255_200))
                understood += 1
            }
        }
        #expect(understood > 0)
    }
}
