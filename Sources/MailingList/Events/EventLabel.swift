import Base

/// What a line of an event's mail is about, told by the word before its colon.
enum EventLabel: CaseIterable, Sendable {
    case time, place

    /// A label as found, and what stands after its colon.
    struct Found {
        var label: EventLabel
        var language: Language
        var value: String
    }

    private static let words: [EventLabel: [Language: [String]]] = [
        .time: [.fi: ["aika", "ajankohta", "milloin"], .sv: ["tid", "när"], .en: ["when", "time", "date"]],
        .place: [.fi: ["paikka", "missä"], .sv: ["plats"], .en: ["where", "place", "venue"]],
    ]

    private static let entries: [String: (label: EventLabel, language: Language)] = {
        var entries: [String: (EventLabel, Language)] = [:]
        for (label, columns) in words {
            for (language, words) in columns {
                for word in words { entries[Folding.fold(word)] = (label, language) }
            }
        }
        return entries
    }()

    /// Characters before the colon; room for a label with marks and blanks around it.
    private static let longestHead = 40

    /// The label at the beginning of `line`. Nil for any other line, and for a quoted one.
    static func find(in line: Substring) -> Found? {
        guard line.utf8.contains(UInt8(ascii: ":")) else { return nil }
        let head = line.prefix(longestHead).prefix { $0 != ":" }
        guard line[head.endIndex...].first == ":", !head.contains(">"), let entry = entries[Folding.fold(head)] else {
            return nil
        }
        let isUnderlined = head.drop { $0.isWhitespace }.first == "_"
        let value = unmarked(line[head.endIndex...].dropFirst(), isUnderlined: isUnderlined)
        return Found(label: entry.label, language: entry.language, value: value)
    }

    /// One line without the marks of bold and italics around it.
    ///
    /// A low line at the end goes only where one opened the line: a link may end with its own.
    static func unmarked(_ line: Substring, isUnderlined: Bool = false) -> String {
        var text = oneLine(line, most: EventLines.mostScalars)[...]
        let isMark = { (character: Character) in character == "*" || character == "_" || character == " " }
        let isUnderlined = isUnderlined || text.prefix(while: isMark).contains("_")
        text = text.drop(while: isMark)
        while let last = text.last, last == "*" || last == " " || (last == "_" && isUnderlined) { text.removeLast() }
        return String(text)
    }

    /// Without controls and invisible characters, every run of blanks one space.
    static func oneLine(_ text: some StringProtocol, most: Int) -> String {
        var line = String.UnicodeScalarView()
        var count = 0
        var isAfterBlank = false
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace {
                isAfterBlank = count > 0
                continue
            }
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: continue
            // Direction marks, zero-width spaces and soft hyphens; but some scripts and emoji need their joiners.
            case .format where scalar != "\u{200C}" && scalar != "\u{200D}": continue
            default: break
            }
            let needed = isAfterBlank ? 2 : 1
            guard count + needed <= most else { break }
            if isAfterBlank { line.append(" ") }
            line.append(scalar)
            count += needed
            isAfterBlank = false
        }
        return String(line)
    }
}
