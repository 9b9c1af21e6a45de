import Base
import Mail

/// Whom a server means when it says no. What is not about one mail is never a recipient's end: that mail comes again.
extension Delivery {
    mutating func judge(_ item: SendItem, _ outcome: Outcome, through route: Int, at now: Instant, chance: Double) {
        let relay = routes[route].relay
        switch outcome {
        case .accepted:
            // What was refused before an accepted mail was refused for its own sake.
            believe(routes[route].batch?.takeSuspects() ?? [], at: now, chance: chance)
            relays[relay].health.accept()
            answer(item, outcome, at: now, chance: chance)
        case .refused(let refusal), .later(let refusal):
            if !refusal.subject.isAboutOneMail {
                relays[relay].health.refuse(item, refusal, at: now)
                answer(item, .later(refusal), at: now, chance: chance)
            } else if refusal.isPermanent, isSuspect(refusal, of: item, through: route) {
                routes[route].batch?.suspect(item, refusal)
            } else {
                answer(item, outcome, at: now, chance: chance)
            }
        case .unknown, .notTried: answer(item, outcome, at: now, chance: chance)
        }
    }

    /// Whether it takes other mails to know what it means.
    private func isSuspect(_ refusal: SmtpRefusal, of item: SendItem, through route: Int) -> Bool {
        if !refusal.speaksForItself(of: address(of: item)) { return true }
        // Gmail told everybody for hours that nobody was there (550 5.1.1, 15 December 2020).
        guard refusal.subject == .recipient, case .copy(let job, _) = item,
            let batch = routes[route].batch,
            batch.count >= RelayHealth.fewestUnknown || relays[routes[route].relay].health.trouble != nil
        else { return false }
        return jobs[job]?.accepted == 0
    }

    /// At the end of a batch: where many recipients were refused in the same words one after the other, and none was
    /// accepted since, the words are about none of them.
    mutating func settleSuspects(of route: Int, at now: Instant, chance: Double) {
        let suspects = routes[route].batch?.takeSuspects() ?? []
        for some in Dictionary(grouping: suspects, by: \.refusal.pattern).sorted(by: { $0.key < $1.key }).map(\.value) {
            let fewest =
                some.allSatisfy { $0.refusal.speaksForItself(of: address(of: $0.item)) }
                ? RelayHealth.fewestUnknown : RelayHealth.fewestRefused
            guard some.count >= fewest || relays[routes[route].relay].health.trouble != nil else {
                believe(some, at: now, chance: chance)
                continue
            }
            for suspect in some {
                relays[routes[route].relay].health.refuse(suspect.item, suspect.refusal, at: now)
                answer(suspect.item, .later(suspect.refusal), at: now, chance: chance)
            }
        }
    }

    /// Nil for a letter: only its id is known here.
    private func address(of item: SendItem) -> Address? {
        if case .copy(let job, let index) = item { jobs[job]?.recipient(index)?.address } else { nil }
    }

    private mutating func believe(_ suspects: [InFlightBatch.Suspect], at now: Instant, chance: Double) {
        for suspect in suspects { answer(suspect.item, .refused(suspect.refusal), at: now, chance: chance) }
    }

    /// Whether none of the connections to this one's relay is tried: the login was refused, or the server asked for a pause.
    func isLeftAlone(relayOf route: Int, at now: Instant) -> Bool {
        let relay = relays[routes[route].relay]
        return relay.denials.isTroubled || relay.notBefore > now
    }

    /// The relay that has refused mail for its own reasons for the longest time.
    var relayTrouble: RelayHealth.Trouble? {
        relays.compactMap(\.health.trouble).min { $0.since < $1.since }
    }
}

extension SmtpRefusal {
    /// Whether no other recipient's mail need be waited for to know what it means: nobody is there, or the mail is larger
    /// than the server takes.
    fileprivate func speaksForItself(of recipient: Address?) -> Bool {
        if subject == .message {
            return code == 552 || [SmtpStatus(5, 3, 4), SmtpStatus(5, 2, 3)].contains(enhanced)
        }
        if let recipient { return BounceReason.read(refusal: line, of: recipient).isDead }
        return enhanced.map { $0.subject == 1 && [1, 2, 3, 6, 10].contains($0.detail) } ?? false
    }

    /// In one line for people: whose address it was belongs in no page and no log.
    var shown: String {
        line.split(separator: " ").map { $0.contains("@") ? "…@…" : $0 }.joined(separator: " ")
    }
}
