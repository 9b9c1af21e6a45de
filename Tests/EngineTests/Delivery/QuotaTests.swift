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
        quota.reserve(10)
        #expect(quota.allowance(at: Self.start) == 0)
        #expect(quota.nextAllowance(after: Self.start + .days(3)) == nil)
        quota.release(4)
        quota.spend(6, at: Self.start + 300)
        #expect(quota.allowance(at: Self.start + 300) == 4)
        #expect(quota.allowance(at: Self.start + 361) == 10)
        quota.reserve(10)
        quota.spend(10, at: Self.start + 400)
        quota.reserve(9)
        quota.spend(9, at: Self.start + 500)
        #expect(quota.allowance(at: Self.start + 1000) == 0)
        #expect(quota.nextAllowance(after: Self.start + 1000) == Self.start + 300 + .days(1) + 1)
    }

    @Test("a relay without limits takes everything")
    func unlimited() {
        var quota = Quota()
        quota.reserve(1_000_000)
        #expect(quota.allowance(at: Self.start) > 1_000_000)
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
    /// killed at any moment.
    @Test("through a month with restarts no minute and no day sees more than the relay allows", arguments: 0..<3)
    func month(_ seed: UInt64) {
        var random = SplitMix64(state: seed)
        var driver = DeliveryDriver([(Quota(perMinute: 30, perDay: 400), [200, 200])])
        driver.relay.pace = 1
        driver.relay.answer = { item, time in
            guard case .copy(_, let index) = item else { return .accepted("250") }
            return (index &+ Int(time.secondsSince1970)) % 17 == 0 ? .later("451") : .accepted("250")
        }
        driver.open("p", 9000)
        let end = DeliveryDriver.start + .days(30)
        while driver.now < end {
            driver.run(for: Seconds(Int64.random(in: 30...40_000, using: &random)))
            if Bool.random(using: &random) { driver.restart(after: Seconds(Int64.random(in: 0...90, using: &random))) }
        }
        let times = driver.handovers.map(\.time).sorted()
        for (length, limit) in [(Seconds.minutes(1), 30), (.days(1), 400)] {
            for first in times.indices.dropLast(limit) {
                #expect(times[first + limit].since(times[first]) >= length, "\(length) from \(times[first].text)")
            }
        }
        // And the limits are used: what takes 23 days at the best is done in 30.
        #expect(times.count >= 9000)
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

    /// Opened a second after the delivery was made, and again while it lives.
    @Test("copies that were in doubt are charged when their job is loaded, and once only")
    func chargedOnce() {
        var job = Job(name: "p", recipients: DeliveryDriver.recipients(40), written: Self.start)
        job.note(ProgressLine(time: Self.start, .offered([0..<20])))
        job.begin()
        var delivery = Delivery(relays: [(Quota(perMinute: 30), [200])], at: Self.start + 10)
        delivery.take(.opened(job), at: Self.start + 12)
        #expect(delivery.next(at: Self.start + 12) == [.send(route: 0, (0..<10).map { .copy(job: "p", index: $0) })])
        delivery.take(.offered(route: 0), at: Self.start + 12)
        for place in 0..<10 {
            delivery.take(.answered(route: 0, place: place, .accepted("250"), chance: 0), at: Self.start + 13)
        }
        delivery.take(.batchEnded(route: 0, nil, chance: 0), at: Self.start + 13)
        delivery.take(.closed(job: "p"), at: Self.start + 20)
        // Its lines tell by now what was handed over in this life, too.
        var again = Job(name: "p", recipients: DeliveryDriver.recipients(40), written: Self.start)
        again.note(ProgressLine(time: Self.start + 12, .offered([0..<10])))
        for index in 0..<9 {
            again.note(
                ProgressLine(
                    time: Self.start + 13, .outcome(index: index, ListLife.person(index), .accepted, "250")))
        }
        again.begin()
        delivery.take(.opened(again), at: Self.start + 21)
        #expect(delivery.next(at: Self.start + 72).isEmpty)
        #expect(delivery.nextWake(after: Self.start + 72) == Self.start + 73)
        guard case .send(_, let items)? = delivery.next(at: Self.start + 73).first else {
            Issue.record("nothing is sent")
            return
        }
        #expect(items.count == 20)
    }
}
