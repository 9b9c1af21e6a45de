import Base

/// Everything the list holds against addresses.
package struct BounceRecords: Equatable, Sendable {
    package private(set) var members: [Address: BounceRecord] = [:]
    /// Posts that came back from so many that something was wrong with the post.
    package private(set) var excludedPosts: Set<PostID> = []
    /// Removed, and the coordinators do not know it yet.
    package private(set) var removed: [Address] = []
    /// How many members' copies of a post are held against them.
    private var returned: [PostID: Int] = [:]

    /// No configuration looks further back.
    package static let longest = Seconds.days(1000)

    package func isSuspended(_ address: Address) -> Bool { members[address]?.suspended != nil }

    /// How many members' copies of a post came back.
    package func count(of post: PostID) -> Int { returned[post] ?? 0 }

    mutating func apply(_ entry: BounceEntry, at time: Instant) {
        switch entry {
        case .returned(let address, let post):
            change(address) { $0.posts[post] = time }
        case .excluded(let post): exclude(post)
        case .suspended(let address):
            if members[address]?.status == .counted { change(address) { $0.suspended = time } }
        case .suspensionLifted(let address):
            if members[address]?.status == .suspended { change(address) { $0.suspended = nil } }
        case .probed(let address):
            guard isSuspended(address) else { return }
            change(address) { record in
                record.probed = time
                record.sentProbes += 1
            }
        case .probeReturned(let address): returnProbe(address)
        case .reinstated(let address): put(nil, for: address)
        case .reported(let failing, let suspended):
            for address in failing where members[address] != nil { change(address) { $0.told = .failing } }
            for address in suspended where members[address] != nil { change(address) { $0.told = .suspended } }
            removed = []
        case .carried(let address, let record): put(record, for: address)
        case .carriedRemoved(let addresses): removed += addresses
        }
    }

    /// At most one for each that was sent: a report may come twice.
    mutating func returnProbe(_ address: Address) {
        guard isSuspended(address) else { return }
        change(address) { $0.returnedProbes = $0.sentProbes }
    }

    mutating func leave(_ address: Address, _ reason: LeaveReason) {
        put(nil, for: address)
        if reason == .bounces { removed.append(address) }
    }

    /// Somebody asked to be forgotten.
    mutating func forget(_ address: Address) {
        put(nil, for: address)
        removed.removeAll { $0 == address }
    }

    /// It was the post's fault: nothing of it is held against anybody.
    private mutating func exclude(_ post: PostID) {
        excludedPosts.insert(post)
        for (address, record) in members where record.posts[post] != nil {
            var record = record
            record.posts[post] = nil
            put(record.status == .trusted ? nil : record, for: address)
        }
    }

    private mutating func change(_ address: Address, _ body: (inout BounceRecord) -> Void) {
        var record = members[address] ?? BounceRecord()
        body(&record)
        put(record, for: address)
    }

    private mutating func put(_ record: BounceRecord?, for address: Address) {
        for post in (members[address]?.posts ?? [:]).keys {
            returned[post, default: 0] -= 1
            if returned[post] == 0 { returned[post] = nil }
        }
        for post in (record?.posts ?? [:]).keys { returned[post, default: 0] += 1 }
        members[address] = record
    }

    /// When the first record is of no more use. While copies are suspended it is.
    var firstExpiry: Instant? {
        members.values.lazy.filter { $0.suspended == nil }
            .map { record in record.posts.values.max().map { $0 + Self.longest + 1 } ?? .earliest }.min()
    }

    /// Still of use at `now`, as entries for a fresh journal.
    func carried(at now: Instant) -> [Entry] {
        let kept = members.filter { $0.value.suspended != nil || $0.value.count(since: now - Self.longest) > 0 }
        return kept.sorted { $0.key < $1.key }.map { .bounce(.carried($0.key, $0.value)) }
            + excludedPosts.sorted().map { .bounce(.excluded($0)) }
            + (removed.isEmpty ? [] : [.bounce(.carriedRemoved(removed))])
    }
}
