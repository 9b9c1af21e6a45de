import Base

/// All posts, and which of them are not over: a mail and an idle second look at those alone, so that a long history costs
/// nothing.
package struct Posts: Equatable, Sendable {
    private var posts: [PostID: Post] = [:]
    private var open: Set<PostID> = []
    /// When the last digest of each collection went out.
    private var digests: [CollectionName: Instant] = [:]
    /// What has gone out, by when it did.
    private var timeline: [Released] = []
    /// Those that are over and whose mails are on disk, by when they went out or came.
    private var stored: [Released] = []

    private struct Released: Equatable, Sendable {
        let time: Instant
        let id: PostID
        var key: (Instant, PostID) { (time, id) }
    }

    /// What other subjects have to follow.
    enum Change {
        case held(Post), published(Post), dispatched(Post), ended(Post)
    }

    package subscript(id: PostID) -> Post? { posts[id] }
    /// Those that are over as well, in no order.
    package var all: some Collection<Post> { posts.values }

    /// Those that are not over, the oldest first.
    package var unfinished: [Post] { open.sorted().compactMap { posts[$0] } }
    /// Those whose copies are on their way, the oldest first.
    package var sending: [Post] { unfinished.filter { $0.status == .sending } }
    /// Those that wait for somebody's answer, the oldest first.
    package var waiting: [Post] { unfinished.filter(\.status.isOpen) }

    /// What went out from one moment on and before the other, the oldest first.
    func released(from start: Instant, before end: Instant) -> [(time: Instant, post: Post)] {
        timeline[timeline.partitionPoint { $0.time >= start }...].prefix { $0.time < end }.compactMap { released in
            posts[released.id].map { (released.time, $0) }
        }
    }

    /// Those that are over, whose mails are still on disk, and that went out, or came in vain, before a moment; the oldest
    /// first.
    func agedMails(before moment: Instant) -> some Collection<Post> {
        stored[..<stored.partitionPoint { $0.time >= moment }].lazy.compactMap { posts[$0.id] }
    }

    /// When the first of them after a moment went out, or came in vain.
    func firstMail(after moment: Instant) -> Instant? {
        let place = stored.partitionPoint { $0.time > moment }
        return stored.indices.contains(place) ? stored[place].time : nil
    }

    /// Their mails are on disk no longer; what is known of them beside that stays.
    mutating func removeMails(of ids: [PostID]) {
        for id in ids {
            guard let post = posts[id], post.status.isOver else { continue }
            posts[id]?.isMailRemoved = true
            let released = Released(time: post.released ?? post.held, id: id)
            let place = stored.partitionPoint { $0.key >= released.key }
            if stored.indices.contains(place), stored[place] == released { stored.remove(at: place) }
        }
    }

    func latestDigest(of collection: CollectionName) -> Instant? { digests[collection] }

    mutating func apply(_ entry: PostEntry, at time: Instant) -> Change? {
        switch entry {
        case .held(let post):
            put(post)
            return .held(post)
        case .dispatched(let post):
            put(post)
            return .dispatched(post)
        case .carried(let post):
            put(post)
            return nil
        case .published(let id, let recipients):
            return change(id, to: .sending) { post in
                post.recipients = recipients
                post.approved = time
            }.map(Change.published)
        case .resumed(let id):
            _ = change(id, to: .sending) { post in
                post.firstApproved = post.released
                post.approved = time
            }
            return nil
        case .stalled(let id):
            _ = change(id, to: .stalled)
            return nil
        case .cancelled(let id): return change(id, to: .cancelled).map(Change.ended)
        case .expired(let id): return change(id, to: .expired).map(Change.ended)
        case .reported(let id, let report):
            if posts[id]?.status == .sending { posts[id]?.report = report }
            return nil
        case .finished(let id, _): return change(id, to: .finished).map(Change.ended)
        }
    }

    /// Whose posts were of somebody who asked to be forgotten are nobody's.
    mutating func forget(author: Address) {
        for (id, post) in posts where post.author.address == author { posts[id]?.author = .erased }
    }

    var carried: [Entry] { posts.values.sorted { $0.id < $1.id }.map { .post(.carried($0)) } }

    private mutating func put(_ post: Post) {
        posts[post.id] = post
        if let time = post.released, !post.kind.isReminderOrRoundup {
            let released = Released(time: time, id: post.id)
            let place = timeline.partitionPoint { $0.key >= released.key }
            if !timeline.indices.contains(place) || timeline[place] != released { timeline.insert(released, at: place) }
        }
        if post.status.isOver { open.remove(post.id) } else { open.insert(post.id) }
        if post.status.isOver, !post.isMailRemoved {
            let released = Released(time: post.released ?? post.held, id: post.id)
            let place = stored.partitionPoint { $0.key >= released.key }
            if !stored.indices.contains(place) || stored[place] != released { stored.insert(released, at: place) }
        }
        if case .digest(let collection, _) = post.kind {
            digests[collection] = max(digests[collection] ?? post.held, post.held)
        }
    }

    /// Nil where the change is not legal: then nothing happens.
    private mutating func change(
        _ id: PostID, to status: Post.Status, _ more: (inout Post) -> Void = { _ in }
    ) -> Post? {
        guard var post = posts[id], post.status.next.contains(status) else { return nil }
        post.status = status
        if status.isOver { post.report = nil }
        more(&post)
        put(post)
        return post
    }
}

extension Post.Kind {
    /// What repeats others, and is never repeated itself.
    fileprivate var isReminderOrRoundup: Bool {
        switch self {
        case .reminder, .roundup: true
        case .announcement, .invitation, .cancellation, .digest: false
        }
    }
}

extension Array {
    /// The first place at which `isBehind` holds: it does for all behind the first for which it does.
    fileprivate func partitionPoint(_ isBehind: (Element) -> Bool) -> Int {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = (low + high) / 2
            if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
