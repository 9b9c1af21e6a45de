import Mail
import Rules

/// The header fields of copies.
extension LetterRenderer {
    /// The header fields that differ from copy to copy.
    func ownFields(_ kind: CopyRenderer.Kind, to recipient: Address?, _ language: Language) -> [OutgoingField] {
        let until = kind.came + Policy.answerWithin
        let domain = policy.address.domain
        let address = recipient ?? policy.address
        switch kind {
        case .post(let post, _):
            let subject = MessageName.subject(.copy, post: post.id, address: address)
            let name = MessageName(
                purpose: .copy, post: post.id, token: signer.token(.copy, for: subject, until: until))
            return [
                .mailboxes("To", [NamedAddress(address: address)]),
                .structured("Message-ID", "<\(name.messageID(domain: domain))>"),
                .structured("List-Unsubscribe", "<\(unsubscribeLink(for: recipient, language, until: until))>"),
            ]
        case .forward(let forward, _, _):
            let token = signer.token(.note, for: address.text, until: until)
            let name = MessageName(purpose: .note, token: token)
            return [
                .mailboxes("To", [NamedAddress(address: address)]),
                .structured("Message-ID", "<\(name.messageID(mark: forward.id.text, domain: domain))>"),
            ]
        }
    }

    /// The header fields that all copies in a language share.
    func commonFields(_ kind: CopyRenderer.Kind, _ subject: String, _ language: Language) -> [UInt8] {
        let title = policy.title(in: language)
        let from = kind.author.name.isEmpty ? title : "\(kind.author.name) (\(title))"
        var fields: [OutgoingField] = [.mailboxes("From", [NamedAddress(name: from, address: policy.address)])]
        if case .forward(let forward, _, _) = kind { fields.append(.mailboxes("Reply-To", [forward.from])) }
        let date = DateText.rfc5322(secondsSince1970: kind.sent.secondsSince1970, offsetMinutes: 0)
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

    /// A draft that says what it does: `eroa TOKEN anna@hel.fi`. A group's copy can prove nobody: its draft is the
    /// bare word, which asks back.
    private func unsubscribeLink(for address: Address?, _ language: Language, until: Instant) -> String {
        guard let address else { return mailto(policy.address, subject: Command.leaveWord(in: language)) }
        let token = signer.token(.unsubscribe, for: address.text, until: until)
        return mailto(
            policy.address, subject: "\(Command.leaveWord(in: language)) \(token.text) \(address.text)")
    }

    private func mailto(_ address: Address, subject: String?) -> String {
        "mailto:" + Self.percentEncoded(address.text, keeping: "@")
            + (subject.map { "?subject=" + Self.percentEncoded($0, keeping: "") } ?? "")
    }

    /// RFC 6068 section 2: everything but unreserved characters is escaped.
    private static func percentEncoded(_ text: String, keeping kept: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        let bytes = text.utf8.flatMap { byte -> [UInt8] in
            let isUnreserved =
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || "-._~".utf8.contains(byte) || kept.utf8.contains(byte)
            return isUnreserved ? [byte] : [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
        return String(decoding: bytes, as: UTF8.self)
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
