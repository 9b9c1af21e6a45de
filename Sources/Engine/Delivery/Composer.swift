import Mail
import Rules

/// Makes the bytes of what goes out. The same item gives the same mail again, so a server that sees one twice can
/// tell by its Message-ID.
package struct LetterRenderer: Sendable {
    let policy: Policy
    let signer: TokenSigner
    let book: LetterBook
    let writer: LetterWriter

    package init(policy: Policy, signer: TokenSigner, book: LetterBook, zone: TimeZoneRules, copiesPerMinute: Int?) {
        self.policy = policy
        self.signer = signer
        self.book = book
        writer = LetterWriter(policy: policy, signer: signer, book: book, zone: zone, copiesPerMinute: copiesPerMinute)
    }

    /// A letter; where it is about a post, `post` is that post's mail as it came.
    package func letter(
        _ id: LetterID, _ pending: PendingLetter, _ state: State, post: [UInt8]?
    ) throws(LetterError) -> [UInt8] {
        let letter = pending.letter
        let message = post.map { Message($0) }
        let written = try writer.write(id, pending, state, post: message)
        var fields: [OutgoingField] = [
            .mailboxes("From", [NamedAddress(name: policy.title(in: letter.language), address: policy.address)]),
            .mailboxes("To", [NamedAddress(address: letter.to)]),
            .text("Subject", written.words.subject),
            .structured("Date", DateText.rfc5322(secondsSince1970: pending.written.secondsSince1970, offsetMinutes: 0)),
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
        // Whoever publishes sees the very mail that goes out, beside what the letter quotes of it.
        let isPreview = letter.kind == .preview
        let attachments = isPreview ? post.map { [Attachment.message($0, filename: "kutsu.eml")] } ?? [] : []
        return MessageComposer.compose(
            fields: fields, text: written.words.text, html: written.words.html, attachments: attachments,
            boundarySeed: id.text)
    }

    /// A digest as it would go out, in one language and to nobody in particular.
    package func digest(_ post: Post, _ tips: [Tip], _ language: Language) throws(LetterError) -> [UInt8] {
        var press = CopyRenderer(.post(post, .digest(tips)), message: [], renderer: self)
        return Array(try press.copy(to: nil, language).joined())
    }

    /// The mail that a decision brings by itself and the files keep: a digest, in the list's own language. Empty where
    /// it brings none.
    package func mailToKeep(of decision: Decision, _ state: State) throws(LedgerError) -> [UInt8] {
        for case .dispatched(let post) in decision.entries {
            guard case .digest(let ids) = post.kind else { continue }
            do throws(LetterError) {
                return try digest(post, ids.compactMap { state.tips[$0] }, policy.defaultLanguage)
            } catch {
                throw .unwritable(error)
            }
        }
        return []
    }

    /// What stands in a header as it came from outside: an identifier with nothing odd in it.
    static func isPlain(_ identifier: String) -> Bool {
        identifier.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") }
    }
}
