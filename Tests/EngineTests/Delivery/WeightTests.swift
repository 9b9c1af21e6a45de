import Base
import MailingList
import Testing

@testable import Engine

@Suite("Several relays share the work")
struct WeightTests {
    private static let start = DeliveryDriver.start

    /// Relays of these weights, and how many mails each was handed.
    private struct Network {
        var driver: DeliveryDriver
        let count: Int

        init(_ weights: [Int], quotas: [Quota]? = nil, connections: Int = 2, window: Int = 50) {
            count = weights.count
            driver = DeliveryDriver(
                weights.enumerated().map { number, weight in
                    RelaySettings(
                        name: "relay \(number)", quota: quotas?[number] ?? Quota(),
                        windows: Array(repeating: window, count: connections), weight: weight)
                })
        }

        var shares: [Int] { (0..<count).map { driver.handed[$0] ?? 0 } }
    }

    @Test(
        "each gets its part, whatever the number of mails",
        arguments: [
            ([1, 1], 400, [200, 200]), ([3, 1], 400, [300, 100]), ([3, 1], 8, [6, 2]),
            ([5, 3, 2], 1000, [500, 300, 200]),
            ([1, 100], 10_100, [100, 10_000]), ([7], 90, [90]),
        ])
    func parts(_ weights: [Int], _ mails: Int, _ shares: [Int]) {
        var network = Network(weights)
        network.driver.relay.pace = 1
        network.driver.open("p", mails)
        network.driver.run(for: .days(1))
        #expect(network.driver.isDone)
        for (share, expected) in zip(network.shares, shares) {
            #expect(abs(share - expected) <= 2, "\(network.shares)")
        }
    }

    @Test("a slow relay gets its part all the same")
    func slow() {
        var network = Network([1, 1])
        network.driver.relay.paces = [10, 0]
        network.driver.open("p", 300)
        network.driver.run(for: .days(1))
        #expect(network.driver.isDone && abs(network.shares[0] - 150) <= 2, "\(network.shares)")
    }

    @Test("a letter does not wait for the turn of a slow relay")
    func letters() {
        var network = Network([1, 1], connections: 1)
        network.driver.relay.paces = [10, 0]
        network.driver.open("p", 300)
        network.driver.run(for: .minutes(2))
        let before = network.shares[1]
        network.driver.write(1)
        network.driver.run(for: 1)
        #expect(network.driver.ends.count == 1 && network.shares[1] == before + 1)
    }

    @Test("what a relay that is away would get goes to the others, and its part is its own again when it is back")
    func failover() {
        var network = Network([3, 1])
        network.driver.relay.pace = 1
        network.driver.relay.routeTrouble = { route, now in
            route < 2 && now < Self.start + .hours(1) ? .connection : nil
        }
        network.driver.open("p", 400)
        network.driver.run(for: .minutes(50))
        #expect(network.driver.isDone && network.shares == [0, 400])
        network.driver.run(until: Self.start + .hours(2))
        // One mail tells that it works again.
        network.driver.open("q", 400)
        network.driver.run(for: .hours(1))
        let before = network.shares[0]
        #expect(network.driver.isDone && before > 150)
        network.driver.open("r", 400)
        network.driver.run(for: .hours(1))
        #expect(network.driver.isDone && abs(network.shares[0] - before - 300) <= 2, "\(network.shares)")
    }

    @Test("a relay that refuses mails for its own sake is left out, and comes back when it takes one")
    func refusing() {
        var network = Network([1, 1])
        network.driver.relay.routeAnswer = { route, now in
            route < 2 && now < Self.start + .hours(2) ? .refused("550 5.4.5 Daily sending quota exceeded") : nil
        }
        network.driver.relay.pace = 1
        network.driver.open("p", 300)
        network.driver.run(for: .hours(1))
        #expect(network.driver.isDone)
        network.driver.run(until: Self.start + .hours(6))
        network.driver.open("q", 400)
        network.driver.run(for: .hours(3))
        #expect(network.driver.isDone && network.shares[0] > 100, "\(network.shares)")
    }

    @Test("a relay whose quota is used up leaves the rest to the others")
    func quota() {
        var network = Network([1, 1], quotas: [Quota(perDay: 50), Quota()])
        network.driver.open("p", 400)
        network.driver.run(for: .minutes(5))
        #expect(network.driver.isDone && network.shares == [48, 352])
    }

    @Test("a relay that takes mails and falls silent is waited for no longer than a while")
    func silent() {
        var network = Network([1, 1], connections: 1)
        network.driver.relay.paces = [600, 0]
        network.driver.open("p", 200)
        network.driver.run(for: .minutes(2))
        #expect(network.shares[1] >= 100, "\(network.shares)")
    }
}
