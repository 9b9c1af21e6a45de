import Base
import Mail
import MailingList

/// The header fields of copies.
extension LetterRenderer {
    /// The header fields that differ from copy to copy.
    ///
    /// - Parameter isShared: whether a copy goes to a group, whom it does not name; then the list stands for the reader.
    func ownFields(_ kind: CopyRenderer.Kind, _ language: Language, isShared: Bool) -> CopyFields {
        let until = kind.came + Policy.answerWithin
        let domain = policy.address.domain.text
        var fields = CopyFields()
        fields.add("To", .address)
        switch kind {
        case .post(let post, _):
            let copy = signer.series(.copy(post.id), until: until)
            fields.add(
                "Message-ID", .text("<\(TokenPurpose.copy(post.id).word).\(post.id.text)."), .token(copy),
                .text("@\(domain)>"))
            let leave = Command.leaveWord(in: language)
            if isShared {
                // A group's copy can prove nobody: its draft is the bare word, which asks back.
                fields.add("List-Unsubscribe", .text("<\(mailto(policy.address, subject: leave))>"))
            } else {
                // A draft that says what it does: `eroa TOKEN anna@hel.fi`.
                let token = signer.series(.unsubscribe, until: until)
                fields.add(
                    "List-Unsubscribe", .text("<\(mailto(policy.address, subject: leave + " "))"), .token(token),
                    .text("%20"), .escapedAddress, .text(">"))
            }
        case .forward(let forward, _, _):
            // Whoever the reader answers sees the identifier: it must prove nobody. So it is made for the list itself.
            let token = signer.token(.note, for: policy.address, until: until)
            let name = MessageName(purpose: .note, token: token)
            fields.add(
                "Message-ID", .text("<\(name.messageID(mark: forward.id.text, domain: policy.address.domain))>"))
        }
        return fields
    }

    /// The header fields that all copies in a language share.
    func commonFields(_ kind: CopyRenderer.Kind, _ subject: String, _ language: Language) -> [UInt8] {
        let title = policy.title(in: language)
        let from = kind.author.name.isEmpty ? title : "\(kind.author.name) (\(title))"
        var fields: [OutgoingField] = [.mailboxes("From", [NamedAddress(name: from, address: policy.address)])]
        if case .forward(let forward, _, _) = kind { fields.append(.mailboxes("Reply-To", [forward.from])) }
        let date = DateText.rfc5322(kind.sent)
        fields += [.text("Subject", subject), .structured("Date", date)]
        if case .post = kind { fields += listFields(title) }
        fields += [
            .structured("X-Auto-Response-Suppress", "OOF, AutoReply"),
            .structured(RequestReader.loopField, policy.name),
        ]
        return HeaderWriter.bytes(of: fields)
    }

    /// RFC 2919 and RFC 2369. List-Unsubscribe-Post needs an https address (RFC 8058), which a mailbox has not.
    private func listFields(_ title: String) -> [OutgoingField] {
        let address = policy.address
        let help = Command.helpWord(in: policy.defaultLanguage)
        return [
            OutgoingField("List-Id", .phrase(title, structured: "<\(policy.name).\(address.domain)>")),
            .structured("List-Help", "<\(mailto(address, subject: help))>"),
            .structured("List-Owner", "<\(mailto(address, subject: nil))>"),
            .structured("List-Post", "NO"),
            .structured("Precedence", "list"),
        ]
    }

    private func mailto(_ address: Address, subject: String?) -> String {
        "mailto:" + PercentCodec.mailto(address.text, keeping: "@")
            + (subject.map { "?subject=" + PercentCodec.mailto($0) } ?? "")
    }
}

extension CopyRenderer.Kind {
    var author: NamedAddress {
        switch self {
        case .post(let post, _): post.author
        case .forward(let forward, _, _): forward.from
        }
    }

    /// Fixed for good: the tokens, and so the Message-IDs, depend on it.
    var came: Instant {
        switch self {
        case .post(let post, _): post.held
        case .forward(let forward, _, _): forward.received
        }
    }

    /// For the Date field.
    var sent: Instant {
        switch self {
        case .post(let post, _): post.approved ?? post.held
        case .forward(let forward, _, _): forward.received
        }
    }
}
