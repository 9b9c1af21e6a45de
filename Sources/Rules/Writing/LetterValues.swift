import Mail

/// What each letter is told, beside what all of them are.
extension LetterWriter {
    func values(of letter: Letter, _ state: State, about: About?) -> [String: LetterValue] {
        switch letter.kind {
        case .welcome:
            return languages(but: letter.language).merging(principles(in: letter.language)) { $1 }
        case .alreadyMember, .languageChanged: return languages(but: letter.language)
        case .refusedDomain: return ["domains": .texts(domains)]
        case .help:
            let isMember = state.members.contains(letter.to)
            return [
                "member": .flag(isMember), "coordinator": .flag(policy.isCoordinator(letter.to)),
                "forwarded": .flag(letter.facts["forwarded"] != nil),
            ].merging(languages(but: letter.language)) { $1 }.merging(principles(in: letter.language)) { $1 }
        case .myData: return data(of: letter, state)
        case .tooLarge:
            return [
                "limit": .number(policy.maxMessageSize),
                "size": .number(letter.facts["bytes"].flatMap { Int($0) } ?? 0),
                "subject": .text(letter.facts["subject"] ?? ""),
            ]
        case .preview, .previewReminder, .postCancelled, .postReport, .postStale, .postExpired:
            return values(of: letter, state, post: about)
        case .quarantineNotice:
            return ["reason": .text(letter.facts["reason"] ?? ""), "file": .text(letter.facts["file"] ?? "quarantine/")]
        case .floodNotice:
            return [
                "sender": .text(letter.facts["sender"] ?? ""),
                "mails": .number(letter.facts["count"].flatMap { Int($0) } ?? 0),
            ]
        default: return [:]
        }
    }

    private func languages(but language: Language) -> [String: LetterValue] {
        ["languages": .languages(policy.languages.filter { $0 != language })]
    }

    private func principles(in language: Language) -> [String: LetterValue] {
        guard let link = policy.principles[language] ?? policy.principles[policy.defaultLanguage] else { return [:] }
        return ["principles": .link(link)]
    }

    private var domains: [String] {
        switch policy.joining {
        case .open: []
        case .domains(let patterns): patterns.map { $0.hasPrefix("*.") ? "@…" + $0.dropFirst() : "@" + $0 }
        }
    }

    /// All that is held of one person (GDPR article 15).
    private func data(of letter: Letter, _ state: State) -> [String: LetterValue] {
        guard let member = state.members[letter.to] else { return ["address": .text(letter.to.text)] }
        return [
            "address": .text(letter.to.text), "member": .flag(true), "joined": .time(wall(member.joined)),
            "proof": .text(member.consent.means.rawValue), "message": .text(member.consent.message),
            "wording": .text(member.consent.wording), "language": .languages([member.language]),
            "records": .lines(MemberLine.text(of: member).replacing("\t", with: "  ")),
        ]
    }
}

/// Letters to coordinators about their posts.
extension LetterWriter {
    func values(of letter: Letter, _ state: State, post about: About?) -> [String: LetterValue] {
        guard let about else { return missingPost(letter.kind) }
        let post = about.post
        let rules = Rulebook(policy: policy)
        let subject: [String: LetterValue] = ["subject": .text(post.subject)]
        switch letter.kind {
        case .preview:
            let recipients = rules.recipientCount(state, of: post)
            return subject.merging(preview(of: about, recipients: recipients, written: post.held)) { $1 }
        case .previewReminder:
            return subject.merging(["members": .number(rules.recipientCount(state, of: post))]) { $1 }
        case .postStale:
            return subject.merging([
                "since": .time(wall(post.approved ?? post.held)), "accepted": count(letter, "accepted"),
                "remaining": count(letter, "remaining"),
            ]) { $1 }
        case .postReport:
            var values = subject
            for name in ["accepted", "refused", "skipped", "delayed", "unknown"] { values[name] = count(letter, name) }
            if let approved = post.approved { values["started"] = .time(wall(approved)) }
            values["refusals"] = .items(
                (letter.facts["reasons"] ?? "").split(separator: "\n").compactMap { Report.Reason(line: $0) }
                    .map { ["reason": .text($0.text), "members": .number($0.count)] })
            return values
        default: return subject
        }
    }

    private func preview(of about: About, recipients: Int, written: Instant) -> [String: LetterValue] {
        let post = about.post
        var values: [String: LetterValue] = [
            "members": .number(recipients), "sender": .text(post.author.name),
            "mirrors": .texts(policy.mirrors.map(\.text)),
        ]
        if let audience = post.audience { values["languages"] = .languages([audience]) }
        if let copiesPerMinute, copiesPerMinute > 0 {
            let minutes = (recipients + copiesPerMinute - 1) / copiesPerMinute
            values["ready"] = .time(wall(written + .minutes(Int64(minutes))))
        }
        if let mail = about.mail {
            values["attachments"] = .items(
                mail.parts.filter { $0.isAttachment && !$0.nested }.map { part in
                    ["name": .text(part.filename ?? "?"), "size": .number(mail.decoded(part).count)]
                })
            values["body"] = .lines(String(mail.readableText.prefix(Self.previewLength)))
        }
        return values
    }

    /// Characters of the post that the letter quotes; the whole post is attached to it.
    private static let previewLength = 2000

    private func count(_ letter: Letter, _ name: String) -> LetterValue {
        .number(letter.facts[name].flatMap { Int($0) } ?? 0)
    }

    /// The post is gone from the state: the letter says what it can.
    private func missingPost(_ kind: LetterKind) -> [String: LetterValue] {
        switch kind {
        case .preview, .previewReminder: ["members": .number(0)]
        case .postReport: ["accepted": .number(0)]
        case .postStale: ["since": .time(wall(Instant(secondsSince1970: 0))), "accepted": .number(0), "remaining": .number(0)]
        default: [:]
        }
    }
}
