import MailingList

/// What a post is about, as it is known when its copies go out.
package enum CopyContent: Sendable {
    /// The mail itself.
    case mail
    case invitation(Event, isUpdate: Bool)
    case cancellation(Event)
    case reminder(Event)
    case digest(CollectionName, [Item])
    /// Of these posts, whose mails lie in the job's own.
    case roundup([Post])

    /// Nil where the state does not know it any more.
    package init?(of post: Post, in state: State) {
        let event = state.event(of: post)
        switch post.kind {
        case .announcement: self = .mail
        case .digest(let name, let ids): self = .digest(name, ids.compactMap { state.items[$0] })
        case .roundup(_, let ids): self = .roundup(ids.compactMap { state.posts[$0] })
        case .invitation:
            guard let event else { return nil }
            self = .invitation(event, isUpdate: event.id != post.id)
        case .cancellation:
            guard let event else { return nil }
            self = .cancellation(event)
        case .reminder:
            guard let event else { return nil }
            self = .reminder(event)
        }
    }
}
