import Base

/// What time brings to members whose mail came back: probes, their ends, and word to the coordinators.
extension DecisionContext {
    func dueBounces() -> Decision? {
        for (address, record) in state.bounces.members.sorted(by: { $0.key < $1.key }) {
            guard let suspended = record.suspended else { continue }
            if record.returnedProbes >= policy.bounces.probes {
                return Decision(.removed(1), entries: [.membership(.left(address, .bounces))])
            }
            guard (record.probed ?? suspended) + policy.bounces.probeEvery <= now else { continue }
            // The last probe has not come back: somebody is there.
            if record.probed != nil, record.returnedProbes < record.sentProbes {
                return Decision(.reinstated, entries: [.bounce(.reinstated(address))])
            }
            let letter = Letter(.bounce(.probe), to: address, language: language(of: address))
            return Decision(.probed, entries: [.bounce(.probed(address))], letters: [letter])
        }
        return dueBounceReport()
    }

    /// When the next probe goes out or comes to its end, or the coordinators are told the next time.
    var nextBounces: Instant? {
        let probe = state.bounces.members.values.lazy.compactMap { record in
            record.suspended.map { (record.probed ?? $0) + policy.bounces.probeEvery }
        }.min()
        return [probe, nextBounceReport].compactMap { $0 }.min()
    }

    /// All that the coordinators do not know yet, at most once a day.
    private func dueBounceReport() -> Decision? {
        guard hasBounceNews,
            policy.coordinators.allSatisfy({ state.contacts.letterCount(of: .bounceReport, to: $0, at: now) == 0 })
        else { return nil }
        let (failing, suspended) = (untoldFailing, untoldSuspended)
        let report = BounceLetter.report(failing: failing, suspended: suspended, removed: state.bounces.removed)
        return Decision(
            .toldOfBounces, entries: [.bounce(.reported(failing: failing, suspended: suspended))],
            letters: policy.coordinators.map { Letter(.bounce(report), to: $0, language: language(of: $0)) })
    }

    /// News that the coordinators were told too much of today to be told at once.
    private var nextBounceReport: Instant? {
        guard hasBounceNews else { return nil }
        let last = policy.coordinators.compactMap { state.contacts.latestLetter(.bounceReport, to: $0) }.max()
        return last.map { $0 + .days(1) }
    }

    /// Whether there is anything that the coordinators do not know yet.
    private var hasBounceNews: Bool {
        !state.bounces.removed.isEmpty || !untoldSuspended.isEmpty || !untoldFailing.isEmpty
    }

    private var untoldFailing: [Address] {
        state.bounces.members.filter {
            $0.value.suspended == nil && $0.value.told < .failing
                && $0.value.count(since: now - policy.bounces.forgetAfter) >= policy.bounces.warnAfter
        }.map(\.key).sorted()
    }

    private var untoldSuspended: [Address] {
        state.bounces.members.filter { $0.value.suspended != nil && $0.value.told < .suspended }.map(\.key).sorted()
    }
}

extension Verdict {
    package static let probed = Verdict("probed")
    package static let toldOfBounces = Verdict("toldOfBounces")
}
