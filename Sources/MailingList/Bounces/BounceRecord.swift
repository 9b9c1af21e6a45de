import Base

/// What came back from one member: grounds to stop sending there.
///
///     trusted ────→ counted (a post came back)
///     counted ────→ counted (another post came back), suspended, trusted (all of it was the posts' fault, or somebody
///                   is there)
///     suspended ──→ suspended (a post came back), counted (the suspension was a post's fault), probed,
///                   trusted (somebody is there)
///     probed ─────→ probed (a post or a probe came back, or another probe went out), trusted, removed
///
/// Whoever leaves is forgotten from any of them. Whatever else a journal says changes nothing.
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

    /// The raw values stand in journals.
    package enum NotificationLevel: String, Hashable, Sendable, CaseIterable, Comparable {
        case nothing = "nothing"
        case failing = "failing"
        case suspended = "suspended"

        package static func < (left: NotificationLevel, right: NotificationLevel) -> Bool {
            allCases.firstIndex(of: left) ?? 0 < allCases.firstIndex(of: right) ?? 0
        }
    }

    package enum Status: CaseIterable, Sendable {
        case trusted, counted, suspended, probed
    }

    package var status: Status {
        if suspended != nil { return probed == nil ? .suspended : .probed }
        return posts.isEmpty ? .trusted : .counted
    }

    package init() {}

    /// The posts that came back since `start`.
    package func count(since start: Instant) -> Int { posts.values.count { $0 >= start } }
}
