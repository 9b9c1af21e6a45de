import Base
import Mail

/// Finds which of our mails a delivery report or a complaint is about.
struct ReturnReader: Sendable {
    let list: Address
    let signer: TokenSigner

    func copies(_ message: Message, at now: Instant) -> [ReturnedCopy] {
        if let complaint = message.feedback { return complained(complaint, at: now) }
        guard let bounce = message.bounce, bounce.kind == .failure, let name = name(bounce.returned) else { return [] }
        let dead = bounce.recipients.filter(\.isDead)
        // Forwarding makes the reported address another one; of a report about one recipient the mail itself knows.
        let written = bounce.recipients.count == 1 ? addresses(bounce.returned) : []
        let candidates = dead.flatMap { [$0.originalAddress, $0.address].compactMap { $0 } } + written
        return dead.isEmpty ? [] : copies(candidates, of: name, .addressInvalid, at: now)
    }

    /// Most providers hide who complains: then the address in our own List-Unsubscribe tells.
    private func complained(_ complaint: FeedbackReport, at now: Instant) -> [ReturnedCopy] {
        guard complaint.type != "not-spam", complaint.type != "auth-failure" else { return [] }
        let field = complaint.returned?.unsubscribe ?? ""
        let words = (PercentCodec.value(field) ?? field).split { " <>:?&=".contains($0) }
        let named = words.suffix(Self.mostWords).compactMap { Address($0) }
        let candidates = (complaint.recipients + addresses(complaint.returned) + named).filter { $0 != list }
        if let name = name(complaint.returned) {
            let proven = copies(candidates, of: name, .complaint, at: now)
            guard proven.isEmpty else { return proven }
        }
        // A copy that many shared proves none of them; whoever is named is asked.
        return complaint.recipients.prefix(Self.mostAsked).map {
            ReturnedCopy(address: $0, origin: .probe, kind: .unprovenComplaint)
        }
    }

    /// Of one unproven complaint.
    private static let mostAsked = 1

    private static let mostWords = 50

    private func copies(
        _ candidates: [Address], of name: MessageName, _ kind: ReturnedCopy.Kind, at now: Instant
    ) -> [ReturnedCopy] {
        let origin: ReturnedCopy.Origin
        switch name.purpose {
        case .copy(let post): origin = .post(post)
        case .probe: origin = .probe
        default: return []
        }
        // A copy that many shared bears the list's address: it tells of none of them.
        var known: Set<Address> = []
        return candidates.compactMap { address in
            guard known.insert(address).inserted,
                signer.isGenuine(name.token, name.purpose, for: address, at: now)
            else { return nil }
            return ReturnedCopy(address: address, origin: origin, kind: kind)
        }
    }

    private func name(_ returned: ReturnedMail?) -> MessageName? {
        (returned?.messageID).flatMap { MessageName(messageID: $0, domain: list.domain) }
    }

    private func addresses(_ returned: ReturnedMail?) -> [Address] {
        returned?.to.mailboxes.map(\.address) ?? []
    }
}
