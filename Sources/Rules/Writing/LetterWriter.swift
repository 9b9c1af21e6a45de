import Mail

/// Puts a letter into words: the values its template takes, its Message-ID and its token.
package struct LetterWriter: Sendable {
    let policy: Policy
    let zone: TimeZoneRules
    /// Copies the relays take in a minute; nil where nothing but the server sets the pace.
    let copiesPerMinute: Int?
    private let signer: TokenSigner
    let book: LetterBook

    package init(policy: Policy, signer: TokenSigner, book: LetterBook, zone: TimeZoneRules, copiesPerMinute: Int?) {
        self.policy = policy
        self.signer = signer
        self.book = book
        self.zone = zone
        self.copiesPerMinute = copiesPerMinute
    }

    /// A letter in words, with what its header needs.
    package struct Written: Sendable {
        package var words: RenderedLetter
        /// Without angle brackets. The same letter has the same again, so that one sent twice can be recognised.
        package var messageID: String
    }

    /// - Parameter post: the mail the letter is about, where it is about a post that is still there.
    package func write(
        _ id: LetterID, _ pending: PendingLetter, _ state: State, post: Message?
    ) throws(LetterError) -> Written {
        let letter = pending.letter
        let about = letter.facts["post"].flatMap { PostID($0) }.flatMap { state.posts[$0] }
            .map { About(post: $0, mail: post) }
        let tip = letter.facts["tip"].flatMap { TipID($0) }.flatMap { state.tips[$0] }
        // A question about what is gone cannot be answered any more.
        let isGone = letter.purpose == .post && about == nil || letter.purpose == .tip && tip == nil
        let purpose = isGone ? .note : letter.purpose
        let (namedPost, namedTip) = (purpose == .post ? about?.post.id : nil, purpose == .tip ? tip?.id : nil)
        let expiry = expiry(of: purpose, pending, about?.post)
        let subject = MessageName.subject(purpose, post: namedPost, tip: namedTip, address: letter.to)
        let token = signer.token(purpose, for: subject, until: expiry)
        var values = values(of: pending, state, about: about)
        values["title"] = .text(policy.title(in: letter.language))
        values["list"] = .address(policy.address.text)
        if purpose != .note, purpose != .probe { values["token"] = .text(token.text) }
        values.merge(expiryValues(of: letter.kind, expiry)) { $1 }
        let words = try book.render(letter.kind, letter.language, values: values)
        let name = MessageName(purpose: purpose, post: namedPost, tip: namedTip, token: token)
        return Written(words: words, messageID: name.messageID(mark: id.text, domain: policy.address.domain))
    }

    /// The post a letter is about.
    struct About {
        let post: Post
        let mail: Message?
    }

    /// Until when an answer is taken; the letter says so, and the token lasts through that day.
    private func expiry(of purpose: TokenPurpose, _ pending: PendingLetter, _ post: Post?) -> Instant {
        switch purpose {
        case .join, .leave, .language: pending.written + Policy.confirmWithin
        case .post:
            // A held post expires by itself, however often its preview is sent (`due`).
            (post?.approved == nil ? post?.held : nil).map { $0 + policy.approveWithin }
                ?? pending.written + policy.approveWithin
        case .tip: pending.written + Policy.confirmWithin
        case .copy, .note, .probe, .unsubscribe: pending.written + Policy.answerWithin
        }
    }

    private func expiryValues(of kind: LetterKind, _ expiry: Instant) -> [String: LetterValue] {
        switch kind {
        case .confirmJoin, .confirmLeave, .confirmLanguage: ["until": .time(wall(expiry))]
        case .preview, .previewReminder, .postStale, .tipPreview: ["expires": .time(wall(expiry))]
        default: [:]
        }
    }

    /// What the list's people read on their clock.
    func wall(_ instant: Instant) -> WallTime {
        let local = zone.local(of: instant)
        return WallTime(
            year: local.year, month: local.month, day: local.day, hour: local.hour, minute: local.minute)
    }
}

extension Letter {
    /// What an answer to it proves.
    var purpose: TokenPurpose {
        switch kind {
        case .confirmJoin: .join(language)
        case .confirmLeave: .leave
        case .confirmLanguage: .language(language)
        case .preview, .previewReminder, .postStale: .post
        case .tipPreview: .tip
        case .probe: .probe
        default: .note
        }
    }
}
