import Base

/// The words of dates and times in all languages, and what they mean there.
///
/// They are written as a dictionary would write them and compared folded, like `CommandWords`. Any of them may stand
/// under any label, because people mix languages.
enum TimeWord: Hashable, Sendable {
    case month(Int)
    case weekday(Weekday)
    /// Announces a time of the 24-hour clock.
    case clock
    /// Between a start and its end.
    case range
    /// Between two of a list.
    case and
    case half(WrittenHour.Half)
    case noon
    case midnight
    /// After a number: `12th`.
    case ordinal
    /// Between date and time in ISO 8601.
    case separator
    /// May stand around a time and means nothing for it.
    case filler
    /// Thursday in Finnish and Swedish, and the English range: its neighbours tell.
    case thursdayOrRange
    /// Wednesday in Swedish; a filler in English and Finnish.
    case wednesdayOrFiller
}

extension TimeWord {
    /// A word as found, with its language unless several share it.
    struct Entry: Equatable, Sendable {
        var word: TimeWord
        var language: Language?
    }

    /// Finnish months are these and `kuu` in its cases: the nominative, `joulukuuta` after a day, `joulukuun` before it,
    /// and `jouluk.`, as calendars shorten it.
    private static let finnishMonths = [
        "tammi", "helmi", "maalis", "huhti", "touko", "kesä", "heinä", "elo", "syys", "loka", "marras", "joulu",
    ]
    private static let finnishMonthEndings = ["kuu", "kuuta", "kuun", "k"]

    private static let months: [(sv: [String], en: [String])] = [
        (["januari", "jan"], ["january", "jan"]),
        (["februari", "feb"], ["february", "feb"]),
        (["mars", "mar"], ["march", "mar"]),
        (["april", "apr"], ["april", "apr"]),
        (["maj"], ["may"]),
        (["juni", "jun"], ["june", "jun"]),
        (["juli", "jul"], ["july", "jul"]),
        (["augusti", "aug"], ["august", "aug"]),
        (["september", "sept", "sep"], ["september", "sept", "sep"]),
        (["oktober", "okt"], ["october", "oct"]),
        (["november", "nov"], ["november", "nov"]),
        (["december", "dec"], ["december", "dec"]),
    ]

    /// In Finnish and Swedish the shortest forms are the two letters of wall calendars; `to` and `on` are below.
    private static let weekdays: [Weekday: [Language: [String]]] = [
        .monday: [
            .fi: ["maanantai", "maanantaina", "ma"], .sv: ["måndag", "måndagen", "mån", "må"], .en: ["monday", "mon"],
        ],
        .tuesday: [
            .fi: ["tiistai", "tiistaina", "ti"], .sv: ["tisdag", "tisdagen", "tis", "ti"],
            .en: ["tuesday", "tues", "tue"],
        ],
        .wednesday: [
            .fi: ["keskiviikko", "keskiviikkona", "ke"], .sv: ["onsdag", "onsdagen", "ons"], .en: ["wednesday", "wed"],
        ],
        .thursday: [
            .fi: ["torstai", "torstaina"], .sv: ["torsdag", "torsdagen", "tors", "tor"],
            .en: ["thursday", "thurs", "thur", "thu"],
        ],
        .friday: [
            .fi: ["perjantai", "perjantaina", "pe"], .sv: ["fredag", "fredagen", "fre", "fr"], .en: ["friday", "fri"],
        ],
        .saturday: [
            .fi: ["lauantai", "lauantaina", "la"], .sv: ["lördag", "lördagen", "lör", "lö"], .en: ["saturday", "sat"],
        ],
        .sunday: [
            .fi: ["sunnuntai", "sunnuntaina", "su"], .sv: ["söndag", "söndagen", "sön", "sö"], .en: ["sunday", "sun"],
        ],
    ]

    private static let others: [(word: TimeWord, words: [Language: [String]])] = [
        (.clock, [.fi: ["klo", "kello"], .sv: ["kl", "klockan"]]),
        (.range, [.sv: ["till"], .en: ["till", "until"]]),
        (.and, [.fi: ["ja", "sekä", "tai"], .sv: ["och", "samt", "eller"], .en: ["and", "or"]]),
        (.half(.morning), [.en: ["am"]]),
        (.half(.afternoon), [.en: ["pm"]]),
        (.noon, [.en: ["noon"]]),
        (.midnight, [.en: ["midnight"]]),
        (.ordinal, [.en: ["st", "nd", "rd", "th"]]),
        (
            .filler,
            [
                .fi: ["alkaen", "päivänä"], .sv: ["den", "från", "på"],
                .en: ["at", "from", "of", "the", "o'clock", "oclock"],
            ]
        ),
    ]

    /// Shared by languages in ways that a column cannot say, or by all of them.
    private static let shared: [String: TimeWord] = [
        "to": .thursdayOrRange, "on": .wednesdayOrFiller, "t": .separator,
    ]

    /// Words of a remark that may move the time to another zone: a remark with one of them is not passed over.
    static let foldedZones: Set<String> = [
        "aika", "aikaa", "tid", "time", "utc", "gmt", "cet", "cest", "eet", "eest", "wet", "west", "bst", "est", "edt",
        "cst", "cdt", "pst", "pdt", "msk",
    ]

    /// Every row of the tables above: folded words with one meaning and one language.
    static let rows: [(folded: String, entry: Entry)] = {
        var rows: [(String, Entry)] = []
        func add(_ words: [String], _ word: TimeWord, _ language: Language?) {
            for text in words { rows.append((folded(text), Entry(word: word, language: language))) }
        }
        for (index, stem) in finnishMonths.enumerated() {
            add(finnishMonthEndings.map { stem + $0 }, .month(index + 1), .fi)
        }
        for (index, names) in months.enumerated() {
            add(names.sv, .month(index + 1), .sv)
            add(names.en, .month(index + 1), .en)
        }
        let columns = weekdays.map { (word: TimeWord.weekday($0.key), words: $0.value) } + others
        for (word, columns) in columns {
            for (language, words) in columns { add(words, word, language) }
        }
        for (text, word) in shared { add([text], word, nil) }
        return rows
    }()

    /// Folded word → what it is. Built once.
    static let entries: [String: Entry] = {
        var entries: [String: Entry] = [:]
        for (folded, entry) in rows {
            let isShared = entries[folded].map { $0.language != entry.language } ?? false
            entries[folded] = Entry(word: entry.word, language: isShared ? nil : entry.language)
        }
        return entries
    }()

    /// One word, with any apostrophe taken out.
    static func folded(_ text: some StringProtocol) -> String {
        Folding.words(text).joined()
    }
}
