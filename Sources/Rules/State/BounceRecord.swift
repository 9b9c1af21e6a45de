import Mail

/// What came back from one member: grounds to stop sending there.
package struct BounceRecord: Hashable, Sendable {
    /// When a copy of each post came back with word that nobody is there.
    package var posts: [PostID: Instant] = [:]
    /// Since when no copies are sent.
    package var suspended: Instant?
    /// When the last letter went out that asks whether mail still arrives.
    package var probed: Instant?
    package var sentProbes = 0
    /// How many of those came back.
    package var returnedProbes = 0
    /// What the coordinators know.
    package var told = NotificationLevel.nothing

    package enum NotificationLevel: String, Hashable, Sendable, CaseIterable, Comparable {
        case nothing, failing, suspended

        package static func < (left: NotificationLevel, right: NotificationLevel) -> Bool {
            allCases.firstIndex(of: left) ?? 0 < allCases.firstIndex(of: right) ?? 0
        }
    }

    package init() {}

    /// The posts that came back since `start`.
    package func count(since start: Instant) -> Int { posts.values.count { $0 >= start } }
}

/// Everything the list holds against addresses.
package struct BounceRecords: Equatable, Sendable {
    package private(set) var members: [Address: BounceRecord] = [:]
    /// Posts that came back from so many that something was wrong with the post.
    package private(set) var excludedPosts: Set<PostID> = []
    /// Removed, and the coordinators do not know it yet.
    package private(set) var removed: [Address] = []

    /// No configuration looks further back.
    package static let longest = Seconds.days(1000)

    package func isSuspended(_ address: Address) -> Bool { members[address]?.suspended != nil }

    /// How many members' copies of a post came back.
    package func count(of post: PostID) -> Int { members.values.count { $0.posts[post] != nil } }

    mutating func note(_ address: Address, _ post: PostID, at time: Instant) {
        members[address, default: BounceRecord()].posts[post] = time
    }

    /// It was the post's fault: nothing of it is held against anybody.
    mutating func excludePost(_ post: PostID) {
        excludedPosts.insert(post)
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

    mutating func leave(_ address: Address, _ departure: LeaveReason) {
        members[address] = nil
        if departure == .bounces { removed.append(address) }
    }

    mutating func told(_ level: BounceRecord.NotificationLevel, _ addresses: [Address]) {
        for address in addresses { members[address]?.told = level }
    }

    mutating func toldOfRemoved() { removed = [] }

    mutating func restore(_ address: Address, _ record: BounceRecord) { members[address] = record }

    /// Still of use at `now`, as entries for a fresh journal.
    func carried(at now: Instant) -> [Entry] {
        let kept = members.filter { $0.value.suspended != nil || $0.value.count(since: now - Self.longest) > 0 }
        return kept.sorted { $0.key < $1.key }.map { .carriedBounces($0.key, $0.value) }
            + excludedPosts.sorted().map { .faultyPost($0) }
            + (removed.isEmpty ? [] : [.carriedRemoved(removed)])
    }
}
