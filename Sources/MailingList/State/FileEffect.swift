import Base

/// What a fact needs on disk beside the journal, before its line is written; so the journal never speaks of a file that is
/// not there. The ledger performs it.
package enum FileEffect: Hashable, Sendable {
    /// The mail that was decided about becomes `posts/ID.eml`.
    case hold(PostID)
    /// The held mail goes out: a job with its recipients, and a copy in the archive.
    case publish(PostID)
    /// What the decision brings goes out at once: the mail itself, or the words of the event that a reminder repeats.
    case dispatch(PostID, words: PostID?)
    /// Mails that went out before go out again together.
    case gather(PostID, [PostID])
    /// The mail that was decided about goes on to these addresses.
    case forward(ForwardID, to: [Address])
    case quarantine(QuarantineID, reason: String)
    /// What these posts need on disk when they are over goes after the commit.
    case removeMails([PostID])
    /// These mails that were set aside go after the commit.
    case removeQuarantined([QuarantineID])
    /// The job is over: its files go after the commit.
    case closeJob(String)
}

extension Entry {
    /// Nil where the journal's line is all there is to it.
    package func fileEffect(in state: State) -> FileEffect? {
        switch self {
        case .post(let entry): entry.fileEffect(in: state)
        case .forwarding(let entry): entry.fileEffect
        case .retention(let entry): entry.fileEffect
        case .membership, .choice, .roundup, .erasure, .admission, .item, .event, .bounce, .letter, .seen: nil
        }
    }
}

extension PostEntry {
    fileprivate func fileEffect(in state: State) -> FileEffect? {
        switch self {
        case .held(let post): .hold(post.id)
        case .published(let id, _): .publish(id)
        case .dispatched(let post):
            switch post.kind {
            case .reminder(let event, _): .dispatch(post.id, words: state.events[event]?.post)
            case .roundup(_, let posts): .gather(post.id, posts)
            case .announcement, .invitation, .cancellation, .digest: .dispatch(post.id, words: nil)
            }
        case .finished(let id, _), .cancelled(let id): .closeJob(id.text)
        case .stalled, .resumed, .reported, .expired, .carried: nil
        }
    }
}

extension ForwardingEntry {
    fileprivate var fileEffect: FileEffect? {
        switch self {
        case .forwarded(let forward): .forward(forward.id, to: forward.to)
        case .quarantined(let id, let reason, _): .quarantine(id, reason: reason)
        case .finished(let id): .closeJob(id.text)
        case .flooded, .carried, .loggedForward, .loggedQuarantine, .keptQuarantine: nil
        }
    }
}

extension RetentionEntry {
    fileprivate var fileEffect: FileEffect? {
        switch self {
        case .removedPosts(let ids): .removeMails(ids)
        case .removedQuarantined(let ids): .removeQuarantined(ids)
        case .forgotContacts, .removedDone, .carried: nil
        }
    }
}
