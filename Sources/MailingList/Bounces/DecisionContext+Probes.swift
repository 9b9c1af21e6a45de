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

    /// All that the coordinators do not know yet, at most once a day.
    private func dueBounceReport() -> Decision? {
        let bounces = state.bounces
        let failing = bounces.members.filter {
            $0.value.suspended == nil && $0.value.told < .failing
                && $0.value.count(since: now - policy.bounces.forgetAfter) >= policy.bounces.warnAfter
        }.map(\.key).sorted()
        let suspended = bounces.members.filter { $0.value.suspended != nil && $0.value.told < .suspended }
            .map(\.key).sorted()
        guard !failing.isEmpty || !suspended.isEmpty || !bounces.removed.isEmpty,
            policy.coordinators.allSatisfy({ state.contacts.letterCount(of: .bounceReport, to: $0, at: now) == 0 })
        else { return nil }
        let report = BounceLetter.report(failing: failing, suspended: suspended, removed: bounces.removed)
        return Decision(
            .toldOfBounces, entries: [.bounce(.reported(failing: failing, suspended: suspended))],
            letters: policy.coordinators.map { Letter(.bounce(report), to: $0, language: language(of: $0)) })
    }
}

extension Verdict {
    package static let probed = Verdict("probed")
    package static let toldOfBounces = Verdict("toldOfBounces")
}
