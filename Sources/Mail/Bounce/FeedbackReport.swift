import Base

/// A complaint about one of our mails (ARF, RFC 5965): somebody pressed “junk”, or asks not to get more.
package struct FeedbackReport: Hashable, Sendable {
    /// `abuse`, `fraud`, `opt-out`, `auth-failure` …, in lower case.
    package var type: String
    /// Who complains, at most 500, where the provider tells; most hide it, so that ``returned`` is what remains.
    package var recipients: [Address]
    /// Our mail.
    package var returned: ReturnedMail?

    package var originalRecipient: Address? { recipients.first }
}

extension Message {
    /// The mail read as a complaint; `nil` for any other.
    package var feedback: FeedbackReport? {
        let report = parts.first { !$0.nested && $0.contentType.matches("message", "feedback-report") }
        guard let report else { return oldComplaint }
        // The part is itself nothing but a header (RFC 5965 section 3); some put a MIME header before it.
        let bytes = Array(decoded(report).drop { $0.isFoldingSpace })
        let fields = Message(bytes).header
        let returned = returnedPart
        let named = ["original-rcpt-to", "removal-recipient"].flatMap { fields.all($0) }
            .compactMap { ReportedAddress.read($0.unfolded) }
        return FeedbackReport(
            type: fields.first("feedback-type").map { Self.word($0.unfolded) } ?? "abuse",
            recipients: named.isEmpty ? Self.receivers(of: returned) : Self.first(named),
            returned: returned.flatMap(ReturnedMail.init))
    }

    /// Outlook.com's complaints (JMRP) are older than the format: a subject and the mail.
    private var oldComplaint: FeedbackReport? {
        guard subject.lowercased().hasPrefix("complaint about message from"), let returned = returnedPart else {
            return nil
        }
        return FeedbackReport(
            type: "abuse", recipients: Self.receivers(of: returned), returned: ReturnedMail(returned))
    }

    /// A type is one word (RFC 5965 section 3.1), and a short one.
    private static func word(_ value: String) -> String {
        String(value.unicodeScalars.prefix(64).prefix { ("!"..."~").contains($0) }).lowercased()
    }

    private static func receivers(of returned: Message?) -> [Address] {
        guard let returned else { return [] }
        let hidden = returned.header.first("x-hmxmroriginalrecipient").flatMap { ReportedAddress.read($0.unfolded) }
        return hidden.map { [$0] } ?? first(returned.to.mailboxes.map(\.address))
    }

    private static func first(_ addresses: [Address]) -> [Address] {
        Array(addresses.prefix(DeliveryStatus.mostRecipients))
    }
}
