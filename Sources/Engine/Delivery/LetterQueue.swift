import Base
import MailingList

/// Letters that are not delivered yet, oldest first.
struct LetterQueue: Equatable, Sendable {
    /// When each was written. What is not in here has its end.
    private var written: [LetterID: Instant] = [:]
    /// Not offered yet, from `firstFresh` on.
    private var fresh: [LetterID] = []
    private var firstFresh = 0
    private var newest = LetterID(sequence: 0, index: 0)
    /// With a relay, and not yet answered.
    private(set) var inFlight = 0

    var count: Int { written.count }
    var freshCount: Int { fresh.count - firstFresh }
    var hasFresh: Bool { firstFresh < fresh.count }

    func written(_ id: LetterID) -> Instant? { written[id] }

    /// Takes in letters that were decided since the last call.
    mutating func add(_ pending: some Sequence<(id: LetterID, written: Instant)>) {
        let new = pending.filter { $0.id > newest }.sorted { $0.id < $1.id }
        guard let last = new.last else { return }
        fresh.removeFirst(firstFresh)
        firstFresh = 0
        for letter in new {
            fresh.append(letter.id)
            written[letter.id] = letter.written
        }
        newest = last.id
    }

    /// At most `limit` that were not offered before.
    mutating func takeFresh(_ limit: Int) -> ArraySlice<LetterID> {
        let some = fresh[firstFresh...].prefix(limit)
        firstFresh = some.endIndex
        return some
    }

    mutating func offer(_ count: Int) { inFlight += count }
    mutating func comeBack() { inFlight -= 1 }

    /// Nothing more will be tried.
    mutating func end(_ id: LetterID) { written[id] = nil }
}
