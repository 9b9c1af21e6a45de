import Base
import Mail
import MailingList

/// What is around an event in members' copies, in words.
extension LetterRenderer {
    /// Around a coordinator's words; nil where the coordinator's calendar sent none.
    func invitation(
        _ plan: EventPlan, words: String?, isUpdate: Bool, _ language: Language
    ) throws(LetterError) -> RenderedLetter {
        var values: [String: LetterValue] = ["name": .text(plan.name), "updated": .flag(isUpdate)]
        // The event's name is the title, unless the words begin with it.
        let first = words?.split(whereSeparator: \.isNewline).first { $0.contains { !$0.isWhitespace } }
        if Folding.words(first ?? "") != Folding.words(plan.name) { values["heading"] = .text(plan.name) }
        return try book.render(.invitation, language, values: common(language, values, words))
    }

    /// Below every invitation: when and where, and how to answer.
    ///
    /// - Parameter isSaid: whether the words above say in the reader's language when and where it is.
    func eventNote(
        _ plan: EventPlan, words: String? = nil, isSaid: Bool = false, isUpdate: Bool, _ language: Language
    ) throws(LetterError) -> RenderedLetter {
        var values: [String: LetterValue] = ["updated": .flag(isUpdate), "tentative": .flag(plan.isTentative)]
        if !isSaid {
            values["when"] = .text(when(plan, language))
            values["where"] = .text(plan.place)
        }
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
    package func shownTime(in zone: TimeZoneRules, _ language: Language) -> String { span.shown(in: zone, language) }
}

extension CalendarSpan {
    /// On the list's clocks.
    func shown(in zone: TimeZoneRules, _ language: Language) -> String {
        switch self {
        case .moments(let start, let end):
            LocalizedFormat.span(start: zone.local(of: start).civil, end: zone.local(of: end).civil, language)
        case .days(let first, let end): LocalizedFormat.days(first: first, last: end.adding(days: -1), language)
        }
    }
}
