import Base

/// What a delivery report says: which recipients a mail did not reach (or not yet), why, and which mail it was.
package struct Bounce: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// At least one recipient was given up.
        case failure
        /// A server is still trying; nobody was given up.
        case delay
        /// A report of success that somebody asked for.
        case delivery
        /// A person pressed “junk” (RFC 5965): see ``Message/feedback``.
        case complaint
    }

    package var kind: Kind
    /// In the order reported, at most 500; empty where the report names nobody.
    package var recipients: [BouncedRecipient]
    /// Our mail, as far as the report returns it. Its Message-ID is the dependable key to whom we wrote: forwarding
    /// and aliases make the reported address another one.
    package var returned: ReturnedMail?
}

/// One recipient of a delivery report.
package struct BouncedRecipient: Hashable, Sendable {
    /// What was done (RFC 3464 section 2.3.3).
    package enum Action: String, Hashable, Sendable, CaseIterable {
        case failed, delayed, delivered, relayed, expanded
    }

    /// The address that mail did not reach; `nil` where only a mailbox inside some server is named.
    package var address: Address?
    /// The address that we wrote to, where the report tells it apart from ``address`` (Original-Recipient).
    package var originalAddress: Address?
    /// The enhanced status code (RFC 3463) that says most, e.g. `5.1.1`.
    package var status: String?
    package var action: Action
    package var reason: BounceReason
    /// What the refusing server said, on one line, at most 500 bytes. Holds addresses: not for logs.
    package var diagnostic: String
    /// Whether sending the same again cannot help (a status of class 5). A server may give up without this.
    package var isPermanent: Bool

    /// Whether there is nobody at this address any more.
    package var isDead: Bool { isPermanent && reason.meansDead }
}

extension Message {
    /// The mail read as a delivery report; `nil` for any other mail, vacation notices and read receipts included.
    package var bounce: Bounce? {
        guard BounceSigns.reason(in: self) != nil else { return nil }
        let reader = BounceReader(self)
        // Some providers wrap another server's report into a text of their own. One layer is unwrapped, no more.
        if reader.namesNobody, let inner = reader.returnedMessage, BounceSigns.reason(in: inner) != nil {
            let wrapped = BounceReader(inner).bounce()
            if !wrapped.recipients.isEmpty { return wrapped }
        }
        return reader.bounce()
    }
}
