import Foundation

/// Somebody with a mailbox who writes to lists.
struct Person: Sendable {
    let name: String
    let address: String
    let inbox: Inbox
    private let world: Inject

    init(_ name: String, _ address: String, on stack: MailStack) {
        self.name = name
        self.address = address
        inbox = stack.inbox(of: address)
        world = stack.world
    }

    /// Sends a mail. `change` is for all that is out of the ordinary: fields, HTML, attachments, a forged sender.
    @discardableResult
    func writes(
        to list: TestList, subject: String = "", body: String = "", _ change: (inout Draft) -> Void = { _ in }
    ) async throws -> Draft {
        var draft = Draft(from: name, address, to: [list.address], subject: subject, text: body)
        change(&draft)
        return try await sends(draft)
    }

    /// How a mail client treats the mail that is being answered.
    enum Quotation: Sendable {
        /// The answer above the original, each line of it after `>`, introduced in Finnish.
        case lines
        /// The answer above the original, as Outlook does it, under `Lähettäjä:` and `Aihe:`.
        case outlook
        case none
    }

    /// Answers a mail as mail clients do: to its Reply-To or From, with In-Reply-To, References and a quotation.
    @discardableResult
    func answers(
        _ mail: ReceivedMail, _ text: String, quoting quotation: Quotation = .lines,
        _ change: (inout Draft) -> Void = { _ in }
    ) async throws -> Draft {
        let original = try await mail.text()
        let subject = mail.subject.lowercased().hasPrefix("re:") ? mail.subject : "Re: \(mail.subject)"
        var draft = Draft(
            from: name, address, to: [mail.replyAddress], subject: subject,
            text: text + Person.quoted(original, of: mail, quotation))
        draft.set("In-Reply-To", mail.messageID)
        draft.set("References", "\(mail.references) \(mail.messageID)".trimmingCharacters(in: .whitespaces))
        change(&draft)
        return try await sends(draft)
    }

    /// Is on holiday: the answer that Exchange gives by itself.
    @discardableResult
    func isAway(_ mail: ReceivedMail) async throws -> Draft {
        var draft = Draft(
            from: name, address, to: [mail.replyAddress], subject: "Automaattinen vastaus: \(mail.subject)",
            text: "Olen lomalla ja palaan maanantaina.")
        draft.envelopeSender = ""
        draft.set("In-Reply-To", mail.messageID)
        draft.set("References", mail.messageID)
        draft.set("Auto-Submitted", "auto-generated")
        draft.set("X-Auto-Response-Suppress", "All")
        return try await sends(draft)
    }

    @discardableResult
    func sends(_ draft: Draft) async throws -> Draft {
        try await world.send(from: draft.envelopeSender, to: draft.recipients, draft.bytes)
        return draft
    }

    /// Sends a mail as it is, whatever it is.
    func sends(_ bytes: [UInt8], to list: TestList) async throws {
        try await world.send(from: address, to: [list.address], bytes)
    }

    private static func quoted(_ original: String, of mail: ReceivedMail, _ quotation: Quotation) -> String {
        switch quotation {
        case .none: ""
        case .lines:
            "\n\npe 20. lokakuuta 2017 klo 17.50 \(mail.from) kirjoitti:\n\n"
                + original.split(separator: "\n", omittingEmptySubsequences: false).map { "> \($0)" }
                .joined(separator: "\n")
        case .outlook:
            "\n\n________________________________\nLähettäjä: \(mail.from)\nLähetetty: perjantai 20. lokakuuta 2017 17.50\n"
                + "Vastaanottaja: \(mail.to)\nAihe: \(mail.subject)\n\n\(original)"
        }
    }
}

extension Person {
    /// Becomes a member: asks, answers the letter that asks back, and is welcomed. Returns the welcome letter.
    @discardableResult
    func joins(_ list: TestList, saying command: String = "liity", confirming answer: String = "Kyllä, kiitos")
        async throws -> ReceivedMail
    {
        try await writes(to: list, subject: command)
        let question = try await inbox.next()
        try await answers(question, answer)
        return try await inbox.next()
    }
}
