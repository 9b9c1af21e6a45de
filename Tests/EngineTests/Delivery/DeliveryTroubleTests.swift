import Base
import MailingList
import Testing

@testable import Engine

@Suite("Trouble on the way")
struct DeliveryTroubleTests {
    private static let start = DeliveryDriver.start

    @Test("a server that is away is asked again after growing pauses, up to five minutes")
    func away() {
        var driver = DeliveryDriver()
        driver.relay.trouble = { _ in .connection }
        driver.chance = { 0.999 }
        driver.write(1)
        var times: [Instant] = []
        while driver.now < Self.start + .hours(1) {
            let batches = driver.batches
            driver.run(for: 1)
            if driver.batches > batches { times.append(driver.now) }
        }
        let pauses = zip(times.dropFirst(), times).map { $0.since($1) }
        #expect(
            pauses.prefix(9) == [1, 2, 4, 8, 16, 32, 64, 128, 256]
                || pauses.prefix(8) == [2, 4, 8, 16, 32, 64, 128, 256])
        #expect(pauses.last == 300)
        #expect(driver.delivery.backlog == 1 && driver.handovers.isEmpty)
        driver.relay.trouble = { _ in nil }
        driver.run(for: .minutes(6))
        #expect(driver.ends == [LetterEnd(id: LetterID(sequence: 1, index: 0), outcome: .accepted)])
    }

    @Test("a server that hangs up after a few mails, and takes some each time, is not left alone for long")
    func hangsUp() {
        var driver = DeliveryDriver([(Quota(), [50])])
        var taken = 0
        driver.relay.answer = { _, _ in
            taken += 1
            return taken % 10 == 0 ? .unknown : .accepted("250")
        }
        driver.relay.trouble = { _ in nil }
        driver.open("p", 200)
        driver.run(for: .minutes(1))
        #expect(driver.delivery.jobs["p"]?.accepted ?? 200 >= 180)
        driver.run(for: .hours(1))
        #expect(driver.isDone && driver.reports["p"]?.accepted == 200)
    }

    @Test("a refused login rests all connections of the relay, and then one tries for all")
    func denied() {
        var driver = DeliveryDriver([(Quota(), [5, 5, 5]), (Quota(), [15])])
        driver.relay.trouble = { _ in .denied }
        driver.open("p", 100)
        driver.settle()
        #expect(driver.batches == 4)
        driver.run(for: 44)
        #expect(driver.batches == 4)
        // The other relay has an account of its own, and was refused once, not three times.
        driver.run(for: 1)
        #expect(driver.batches == 5)
        driver.run(for: .minutes(2))
        #expect(driver.batches == 6)
        driver.run(for: 15)
        #expect(driver.batches == 7)
        driver.run(for: .minutes(40))
        let tries = driver.batches
        #expect(tries > 8 && tries < 20, "\(tries) logins")
        driver.relay.trouble = { _ in nil }
        driver.run(for: .hours(1))
        #expect(driver.isDone && driver.reports["p"]?.accepted == 100)
    }

    @Test("a server that asks for silence gets it, on all connections")
    func slowDown() {
        var driver = DeliveryDriver([(Quota(), [10, 10])])
        driver.relay.trouble = { $0 < Self.start + 1 ? .slowDown(seconds: 600) : nil }
        driver.open("p", 40)
        driver.run(for: 599)
        #expect(driver.batches == 2)
        driver.run(for: 60)
        #expect(driver.isDone)
    }

    @Test("a relay that does nothing and does not say why is not asked again and again")
    func silent() {
        var driver = DeliveryDriver()
        driver.relay.answer = { _, _ in .notTried }
        driver.write(1, 2, 3)
        driver.run(for: .hours(1))
        #expect(driver.batches < 30, "\(driver.batches) batches")
    }

    @Test("a disk that takes nothing loses no answer, and nothing is sent meanwhile")
    func brokenDisk() {
        var driver = DeliveryDriver([(Quota(), [10])])
        driver.relay.pace = 1
        driver.write(1)
        driver.open("p", 15)
        driver.settle()
        #expect(driver.batches == 1)
        driver.isDiskBroken = true
        driver.run(for: .hours(2))
        // What was on its way was answered, and the answers wait.
        #expect(driver.batches == 1 && driver.ends.isEmpty && driver.handovers.count == 10)
        #expect(driver.lines["p"]?.count == 1)
        driver.isDiskBroken = false
        driver.run(for: .minutes(3))
        #expect(driver.isDone && driver.ends.count == 1 && driver.handovers.count == 16)
        #expect(driver.reports["p"]?.accepted == 15 && driver.reports["p"]?.unknown == 0)
    }

    @Test("after its own stopping nothing more is sent, and what is on its way is still written down")
    func stopped() {
        var driver = DeliveryDriver([(Quota(), [10])])
        driver.relay.pace = 1
        driver.open("p", 15)
        driver.write(1)
        driver.settle()
        driver.delivery.take(.stopped, at: driver.now)
        driver.run(for: .hours(1))
        #expect(driver.batches == 1 && driver.ends.count == 1 && driver.handovers.count == 10)
        #expect(driver.delivery.nextWake(after: driver.now) == nil)
    }

    @Test("letters go before copies, and their ends are written sixteen at a time")
    func letters() {
        var driver = DeliveryDriver([(Quota(), [40])])
        driver.open("p", 100)
        driver.write(1)
        for number in 2...50 { driver.write(number) }
        driver.settle()
        var delivery = Delivery(relays: [(Quota(), [40])], at: Self.start)
        delivery.take(.pending((1...50).map { (LetterID(sequence: UInt64($0), index: 0), Self.start) }), at: Self.start)
        guard case .send(_, let items)? = delivery.next(at: Self.start).first else {
            Issue.record("nothing is sent")
            return
        }
        #expect(items == (1...40).map { .letter(LetterID(sequence: UInt64($0), index: 0)) })
        delivery.take(.offered(route: 0), at: Self.start)
        for place in 0..<15 {
            delivery.take(.answered(route: 0, place: place, .accepted(""), chance: 0), at: Self.start)
        }
        #expect(delivery.next(at: Self.start) == [])
        delivery.take(.answered(route: 0, place: 15, .accepted(""), chance: 0), at: Self.start)
        guard case .endLetters(let ends)? = delivery.next(at: Self.start).first else {
            Issue.record("sixteen letters are not written down")
            return
        }
        #expect(ends.map(\.id.sequence) == Array(1...16))
    }

    @Test("a clock that is set back by a year stops nothing")
    func clockSetBack() {
        var delivery = Delivery(relays: [(Quota(perMinute: 1, perDay: 5), [1])], at: Self.start)
        delivery.take(.pending((1...2).map { (LetterID(sequence: $0, index: 0), Self.start) }), at: Self.start)
        _ = delivery.next(at: Self.start)
        delivery.take(.offered(route: 0), at: Self.start)
        delivery.take(.answered(route: 0, place: 0, .later("451"), chance: 0.5), at: Self.start)
        delivery.take(.batchEnded(route: 0, nil, chance: 0.5), at: Self.start)
        // What was spent is written down.
        #expect(delivery.next(at: Self.start).count == 1)
        #expect(delivery.nextWake(after: Self.start) == Self.start + 61)
        let back = Self.start - .days(365)
        #expect(delivery.next(at: back) == [])
        #expect(delivery.nextWake(after: back) == back + 61)
        #expect(delivery.next(at: back + 61).count == 1)
    }
}
