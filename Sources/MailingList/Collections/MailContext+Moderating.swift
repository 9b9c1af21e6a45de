import Base

/// Coordinators say which items go into the next digest.
extension MailContext {
    /// The answer to the question about an item. Nil where the mail is for people.
    func answerItemPreview(_ reply: Reply, of id: ItemID) -> Decision? {
        guard isCoordinator else { return nil }
        let said = approval()
        guard let item = state.items[id], item.status == .waiting else {
            // Another coordinator was quicker, or the same one said it twice.
            return said == .yes || said == .no ? Decision(.notOpen) : nil
        }
        switch said {
        case .yes where reply.isProven: return list.keep(item)
        case .no where reply.isProven: return list.drop(item)
        case .yes, .no, .nothing, .other:
            let language = list.language(of: address)
            return rateLimited(
                letter(.item(.preview(id, answer: request.answer.text)), language: language), verdict: .reminded)
        case nil: return nil
        }
    }
}

extension DecisionContext {
    func keep(_ id: ItemID) -> Decision {
        guard let item = state.items[id], item.status == .waiting else { return Decision(.notOpen) }
        return keep(item)
    }

    func drop(_ id: ItemID) -> Decision {
        guard let item = state.items[id], item.status.canBeDropped else { return Decision(.notOpen) }
        return drop(item)
    }

    fileprivate func keep(_ item: Item) -> Decision { Decision(.itemKept, entries: [.item(.kept(item.id))]) }
    fileprivate func drop(_ item: Item) -> Decision { Decision(.itemDropped, entries: [.item(.dropped(item.id))]) }
}
