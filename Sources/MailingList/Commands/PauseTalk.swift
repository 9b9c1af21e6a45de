import Base

/// Words behind *pause* that speak of time, and say neither a length nor a day: `pari viikkoa`, `över sommaren`, `until
/// August`, `0 days`. Who writes nothing else is asked which day is meant; any other word makes the line something for
/// people.
enum PauseTalk {
    /// - Parameter isKnown: whether a word tells a length or a day; nil where it only stands beside one.
    static func isOfTime(
        _ words: [(written: String, folded: String)], _ isKnown: (String) -> Bool?
    ) -> Bool {
        guard words.count <= longest else { return false }
        var tells = false
        for word in words {
            if vague.contains(word.folded) || isNumber(word.written) || isFinnishMonth(word.folded) {
                tells = true
            } else if !joining.contains(word.folded) {
                guard let known = isKnown(word.folded) else { continue }
                guard known else { return false }
                tells = true
            }
        }
        return tells
    }

    private static let longest = 6

    /// `-3`, `1000`, `1/3`.
    private static func isNumber(_ written: String) -> Bool {
        written.contains(where: \.isNumber) && written.allSatisfy { $0.isNumber || "+-./".contains($0) }
    }

    /// `elokuuhun`, `maaliskuun`.
    private static func isFinnishMonth(_ folded: String) -> Bool {
        guard let stem = folded.firstRange(of: "kuu").map({ folded[..<$0.upperBound] }) else { return false }
        if case .month? = TimeWord.entries[String(stem)]?.word { return true }
        return false
    }

    private static func folded(_ words: [String]) -> Set<String> { Set(words.map { Folding.fold($0) }) }

    private static let vague = folded([
        "pari", "muutama", "muutaman", "muutamaksi", "kesä", "kesän", "kesäksi", "kesälomaksi", "syksyyn", "syksyn",
        "talven", "talveksi", "kevääseen", "kevään", "joulun", "jouluun", "loman", "lomien", "vuodenvaihteeseen",
        "par", "några", "sommaren", "hösten", "vintern", "våren", "julen", "jul", "semestern", "årsskiftet",
        "couple", "few", "some", "summer", "autumn", "fall", "winter", "spring", "christmas", "holidays", "easter",
    ])
    private static let joining = folded([
        "yli", "loppuun", "loppu", "alkuun", "ensi", "över", "slutet", "början", "av", "nästa", "ett", "over", "end",
        "beginning", "next", "new",
    ])
}
