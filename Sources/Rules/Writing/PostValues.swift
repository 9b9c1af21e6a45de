import Mail

/// What letters to coordinators are told about their posts.
extension LetterWriter {
    func values(of pending: PendingLetter, _ state: State, post about: About?) -> [String: LetterValue] {
        let letter = pending.letter
        guard let about else { return missingPost(pending) }
        let post = about.post
        var values: [String: LetterValue] = ["subject": .text(post.subject)]
        if letter.kind != .postReturned { values.merge(kind(of: post, state)) { $1 } }
        switch letter.kind {
        case .preview:
            values.merge(preview(of: about, state, letter.language, written: pending.written)) { $1 }
        case .previewReminder:
            values["members"] = .number(memberCount(state, post))
            values["answer"] = .text(letter.facts["answer"] ?? "")
            values["begun"] = .flag(post.approved != nil)
        case .postReturned: values["count"] = .number(letter.number("count"))
        case .postCancelled: values["begun"] = .flag(post.approved != nil)
        case .postStale:
            let since = letter.facts["since"].flatMap { Instant($0) } ?? post.approved ?? post.held
            values["since"] = .time(wall(since))
            for name in ["accepted", "remaining"] { values[name] = .number(letter.number(name)) }
        case .postReport:
            for name in ["accepted", "refused", "skipped", "delayed", "unknown"] {
                values[name] = .number(letter.number(name))
            }
            values["started"] = post.approved.map { .time(wall($0)) }
            values["finished"] = .time(wall(pending.written))
            values["refusals"] = .items(
                (letter.facts["reasons"] ?? "").split(separator: "\n").compactMap { Report.Reason(line: $0) }
                    .map { ["reason": .text($0.text), "members": .number($0.count)] })
        default: break
        }
        return values
    }

    /// What sort of post it is, as flags.
    private func kind(of post: Post, _ state: State) -> [String: LetterValue] {
        switch post.kind {
        case .announcement: [:]
        case .invitation: ["event": .flag(true), "updated": .flag(isUpdate(post, state))]
        case .cancellation: ["event": .flag(true), "cancellation": .flag(true)]
        case .reminder: ["reminder": .flag(true)]
        case .digest: ["digest": .flag(true)]
        }
    }

    /// Whether members know an earlier version of the event.
    package func isUpdate(_ post: Post, _ state: State) -> Bool {
        state.event(of: post).map { $0.id != post.id } ?? false
    }

    /// Members only: mirrors are named beside them.
    private func memberCount(_ state: State, _ post: Post) -> Int {
        Rulebook(policy: policy).recipientCount(state, of: post) - policy.mirrors.count
    }

    private func preview(
        of about: About, _ state: State, _ language: Language, written: Instant
    ) -> [String: LetterValue] {
        let post = about.post
        let members = memberCount(state, post)
        let author = post.author.name.isEmpty ? post.author.address.text : post.author.name
        var values: [String: LetterValue] = [
            "members": .number(members), "sender": .text(author), "mirrors": .texts(policy.mirrors.map(\.text)),
        ]
        let plan: EventPlan? = if case .invitation(let plan) = post.kind { plan } else { state.event(of: post)?.plan }
        if let plan {
            values["when"] = .text(when(plan, language))
            values["where"] = .text(plan.place)
        }
        if let audience = post.audience { values["languages"] = .languages([audience]) }
        if let copiesPerMinute, copiesPerMinute > 0 {
            let minutes = (members + policy.mirrors.count + copiesPerMinute - 1) / copiesPerMinute
            values["ready"] = .time(wall(written + .minutes(Int64(minutes))))
        }
        if let mail = about.mail {
            values["attachments"] = .items(
                mail.parts.filter { $0.isAttachment && !$0.nested }.prefix(Self.mostAttachments).map { part in
                    ["name": .text(part.filename ?? "?"), "size": .number(mail.decoded(part).count)]
                })
            values["body"] = .lines(String(mail.readableText.prefix(Self.previewLength)))
        }
        return values
    }

    /// Characters of the post that the letter quotes; the whole post is attached to it.
    private static let previewLength = 2000
    private static let mostAttachments = 50

    /// The post is gone from the state: the letter says what it can.
    private func missingPost(_ pending: PendingLetter) -> [String: LetterValue] {
        switch pending.letter.kind {
        case .preview, .previewReminder: ["members": .number(0)]
        case .postReturned: ["count": .number(pending.letter.number("count"))]
        case .postReport: ["accepted": .number(pending.letter.number("accepted"))]
        case .postStale:
            [
                "since": .time(wall(pending.written)), "accepted": .number(pending.letter.number("accepted")),
                "remaining": .number(pending.letter.number("remaining")),
            ]
        default: [:]
        }
    }
}
