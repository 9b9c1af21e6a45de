import Base

/// Tokens of an earlier membership do nothing: whoever kept an old mail, or finds it, must not undo what was decided since.
extension DecisionContext {
    /// The request without the proof of tokens that were made before the address last joined or left.
    func withoutReplays(_ request: Request) -> Request {
        var request = request
        if let found = request.unsubscribes, isReplayed(.unsubscribe, found.issued, for: found.address) {
            request.unsubscribes = nil
            // All that let an automatic mail count is gone.
            if let reason = request.automaticReason { request.obstacle = .automatic(reason) }
        }
        if let reply = request.reply, reply.isProven, let issued = reply.issued, let sender = request.sender,
            isReplayed(reply.purpose, issued, for: sender.address, request.fingerprint)
        {
            request.reply?.isProven = false
        }
        return request
    }

    private func isReplayed(
        _ purpose: TokenPurpose, _ issued: Instant, for address: Address, _ fingerprint: AddressFingerprint? = nil
    ) -> Bool {
        if let member = state.members[address] { return sent(purpose, issued) < member.joined }
        // Only a question whether to join can change anything for who is no member.
        switch purpose {
        case .join, .invitation: break
        default: return false
        }
        return [state.departures[address], state.erasures[fingerprint]].contains { $0.map { issued <= $0 } ?? false }
    }

    /// A copy's tokens count from when its post came; it went to those who were members when it was approved.
    private func sent(_ purpose: TokenPurpose, _ issued: Instant) -> Instant {
        switch purpose {
        case .copy(let id): state.posts[id]?.approved ?? issued
        case .unsubscribe: state.posts.all.filter { $0.held == issued }.compactMap(\.approved).max() ?? issued
        case .join, .invitation, .leave, .language, .erase, .move, .newAddress, .choice, .admission, .post, .item,
            .note, .probe, .sender:
            issued
        }
    }
}
