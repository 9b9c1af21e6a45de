import Base

/// What happened to posts.
package enum PostEntry: JournalSlice {
    case held(Post)
    case published(PostID, recipients: Int)
    /// Its copies were silent for a day: they wait for the coordinator.
    case stalled(PostID)
    case resumed(PostID)
    case cancelled(PostID)
    case expired(PostID)
    /// Everybody was tried once, a while ago: what the author was told.
    case reported(PostID, Report)
    case finished(PostID, Report)
    /// A post that nobody has to approve any more is on its way: a digest or a reminder.
    case dispatched(Post)
    /// As it stood when an older journal was compacted.
    case carried(Post)

    package enum Verb: String, CaseIterable, Sendable {
        case held = "held"
        case published = "published"
        case stalled = "asleep"
        case resumed = "resumed"
        case cancelled = "cancelled"
        case expired = "expired"
        case reported = "reported"
        case finished = "finished"
        case dispatched = "dispatched"
        case carried = "post"
    }

    package var record: JournalRecord {
        switch self {
        case .held(let post): post.record(.held)
        case .published(let id, let recipients):
            JournalRecord(Verb.published, ["post": id.text, "recipients": String(recipients)])
        case .stalled(let id): JournalRecord(Verb.stalled, ["post": id.text])
        case .resumed(let id): JournalRecord(Verb.resumed, ["post": id.text])
        case .cancelled(let id): JournalRecord(Verb.cancelled, ["post": id.text])
        case .expired(let id): JournalRecord(Verb.expired, ["post": id.text])
        case .reported(let id, let report): report.record(.reported, of: id)
        case .finished(let id, let report): report.record(.finished, of: id)
        case .dispatched(let post): post.record(.dispatched)
        case .carried(let post): post.record(.carried)
        }
    }

    package init?(_ verb: Verb, _ record: JournalRecord) {
        guard let id = record.post() else { return nil }
        switch verb {
        case .held, .dispatched, .carried:
            guard let post = Post(id, record) else { return nil }
            self = verb == .held ? .held(post) : verb == .dispatched ? .dispatched(post) : .carried(post)
        case .published:
            guard let recipients = record.number("recipients") else { return nil }
            self = .published(id, recipients: recipients)
        case .stalled: self = .stalled(id)
        case .resumed: self = .resumed(id)
        case .cancelled: self = .cancelled(id)
        case .expired: self = .expired(id)
        case .reported, .finished:
            guard let report = Report(record) else { return nil }
            self = verb == .reported ? .reported(id, report) : .finished(id, report)
        }
    }
}
