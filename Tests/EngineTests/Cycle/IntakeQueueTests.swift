import Base
import Testing

@testable import Engine

@Suite("What waits in the mailbox")
struct IntakeQueueTests {
    private static let now = Instant(secondsSince1970: 1_795_000_000)

    private static func arrivals(_ uids: [UInt32], validity: UInt32 = 1, size: Int = 100) -> Arrivals {
        Arrivals(validity: validity, mails: uids.map { .init(uid: $0, size: size) })
    }

    private static func begin(_ queue: inout IntakeQueue, _ arrivals: Arrivals, at time: Instant) -> [UInt32] {
        queue.begin(arrivals, sizeLimit: 1000, at: time, isOld: { _ in false }, isSeen: { _ in false })
            .chunks.flatMap(\.uids)
    }

    /// Mail 5 was listed and not handed out.
    private static func withUnfetchable() -> IntakeQueue {
        var queue = IntakeQueue()
        _ = begin(&queue, arrivals([5]), at: now)
        #expect(queue.take([FetchedMessage(uid: 5, bytes: [])], at: now) == [])
        return queue
    }

    @Test("a mail that is not handed out is asked for again after one, two and three minutes, then decided")
    func pauses() {
        var queue = Self.withUnfetchable()
        var time = Self.now
        for minutes in [1, 2, 3] as [Int64] {
            #expect(Self.begin(&queue, Self.arrivals([5]), at: time + .minutes(minutes) - 1) == [])
            time = time + .minutes(minutes)
            #expect(queue.nextWake == time)
            #expect(Self.begin(&queue, Self.arrivals([5]), at: time) == [5])
            let empty = FetchedMessage(uid: 5, bytes: [])
            #expect(queue.take([empty], at: time) == (minutes == 3 ? [empty] : []))
        }
        queue.decided([5])
        #expect(queue.nextWake == nil)
    }

    @Test("a number that a server did not hand out means another mail after the server renumbered")
    func renumbered() {
        var queue = Self.withUnfetchable()
        #expect(Self.begin(&queue, Self.arrivals([5]), at: Self.now) == [])
        #expect(Self.begin(&queue, Self.arrivals([5], validity: 2), at: Self.now) == [5])
        #expect(queue.nextWake == nil)
    }

    @Test("a mail that is listed no more is forgotten")
    func gone() {
        var queue = Self.withUnfetchable()
        #expect(Self.begin(&queue, Self.arrivals([6]), at: Self.now) == [6])
        #expect(queue.nextWake == nil)
    }

    @Test("what was handled or is older than the list is only put away; what is too large is read by its header alone")
    func sorting() {
        var queue = IntakeQueue()
        let arrivals = Arrivals(
            validity: 1,
            mails: [
                .init(uid: 1, size: 10), .init(uid: 2, size: 10), .init(uid: 3, size: 5000), .init(uid: 4, size: 10),
            ])
        let round = queue.begin(arrivals, sizeLimit: 1000, at: Self.now, isOld: { $0 == 4 }, isSeen: { $0 == 1 })
        #expect(round.known == [1] && round.old == [4])
        #expect(round.chunks.flatMap(\.uids) == [2] && round.chunks.flatMap(\.large).map(\.uid) == [3])
    }

    @Test("a chunk holds at most 250 mails and 32 MB", arguments: [(1000, 100), (20, 10_000_000)])
    func chunks(_ count: Int, _ size: Int) {
        var queue = IntakeQueue()
        let arrivals = Self.arrivals((1...UInt32(count)).map { $0 }, size: size)
        let round = queue.begin(
            arrivals, sizeLimit: 20_000_000, at: Self.now, isOld: { _ in false }, isSeen: { _ in false })
        #expect(round.chunks.flatMap(\.uids).count == count)
        #expect(round.chunks.allSatisfy { $0.uids.count <= 250 && ($0.uids.count - 1) * size < 32_000_000 })
        #expect(round.chunks.count > 1)
    }
}
