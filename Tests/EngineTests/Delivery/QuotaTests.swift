import Base
import MailingList
import Testing

@testable import Engine

@Suite("How much a relay takes")
struct QuotaTests {
    private static let start = DeliveryDriver.start

    @Test("a place is free again when its whole window is over, to the second")
    func window() {
        var window = RollingWindow(limit: 3, length: .minutes(1))
        window.add(2, at: Self.start)
        window.add(1, at: Self.start + 10)
        #expect(window.allowance(at: Self.start + 10) == 0)
        #expect(window.moment(of: 1, after: Self.start + 10) == Self.start + 61)
        #expect(window.moment(of: 2, after: Self.start + 10) == Self.start + 61)
        #expect(window.moment(of: 3, after: Self.start + 10) == Self.start + 71)
        #expect(window.moment(of: 4, after: Self.start + 10) == nil)
        #expect(window.allowance(at: Self.start + 60) == 0)
        #expect(window.allowance(at: Self.start + 61) == 2)
        #expect(window.allowance(at: Self.start + 71) == 3)
        #expect(window.moment(of: 3, after: Self.start + 100) == Self.start + 100)
    }

    @Test("what is on its way counts until its answer comes, and from then on for a whole window")
    func reserved() {
        var quota = Quota(perMinute: 10, perDay: 25)
        func amount(_ count: Int) -> MailAmount { MailAmount(messages: count, recipients: count) }
        quota.reserve(amount(10), .posts)
        #expect(quota.allowance(at: Self.start).messages == 0)
        #expect(quota.nextAllowance(after: Self.start + .days(3)) == nil)
        quota.release(amount(4), .posts)
        quota.spend(amount(6), .posts, at: Self.start + 300)
        #expect(quota.allowance(at: Self.start + 300).messages == 4)
        #expect(quota.allowance(at: Self.start + 361).messages == 10)
        quota.reserve(amount(10), .letters)
        quota.spend(amount(10), .letters, at: Self.start + 400)
        quota.reserve(amount(9), .posts)
        quota.spend(amount(9), .posts, at: Self.start + 500)
        #expect(quota.allowance(at: Self.start + 1000) == MailAmount(messages: 10, recipients: 0))
        #expect(quota.nextAllowance(after: Self.start + 1000) == Self.start + 300 + .days(1) + 1)
    }

    @Test("a relay without limits takes everything")
    func unlimited() {
        var quota = Quota()
        quota.reserve(MailAmount(messages: 1_000_000, recipients: 1_000_000), .posts)
        #expect(quota.allowance(at: Self.start) == .unlimited)
        #expect(!quota.isLimited)
        #expect(quota.nextAllowance(after: Self.start) == Self.start)
    }

    @Test("no window of any length sees more than it may, whatever was handed over and when")
    func anyWindow() {
        var random = SplitMix64(state: 7)
        for _ in 0..<200 {
            let limit = Int.random(in: 1...40, using: &random)
            var window = RollingWindow(limit: limit, length: 60)
            var (now, all) = (Self.start, [RollingWindow.Entry]())
            for _ in 0..<200 {
                now = now + Seconds(Int64.random(in: 0...30, using: &random))
                let allowed = window.allowance(at: now)
                #expect(allowed >= 0)
                let moment = window.moment(of: 1, after: now)
                #expect(moment == now || allowed == 0)
                if let moment, moment > now {
                    #expect(window.allowance(at: moment - 1) == 0 && window.allowance(at: moment) > 0)
                }
                let count = Int.random(in: 0...max(0, allowed), using: &random)
                window.add(count, at: now)
                all.append(RollingWindow.Entry(time: now, count: count))
            }
            for first in all {
                let within = all.filter { $0.time >= first.time && $0.time <= first.time + 60 }
                #expect(within.reduce(0) { $0 + $1.count } <= limit)
            }
        }
    }

    /// A job that lasts for weeks, letters in between, a relay that now and then says "not now", and a process that is
    /// killed at any moment, also between an offer and its answer.
    @Test("through a month with restarts no minute and no day sees more than the relay allows", arguments: 0..<3)
    func month(_ seed: UInt64) {
        var random = SplitMix64(state: seed)
        var driver = DeliveryDriver([(Quota(perMinute: 30, perDay: 100), [200, 200])])
        driver.relay.pace = 1
        driver.relay.answer = { item, time in
            guard case .copy(_, let index) = item else { return .accepted("250") }
            return (index &+ Int(time.secondsSince1970)) % 17 == 0 ? .later("451") : .accepted("250")
        }
        driver.open("p", 2500)
        let end = DeliveryDriver.start + .days(30)
        var letter = 0
        while driver.now < end {
            driver.run(for: Seconds(Int64.random(in: 1...20_000, using: &random)))
            letter += 1
            driver.write(letter)
            if Bool.random(using: &random) {
                driver.run(for: Seconds(Int64.random(in: 0...20, using: &random)))
                driver.restart(after: Seconds(Int64.random(in: 0...90, using: &random)))
            }
        }
        let times = driver.handovers.map(\.time).sorted()
        for (length, limit) in [(Seconds.minutes(1), 30), (.days(1), 100)] {
            for first in times.indices.dropLast(limit) {
                #expect(times[first + limit].since(times[first]) >= length, "\(length) from \(times[first].text)")
            }
        }
        // And the limits are used: 100 a day are 3000 in the month.
        #expect(times.count >= 2700)
    }

    @Test("copies that were in doubt at a kill count against the minute after it")
    func doubtful() {
        var driver = DeliveryDriver([(Quota(perMinute: 30), [200])])
        driver.relay.pace = 60
        driver.open("p", 100)
        driver.run(for: 10)
        #expect(driver.delivery.jobs["p"]?.status.count { $0 == .inFlight } == 30)
        driver.restart(after: 5)
        driver.settle()
        #expect(driver.batches == 1)
        #expect(driver.delivery.nextWake(after: driver.now) == driver.now + 61)
        #expect(driver.delivery.jobs["p"]?.unknown == 30)
    }

    @Test("a forwarded mail that comes again waits for the letters' share, where only posts have room")
    func forwardAgain() {
        // Letters leave a quarter of a day to posts: three a day.
        var driver = DeliveryDriver([(Quota(perDay: 4), [200])])
        let forward = ForwardID(digest: MailDigest(value: 1)).text
        driver.relay.answer = { item, time in
            if case .copy(forward, _) = item, time < DeliveryDriver.start + 10 { return .later("451") }
            return .accepted("250 2.0.0 Ok")
        }
        driver.open(forward, 1)
        driver.run(for: 1)
        driver.write(1, 2, 3, 4)
        driver.run(for: .hours(12))
        #expect(driver.delivery.jobs[forward]?.isFinished == false)
        driver.open("p", 1)
        driver.run(for: .hours(1))
        #expect(driver.handovers.contains { $0.item == .copy(job: "p", index: 0) })
        driver.run(for: .days(2))
        #expect(driver.isDone)
    }

    /// What one relay was handed, and when.
    private static func record(
        _ second: Int64, _ word: QuotaRecord.Word, _ messages: Int, _ recipients: Int, relay: String = "smtp://a b"
    ) -> QuotaRecord {
        QuotaRecord(
            time: start + Seconds(second), word, .posts, MailAmount(messages: messages, recipients: recipients),
            relay: relay)
    }

    struct History: CustomTestStringConvertible {
        var name: String
        var records: [QuotaRecord]
        /// Seconds after the start, messages, recipients: as they count a hundred seconds after it.
        var entries: [[Int64]]
        var testDescription: String { name }
    }

    static let histories = [
        History(
            name: "answered", records: [record(0, .offered, 2, 9), record(3, .counted, 2, 9)], entries: [[3, 2, 9]]),
        History(
            name: "answered in two parts",
            records: [
                record(0, .offered, 3, 3), record(3, .counted, 1, 1), record(4, .counted, 2, 2),
            ], entries: [[3, 1, 1], [4, 2, 2]]),
        History(
            name: "not tried after all", records: [record(0, .offered, 2, 2), record(1, .released, 2, 2)], entries: []),
        History(name: "never answered", records: [record(0, .offered, 2, 2)], entries: [[100, 2, 2]]),
        History(
            name: "answered in part", records: [record(0, .offered, 5, 5), record(1, .counted, 2, 2)],
            entries: [[1, 2, 2], [100, 3, 3]]),
        History(name: "of an earlier file", records: [record(7, .carried, 2, 4)], entries: [[7, 2, 4]]),
        History(name: "a day old", records: [record(-86_301, .carried, 2, 4)], entries: []),
        History(
            name: "from a clock that was wrong", records: [record(1_000_000, .carried, 2, 4)], entries: [[100, 2, 4]]),
        History(name: "of another relay", records: [record(0, .carried, 2, 4, relay: "smtp://c")], entries: []),
    ]

    @Test("what the file tells of a relay counts from when it was answered, or else from now", arguments: histories)
    func history(_ row: History) {
        let now = Self.start + 100
        func entries(_ history: QuotaHistory) -> [[Int64]] {
            history.entries(of: "smtp://a b", at: now).map {
                [$0.time.since(Self.start).count, Int64($0.amount.messages), Int64($0.amount.recipients)]
            }
        }
        var history = QuotaHistory()
        for record in row.records {
            // As a line and back.
            guard let read = QuotaRecord(record.bytes.dropLast()) else {
                Issue.record("\(record) cannot be read")
                return
            }
            #expect(read == record)
            history.note(read)
        }
        #expect(entries(history) == row.entries)
        // Written anew, by a running process or by the next one, it tells the same.
        for isEnded in [false, true] {
            if isEnded { history.closeAll(at: now) }
            var again = QuotaHistory()
            for record in history.records(at: now) { again.note(record) }
            #expect(entries(again) == row.entries)
        }
    }

    @Test("the words of the file are what they were")
    func words() {
        #expect(QuotaRecord.Word.allCases.map(\.rawValue) == ["offered", "counted", "released", "carried"])
        #expect(QuotaShare.allCases.map(\.rawValue) == ["letters", "posts"])
    }

    @Test(
        "a line that is none is passed over",
        arguments: [
            "", "2026-11-21T10:00:00Z", "2026-11-21T10:00:00Z\toffered\tposts\t1\t-1\tr",
            "2026-11-21T10:00:00Z\toffered\tposts\t1\t99999999999999999999\tr",
            "2026-11-21T10:00:00Z\toffered\tothers\t1\t1\tr", "yesterday\toffered\tposts\t1\t1\tr",
        ])
    func noRecord(_ line: String) {
        #expect(QuotaRecord(Array(line.utf8)) == nil)
    }
}
