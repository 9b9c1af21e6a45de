import Base

/// The line, often broken over several, that introduces a quotation: `pe 20. lokakuuta 2017 … Nimi kirjoitti:`.
struct Attribution {
    /// How many lines above the one looked at belong to it.
    var linesBefore: Int
    /// The line after it and after the blank lines below it.
    var end: Int
    /// Whether marked lines follow. If not, all that follows is the quoted mail.
    var quotesFollow: Bool

    /// Mail programs break it into three lines; some put blank lines around a broken address.
    private static let reach = 5
    private static let longestLine = 300

    /// The introduction whose last line is at `index`, if one ends there.
    static func ending(at index: Int, of lines: [Substring]) -> Attribution? {
        let line = lines[index].stripped
        guard !line.isEmpty, line.utf8.count <= longestLine else { return nil }
        let next = lines[(index + 1)...].prefix(3).firstIndex { !$0.stripped.isEmpty }
        let quotesFollow = next.map { TrimmedLine(lines[$0]).isQuoted } ?? false

        if let start = start(upFrom: index, of: lines, quotesFollow: quotesFollow) {
            return Attribution(linesBefore: index - start, end: next ?? index + 1, quotesFollow: quotesFollow)
        }
        // Old Gmail: `2013/7/20 Name <address>` and nothing more, above bars or quotation marks.
        if quotesFollow || next.map({ TrimmedLine(lines[$0]).isBarred }) ?? false,
            beginsLikeDate(line), line.contains("@")
        {
            return Attribution(linesBefore: 0, end: next ?? index + 1, quotesFollow: quotesFollow)
        }
        return nil
    }

    /// Where the introduction that ends at `index` starts; `nil` where there is too little to call it one.
    private static func start(upFrom index: Int, of lines: [Substring], quotesFollow: Bool) -> Int? {
        let last = lines[index].stripped
        guard last.last == ":" || last.last == "：" else { return nil }
        let above = index > 0 ? lines[index - 1].stripped : ""
        guard quotesFollow || saysWho(last) || saysWho(above + " " + last) else { return nil }
        var evidence = Evidence()
        var start: Int?
        for candidate in stride(from: index, through: max(index - reach, 0), by: -1) {
            let line = lines[candidate].stripped
            if line.isEmpty {
                // Blank lines belong to it only around a broken `<address>`.
                if evidence.isInsideAngle || evidence.beginsWithAngle { continue } else { break }
            }
            // A quoted line is none, save the `> wrote:` that closes an address broken before its `>`.
            guard line.utf8.count <= longestLine, line.first != ">" || candidate == index else { break }
            evidence.add(line)
            if beginsLikeIntroduction(line), evidence.isEnough { return candidate }
            if evidence.hasAddress, !evidence.isInsideAngle { start = candidate }
        }
        // `Nimi kirjoitti:`, `Nimi kirjoitti 20.3.2026 klo 17.50:`: above marked lines it needs no more.
        return start ?? (quotesFollow && saysWhoFirst(last) ? index : nil)
    }

    /// What makes a line that ends in a colon more than a sentence of the sender's own.
    private struct Evidence {
        var hasAddress = false
        var hasMoment = false
        /// The topmost line looked at starts an address.
        var beginsWithAngle = false
        private var angles = 0

        /// An address was closed by `>` on a lower line and is not open yet.
        var isInsideAngle: Bool { angles > 0 }
        var isEnough: Bool { (hasAddress || hasMoment) && !isInsideAngle }

        mutating func add(_ line: Substring) {
            beginsWithAngle = line.first == "<"
            angles += line.count { $0 == ">" } - line.count { $0 == "<" }
            hasAddress = hasAddress || line.contains("@")
            hasMoment = hasMoment || Attribution.hasMoment(line)
        }
    }

    /// Ends in, or is, the verb: `… kirjoitti:`, `… wrote:`; in Swedish `Den … skrev …:` it stands in the middle.
    private static func saysWho(_ line: Substring) -> Bool {
        let text = line.lowercased()
        guard text.hasSuffix(":") || text.hasSuffix("：") else { return false }
        let end = text.dropLast().stripped
        if verbs.contains(where: { end.hasSuffix($0) }) { return true }
        let words = end.utf8.split(separator: 0x20).dropFirst()
        return words.contains { word in middleVerbs.contains { word.elementsEqual($0.utf8) } }
            && (text.utf8.contains(UInt8(ascii: "<")) || beginsLikeIntroduction(line))
    }

    /// A name of a few words, the verb, and perhaps a moment.
    private static func saysWhoFirst(_ line: Substring) -> Bool {
        let words = line.lowercased().dropLast().split(separator: " ")
        guard let verb = words.firstIndex(where: { namedVerbs.contains(String($0)) }), (1...5).contains(verb),
            !words[..<verb].contains(where: { $0.contains(where: \.isNumber) })
        else { return false }
        return verb == words.count - 1 || hasMoment(line)
    }

    private static let namedVerbs: Set<String> = ["kirjoitti", "skrev", "wrote", "schrieb", "kirjutas"]
    private static let verbs = [
        "kirjoitti", "skrev", "wrote", "writes", "said", "schrieb", "skreiv", "kirjutas", "a écrit", "escribió",
        "escreveu", "ha scritto", "schreef", "napisał", "napisał(a)", "napisała", "написал", "написал(а)", "пишет",
    ]
    private static let middleVerbs = ["skrev", "schrieb", "kirjoitti", "schreef"]

    private static func beginsLikeIntroduction(_ line: Substring) -> Bool {
        guard line.contains(where: \.isNumber) else { return false }
        return beginsLikeDate(line) || openings.contains(firstWord(line))
    }

    private static func beginsLikeDate(_ line: Substring) -> Bool {
        line.first?.isNumber == true || weekdays.contains(firstWord(line))
    }

    private static func firstWord(_ line: Substring) -> String {
        String(line.prefix(16).prefix { $0.isLetter }).lowercased()
    }

    private static let openings: Set<String> = [
        "on", "den", "le", "am", "em", "el", "il", "op", "dnia", "dne", "at", "kirjutas",
    ]
    private static let weekdays: Set<String> = [
        "ma", "ti", "ke", "to", "pe", "la", "su", "maanantai", "tiistai", "keskiviikko", "torstai", "perjantai",
        "lauantai", "sunnuntai", "maanantaina", "tiistaina", "keskiviikkona", "torstaina", "perjantaina", "lauantaina",
        "sunnuntaina", "mån", "tis", "ons", "tors", "tor", "fre", "lör", "sön", "måndag", "tisdag", "onsdag", "torsdag",
        "fredag", "lördag", "söndag", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "monday", "tuesday",
        "wednesday", "thursday", "friday", "saturday", "sunday",
    ]

    /// A time of day (`17.50`, `17:50`) or a year.
    private static func hasMoment(_ line: Substring) -> Bool {
        let bytes = Array(line.utf8)
        guard bytes.count >= 4 else { return false }
        return (0..<(bytes.count - 3)).contains { index in
            let isTime =
                bytes[index].isDigit && (bytes[index + 1] == UInt8(ascii: ":") || bytes[index + 1] == UInt8(ascii: "."))
                && bytes[index + 2].isDigit && bytes[index + 3].isDigit
            let isYear =
                bytes[index] == UInt8(ascii: "2") && bytes[index + 1] == UInt8(ascii: "0")
                && bytes[index + 2].isDigit && bytes[index + 3].isDigit
            return isTime || isYear
        }
    }
}
