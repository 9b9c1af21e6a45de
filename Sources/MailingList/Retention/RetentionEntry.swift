import Base

/// What was removed because it was older than `[retention]` lets it be.
package enum RetentionEntry: JournalSlice {
    /// The mails of these posts, and what the relay said of their copies. What the journal says of the posts stays.
    case removedPosts([PostID])
    case removedQuarantined([QuarantineID])
    /// Who was written to, or wrote, before this moment.
    case forgotContacts(before: Instant)
    /// So many handled mails, on the mail server.
    case removedDone(Int)
    /// All of it so far, before a compaction.
    case carried(Removals)

    package enum Verb: String, CaseIterable, Sendable {
        case removedPosts = "posts-removed"
        case removedQuarantined = "quarantine-removed"
        case forgotContacts = "contacts-forgotten"
        case removedDone = "done-removed"
        case carried = "removed-before"
    }

    package var record: JournalRecord {
        switch self {
        case .removedPosts(let ids):
            var record = JournalRecord(Verb.removedPosts)
            for id in ids { record.add("post", id.text) }
            return record
        case .removedQuarantined(let ids):
            var record = JournalRecord(Verb.removedQuarantined)
            for id in ids { record.add("id", id.text) }
            return record
        case .forgotContacts(let moment): return JournalRecord(Verb.forgotContacts, ["before": moment.text])
        case .removedDone(let count): return JournalRecord(Verb.removedDone, ["count": String(count)])
        case .carried(let removals):
            return JournalRecord(
                Verb.carried,
                [
                    "posts": String(removals.posts), "quarantined": String(removals.quarantined),
                    "done": String(removals.done), "at": removals.latest?.text,
                ])
        }
    }

    package init?(_ verb: Verb, _ record: JournalRecord) {
        switch verb {
        case .removedPosts:
            let ids = record.all("post").map { PostID($0) }
            guard !ids.isEmpty, !ids.contains(nil) else { return nil }
            self = .removedPosts(ids.compactMap { $0 })
        case .removedQuarantined:
            let ids = record.all("id").map { QuarantineID($0) }
            guard !ids.isEmpty, !ids.contains(nil) else { return nil }
            self = .removedQuarantined(ids.compactMap { $0 })
        case .forgotContacts:
            guard let moment = record.instant("before") else { return nil }
            self = .forgotContacts(before: moment)
        case .removedDone:
            guard let count = record.number("count") else { return nil }
            self = .removedDone(count)
        case .carried:
            guard let posts = record.number("posts"), let quarantined = record.number("quarantined"),
                let done = record.number("done"), let latest = record.instant("at")
            else { return nil }
            self = .carried(Removals(posts: posts, quarantined: quarantined, done: done, latest: latest))
        }
    }
}

/// How much was removed by its age so far, for `kutsu status`.
package struct Removals: Hashable, Sendable {
    package var posts = 0
    package var quarantined = 0
    package var done = 0
    /// When something last was.
    package var latest: Instant?

    package init(posts: Int = 0, quarantined: Int = 0, done: Int = 0, latest: Instant? = nil) {
        self.posts = posts
        self.quarantined = quarantined
        self.done = done
        self.latest = latest
    }

    package var isEmpty: Bool { latest == nil }

    mutating func apply(_ entry: RetentionEntry, at time: Instant) {
        switch entry {
        case .removedPosts(let ids): posts = posts.saturating(adding: ids.count)
        case .removedQuarantined(let ids): quarantined = quarantined.saturating(adding: ids.count)
        case .removedDone(let count): done = done.saturating(adding: count)
        case .forgotContacts: break
        case .carried(let removals):
            self = removals
            return
        }
        latest = time
    }

    var carried: [Entry] { isEmpty ? [] : [.retention(.carried(self))] }
}

extension Int {
    /// What a journal says is no reason to trap.
    fileprivate func saturating(adding other: Int) -> Int {
        let (sum, overflows) = addingReportingOverflow(other)
        return overflows ? .max : sum
    }
}
