import Base
import MailingList
import Testing

@testable import Engine

@Suite("Mails on which a relay gives no verdict")
struct DoubtTests {
    @Test("one that makes the server hang up is sent five times, alone and after all others, and then is uncertain")
    func poison() {
        var driver = DeliveryDriver([(Quota(), [200])])
        let poison = SendItem.copy(job: "p", index: 3)
        driver.relay.answer = { item, _ in item == poison ? .unknown : .accepted("250") }
        driver.open("p", 10)
        driver.run(for: .hours(3))
        #expect(driver.isDone)
        #expect(driver.reports["p"]?.accepted == 9 && driver.reports["p"]?.unknown == 1)
        #expect(driver.reports["p"]?.delayed == 0)
        let times = driver.handovers.filter { $0.item == poison }.map(\.time)
        #expect(zip(times.dropFirst(), times).map { $0.since($1) } == [20, 300, 900, 1800])
        // Each of the others came once.
        #expect(driver.handovers.count == 9 + 5)
    }

    @Test("a connection that breaks takes all that is with it into doubt, and each is then sent alone")
    func broken() {
        var driver = DeliveryDriver([(Quota(), [200])])
        driver.relay.answer = { _, time in time < DeliveryDriver.start + 1 ? .unknown : .accepted("250") }
        driver.open("p", 10)
        driver.run(for: .minutes(5))
        #expect(driver.isDone && driver.reports["p"]?.accepted == 10 && driver.reports["p"]?.unknown == 10)
        #expect(driver.batches == 11 && driver.handovers.count == 20)
    }

    @Test("a letter that makes the server hang up is given up after five tries, and holds up no other")
    func letter() {
        var driver = DeliveryDriver([(Quota(), [200])])
        let poison = LetterID(sequence: 1, index: 0)
        driver.relay.answer = { item, _ in item == .letter(poison) ? .unknown : .accepted("250") }
        driver.write(1, 2, 3)
        driver.run(for: 1)
        #expect(driver.ends.map(\.id.sequence) == [2, 3])
        driver.run(for: .hours(3))
        #expect(driver.ends.last == LetterEnd(id: poison, outcome: .givenUp) && driver.isDone)
        #expect(driver.handovers.count { $0.item == .letter(poison) } == 5)
    }

    @Test("tries in doubt are counted on after a restart")
    func restart() {
        var driver = DeliveryDriver([(Quota(), [200])])
        driver.relay.answer = { item, _ in
            if case .copy(_, 3) = item { .unknown } else { .accepted("250") }
        }
        driver.open("p", 10)
        for _ in 0..<3 {
            driver.run(for: .minutes(1))
            driver.restart()
        }
        driver.run(for: .hours(3))
        #expect(driver.isDone && driver.handovers.count { $0.item == .copy(job: "p", index: 3) } == 5)
    }
}
