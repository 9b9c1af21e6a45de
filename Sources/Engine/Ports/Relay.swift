import Base

/// The submission server, as the engine sees it.
package protocol Relay: Sendable {
    /// Sends the envelopes, in any order, and reports what became of them as it becomes known, each envelope once.
    /// Returns, or throws, when all are reported; what the server was not even offered is reported as `.notTried`.
    ///
    /// - Parameters:
    ///   - offer: called with the next few envelopes, each once, before a byte of them goes out; answers which of them
    ///     may. Those that are offered and not reported are never many more than are really on their way.
    ///   - report: called with results, and with the envelopes whose last byte goes out when it returns: without a result
    ///     the server may have taken these, and no others.
    func send(
        _ envelopes: [Envelope], offer: @escaping @Sendable ([UInt64]) async -> Set<UInt64>,
        report: @escaping @Sendable ([EnvelopeResult], _ transmitted: [UInt64]) async -> Void
    ) async throws(RelayError)
    /// Gives the connection up; the next call connects anew.
    func close() async
}

/// One message with its sender and recipients (RFC 5321 2.3.1).
package struct Envelope: Sendable {
    /// The caller's number for it.
    package var id: UInt64
    package var sender: Address
    package var recipients: [Address]
    /// Header and body, in order. Copies of one post share the slices of its body.
    package var segments: [ArraySlice<UInt8>]

    package init(id: UInt64, sender: Address, recipients: [Address], segments: [ArraySlice<UInt8>]) {
        self.id = id
        self.sender = sender
        self.recipients = recipients
        self.segments = segments
    }
}

/// What became of one envelope.
package struct EnvelopeResult: Sendable, Hashable {
    package var id: UInt64
    /// In the order of its recipients.
    package var outcomes: [Outcome]

    package init(id: UInt64, outcomes: [Outcome]) {
        self.id = id
        self.outcomes = outcomes
    }
}

/// Why the relay takes nothing now. The words say what to do.
package struct RelayError: Error, Sendable, Hashable, CustomStringConvertible {
    package enum Kind: Sendable, Hashable {
        /// Wrong password or token, or the account may not send.
        case denied
        /// Not there, cut off or too slow.
        case unavailable
        /// The server wants fewer mails (421, 4.7.x), for so many seconds where that is known.
        case slowDown(seconds: Int?)
        case cancelled
    }

    package var kind: Kind
    package var description: String

    package init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }
}
