/// What a report gives back of the mail that it is about.
package struct ReturnedMail: Hashable, Sendable {
    /// Without angles: our own Message-ID, by which we know whom we wrote to.
    package var messageID: String?
    package var from: AddressList
    package var to: AddressList
    package var subject: String
    /// Our own List-Unsubscribe, which names whom we wrote to even where a provider hides it; empty where it is gone.
    package var unsubscribe = ""

    /// `nil` for a header that has none of these.
    init?(_ message: Message) {
        self.init(messageID: message.messageID, from: message.from, to: message.to, subject: message.subject)
        unsubscribe = String((message.header.first("List-Unsubscribe")?.unfolded ?? "").prefix(1000))
    }

    init?(messageID: String?, from: AddressList = AddressList(), to: AddressList = AddressList(), subject: String = "")
    {
        guard messageID != nil || from.count > 0 || to.count > 0 || !subject.isEmpty else { return nil }
        (self.messageID, self.from, self.to, self.subject) = (messageID, from, to, subject)
    }
}

extension Message {
    /// The message inside this report, or what is left of it: a message/rfc822 or text/rfc822-headers part (RFC 6522),
    /// under one of the names that programs give these.
    var returnedPart: Message? {
        for (index, part) in parts.enumerated() where index > 0 && !part.nested {
            if part.isMessage {
                return Message(decoded(part))
            }
            let subtype = part.contentType.subtype
            if subtype.hasPrefix("rfc822-header") || subtype == "global-headers" {
                return Message(decoded(part))
            }
        }
        return nil
    }
}
