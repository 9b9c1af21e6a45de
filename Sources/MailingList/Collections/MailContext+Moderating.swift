import Base

/// Coordinators say which items go into the next digest.
extension MailContext {
    /// The answer to the question about an item. Nil where the mail is for people.
    func answerItemPreview(_ reply: Reply, of id: ItemID) -> Decision? {
        guard isCoordinator else { return nil }
        let command = request.command?.command
        guard let item = state.items[id], item.status == .waiting else {
            // Another coordinator was quicker, or the same one said it twice.
            return command == .publish || command == .cancel ? Decision(.notOpen) : nil
        }
        switch command {
        case .publish where reply.isProven: return list.keep(item)
        case .cancel where reply.isProven: return list.drop(item)
        case .publish, .cancel, nil:
            let language = list.language(of: address)
            return rateLimited(
                letter(.item(.preview(id, answer: request.excerpt)), language: language), verdict: .reminded)
        default: return nil
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
