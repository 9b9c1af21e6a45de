import Base
import MailingList
import Testing

@testable import Engine

@Suite("When it will be there")
struct ForecastTests {
    private static let start = DeliveryDriver.start

    private static func end(
        _ recipients: Int, _ quotas: [Quota], seconds: Double? = nil, groupSize: Int = 1
    ) -> Seconds? {
        let load = Forecast.Load(
            name: "p", share: .posts, recipients: recipients, groupSizes: quotas.map { _ in groupSize })
        let relays = quotas.map { Forecast.Relay(quota: $0, free: start, seconds: seconds) }
        return Forecast.ends(of: [load], through: relays, isPostUnderWay: true, from: start)?["p"]?.since(start)
    }

    struct Row: CustomTestStringConvertible {
        var name: String
        var recipients: Int
        var quotas: [Quota]
        var seconds: Double?
        var groupSize = 1
        var end: Seconds?
        var testDescription: String { name }
    }

    static let rows = [
        Row(name: "what fits into a minute is out at once", recipients: 30, quotas: [Quota(perMinute: 30)], end: 0),
        Row(name: "one more takes a minute", recipients: 31, quotas: [Quota(perMinute: 30)], end: 61),
        Row(name: "1 243 at 30 a minute", recipients: 1243, quotas: [Quota(perMinute: 30)], end: 41 * 61),
        Row(
            name: "two relays share", recipients: 1243, quotas: [Quota(perMinute: 30), Quota(perMinute: 30)],
            end: 20 * 61),
        Row(name: "grouped", recipients: 1243, quotas: [Quota(perMinute: 30)], groupSize: 100, end: 0),
        Row(name: "a twentieth of a day is for letters", recipients: 96, quotas: [Quota(perDay: 100)], end: 86_401),
        Row(name: "a measured pace", recipients: 1000, quotas: [Quota()], seconds: 0.5, end: 500),
        Row(
            name: "a pace slower than the quota", recipients: 600, quotas: [Quota(perMinute: 300)], seconds: 1, end: 600
        ),
        Row(name: "nobody can tell", recipients: 1000, quotas: [Quota()], end: nil),
        Row(name: "one of two takes all at once", recipients: 1000, quotas: [Quota(perMinute: 1), Quota()], end: nil),
        Row(
            name: "a million", recipients: 1_000_000, quotas: [Quota(perMinute: 30, perDay: 9500)], end: 110 * 86_400),
    ]

    @Test("from the limits and the pace, to the tenth", arguments: rows)
    func table(_ row: Row) {
        let end = Self.end(row.recipients, row.quotas, seconds: row.seconds, groupSize: row.groupSize)
        guard let expected = row.end, let end else {
            #expect(end == row.end)
            return
        }
        #expect(abs(end.count - expected.count) <= max(2, expected.count / 10), "\(end)")
    }

    @Test("what was spent before counts")
    func spent() {
        var quota = Quota(perMinute: 30)
        quota.restore([
            Quota.Entry(time: Self.start - 20, share: .letters, amount: MailAmount(messages: 25, recipients: 25))
        ])
        #expect(Self.end(10, [quota]) == 41)
    }

    /// Quotas of 30 a minute and 100 a day; what is told at any moment of a month is what comes about, within a tenth.
    @Test("through a month with restarts and letters it comes about as it was told", arguments: 0..<4)
    func month(_ seed: UInt64) {
        var random = SplitMix64(state: seed)
        var driver = DeliveryDriver([(Quota(perMinute: 30, perDay: 100), [200, 200])])
        driver.relay.pace = 1
        var told: [(time: Instant, end: Instant, job: String)] = []
        let end = DeliveryDriver.start + .days(30)
        var (letter, post) = (0, 0)
        var ended: [String: Instant] = [:]
        while driver.now < end {
            if driver.delivery.jobs.isEmpty {
                post += 1
                let count = Int.random(in: 50...600, using: &random)
                let name = "p\(post)"
                let forecast = driver.delivery.forecast(ofPostWith: count, isShareable: false, at: driver.now)
                driver.open(name, count)
                driver.settle()
                if let forecast { told.append((driver.now, forecast, name)) }
            }
            driver.run(for: Seconds(Int64.random(in: 600...30_000, using: &random)))
            for (name, _) in driver.reports where ended[name] == nil {
                ended[name] = driver.handovers.last { if case .copy(name, _) = $0.item { true } else { false } }?.time
            }
            if Int.random(in: 0..<4, using: &random) == 0 {
                letter += 1
                driver.write(letter)
            }
            if Bool.random(using: &random) { driver.restart(after: Seconds(Int64.random(in: 0...90, using: &random))) }
            for (name, job) in driver.delivery.jobs where job.hasWaiting {
                if let end = driver.delivery.forecast(at: driver.now)?.ends[name] {
                    told.append((driver.now, end, name))
                }
            }
        }
        var (worst, compared) = (0.0, 0)
        for (time, forecast, name) in told {
            guard let real = ended[name], real > time else { continue }
            let (length, error) = (real.since(time).count, abs(real.since(forecast).count))
            // A letter or a restart moves the last copy by a few minutes.
            let share = Double(error) / Double(max(length, 3600))
            (worst, compared) = (max(worst, share), compared + 1)
            #expect(
                share <= 0.1, "told at \(time.text) that \(name) ends at \(forecast.text), and it did at \(real.text)")
        }
        print("\(compared) forecasts came about, the worst \(Int((worst * 1000).rounded(.up))) ‰ off")
        #expect(compared > 20)
    }

    @Test("the pace is measured while there is something to do, and told once enough was seen")
    func pace() {
        var pace = MeasuredPace()
        pace.begin(at: Self.start)
        pace.add(49)
        #expect(pace.secondsAMessage(at: Self.start + 10) == nil)
        pace.add(51)
        #expect(pace.secondsAMessage(at: Self.start + 10) == 0.1)
        pace.end(at: Self.start + 20)
        // An idle hour is no work.
        pace.begin(at: Self.start + 3600)
        #expect(pace.secondsAMessage(at: Self.start + 3600) == 0.2)
    }

    @Test("what is put off by a server is left out of what is told")
    func putOff() {
        var driver = DeliveryDriver([(Quota(perMinute: 30), [200])])
        driver.relay.answer = { item, _ in
            if case .copy(_, 3) = item { .later("451 4.7.1 Greylisted") } else { .accepted("250") }
        }
        driver.open("p", 60)
        driver.run(for: 5)
        #expect(driver.delivery.forecast(at: driver.now)?.ends["p"] == DeliveryDriver.start + 61)
        driver.run(for: 200)
        #expect(driver.delivery.jobs["p"]?.open == 1)
        #expect(driver.delivery.forecast(at: driver.now)?.ends["p"] == nil)
    }
}

@Suite("Whether copies share messages")
struct CopyModeTests {
    struct Row: CustomTestStringConvertible {
        var name: String
        var modes: [CopyMode] = [.auto]
        var quota = Quota(perMinute: 30, perDay: 10_000)
        var recipients: Int
        var isShareable = true
        var sizes: [Int]
        var testDescription: String { name }
    }

    static let rows = [
        Row(name: "personal", modes: [.personal], recipients: 9000, sizes: [1]),
        Row(name: "grouped", modes: [.grouped], recipients: 5, sizes: [100]),
        Row(name: "auto, 1 243 members are 41 minutes", recipients: 1243, sizes: [1]),
        Row(name: "auto, 9 000 members are five hours", recipients: 9000, sizes: [100]),
        Row(name: "auto, an invitation", recipients: 9000, isShareable: false, sizes: [1]),
        Row(name: "grouped, an invitation", modes: [.grouped], recipients: 9000, isShareable: false, sizes: [1]),
        Row(name: "auto without a limit", quota: Quota(), recipients: 1_000_000, sizes: [1]),
        Row(name: "auto where the day is what limits", quota: Quota(perDay: 1000), recipients: 5000, sizes: [1]),
        Row(name: "auto beside personal", modes: [.auto, .personal], recipients: 9000, sizes: [100, 1]),
        Row(name: "two of auto", modes: [.auto, .auto], recipients: 9000, sizes: [100, 100]),
    ]

    @Test("as the admin wrote, and by quota and size under auto", arguments: rows)
    func table(_ row: Row) {
        let relays = row.modes.map {
            DeliveryRelay(RelaySettings(name: "r", quota: row.quota, windows: [200], copies: $0))
        }
        #expect(relays.groupSizes(recipients: row.recipients, isShareable: row.isShareable) == row.sizes)
    }
}
