import Base
import Mail
import MailingList

/// A stretch of a letter's text that came from one place. Where it came from decides what it may become.
struct LetterRun: Equatable, Sendable {
    enum Source: Equatable, Sendable {
        /// The template's own words: markup and links count.
        case own
        /// Somebody's words: nothing in them counts.
        case said
        /// Somebody's words, whose https addresses may be pressed.
        case saidWithLinks
        /// An address from the configuration and where it leads.
        case link(String)
        /// Words that lead somewhere: a reader of plain text sees the address behind them.
        case named(String)
    }

    var text: String
    var source: Source
    /// Between backticks in the template: a word to write back.
    var isStrong = false
    /// Of somebody's words, where it is known.
    var language: Language?
}

/// One line of a filled letter. Lines of a quotation stay together and apart from everything else.
enum LetterLine: Equatable, Sendable {
    case words([LetterRun])
    case quote([LetterRun])
    /// Several lines at once, which stay apart from everything else.
    case passage(LetterPassage)
}

/// Somebody's words, shown as they are: paragraphs of lines.
struct LetterPassage: Equatable, Sendable {
    var paragraphs: [[[LetterRun]]]
    var language: Language?

    init(_ text: String, _ language: Language?, links: Bool) {
        paragraphs = CleanText.paragraphs(text).map { lines in lines.map { Self.runs(of: $0, links: links) } }
        self.language = language
    }

    private static func runs(of line: String, links: Bool) -> [LetterRun] {
        LinkedText.pieces(of: line).map { piece in
            guard let target = piece.target else {
                return LetterRun(text: piece.words, source: links ? .saidWithLinks : .said)
            }
            // Somebody else's words start no mail, and say where they lead where they speak of another place.
            guard links, target.hasPrefix("https://"), Hyperlink.isSafe(target) else {
                return LetterRun(text: piece.plain, source: .said)
            }
            return piece.isMisleading
                ? LetterRun(text: piece.plain, source: .saidWithLinks)
                : LetterRun(text: piece.words, source: .named(target))
        }
    }
}

/// Fills a template with values, in one language. Values go in as runs, never as text to be parsed again.
struct LetterFilling {
    private struct Level {
        var fields: [LetterField]
        var values: [String: LetterValue]
    }

    private let language: Language
    private var levels: [Level]
    private var lines: [LetterLine] = []
    private var runs: [LetterRun] = []
    private var isStrong = false
    /// Whether `)` comes next, which ends a link with words.
    private var dropsParenthesis = false

    /// - Precondition: `values` passed `TemplateName.check`.
    static func lines(
        of nodes: [LetterTemplate.Node], kind: TemplateName, language: Language, values: [String: LetterValue]
    ) -> [LetterLine] {
        var filling = LetterFilling(language: language, levels: [Level(fields: kind.fields, values: values)])
        filling.fill(nodes)
        if !filling.runs.isEmpty { filling.endLine() }
        return filling.lines
    }

    private init(language: Language, levels: [Level]) {
        self.language = language
        self.levels = levels
    }

    /// Recurses as deep as sections nest, which the template has limited.
    private mutating func fill(_ nodes: [LetterTemplate.Node]) {
        for node in nodes {
            switch node {
            case .text(let text): write(text)
            case .value(let name): print(name)
            case .section(let name, inverted: true, let inner): if items(of: name).isEmpty { fill(inner) }
            case .section(let name, inverted: false, let inner):
                for level in items(of: name) {
                    levels.append(level)
                    fill(inner)
                    levels.removeLast()
                }
            }
        }
    }

    private mutating func write(_ text: String) {
        var rest = text[...]
        if dropsParenthesis, rest.first == ")" { rest = rest.dropFirst() }
        dropsParenthesis = false
        while let end = rest.firstIndex(where: { $0 == "`" || $0.isNewline }) {
            appendRun(String(rest[..<end]), .own)
            if rest[end] == "`" { isStrong.toggle() } else { endLine() }
            rest = rest[rest.index(after: end)...]
        }
        appendRun(String(rest), .own)
    }

    private mutating func print(_ name: String) {
        guard let (shape, value) = find(name), let value else { return }
        switch (shape, value) {
        case (.lines(let links), .lines(let text)):
            if !runs.isEmpty { endLine() }
            let source = links ? LetterRun.Source.saidWithLinks : .said
            lines += CleanText.lines(text).map { .quote([LetterRun(text: $0, source: source)]) }
        case (.passage(let links), .passage(let text, let language)):
            if !runs.isEmpty { endLine() }
            lines.append(.passage(LetterPassage(text, language, links: links)))
        case (.link, .link(let address)):
            let shown = CleanText.line(address)
            if Hyperlink.isSafe(address), let words = takeLinkWords() {
                appendRun(words, .named(address))
                dropsParenthesis = true
            } else {
                appendRun(shown, Hyperlink.isSafe(address) ? .link(address) : .said)
            }
        case (.address, .address(let address)):
            let shown = CleanText.line(address)
            appendRun(shown, Hyperlink.mailto(address).map(LetterRun.Source.link) ?? .said)
        default:
            let text = Self.text(value, shape, language)
            // A value that turns out empty must not leave a hole in the sentence.
            appendRun(text.isEmpty ? "–" : text, .said)
            if case .words(_, let own) = value, own != language { runs[runs.count - 1].language = own }
        }
    }

    /// The template's `words` in `[words]({{link}})`, taken off the end of the line.
    private mutating func takeLinkWords() -> String? {
        guard let last = runs.last, last.source == .own, !isStrong, last.text.hasSuffix("]("),
            let open = last.text.lastIndex(of: "[")
        else { return nil }
        let words = String(last.text[open...].dropFirst().dropLast(2))
        runs.removeLast()
        appendRun(String(last.text[..<open]), .own)
        return words.isEmpty ? nil : words
    }

    private mutating func appendRun(_ text: String, _ source: LetterRun.Source) {
        if !text.isEmpty { runs.append(LetterRun(text: text, source: source, isStrong: isStrong)) }
    }

    private mutating func endLine() {
        lines.append(.words(runs))
        runs = []
        isStrong = false
    }

    /// The declared shape of a name in reach, and its value if it was given.
    private func find(_ name: String) -> (shape: LetterShape, value: LetterValue?)? {
        for level in levels.reversed() {
            if let field = level.fields.first(where: { $0.name == name }) { return (field.shape, level.values[name]) }
        }
        return nil
    }

    /// What a section over `name` is filled with: once for a value that says yes, once each for one that repeats.
    private func items(of name: String) -> [Level] {
        guard let (shape, value) = find(name), let value else { return [] }
        let once = [Level(fields: [], values: [:])]
        switch value {
        case .text(let text), .words(let text, _), .link(let text), .address(let text):
            return CleanText.line(text).isEmpty ? [] : once
        case .lines(let text): return CleanText.lines(text).isEmpty ? [] : once
        case .passage(let text, _): return CleanText.paragraphs(text).isEmpty ? [] : once
        case .number(let number): return number == 0 ? [] : once
        case .time: return once
        case .flag(let flag): return flag ? once : []
        case .languages(let languages):
            return languages.map {
                let name = LocalizedFormat.name(of: $0, in: language)
                return Level(
                    fields: shape.fields,
                    values: ["name": .text(name), "tag": .text($0.rawValue), $0.rawValue: .flag(true)])
            }
        case .texts(let texts): return texts.map { Level(fields: shape.fields, values: [".": .text($0)]) }
        case .items(let items): return items.map { Level(fields: shape.fields, values: $0) }
        }
    }

    private static func text(_ value: LetterValue, _ shape: LetterShape, _ language: Language) -> String {
        switch value {
        case .text(let text), .words(let text, _), .lines(let text), .passage(let text, _), .link(let text),
            .address(let text):
            CleanText.line(text)
        case .number(let number):
            switch shape {
            case .members: LocalizedFormat.members(number, language)
            case .mails: LocalizedFormat.mails(number, language)
            case .size: LocalizedFormat.size(bytes: number, language)
            default: LocalizedFormat.number(number, language)
            }
        case .time(let time): LocalizedFormat.time(time, language)
        case .languages(let languages):
            LocalizedFormat.list(languages.map { LocalizedFormat.name(of: $0, in: language) }, language)
        case .texts(let texts): LocalizedFormat.list(texts.map(CleanText.line).filter { !$0.isEmpty }, language)
        case .flag, .items: ""
        }
    }
}
