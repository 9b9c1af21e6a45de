import Base

/// What is for people goes to people: nothing is lost, and nobody is flooded.
extension MailContext {
    /// Anything else from a person: an answer to a post goes to its coordinator, the rest to all coordinators.
    ///
    /// - Parameter about: the post that it is about, where that is not the one it answers.
    func forward(about: PostID? = nil) -> Decision {
        if let flood = flooded() { return flood }
        let post = (about ?? request.reply?.post).flatMap { state.posts[$0] }
        let forward = Forward(
            id: ForwardID(digest: request.identity.digest), to: readers(of: post), from: sender, received: now,
            post: post?.id)
        var decision = Decision(.forwarded, entries: [.forwarding(.forwarded(forward))])
        // A member who wishes something of the list, in words that are no command, hears which words are.
        let isLost = !isMember || request.hintsAtCommand
        if request.reply == nil, isLost, !isCoordinator, !state.contacts.knows(.help, to: address, at: now) {
            let help = letter(
                .membership(.help(forwarded: true)), language: policy.spoken(request.command?.language))
            decision.letters = rateLimited(help, verdict: .helped).letters
        }
        return decision
    }

    /// Who reads a mail that is for people: the coordinators, the author of the post that it answers first. Nobody gets
    /// their own words back, unless nobody else is there.
    private func readers(of post: Post?) -> [Address] {
        let author = post?.author.address
        let others = policy.coordinators.filter { $0 != address }
        let readers = others.filter { $0 == author } + others.filter { $0 != author }
        return readers.isEmpty ? policy.coordinators : readers
    }

    /// A decision about the command in a mail that holds more than a command: people read it too.
    func alsoForwarding(_ decision: Decision, about: PostID? = nil) -> Decision {
        let forwarded = forward(about: about)
        let letters = forwarded.letters.filter { $0.kind != .help }
        return Decision(
            decision.verdict, entries: decision.entries + forwarded.entries, letters: decision.letters + letters)
    }

    /// Too many mails: the rest stays in the mailbox, and the coordinators hear of it, a few times a day whoever it is.
    /// Whom a token or a trusted server proves is not held up by mails that others forge, and has ten times as many.
    func flooded() -> Decision? {
        let count = state.contacts.forwardCount(from: address, at: now)
        // The token of a preview is known to coordinators alone.
        let isProven = request.isFromSender || isCoordinator && request.reply?.isProven ?? false
        if isProven { return count < 10 * policy.forwardsPerDay ? nil : Decision(.flooded) }
        let check = askSender()
        if count < policy.forwardsPerDay {
            // Coordinators are few, and each has the cap of one address: strangers' mails do not use up theirs.
            if isCoordinator || isWithinForwardCaps { return nil }
            var held = list.holdBack(.forwards)
            held.letters += check
            return held
        }
        if count > policy.forwardsPerDay { return Decision(.flooded, letters: check) }
        let notices = policy.coordinators
            .filter { state.contacts.letterCount(of: .floodNotice, to: $0, at: now) < policy.lettersPerDay }
            .map { Letter(.forwarding(.flood(address, count: count)), to: $0, language: list.language(of: $0)) }
        return Decision(.flooded, entries: [.forwarding(.flooded(address))], letters: notices + check)
    }

    var isWithinForwardCaps: Bool {
        // What the relays' quota leaves for letters goes for mails to each coordinator as well.
        let perDay = policy.unprovenPerDay.map { max(1, $0 / max(1, policy.coordinators.count)) }
        return state.contacts.forwardCount(within: .hours(1), at: now) < policy.forwardsPerHour
            && state.contacts.forwardCount(within: .days(1), at: now) < perDay ?? .max
    }

    /// Somebody in whose name so much came is asked, once a day: an answer is taken as the mail that it holds.
    private func askSender() -> [Letter] {
        // Nothing automatic is answered, and no calendar's answer.
        switch request.event {
        case .answer?, .unclearAnswer?: return []
        case .plan?, .cancellation?, .refused?, nil: break
        }
        guard isMember || isCoordinator, state.contacts.letterCount(of: .senderCheck, to: address, at: now) == 0 else {
            return []
        }
        let check = letter(.forwarding(.senderCheck), language: list.language(of: address))
        return list.rateLimited(check, verdict: .flooded).letters.filter { $0.kind == .senderCheck }
    }
}

extension Verdict {
    package static let forwarded = Verdict("forwarded")
    package static let flooded = Verdict("flooded")
}
