import Base

/// What may stand behind the word for *pause*: `2 viikkoa`, `viikko`, `till 1.3.`, `until 1 March 2027`, `1.3. asti`.
enum PauseWords {
    /// Nil where the words speak of something else.
    /// - Parameters:
    ///   - words: as written and as they are compared.
    ///   - language: of the word for *pause*, which tells whether `1/3` is in March.
    static func length(_ words: [(written: String, folded: String)], _ language: Language?) -> PauseLength? {
        if words.isEmpty { return .open }
        let words = words.flatMap(unglued)
        if openEnds.contains(words.map(\.folded).joined(separator: " ")) { return .open }
        return exact(words, language) ?? (PauseTalk.isOfTime(words, isKnown) ? .unclear : nil)
    }

    private static func exact(_ words: [(written: String, folded: String)], _ language: Language?) -> PauseLength? {
        // A sign says something else.
        guard !words.contains(where: { $0.written.hasPrefix("-") || $0.written.hasPrefix("+") }) else { return nil }
        let folded = words.map(\.folded).filter { !fillers.contains($0) }
        if let days = days(folded) { return (1...PauseLength.longest).contains(days) ? .days(days) : nil }
        return date(words.filter { !ends.contains($0.folded) && !fillers.contains($0.folded) }, language)
    }

    /// `2vko` as `2 vko`.
    private static func unglued(_ word: (written: String, folded: String)) -> [(written: String, folded: String)] {
        let digits = word.folded.prefix { $0.isASCII && $0.isNumber }
        let unit = String(word.folded[digits.endIndex...])
        guard !digits.isEmpty, digits.count <= 4, word.written.first?.isNumber == true, self.unit(unit) != nil else {
            return [word]
        }
        return [(String(digits), String(digits)), (unit, unit)]
    }

    /// Days; a letter that is doubled too often, or not often enough, changes nothing: `viikoa`.
    private static func unit(_ folded: String) -> Int? { units[folded] ?? undoubledUnits[undoubled(folded)] }

    private static func undoubled(_ word: String) -> String {
        var letters: [Character] = []
        for letter in word where letters.last != letter { letters.append(letter) }
        return String(letters)
    }

    /// Whether such a word tells a length or a day; nil where it only stands beside one.
    private static func isKnown(_ folded: String) -> Bool? {
        if ends.contains(folded) || fillers.contains(folded) { return nil }
        return unit(folded) != nil || numbers[folded] != nil || month(folded) != nil
    }

    /// `2 viikkoa`, `30`, `en vecka`, `month`.
    private static func days(_ words: [String]) -> Int? {
        guard let first = words.first, words.count <= 2 else { return nil }
        if words.count == 1, let unit = unit(first) { return unit }
        guard let count = numbers[first] ?? Int(first), count > 0, count <= PauseLength.longest else { return nil }
        if words.count == 1 { return Int(first) }
        return unit(words[1]).map { $0 * count }
    }

    /// `1.3.`, `1/3`, `1.3.2027`, `2027-03-01`, `1 mars`, `March 1 2027`.
    private static func date(_ words: [(written: String, folded: String)], _ language: Language?) -> PauseLength? {
        if words.count == 1, let numbers = numbers(in: words[0].written, "/"), (2...3).contains(numbers.count) {
            // In English either may be the month.
            guard language != .en || numbers[0] > 12 || numbers[0] == numbers[1] else { return .unclear }
            return .until(day: numbers[0], month: numbers[1], year: numbers.count == 3 ? numbers[2] : nil)
        }
        if words.count == 1, let numbers = numbers(in: words[0].written, "."), (2...3).contains(numbers.count) {
            return .until(day: numbers[0], month: numbers[1], year: numbers.count == 3 ? numbers[2] : nil)
        }
        if words.count == 1, let numbers = numbers(in: words[0].written, "-"), numbers.count == 3, numbers[0] > 999 {
            return .until(day: numbers[2], month: numbers[1], year: numbers[0])
        }
        // “Pause March 1” is a date as well; a bare number is not.
        let months = words.compactMap { month($0.folded) }
        let others = words.filter { month($0.folded) == nil }.map { number($0.written) }
        guard months.count == 1, (1...2).contains(others.count), !others.contains(nil), let day = others[0],
            day <= 31
        else { return nil }
        let year = others.count == 2 ? others[1] : nil
        return year.map { $0 > 999 } ?? true ? .until(day: day, month: months[0], year: year) : nil
    }

    private static func numbers(in text: String, _ separator: Character) -> [Int]? {
        let numbers = text.split(separator: separator).map { number(String($0)) }
        return numbers.contains(nil) ? nil : numbers.compactMap { $0 }
    }

    /// `1`, `1.`, `1st`, `1:a`; nothing with a sign.
    private static func number(_ text: String) -> Int? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let rest = Folding.fold(text[digits.endIndex...])
        return digits.count <= 4 && ["", "st", "nd", "rd", "th", "a", "e"].contains(rest) ? Int(digits) : nil
    }

    private static func month(_ folded: String) -> Int? {
        if case .month(let month)? = TimeWord.entries[folded]?.word { month } else { nil }
    }

    private static func table(_ words: [([String], Int)]) -> [String: Int] {
        Dictionary(words.flatMap { words, value in words.map { (Folding.fold($0), value) } }) { first, _ in first }
    }

    private static let units = table([
        (["päivä", "päivää", "päivän", "päiväksi", "päiviä", "pv", "dag", "dagar", "d", "day", "days"], 1),
        (
            [
                "viikko", "viikkoa", "viikon", "viikoksi", "viikkoja", "vk", "vko", "vkoa", "vecka", "veckor", "v",
                "week", "weeks", "w",
            ], 7
        ),
        (
            [
                "kuukausi", "kuukautta", "kuukauden", "kuukaudeksi", "kk", "månad", "månader", "mån", "month", "months",
            ], 30
        ),
        (["vuosi", "vuotta", "vuoden", "vuodeksi", "år", "year", "years"], 365),
    ])

    private static let numbers = table([
        (["yksi", "yhden", "yhdeksi", "en", "ett", "one", "a"], 1),
        (["kaksi", "kaks", "kahden", "kahdeksi", "två", "two"], 2),
        (["kolme", "kolmen", "kolmeksi", "tre", "three"], 3), (["neljä", "neljän", "neljäksi", "fyra", "four"], 4),
        (["viisi", "viiden", "fem", "five"], 5), (["kuusi", "kuuden", "sex", "six"], 6),
    ])

    private static let undoubledUnits = Dictionary(
        units.filter { $0.key.count > 4 }.map { (undoubled($0.key), $0.value) }
    ) { first, _ in first }

    /// Say that the member will end it.
    private static let openEnds = Set(
        ["toistaiseksi", "tills vidare", "until further notice"].map { Folding.fold($0) })

    /// Say that a day follows, or went before. `t.o.m.` keeps its dots as hyphens.
    private static let ends = Set(
        ["asti", "saakka", "till", "tills", "fram", "tom", "until", "til"].map { Folding.fold($0) } + ["t-o-m"])
    private static let fillers = Set(
        ["of", "for", "i", "den", "the", "on", "ajan", "ajaksi", "från", "listalta", "listan", "om"]
            .map { Folding.fold($0) })
}
