import Base

/// Reads a delivery report: first the fields made for machines, then what the text says, then the returned mail.
struct BounceReader {
    private let message: Message
    private let report: ReportText
    private let statuses: [DeliveryStatus]
    /// The mail that the report gives back.
    let returnedMessage: Message?
    private let returned: ReturnedMail?
    /// Whether its words, where there are no fields, only warn of a delay.
    private let isWarning: Bool
    /// X-Failed-Recipients (Exim, Gmail).
    private let failed: [Address]

    init(_ message: Message) {
        self.message = message
        var text = message.firstText
        // A multipart without a single boundary still has words.
        if text.isEmpty, message.parts.count == 1 { text = message.text(of: message.parts[0]) }
        let ends = [message.from, message.to].flatMap { $0.mailboxes.map(\.address) }
        report = ReportText(text, others: Set(ends + [message.returnPath.flatMap { Address($0) }].compactMap(\.self)))
        isWarning =
            Self.warnings.longest(in: Words.of(message.subject)) ?? Self.warnings.longest(in: Words.of(report.whole))
            ?? false

        var found = Self.statusParts(of: message)
        if found.recipients.isEmpty {
            // Amazon WorkMail, old Sendmail and others write the fields into the text.
            let lines = report.lines.joined(separator: [0x0A])
            let inText = DeliveryStatus.read(Array(lines))
            found = (inText.recipients, found.messageID ?? inText.messageID)
        }
        statuses = Self.unique(found.recipients)
        let fields = message.header.all("X-Failed-Recipients")
        failed = Self.unique(fields.flatMap { AddressList.parse($0.value).mailboxes.map(\.address) })

        returnedMessage = message.returnedPart ?? report.returnedMessage
        let known = found.messageID ?? message.inReplyTo.first ?? message.references.last
        var returned = returnedMessage.flatMap(ReturnedMail.init) ?? ReturnedMail(messageID: known)
        if returned?.messageID == nil { returned?.messageID = known }
        self.returned = returned
    }

    /// Whether neither fields nor text name a recipient.
    var namesNobody: Bool { statuses.isEmpty && failed.isEmpty && report.recipients.isEmpty }

    func bounce() -> Bounce {
        if let feedback = message.feedback {
            let recipients = feedback.recipients.map {
                BouncedRecipient(
                    address: $0, action: .delivered, reason: .feedback, diagnostic: feedback.type, isPermanent: false)
            }
            return Bounce(kind: .complaint, recipients: recipients, returned: feedback.returned)
        }
        let recipients = statuses.isEmpty ? fromText() : fromStatuses()
        return Bounce(kind: Self.kind(of: recipients), recipients: recipients, returned: returned)
    }

    private static func kind(of recipients: [BouncedRecipient]) -> Bounce.Kind {
        if recipients.isEmpty || recipients.contains(where: { $0.action == .failed }) { return .failure }
        return recipients.contains { $0.action == .delayed } ? .delay : .delivery
    }

    private static func statusParts(of message: Message) -> (recipients: [DeliveryStatus], messageID: String?) {
        for part in message.parts where !part.nested {
            let type = part.contentType
            if type.matches("message", "delivery-status") || type.matches("message", "global-delivery-status") {
                let found = DeliveryStatus.read(message.decoded(part))
                if !found.recipients.isEmpty || found.messageID != nil { return found }
            }
        }
        return ([], nil)
    }

    private func fromStatuses() -> [BouncedRecipient] {
        let isSingle = statuses.count == 1
        return statuses.enumerated().map { index, status in
            var address = status.address
            if address == nil, failed.count == statuses.count { address = failed[index] }
            if address == nil, isSingle { address = guessed.first }
            let names = [address, status.originalRecipient].compactMap(\.self)
            let passage = names.lazy.compactMap { report.passage(about: $0) }.first
            return recipient(
                address, original: status.originalRecipient, reported: status, passage: passage ?? "",
                around: isSingle ? report.whole : "", names: names)
        }
    }

    private func fromText() -> [BouncedRecipient] {
        let addresses = failed.isEmpty ? guessed : failed
        return addresses.map { address in
            recipient(
                address, original: nil, reported: nil, passage: report.passage(about: address) ?? "",
                around: addresses.count == 1 ? report.whole : "", names: [address])
        }
    }

    /// The recipients where no field names them: by the text, by the subject, by whom the returned mail was for.
    private var guessed: [Address] {
        let mentioned = Array(report.recipients.map(\.address).prefix(DeliveryStatus.mostRecipients))
        if !mentioned.isEmpty { return mentioned }
        let subject = Array(message.subject.utf8)
        if let found = AddressScan.addresses(in: subject[...]).first { return [found.address] }
        let receivers = returnedMessage?.to.mailboxes.map(\.address) ?? []
        return receivers.count == 1 ? receivers : []
    }

    private func recipient(
        _ address: Address?, original: Address?, reported: DeliveryStatus?, passage: String, around: String,
        names: [Address]
    ) -> BouncedRecipient {
        let action = reported?.action ?? (isWarning ? .delayed : .failed)
        let diagnosis = Diagnosis(reported, action, passage: passage, around: around, names: names)
        let isOver = action == .failed || action == .delayed
        return BouncedRecipient(
            address: address, originalAddress: original == address ? nil : original,
            status: diagnosis.status?.description, action: action,
            reason: isOver ? diagnosis.reason : .undefined, diagnostic: diagnosis.text,
            isPermanent: action == .failed && diagnosis.isPermanent)
    }

    private static func unique<Element: Hashable>(_ elements: [Element]) -> [Element] {
        var seen: Set<Element> = []
        return elements.filter { seen.insert($0).inserted }.prefix(DeliveryStatus.mostRecipients).map(\.self)
    }

    private static let warnings = WordTable<Bool>([
        (
            true,
            [
                "warning", "delayed", "delay", "still being retried", "warning only", "a warning message only",
                "has not yet been delivered", "not yet been delivered", "has been delayed", "is delayed for",
                "delivery attempts will continue", "will continue to attempt", "will be retried",
                "temporary failure report",
                "viivästynyt", "försenad", "försenat",
            ]
        ),
        (
            false,
            ["this is a permanent error", "permanent fatal errors", "failed permanently", "not going to try again"]
        ),
    ])
}
