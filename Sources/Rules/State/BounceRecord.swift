import Mail

/// What came back from one member: grounds to stop sending there.
public struct BounceRecord: Hashable, Sendable {
    /// When a copy of each post came back with word that nobody is there.
    public var posts: [PostID: Instant] = [:]
    /// Since when no copies are sent.
    public var suspended: Instant?
    /// When the last letter went out that asks whether mail still arrives.
    public var probed: Instant?
    public var sentProbes = 0
    /// How many of those came back.
    public var returnedProbes = 0
    /// What the coordinators know.
    public var told = Told.nothing

    public enum Told: String, Hashable, Sendable, CaseIterable, Comparable {
        case nothing, failing, suspended

        public static func < (left: Told, right: Told) -> Bool {
            allCases.firstIndex(of: left) ?? 0 < allCases.firstIndex(of: right) ?? 0
        }
    }

    public init() {}

    /// The posts that came back since `start`.
    public func count(since start: Instant) -> Int { posts.values.count { $0 >= start } }
}

/// Everything the list holds against addresses.
public struct BounceRecords: Equatable, Sendable {
    public private(set) var members: [Address: BounceRecord] = [:]
    /// Posts that came back from so many that something was wrong with the post.
    public private(set) var faulty: Set<PostID> = []
    /// Removed, and the coordinators do not know it yet.
    public private(set) var removed: [Address] = []

    /// No configuration looks further back.
    public static let longest = Seconds.days(1000)

    public func isSuspended(_ address: Address) -> Bool { members[address]?.suspended != nil }

    /// How many members' copies of a post came back.
    public func count(of post: PostID) -> Int { members.values.count { $0.posts[post] != nil } }

    mutating func note(_ address: Address, _ post: PostID, at time: Instant) {
        members[address, default: BounceRecord()].posts[post] = time
    }

    /// It was the post's fault: nothing of it is held against anybody.
    mutating func blame(_ post: PostID) {
        faulty.insert(post)
        for address in members.keys { members[address]?.posts[post] = nil }
        members = members.filter { !$0.value.posts.isEmpty || $0.value.suspended != nil }
    }

    mutating func suspend(_ address: Address, at time: Instant) {
        members[address, default: BounceRecord()].suspended = time
    }

    mutating func liftSuspension(of address: Address) { members[address]?.suspended = nil }

    mutating func probe(_ address: Address, at time: Instant) {
        members[address]?.probed = time
        members[address]?.sentProbes += 1
    }

    /// At most one for each that was sent: a report may come twice.
    mutating func returnProbe(_ address: Address) {
        guard let record = members[address] else { return }
        members[address]?.returnedProbes = record.sentProbes
    }

    mutating func reinstate(_ address: Address) { members[address] = nil }

    mutating func leave(_ address: Address, _ departure: Departure) {
        members[address] = nil
        if departure == .bounces { removed.append(address) }
    }

    mutating func told(_ level: BounceRecord.Told, _ addresses: [Address]) {
        for address in addresses { members[address]?.told = level }
    }

    mutating func toldOfRemoved() { removed = [] }

    mutating func restore(_ address: Address, _ record: BounceRecord) { members[address] = record }

    /// Still of use at `now`, as entries for a fresh journal.
    func carried(at now: Instant) -> [Entry] {
        let kept = members.filter { $0.value.suspended != nil || $0.value.count(since: now - Self.longest) > 0 }
        return kept.sorted { $0.key < $1.key }.map { .carriedBounces($0.key, $0.value) }
            + faulty.sorted().map { .faultyPost($0) }
            + (removed.isEmpty ? [] : [.carriedRemoved(removed)])
    }
}
