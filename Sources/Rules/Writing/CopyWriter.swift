import Mail

/// Puts into words what goes to all and no coordinator wrote as it stands: digests, and what is around an event.
extension LetterWriter {
    /// Around the tips' own words, each with its language.
    package func digest(_ tips: [Tip], _ language: Language) throws(LetterError) -> RenderedLetter {
        let items = tips.enumerated().map { index, tip -> [String: LetterValue] in
            var item: [String: LetterValue] = [
                "number": .text(String(index + 1)), "text": .passage(tip.text, tip.language),
                "language": .text(LocalizedFormat.inLanguage(tip.language, language)),
            ]
            // An address is nobody's business; who gave no name stays unnamed.
            if policy.tips.names, !tip.author.name.isEmpty { item["sender"] = .text(tip.author.name) }
            return item
        }
        return try book.render(.digest, language, values: common(language, ["tips": .items(items)]))
    }

    /// Around a coordinator's words; nil where the coordinator's calendar sent none.
    package func invitation(
        _ plan: EventPlan, words: String?, isUpdate: Bool, _ language: Language
    ) throws(LetterError) -> RenderedLetter {
        let values: [String: LetterValue] = ["name": .text(plan.name), "updated": .flag(isUpdate)]
        return try book.render(.invitation, language, values: common(language, values, words))
    }

    /// Below every invitation: when and where, and how to answer.
    package func eventNote(
        _ plan: EventPlan, isUpdate: Bool, _ language: Language
    ) throws(LetterError) -> RenderedLetter {
        let values: [String: LetterValue] = [
            "when": .text(when(plan, language)), "where": .text(plan.place), "updated": .flag(isUpdate),
            "tentative": .flag(plan.isTentative),
        ]
        return try book.render(
            .eventNote, language, values: common(language, values).merging(principles(in: language)) { $1 })
    }

    package func cancellation(
        _ plan: EventPlan, words: String?, _ language: Language
    ) throws(LetterError) -> RenderedLetter {
        try book.render(.cancellation, language, values: common(language, about(plan, language), words))
    }

    package func reminder(_ plan: EventPlan, words: String?, _ language: Language) throws(LetterError) -> RenderedLetter
    {
        let values = common(language, about(plan, language), words)
        return try book.render(.reminder, language, values: values.merging(principles(in: language)) { $1 })
    }

    private func about(_ plan: EventPlan, _ language: Language) -> [String: LetterValue] {
        ["name": .text(plan.name), "when": .text(when(plan, language)), "where": .text(plan.place)]
    }

    private func common(
        _ language: Language, _ values: [String: LetterValue], _ words: String? = nil
    ) -> [String: LetterValue] {
        var values = values
        values["title"] = .text(policy.title(in: language))
        values["list"] = .address(policy.address.text)
        if let words, words.contains(where: { !$0.isWhitespace }) { values["body"] = .passage(words, nil) }
        return values
    }

    /// When an event is, on the list's clocks.
    package func when(_ plan: EventPlan, _ language: Language) -> String {
        switch plan.span {
        case .moments(let start, let end):
            return LocalizedFormat.span(
                start: wall(Instant(secondsSince1970: start)), end: wall(Instant(secondsSince1970: end)), language)
        case .days(let start, let end):
            let first = CivilDate(daysSince1970: Int64(start.daysSince1970))
            return LocalizedFormat.days(
                first: first, last: CivilDate(daysSince1970: Int64(end.daysSince1970) - 1), language)
        }
    }
}
