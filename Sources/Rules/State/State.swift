import Mail

/// Everything a list knows. It changes only by applying transactions, so loading the files gives the same state as
/// having lived through it.
public struct State: Equatable, Sendable {
    /// The last transaction that was applied.
    public private(set) var sequence: UInt64 = 0
    public private(set) var members = Members()
    public private(set) var posts: [PostID: Post] = [:]
    /// Decided and not yet delivered.
    public private(set) var letters: [LetterID: PendingLetter] = [:]
    public private(set) var forwards: [ForwardID: Forward] = [:]
    public private(set) var correspondence = Correspondence()
    public private(set) var seen = SeenMail()

    public init() {}

    /// Starts from a snapshot that holds what transactions up to `sequence` said of members.
    public init(members: Members, sequence: UInt64) {
        self.members = members
        self.sequence = sequence
    }

    /// Posts that were published and are not finished, oldest first.
    public var activePosts: [Post] {
        posts.values.filter { $0.status == .sending }.sorted { $0.id < $1.id }
    }

    /// Takes in one line of the journal. Entries about members are skipped where `membersThrough` says that the
    /// snapshot has them already.
    public mutating func apply(_ transaction: Transaction, membersThrough snapshot: UInt64 = 0) {
        for entry in transaction.entries where !(entry.isMembership && transaction.sequence <= snapshot) {
            apply(entry, at: transaction.time)
        }
        for (index, letter) in transaction.letters.enumerated() {
            let id = LetterID(sequence: transaction.sequence, index: index)
            letters[id] = PendingLetter(letter: letter, written: transaction.time)
            correspondence.wrote(letter.kind, to: letter.to, at: transaction.time)
        }
        if case .mail(let identity) = transaction.source { seen.insert(identity, at: transaction.time) }
        sequence = max(sequence, transaction.sequence)
    }

    private mutating func apply(_ entry: Entry, at time: Instant) {
        switch entry {
        case .joined(let member): members.insert(member)
        case .left(let address, _): members.remove(address)
        case .languageChanged(let address, let language):
            if var member = members[address] {
                member.language = language
                members.insert(member)
            }
        case .held(let post):
            posts[post.id] = post
            correspondence.forwarded(from: post.author.address, at: time)
        case .published(let id, let recipients):
            posts[id]?.status = .sending
            posts[id]?.recipients = recipients
            posts[id]?.approved = time
        case .asleep(let id): posts[id]?.status = .asleep
        case .resumed(let id):
            posts[id]?.status = .sending
            posts[id]?.approved = time
        case .cancelled(let id): posts[id]?.status = .cancelled
        case .expired(let id): posts[id]?.status = .expired
        case .finished(let id, _): posts[id]?.status = .finished
        case .forwarded(let forward):
            forwards[forward.id] = forward
            correspondence.forwarded(from: forward.from.address, at: time)
        case .forwardFinished(let id): forwards[id] = nil
        case .flooded(let address): correspondence.forwarded(from: address, at: time)
        case .quarantined: break
        case .delivered(let id, _): letters[id] = nil
        case .seenNumbers(let day, let keys): seen.restore(numbers: keys, day: day)
        case .seenDigests(let day, let keys): seen.restore(digests: keys, day: day)
        case .carriedPost(let post): posts[post.id] = post
        case .carriedForward(let forward): forwards[forward.id] = forward
        case .carriedLetter(let id, let written, let letter):
            letters[id] = PendingLetter(letter: letter, written: written)
        case .wroteTo(let address, let kind, let time): correspondence.wrote(kind, to: address, at: time)
        case .forwardedFrom(let address, let time): correspondence.forwarded(from: address, at: time)
        }
    }

    /// All but the members, as entries that a fresh journal begins with.
    public func carried(at now: Instant) -> [Entry] {
        posts.values.sorted { $0.id < $1.id }.map(Entry.carriedPost)
            + letters.sorted { $0.key < $1.key }
            .map { .carriedLetter($0.key, written: $0.value.written, $0.value.letter) }
            + forwards.values.sorted { $0.id < $1.id }.map(Entry.carriedForward)
            + correspondence.carried(at: now) + seen.carried(at: now)
    }
}
