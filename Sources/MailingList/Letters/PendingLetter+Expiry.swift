import Base

/// What an answer to a letter proves, and until when: the letter says so, and its token lasts through that day.
extension PendingLetter {
    /// A question about what is gone cannot be answered any more: then it is a letter like others.
    package func purpose(in state: State) -> TokenPurpose {
        switch letter.purpose {
        case .post(let id) where state.posts[id] == nil: .note
        case .item(let id) where state.items[id] == nil: .note
        case let purpose: purpose
        }
    }

    package func expiry(_ state: State, _ policy: Policy) -> Instant {
        switch purpose(in: state) {
        case .join, .leave, .language, .item: written + Policy.confirmWithin
        case .post(let id):
            // A held post expires by itself, however often its preview is sent.
            state.posts[id].flatMap { $0.approved == nil ? $0.held + policy.approveWithin : nil }
                ?? written + policy.approveWithin
        case .copy, .note, .probe, .unsubscribe: written + Policy.answerWithin
        }
    }
}
