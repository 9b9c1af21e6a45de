import Base
import MailingList
import Testing

@testable import Engine

@Suite("When the delivery wants to be asked")
struct WakeTests {
    private static let start = DeliveryDriver.start

    @Test("a hundred copies at thirty a minute take four looks, not one a second")
    func looks() {
        var driver = DeliveryDriver([(Quota(perMinute: 30), [20])])
        var tried: Set<SendItem> = []
        driver.relay.answer = { item, _ in
            guard tried.insert(item).inserted else { return .accepted("250") }
            return switch item {
            case .copy(_, 7): .later("451")
            case .copy(_, 9): .unknown
            default: .accepted("250")
            }
        }
        driver.open("p", 100)
        driver.run(for: .hours(1))
        #expect(driver.isDone && driver.reports["p"]?.accepted == 100 && driver.reports["p"]?.unknown == 1)
        #expect(driver.wakes < 10, "\(driver.wakes) looks")
        #expect(driver.delivery.nextWake(after: driver.now) == nil)
    }

    @Test("with nothing to send there is no moment at which to look")
    func idle() {
        let driver = DeliveryDriver()
        #expect(driver.delivery.nextWake(after: Self.start) == nil)
    }

    @Test("while all is with the relay, only its answers bring something")
    func busy() {
        var driver = DeliveryDriver([(Quota(), [10])])
        driver.relay.pace = 60
        driver.open("p", 5)
        driver.settle()
        #expect(driver.delivery.nextWake(after: driver.now) == nil)
    }

    /// Everything that can happen, in any order, with answers to what was really sent.
    @Test("asked until it says nothing, it wants to be asked later than now, whatever happened", arguments: 0..<60)
    func neverAtOnce(_ seed: UInt64) {
        var random = SplitMix64(state: seed)
        func chance(_ one: Int, in many: Int) -> Bool { Int.random(in: 0..<many, using: &random) < one }
        let perMinute = chance(1, in: 2) ? Int.random(in: 1...40, using: &random) : nil
        let perDay = chance(1, in: 3) ? Int.random(in: 1...300, using: &random) : nil
        var delivery = Delivery(
            relays: [(Quota(perMinute: perMinute, perDay: perDay), [5, 50]), (Quota(perMinute: 3), [2])],
            at: Self.start)
        var (now, letters, jobs) = (Self.start, 0, 0)
        var open: [String: Int] = [:]
        var flying: [Int: [SendItem]] = [:]
        var isOffered: Set<Int> = []
        for _ in 0..<400 {
            // A clock may be set back, too.
            now = now + Seconds(Int64.random(in: -3...40, using: &random) * (chance(1, in: 20) ? 1000 : 1))
            switch Int.random(in: 0..<10, using: &random) {
            case 0:
                letters += 1
                delivery.take(.pending([(LetterID(sequence: UInt64(letters), index: 0), now)]), at: now)
            case 1:
                jobs += 1
                let name = "p\(jobs)"
                open[name] = Int.random(in: 0...60, using: &random)
                delivery.take(
                    .opened(
                        Job(name: name, recipients: DeliveryDriver.recipients(open[name] ?? 0), written: now)),
                    at: now)
            case 2:
                if let name = open.keys.sorted().randomElement(using: &random), chance(1, in: 4) {
                    open[name] = nil
                    delivery.take(.closed(job: name), at: now)
                }
            case 3: delivery.take(.written, at: now)
            default:
                guard let route = flying.keys.sorted().randomElement(using: &random) else { break }
                if isOffered.insert(route).inserted {
                    for place in flying[route, default: []].indices where chance(1, in: 6) {
                        let reason = chance(1, in: 2) ? Delivery.Reason.unrenderable : .unwanted(ListLife.person(1), "")
                        delivery.take(.notOffered(route: route, place: place, reason, chance: 0.3), at: now)
                    }
                    if chance(9, in: 10) { delivery.take(.offered(route: route), at: now) }
                }
                for place in flying[route, default: []].indices where chance(2, in: 3) {
                    let outcome =
                        [Outcome.accepted("250"), .refused("550"), .later("451"), .unknown, .notTried]
                        .randomElement(using: &random) ?? .unknown
                    delivery.take(.answered(route: route, place: place, outcome, chance: 0.9), at: now)
                }
                if chance(1, in: 2) {
                    let trouble =
                        [nil, Delivery.Trouble.connection, .denied, .slowDown(seconds: 30), .cancelled]
                        .randomElement(using: &random) ?? nil
                    flying[route] = nil
                    isOffered.remove(route)
                    delivery.take(.batchEnded(route: route, trouble, chance: 0.2), at: now)
                }
            }
            var rounds = 0
            while true {
                let actions = delivery.next(at: now)
                if actions.isEmpty { break }
                rounds += 1
                #expect(rounds < 1000, "there is always more to do")
                for action in actions {
                    if chance(1, in: 12) {
                        delivery.take(.notWritten(action, chance: 0.4), at: now)
                        if case .send(let route, _) = action {
                            delivery.take(.batchEnded(route: route, nil, chance: 0.1), at: now)
                        }
                    } else if case .send(let route, let items) = action {
                        #expect(flying[route] == nil && !items.isEmpty)
                        flying[route] = items
                    } else if case .finish(let name) = action {
                        #expect(open[name] != nil)
                        open[name] = nil
                        delivery.take(.closed(job: name), at: now)
                    }
                }
            }
            guard let wake = delivery.nextWake(after: now) else { continue }
            #expect(wake > now)
            // And it is right: at that moment there is something, and not a second before.
            var (early, late) = (delivery, delivery)
            #expect(early.next(at: wake - 1) == [] || wake - 1 == now)
            #expect(late.next(at: wake) != [])
        }
        #expect(letters > 10 && jobs > 10)
    }
}
