import Base

/// From a member's mail to an item that waits for the next digest.
extension MailContext {
    /// `vinkki: …`. Nil where no collection is meant, or nothing is said to it: then the mail goes to people.
    var itemCollection: CollectionName? {
        guard case .item(let name, _)? = request.command?.command, !request.item.isEmpty,
            policy.collection(name) != nil
        else { return nil }
        return name
    }

    func submit(to name: CollectionName) -> Decision {
        guard let collection = policy.collection(name) else { return forward() }
        let language = policy.spoken(request.command?.language ?? state.members[address]?.language)
        guard isMember || isCoordinator else { return greetStranger(name, language) }
        if collection.isClosed(at: now, in: policy.zone) { return tellClosed(name, language) }
        if let flood = flooded() { return flood }
        let isModerated = mustBeModerated(collection)
        let text = request.item
        let item = Item(
            id: ItemID(digest: request.identity.digest), collection: name, author: sender, language: language,
            text: String(text.prefix(Item.longestText)), received: now, status: isModerated ? .waiting : .kept,
            kept: isModerated ? nil : now, isProven: request.isFromSender)
        guard state.items[item.id] == nil else {
            return list.quarantine(request, "its item has the name of another", sender: address)
        }
        var decision = Decision(isModerated ? .itemHeld : .itemKept, entries: [.item(.received(item))])
        if isModerated {
            decision.letters = policy.coordinators.map {
                Letter(.item(.preview(item.id, answer: nil)), to: $0, language: list.language(of: $0))
            }
        }
        if !state.contacts.knows(.itemThanks, to: address, at: now) {
            let thanks = letter(
                .item(.thanks(name, moderated: isModerated)), language: list.language(of: address, or: language))
            decision.letters += rateLimited(thanks, verdict: .itemHeld).letters
        }
        // What a digest cannot carry is for people.
        let isWhole = request.attachments.isEmpty && text.count <= Item.longestText && !request.leavesOut
        return isWhole ? decision : alsoForwarding(decision)
    }

    /// Without moderation a tip goes to everybody, so that somebody must be shown to have sent it. What coordinators read
    /// needs no other coordinator.
    private func mustBeModerated(_ collection: CollectionPolicy) -> Bool {
        collection.moderate || collection.readers == .members && !request.isFromSender
    }

    /// The digest has gone: people read what came too late for it.
    private func tellClosed(_ name: CollectionName, _ language: Language) -> Decision {
        let told = letter(.item(.thanks(name, moderated: false)), language: list.language(of: address, or: language))
        return alsoForwarding(rateLimited(told, verdict: .itemLate))
    }

    private func greetStranger(_ name: CollectionName, _ language: Language) -> Decision {
        alsoForwarding(rateLimited(letter(.item(.fromStranger(name)), language: language), verdict: .notMember))
    }
}

extension Verdict {
    package static let itemHeld = Verdict("tipHeld")
    package static let itemKept = Verdict("tipKept")
    package static let itemLate = Verdict("itemLate")
    package static let itemDropped = Verdict("tipDropped")
}
