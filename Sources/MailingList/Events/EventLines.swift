import Base

/// The first lines of a mail that make it an event: `Aika: la 12.12.2026 klo 14–16` and `Paikka: Oodi`.
///
/// The rule, in full:
/// 1. A label stands at the beginning of a line, before a colon. Case, diacritics and emphasis marks do not count.
/// 2. Only the first lines count. Blank lines and lines that are nothing but a courtesy may stand before the labels,
///    blank lines between them; the first other line ends them. The order is free, and a place may be missing.
/// 3. A label with nothing after it takes the next line that is neither blank nor a label.
/// 4. A line right below the time that is nothing but more of a time belongs to it.
/// 5. In a mail in two languages both may give the time; then they must agree. Of two places the first counts.
package struct EventLines: Hashable, Sendable {
    package var when: Result<WrittenSpan, EventTimeError>
    /// The words after the label, on one line, at most `longestTime` characters, for the letter that asks back.
    package var writtenTime: String
    /// Empty where none is written; one line, at most `longestPlace` characters.
    package var place: String
    /// Of the label of the time.
    package var language: Language

    package init(when: Result<WrittenSpan, EventTimeError>, writtenTime: String, place: String, language: Language) {
        self.when = when
        self.writtenTime = writtenTime
        self.place = place
        self.language = language
    }

    /// Unicode scalars; a longer time is in doubt.
    package static let longestTime = 200
    /// Unicode scalars; a longer place, as of meeting links that carry a page of parameters, is cut.
    package static let longestPlace = 500
    /// Lines that are looked at, and Unicode scalars in all of them.
    static let mostLines = 40
    static let mostScalars = 20_000

    /// Nil where the first lines name no time: then the mail is an ordinary announcement.
    ///
    /// - Parameter written: what the sender wrote above any quotation, as text.
    package static func read(_ written: String) -> EventLines? {
        // Most mails have no line that could be a label.
        guard written.utf8.contains(UInt8(ascii: ":")) else { return nil }
        let head = String(written.unicodeScalars.prefix(mostScalars))
        var reader = EventLineReader()
        let lines = head.split(maxSplits: mostLines, omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .prefix(mostLines)
        // Nothing below needs to be looked at where none is a label.
        guard lines.contains(where: { EventLabel.find(in: $0) != nil }) else { return nil }
        for line in lines {
            guard reader.take(line) else { break }
        }
        return reader.result
    }

    /// What stands below those lines; all of it where they name no time.
    package static func below(_ written: String) -> String {
        let lines = written.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        var reader = EventLineReader()
        let taken = lines.prefix(mostLines).prefix { reader.take($0) }.count
        return reader.result == nil ? written : lines[taken...].joined(separator: "\n")
    }
}

/// The labels and values found so far, line after line.
private struct EventLineReader {
    private var times: [(text: String, language: Language)] = []
    private var place: String?
    /// Labels without a value yet. A table in HTML may give both labels first and both values after them.
    private var waiting: [EventLabel.Found] = []
    /// Whether the line before gave a time, or more of one.
    private var isBelowTime = false

    /// False for the first line that is no part of the event's lines.
    mutating func take(_ line: Substring) -> Bool {
        if let found = EventLabel.find(in: line) {
            isBelowTime = false
            if found.value.isEmpty { waiting.append(found) } else { settle(found, found.value) }
            return true
        }
        let text = EventLabel.unmarked(line)
        if text.isEmpty {
            isBelowTime = false
            return true
        }
        if !waiting.isEmpty {
            settle(waiting.removeFirst(), text)
            return true
        }
        if isBelowTime, let last = times.indices.last {
            return extend(&times[last], by: text)
        }
        return times.isEmpty && place == nil && isGreeting(text)
    }

    var result: EventLines? {
        let times = times + waiting.filter { $0.label == .time }.map { ("", $0.language) }
        let readings = times.map { WrittenSpan.read($0.text, in: $0.language) }
        // A doubt is asked in the words that raised it.
        let doubtful = readings.firstIndex { if case .failure = $0 { true } else { false } }
        guard let reading = doubtful ?? readings.indices.first else { return nil }
        // `Date: 12.12.2026` and `Time: 14–16` are one time.
        if doubtful != nil, times.count == 2, times[0].language == times[1].language {
            for text in [times[0].text + " " + times[1].text, times[1].text + " " + times[0].text] {
                guard case .success = WrittenSpan.read(text, in: times[0].language) else { continue }
                return EventLines(
                    when: WrittenSpan.read(text, in: times[0].language),
                    writtenTime: EventLabel.oneLine(text, most: EventLines.longestTime),
                    place: EventLabel.oneLine(place ?? "", most: EventLines.longestPlace), language: times[0].language)
            }
        }
        let agree = doubtful != nil || readings.allSatisfy { $0 == readings[reading] }
        return EventLines(
            when: agree ? readings[reading] : .failure(.several),
            writtenTime: EventLabel.oneLine(times[reading].text, most: EventLines.longestTime),
            place: EventLabel.oneLine(place ?? "", most: EventLines.longestPlace),
            language: times[reading].language)
    }

    private mutating func settle(_ found: EventLabel.Found, _ value: String) {
        isBelowTime = found.label == .time
        switch found.label {
        case .time: times.append((value, found.language))
        case .place: place = place ?? value
        }
    }

    /// `klo 14–16` below `la 12.12.2026`; a second day there must not be lost either.
    private func extend(_ time: inout (text: String, language: Language), by text: String) -> Bool {
        let longer = time.text + " " + text
        switch WrittenSpan.read(longer, in: time.language) {
        case .failure(.unknownWords), .failure(.tooLong): return false
        default:
            time.text = longer
            return true
        }
    }

    /// `Hei!`, and a few words to whom it is said: `Hei kaikki,`
    private func isGreeting(_ text: String) -> Bool { CommandPhrase.isGreeting(text.prefix(CommandReader.longestLine)) }
}
