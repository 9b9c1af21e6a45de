import Base

/// What an answer to a letter proves, and until when: the letter says so, and its token lasts through that day.
extension DecisionContext {
    /// A question about what is gone cannot be answered any more: then it is a letter like others.
    package func purpose(of letter: Letter) -> TokenPurpose {
        switch letter.purpose {
        case .post(let id) where state.posts[id] == nil: .note
        case .item(let id) where state.items[id] == nil: .note
        case .admission(let address) where state.joinRequests[address] == nil: .note
        case let purpose: purpose
        }
    }

    package func expiry(of pending: PendingLetter) -> Instant {
        let written = pending.written
        switch purpose(of: pending.letter) {
        case .join, .invitation, .leave, .language, .choice, .erase, .move, .newAddress, .sender:
            return written + Policy.confirmWithin
        case .admission(let address): return state.joinRequests[address]?.expiry ?? written
        case .item(let id):
            let deadline = state.items[id].flatMap { policy.collection($0.collection)?.deadline(in: policy.zone) }
            // Too late for its digest is too late.
            return min(written + Policy.confirmWithin, deadline.map { max($0, written) } ?? .latest)
        case .post(let id):
            // A held post expires by itself, however often its preview is sent.
            return state.posts[id].flatMap { $0.approved == nil ? $0.held + policy.approveWithin : nil }
                ?? written + policy.approveWithin
        case .copy, .note, .probe, .unsubscribe: return written + Policy.answerWithin
        }
    }
}
