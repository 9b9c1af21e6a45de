import Base
import Mail

/// From a coordinator's mail to a post that waits for its preview's answer.
extension MailContext {
    /// A coordinator's mail is kept, and its preview sent.
    func announce() -> Decision {
        if let flood = flooded() { return flood }
        let addressed = AddressedSubject(request.subject, policy)
        return hold(
            Post(
                id: PostID(at: now, digest: request.identity.digest), kind: .announcement, author: sender,
                subject: addressed.subject, audience: addressed.audience, held: now, attachments: request.attachments))
    }

    func hold(_ post: Post) -> Decision {
        // Thirty-two bits can be aimed at; a post that is there must not change under its preview.
        guard state.posts[post.id] == nil else {
            return list.quarantine(request, "its post has the name of another", sender: address)
        }
        return Decision(
            .held, entries: [.post(.held(post))],
            letters: [list.letter(.preview(post.id), to: post.author.address, answers: request.messageID)])
    }

    /// Whether a coordinator's mail is meant for the members. An answer to one of our letters, or to another's post, is
    /// meant for people, if anybody else is there to read it; an answer to one's own post follows it up.
    var isForMembers: Bool {
        guard isCoordinator else { return false }
        switch request.command?.command {
        case .item: return false
        case .some(let command)
        where request.isBrief && request.event == nil && command != .publish && command != .cancel:
            return false
        default: break
        }
        guard let reply = request.reply else { return true }
        switch reply.purpose {
        // The letter that says what is wrong with an event is answered by the event.
        case .note: if case .plan? = request.event { return true }
        // Asked whether mails in their name are theirs, the coordinator answers with the mail.
        case .sender: return true
        case .copy(let id): if let post = state.posts[id] { return post.author.address == address }
        default: break
        }
        return !policy.coordinators.contains { $0 != address }
    }
}

extension DecisionContext {
    /// A letter to a coordinator about a post.
    func letter(_ letter: PostLetter, to author: Address, answers: String? = nil) -> Letter {
        // Whose author asked to be forgotten is somebody else's business.
        let address = author == NamedAddress.erased.address ? policy.coordinators.first ?? policy.address : author
        return Letter(.post(letter), to: address, language: language(of: address), answers: answers)
    }
}

extension Verdict {
    package static let held = Verdict("held")
}
