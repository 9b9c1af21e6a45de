import Base

/// The fields by which a message is understood, read from its own header.
extension Message {
    /// The addresses of all From fields together: who counts them counts every one.
    package var from: AddressList {
        header.all("from").reduce(into: AddressList()) { $0.append(AddressList.parseSender($1.value)) }
    }
    package var replyTo: AddressList { addresses("reply-to") }
    package var to: AddressList { addresses("to") }
    package var cc: AddressList { addresses("cc") }
    package var sender: AddressList { addresses("sender") }

    /// Decoded, on one line; empty where there is none.
    package var subject: String { header.first("subject")?.decoded ?? "" }

    /// Without `<>`, at most 998 bytes, no controls; `nil` where absent or unusable.
    package var messageID: String? { header.first("message-id").flatMap { MessageID.first($0.unfolded) } }

    /// Message identifiers without `<>`.
    package var inReplyTo: [String] { identifiers("in-reply-to") }

    /// Message identifiers without `<>`, oldest first.
    package var references: [String] { identifiers("references") }

    package var date: MailDate? { header.first("date").flatMap { MailDate($0.unfolded) } }

    /// Where bounces go, as the last server wrote it; `nil` where absent, empty for `<>`.
    package var returnPath: String? {
        guard let value = header.first("return-path")?.unfolded.withoutControls else { return nil }
        guard let open = value.firstIndex(of: "<") else { return value.trimmed }
        return String(value[value.index(after: open)...].prefix { $0 != ">" }).trimmed
    }

    /// The text the sender wrote: the first text/plain leaf that is neither attachment nor inside a nested message.
    package var plainPart: Part? { shown("text", "plain") }

    /// The same in HTML.
    package var htmlPart: Part? { shown("text", "html") }

    /// Whether its words lie in a form that only the receiver's program can open (S/MIME, PGP).
    package var sealed: Sealed? {
        for part in parts where !part.nested && part.depth <= 1 {
            let type = part.contentType
            if type.matches("application", "pkcs7-mime") || type.matches("application", "x-pkcs7-mime") {
                let kind = type["smime-type"]?.lowercased()
                return kind == "signed-data" || kind == nil && plainPart != nil ? .signed : .encrypted
            }
            if type.matches("multipart", "encrypted") || type.matches("application", "pgp-encrypted") {
                return .encrypted
            }
        }
        let text = plainPart.map { decoded($0) }
        return text?.starts(with: "-----BEGIN PGP MESSAGE-----".utf8) == true ? .encrypted : nil
    }

    package enum Sealed: String, Hashable, Sendable, CaseIterable {
        /// Signed in a way that wraps the words (`application/pkcs7-mime`).
        case signed
        case encrypted
    }

    private func addresses(_ name: String) -> AddressList {
        header.all(name).reduce(into: AddressList()) { $0.append(AddressList.parse($1.value)) }
    }

    private func identifiers(_ name: String) -> [String] {
        header.all(name).flatMap { MessageID.all($0.unfolded) }
    }

    private func shown(_ type: String, _ subtype: String) -> Part? {
        parts.first { !$0.nested && !$0.isAttachment && !$0.isMultipart && $0.contentType.matches(type, subtype) }
    }
}
