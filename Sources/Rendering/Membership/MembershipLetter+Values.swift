import Base
import Mail
import MailingList

extension MembershipLetter: TypedLetter {
    func values(in context: LetterContext) -> [String: LetterValue] {
        let (policy, language) = (context.policy, context.language)
        return switch self {
        case .confirmJoin: Self.question(keeping: Choices(), context)
        case .invitation(let choices): Self.question(keeping: choices, context)
        case .confirmLeave, .confirmLanguage:
            policy.people.merging(["until": context.time(context.expiry)]) { $1 }
        case .welcome:
            policy.languages(but: language).merging(policy.principles(in: language)) { $1 }
                .merging(["tips": .flag(true)]) { $1 }.merging(Self.topics(policy, language)) { $1 }
        case .alreadyMember, .languageChanged: policy.languages(but: language)
        case .refusedDomain: ["domains": .texts(policy.joining.shownDomains)]
        case .confirmMove(let address), .confirmNewAddress(let address):
            policy.people.merging(["until": context.time(context.expiry), "address": .text(address.text)]) { $1 }
        case .goodbye, .notMember, .addressChanged: [:]
        case .help(let forwarded):
            [
                "member": .flag(context.state.members.contains(context.letter.to)), "forwarded": .flag(forwarded),
                "collections": .items(policy.otherCollections(language, at: context.written)),
            ].merging(policy.isCoordinator(context.letter.to) ? [:] : Self.memberHelp(policy, language)) { $1 }
        case .ownData: Self.ownData(context)
        }
    }

    private static func question(keeping choices: Choices, _ context: LetterContext) -> [String: LetterValue] {
        let (policy, language) = (context.policy, context.language)
        return policy.people.merging([
            "until": context.time(context.expiry),
            "consent": .text(ConsentWording(title: policy.title(in: language), language: language).sentence),
            "approval": .flag(policy.admission(of: context.letter.to) == .approved),
            "keeps": .flag(choices != Choices()), "kept": .texts(choices.words(in: context)),
        ]) { $1 }.merging(policy.keeper(in: language)) { $1 }
    }

    /// Which topics there are, and one of them as an example.
    private static func topics(_ policy: Policy, _ language: Language) -> [String: LetterValue] {
        let titles = policy.topics.all.map { policy.topics.title(of: $0.name, in: language) }
        return titles.first.map { ["topics": .texts(titles), "topic": .text($0)] } ?? [:]
    }

    /// What the help for coordinators leaves out.
    private static func memberHelp(_ policy: Policy, _ language: Language) -> [String: LetterValue] {
        ["tips": .flag(true), "topics": .flag(!policy.topics.isEmpty)].merging(policy.languages(but: language)) { $1 }
            .merging(policy.principles(in: language)) { $1 }.merging(policy.keeper(in: language)) { $1 }
    }

    private static func ownData(_ context: LetterContext) -> [String: LetterValue] {
        let data = PersonalData(of: context.letter.to, in: context.list)
        let items = data.items
        var values: [String: LetterValue] = [
            "address": .text(data.address.text),
            "tips": .texts(items.filter { $0.collection == .tips }.map(\.firstWords).sorted()),
            "items": .items(
                items.filter { $0.collection != .tips }.map {
                    [
                        "name": .text(context.policy.title(of: $0.collection, in: context.language)),
                        "words": .text($0.firstWords),
                    ]
                }),
            "answers": .texts(
                data.answers.map { event, answer in
                    "\(event.plan.name): \(answer.participation.words(context.language))"
                }),
            "records": .lines(data.records),
        ]
        if let waiting = context.state.joinRequests[data.address] { values["asked"] = context.time(waiting.asked) }
        if let member = data.member {
            let pause = member.choices.pause.values(in: context, until: "pausedUntil")
            values.merge([
                "member": .flag(true), "joined": context.time(member.joined),
                "proof": .text(member.consent.means.words(context.language)), "message": .text(member.consent.message),
                "wording": .text(data.sentence ?? member.consent.wording), "language": .languages([member.language]),
                "topics": .texts(context.titles(of: member.choices.topics.sorted())),
            ]) { $1 }
            values["pausedUntil"] = pause["pausedUntil"]
            let mode = member.choices.portion.mode
            if mode != .everything { values["portion"] = .text(mode.words(context.language)) }
        }
        return values
    }
}

extension Policy {
    /// Who stands behind the list.
    var people: [String: LetterValue] {
        ["people": .texts((coordinators.isEmpty ? [address] : coordinators).map(\.text))]
    }
}

extension Policy.Joining {
    /// `@hel.fi`, and `@….hel.fi` for all below it.
    fileprivate var shownDomains: [String] {
        switch self {
        case .open: []
        case .domains(let patterns): patterns.map { ($0.isBelow ? "@…." : "@") + $0.domain.text }
        }
    }
}

extension Consent.Means {
    /// As the letter about a person's data says it, in the middle of a line.
    func words(_ language: Language) -> String {
        switch (self, language) {
        case (.reply, .fi): "vastaamalla vahvistuspyyntöön"
        case (.reply, .sv): "genom att svara på bekräftelsemeddelandet"
        case (.reply, .en): "by replying to the message that asked for confirmation"
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

extension Participation {
    /// As the letter about a person's data says it.
    fileprivate func words(_ language: Language) -> String {
        switch (self, language) {
        case (.accepted, .fi): "tulossa"
        case (.accepted, .sv): "kommer"
        case (.accepted, .en): "coming"
        case (.tentative, .fi): "ehkä"
        case (.tentative, .sv): "kanske"
        case (.tentative, .en): "maybe"
        case (.declined, .fi): "ei pääse"
        case (.declined, .sv): "kan inte komma"
        case (.declined, .en): "not coming"
        case (.needsAction, _), (.delegated, _): rawValue.lowercased()
        }
    }
}

extension PersonalData {
    /// A member's line of the files, what the person sent and is still held, word for word, and the notes about mail that
    /// came back and letters that were written.
    fileprivate var records: String {
        let line = member.map { [MemberLine.text(of: $0).replacing("\t", with: "  ")] } ?? []
        let sent = items.sorted { $0.id < $1.id }.map {
            "\($0.received.text)  \($0.id.text)  \($0.status.rawValue)\n\($0.text)"
        }
        return (line + sent + notes).joined(separator: "\n")
    }
}
