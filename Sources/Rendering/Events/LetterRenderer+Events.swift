import Base
import Mail
import MailingList

/// What is around an event in members' copies, in words.
extension LetterRenderer {
    /// Around a coordinator's words; nil where the coordinator's calendar sent none.
    func invitation(
        _ plan: EventPlan, words: String?, isUpdate: Bool, _ language: Language
    ) throws(LetterError) -> RenderedLetter {
        let values: [String: LetterValue] = ["name": .text(plan.name), "updated": .flag(isUpdate)]
        return try book.render(.invitation, language, values: common(language, values, words))
    }

    /// Below every invitation: when and where, and how to answer.
    func eventNote(
        _ plan: EventPlan, words: String? = nil, isUpdate: Bool, _ language: Language
    ) throws(LetterError) -> RenderedLetter {
        let values: [String: LetterValue] = [
            "when": .text(when(plan, language)), "where": .text(plan.place), "updated": .flag(isUpdate),
            "tentative": .flag(plan.isTentative),
        ]
        return try book.render(
            .eventNote, language,
            values: common(language, values, words).merging(policy.principles(in: language)) { $1 })
    }

    func cancellation(
        _ plan: EventPlan, words: String?, _ language: Language
    ) throws(LetterError) -> RenderedLetter {
        try book.render(.cancellation, language, values: common(language, about(plan, language), words))
    }

    func reminder(_ plan: EventPlan, words: String?, _ language: Language) throws(LetterError) -> RenderedLetter {
        let values = common(language, about(plan, language), words)
        return try book.render(.reminder, language, values: values.merging(policy.principles(in: language)) { $1 })
    }

    private func about(_ plan: EventPlan, _ language: Language) -> [String: LetterValue] {
        ["name": .text(plan.name), "when": .text(when(plan, language)), "where": .text(plan.place)]
    }

    private func common(
        _ language: Language, _ values: [String: LetterValue], _ words: String? = nil
    ) -> [String: LetterValue] {
        var values = values.merging(common(language)) { $1 }
        if let words, words.contains(where: { !$0.isWhitespace }) { values["body"] = .passage(words, nil) }
        return values
    }

    private func when(_ plan: EventPlan, _ language: Language) -> String {
        plan.shownTime(in: policy.zone, language)
    }
}

extension EventPlan {
    /// When it is, on the list's clocks.
    package func shownTime(in zone: TimeZoneRules, _ language: Language) -> String {
        switch span {
        case .moments(let start, let end):
            LocalizedFormat.span(start: zone.local(of: start).civil, end: zone.local(of: end).civil, language)
        case .days(let first, let end): LocalizedFormat.days(first: first, last: end.adding(days: -1), language)
        }
    }
}
