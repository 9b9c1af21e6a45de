import Mail

/// What each letter is told, beside what all of them are.
extension LetterWriter {
    func values(of pending: PendingLetter, _ state: State, about: About?) -> [String: LetterValue] {
        let letter = pending.letter
        switch letter.kind {
        case .welcome:
            return languages(but: letter.language).merging(principles(in: letter.language)) { $1 }
                .merging(["tips": .flag(true)]) { $1 }
        case .alreadyMember, .languageChanged: return languages(but: letter.language)
        case .refusedDomain: return ["domains": .texts(domains)]
        case .help:
            let isMember = state.members.contains(letter.to)
            return [
                "member": .flag(isMember), "coordinator": .flag(policy.isCoordinator(letter.to)),
                "forwarded": .flag(letter.facts["forwarded"] != nil), "tips": .flag(true),
            ].merging(languages(but: letter.language)) { $1 }.merging(principles(in: letter.language)) { $1 }
        case .myData: return data(of: letter, state)
        case .tooLarge:
            return [
                "limit": .number(policy.maxMessageSize), "size": .number(letter.number("bytes")),
                "subject": .text(letter.facts["subject"] ?? ""),
            ]
        case .preview, .previewReminder, .postCancelled, .postReport, .postStale, .postExpired, .postReturned:
            return values(of: pending, state, post: about)
        case .tipPreview: return values(ofTip: letter, state)
        case .tipThanks: return ["moderated": .flag(letter.facts["moderated"] != nil)]
        case .tipFromStranger: return ["forwarded": .flag(letter.facts["forwarded"] != nil)]
        case .eventRefused: return problem(in: letter)
        case .situation: return situation(state, letter.language, at: pending.written)
        case .bounceReport:
            let names = ["failing", "suspended", "removed"]
            return Dictionary(
                uniqueKeysWithValues: names.map { name in
                    (name, .texts((letter.facts[name] ?? "").split(separator: "\n").map { String($0) }))
                })
        case .quarantineNotice:
            return [
                "reason": .text(letter.facts["reason"] ?? ""), "file": .text(letter.facts["file"] ?? "quarantine/"),
                "subject": .text(letter.facts["subject"] ?? ""), "received": .time(wall(pending.written)),
            ]
        case .floodNotice:
            return ["sender": .text(letter.facts["sender"] ?? ""), "mails": .number(letter.number("count"))]
        default: return [:]
        }
    }

    private func languages(but language: Language) -> [String: LetterValue] {
        ["languages": .languages(policy.languages.filter { $0 != language })]
    }

    func principles(in language: Language) -> [String: LetterValue] {
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
            "proof": .text(member.consent.means.words(letter.language)), "message": .text(member.consent.message),
            "wording": .text(member.consent.wording), "language": .languages([member.language]),
            "tips": .texts(state.tips.values.filter { $0.author.address == letter.to }.map(\.firstWords).sorted()),
            "answers": .texts(answers(of: letter.to, state, letter.language)),
            "records": .lines(records(of: member, state)),
        ]
    }
}

extension Letter {
    /// A number among its facts, 0 where there is none.
    func number(_ fact: String) -> Int { facts[fact].flatMap { Int($0) } ?? 0 }
}

extension Consent.Means {
    /// As the letter about a person's data says it, in the middle of a line.
    func words(_ language: Language) -> String {
        switch (self, language) {
        case (.reply, .fi): "vastaamalla vahvistuspyyntöön"
        case (.reply, .sv): "genom att svara på bekräftelsemeddelandet"
        case (.reply, .en): "by answering the message that asked for confirmation"
        case (.authenticationResults, .fi): "viestillä, jonka lähettäjän palvelin varmensi"
        case (.authenticationResults, .sv): "med ett meddelande vars avsändare servern bekräftade"
        case (.authenticationResults, .en): "with a message whose sender the server had verified"
        case (.admin, .fi): "ylläpitäjä lisäsi"
        case (.admin, .sv): "tillagd av administratören"
        case (.admin, .en): "added by the administrator"
        case (.imported, .fi): "ylläpitäjä toi aiemmasta luettelosta"
        case (.imported, .sv): "överförd av administratören från en tidigare förteckning"
        case (.imported, .en): "brought by the administrator from an earlier list"
        }
    }
}
