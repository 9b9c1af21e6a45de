import Base
import Mail
import MailingList

/// Makes the bytes of what goes out. The same item gives the same mail again, so a server that sees one twice can tell by
/// its Message-ID.
package struct LetterRenderer: Sendable {
    package let policy: Policy
    let signer: TokenSigner
    let book: LetterBook

    package init(policy: Policy, signer: TokenSigner, book: LetterBook) {
        self.policy = policy
        self.signer = signer
        self.book = book
    }

    /// A letter in words, with what its header needs.
    package struct Written: Sendable {
        package var words: RenderedLetter
        /// Without angle brackets. The same letter has the same again, so that one sent twice can be recognised.
        package var messageID: String
    }

    /// A letter's words.
    ///
    /// - Parameters:
    ///   - mail: the mail the letter is about, where it is about a post that is still there.
    ///   - outlook: what is known of sending.
    package func write(
        _ id: LetterID, _ pending: PendingLetter, in state: State, mail: Message?,
        outlook: SendingOutlook = SendingOutlook()
    ) throws(LetterError) -> Written {
        let letter = pending.letter
        let list = DecisionContext(policy, state, at: pending.written)
        let (purpose, expiry) = (list.purpose(of: letter), list.expiry(of: pending))
        let token = signer.token(purpose, for: letter.to, until: expiry)
        let context = LetterContext(
            policy: policy, state: state, letter: letter, written: pending.written, expiry: expiry, mail: mail,
            outlook: outlook)
        var values = letter.content.typed.values(in: context).merging(common(letter.language)) { $1 }
        let template = TemplateName(letter.kind, isToCoordinator: policy.isCoordinator(letter.to))
        // In the subject of letters that ask something.
        if template.fields.contains(where: { $0.name == "token" }), purpose != .note {
            values["token"] = .text(purpose.inSubject(token))
        }
        let words = try book.render(template, letter.language, values: values)
        let name = MessageName(purpose: purpose, token: token)
        return Written(
            words: words, messageID: name.messageID(mark: signer.mark(id.text), domain: policy.address.domain))
    }

    /// A whole letter, in slices, in order: a post that is attached is not copied.
    ///
    /// - Parameters:
    ///   - post: the mail it is about, as it came, where it is about a post.
    ///   - outlook: what is known of sending.
    package func slices(
        of id: LetterID, _ pending: PendingLetter, in state: State, post: [UInt8]?,
        outlook: SendingOutlook = SendingOutlook()
    ) throws(LetterError) -> [ArraySlice<UInt8>] {
        let letter = pending.letter
        let written = try write(id, pending, in: state, mail: post.map { Message($0) }, outlook: outlook)
        var fields: [OutgoingField] = [
            .mailboxes("From", [NamedAddress(name: policy.title(in: letter.language), address: policy.address)]),
            .mailboxes("To", [NamedAddress(address: letter.to)]),
            .text("Subject", written.words.subject),
            .structured("Date", DateText.rfc5322(pending.written)),
            .structured("Message-ID", "<\(written.messageID)>"),
        ]
        if let answered = letter.answers, Self.isPlain(answered) {
            fields.append(.structured("In-Reply-To", "<\(answered)>"))
            fields.append(.structured("References", "<\(answered)>"))
        }
        fields += [
            .structured("Auto-Submitted", letter.answers == nil ? "auto-generated" : "auto-replied"),
            .structured("X-Auto-Response-Suppress", "All"),
            .structured(RequestReader.loopField, policy.name),
        ]
        return MessageComposer.slices(
            fields: fields, text: written.words.text, html: written.words.html,
            attachments: attachments(to: pending, in: state, post: post),
            boundarySeed: signer.mark(id.text))
    }

    private func attachments(to pending: PendingLetter, in state: State, post: [UInt8]?) -> [Attachment] {
        switch pending.letter.content {
        // Whoever publishes sees the very mail that goes out, beside what the letter quotes of it.
        case .post(.preview): return post.map { [Attachment.message($0, filename: "kutsu.eml")] } ?? []
        // What a person is told of their data can be taken elsewhere.
        case .membership(.ownData):
            let data = PersonalData(
                of: pending.letter.to, in: DecisionContext(policy, state, at: pending.written))
            let json = Array((data.json(policy).line + "\n").utf8)
            let type = ContentType(type: "application", subtype: "json")
            return [Attachment(contentType: type, filename: "kutsu.json", bytes: json)]
        default: return []
        }
    }

    /// The list's name and address, which every template is told.
    func common(_ language: Language) -> [String: LetterValue] {
        ["title": .text(policy.title(in: language)), "list": .address(policy.address.text)]
    }

    /// What the list's people read on their clock.
    func local(_ instant: Instant) -> CivilTime { policy.zone.local(of: instant).civil }

    /// What stands in a header as it came from outside: an identifier with nothing odd in it.
    private static func isPlain(_ identifier: String) -> Bool {
        identifier.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") }
    }
}
