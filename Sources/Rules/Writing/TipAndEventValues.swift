import Mail

/// What letters are told about tips and events.
extension LetterWriter {
    /// A member's lines of the files, and what the member sent and is still held, word for word.
    func records(of member: Member, _ state: State) -> String {
        let tips = state.tips.values.filter { $0.author.address == member.address }.sorted { $0.id < $1.id }
        let lines = tips.map { "\($0.received.text)  \($0.id.text)  \($0.status.rawValue)\n\($0.text)" }
        return ([MemberLine.text(of: member).replacing("\t", with: "  ")] + lines).joined(separator: "\n")
    }

    func answers(of address: Address, _ state: State, _ language: Language) -> [String] {
        state.events.values.sorted { $0.id < $1.id }.compactMap { event in
            event.answers[address].map { "\(event.plan.name): \($0.participation.words(language))" }
        }
    }

    func values(ofTip letter: Letter, _ state: State) -> [String: LetterValue] {
        guard let tip = letter.facts["tip"].flatMap({ TipID($0) }).flatMap({ state.tips[$0] }) else {
            return ["sender": .text(""), "body": .passage("", nil)]
        }
        return [
            "sender": .text(tip.author.shown), "body": .passage(tip.text, tip.language),
            "language": .languages([tip.language]),
            "again": .flag(letter.facts["answer"] != nil), "answer": .text(letter.facts["answer"] ?? ""),
        ]
    }

    func problem(in letter: Letter) -> [String: LetterValue] {
        let word = letter.facts["problem"].flatMap { EventProblem.Word(rawValue: $0) } ?? .unreadable
        return [
            "problem": .text(word.sentence(letter.language, name: letter.facts["name"] ?? "")),
            "subject": .text(letter.facts["subject"] ?? ""), "words": .text(letter.facts["words"] ?? ""),
            "examples": .flag(word == .unclearTime),
        ]
    }

    /// How things are, for a coordinator who asks.
    func situation(_ state: State, _ language: Language, at now: Instant) -> [String: LetterValue] {
        let rules = Rulebook(policy: policy)
        let coming = state.events.values
            .filter { !$0.isCancelled && $0.plan.end(in: policy.zone) >= now }
            .sorted { ($0.plan.start(in: policy.zone), $0.id) < ($1.plan.start(in: policy.zone), $1.id) }
        let held = state.posts.values.filter(\.status.isOpen).sorted { ($0.held, $0.id) < ($1.held, $1.id) }
        var values: [String: LetterValue] = [
            "members": .number(state.members.count), "held": .texts(held.map(\.subject)),
            "tips": .texts(state.keptTips.map(\.firstWords)),
            "waitingTips": .texts(state.waitingTips.map(\.firstWords)),
            "events": .items(
                coming.map { event in
                    [
                        "name": .text(event.plan.name), "when": .text(when(event.plan, language)),
                        "accepted": .number(event.count(of: .accepted)),
                        "tentative": .number(event.count(of: .tentative)),
                        "declined": .number(event.count(of: .declined)),
                        "silent": .number(rules.silentCount(state, event)),
                    ]
                }),
        ]
        if !state.keptTips.isEmpty, let next = rules.nextDigest(after: now) { values["digest"] = .time(wall(next)) }
        return values
    }
}

extension NamedAddress {
    /// By name where there is one.
    var shown: String { name.isEmpty ? address.text : "\(name) (\(address.text))" }
}

extension Tip {
    /// Its first line, shortened.
    package var firstWords: String {
        let line = text.prefix { !$0.isNewline }
        return line.count > 80 ? line.prefix(79) + "…" : String(line)
    }
}

extension Participation {
    /// As the letter about a person's data says it.
    func words(_ language: Language) -> String {
        switch (self, language) {
        case (.accepted, .fi): "tulossa"
        case (.accepted, .sv): "kommer"
        case (.accepted, .en): "coming"
        case (.tentative, .fi): "ehkä"
        case (.tentative, .sv): "kanske"
        case (.tentative, .en): "perhaps"
        case (.declined, .fi): "estynyt"
        case (.declined, .sv): "förhindrad"
        case (.declined, .en): "not coming"
        case (.needsAction, _), (.delegated, _): rawValue.lowercased()
        }
    }
}
