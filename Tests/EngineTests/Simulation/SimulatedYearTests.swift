import Glibc
import Testing

@testable import Engine

/// Safety at every step and liveness at the end, of the whole daemon in a world where everything fails now and then.
@Suite("A year of a whole list under faults", .serialized)
struct SimulatedYearTests {
    private static func number(_ variable: String) -> UInt64? {
        getenv(variable).flatMap { UInt64(String(cString: $0)) }
    }

    /// `KUTSU_SEED=17` for one year again, `KUTSU_YEARS=1000` for a long night; without them a few weeks of some.
    private static let seeds: [UInt64] =
        number("KUTSU_SEED").map { [$0] } ?? Array(0..<(number("KUTSU_YEARS") ?? 4))
    private static let days: Int64 = number("KUTSU_SEED") == nil && number("KUTSU_YEARS") == nil ? 15 : 365

    @Test("nobody is a member, published or told without proof, nothing is lost, and all comes to its end")
    func years() {
        var (mails, copies, repeats, transactions, kills) = (0, 0, 0, 0, 0)
        var faults: [String: Int] = [:]
        for seed in Self.seeds {
            let year = SimulatedYear(seed: seed, days: Self.days)
            year.live()
            mails += year.mails
            kills += year.kills
            copies += year.summary.taken
            repeats += year.summary.repeats
            transactions += year.summary.transactions
            faults.merge(year.faults.all, uniquingKeysWith: +)
            guard year.broken.isEmpty else {
                Issue.record("KUTSU_SEED=\(seed), at \(year.clock.now()): \(year.broken.joined(separator: "\n"))")
                return
            }
        }
        print(
            "\(Self.seeds.count) years: \(mails) mails to the list, \(copies) mails from it, \(repeats) of them again, "
                + "\(transactions) transactions, \(kills) kills")
        for (name, count) in faults.sorted(by: { $0.key < $1.key }) { print("  \(count) × \(name)") }
        guard Self.seeds.count > 1 else { return }
        #expect(mails > 20 * Self.seeds.count && copies > 20 * Self.seeds.count && kills > 0)
    }

    @Test("the same seed is the same year")
    func again() {
        let years = [SimulatedYear(seed: 7, days: 5), SimulatedYear(seed: 7, days: 5)]
        for year in years { year.live() }
        #expect(years[0].summary == years[1].summary && years[0].faults.all == years[1].faults.all)
        #expect(years[0].mails == years[1].mails && years[0].kills == years[1].kills)
    }
}
