import Base

/// Mails that had lain in the mailbox for long when the daemon looked into it for the first time. A mailbox may have been
/// in use for years: whoever wrote `liity` last spring would be surprised by an answer today.
package struct OldMail: Hashable, Sendable {
    package var validity: UInt32
    package var uids: [UInt32]
    /// Where they are from now on.
    package var folder: String

    /// Mail that has waited for longer than this at the first start gets no answer.
    package static let longestWait = Seconds.days(7)

    package init(validity: UInt32, uids: [UInt32], folder: String) {
        self.validity = validity
        self.uids = uids
        self.folder = folder
    }
}

extension DecisionContext {
    /// The coordinators are told how many there are and where, once; what is in them is for people to see.
    func beginIntake(_ mail: OldMail) -> Decision {
        guard state.seen.began == nil else { return Decision(.nothing) }
        var entries = [Entry.seen(.began(at: now))]
        guard state.seen.isNew, !mail.uids.isEmpty else { return Decision(.intakeBegan, entries: entries) }
        let day = SeenMail.day(of: now)
        let keys = mail.uids.map { SeenMail.number(mail.validity, $0) }
        for start in stride(from: 0, to: keys.count, by: 500) {
            entries.append(.seen(.old(day: day, Array(keys[start..<min(start + 500, keys.count)]))))
        }
        let letters = policy.coordinators.map {
            Letter(
                .forwarding(.oldMail(count: mail.uids.count, folder: mail.folder)), to: $0, language: language(of: $0))
        }
        return Decision(.intakeBegan, entries: entries, letters: letters)
    }
}

extension Verdict {
    package static let intakeBegan = Verdict("intakeBegan")
}
