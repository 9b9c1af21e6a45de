import Base

/// What an organisation's gateway puts above a mail's own words: warnings about external senders, first-contact notices,
/// `[EXTERNAL]`. Nobody wrote it to us.
///
/// It goes sentence by sentence, since some gateways leave no blank line behind their words: what is no sentence of a
/// notice is the sender's, and stays, in the same line too.
enum GatewayNotice {
    /// Notices that stand above one another.
    private static let most = 6
    /// Lines of one notice.
    private static let reach = 12

    /// The lines from the first that holds the sender's own words.
    static func removed(from lines: [Substring]) -> ArraySlice<Substring> {
        var rest = lines[...]
        for _ in 0..<most {
            let start = rest.drop { isFrame($0) }
            guard let after = FirstContactNotice.rest(of: start) ?? framed(start) ?? spoken(start) else { break }
            rest = after
        }
        return rest
    }

    /// A blank line, or one drawn around a notice.
    private static func isFrame(_ line: Substring) -> Bool {
        let line = TrimmedLine(line)
        return line.text.allSatisfy { frameCharacters.contains($0) }
    }

    private static let frameCharacters: CharacterTable = "-_=~*#+—|!⚠️ "

    // MARK: Between marks

    /// Proofpoint writes where its notice begins and ends, in letters that its HTML hides.
    private static let marks = (start: "BannerStart", end: "BannerEnd")

    /// A notice that says where it ends: in brackets, or between marks.
    private static func framed(_ lines: ArraySlice<Substring>) -> ArraySlice<Substring>? {
        guard let first = lines.first else { return nil }
        let head = first.stripped
        if head.utf8.contains(UInt8(ascii: "B")),
            head.hasSuffix(marks.start) || head.hasPrefix("ZjQcmQRYFpfpt" + marks.start)
        {
            guard let end = lines.prefix(2 * reach).firstIndex(where: { $0.stripped.hasSuffix(marks.end) }) else {
                return nil
            }
            return lines[(end + 1)...]
        }
        let open = head.drop { emphasis.contains($0) }
        guard let closing = open.first.flatMap(closing) else { return nil }
        var content = ""
        for (index, line) in zip(lines.indices, lines.prefix(reach)) {
            let text = index == lines.startIndex ? open.dropFirst() : line[...]
            guard !text.stripped.isEmpty || index == lines.startIndex else { return nil }
            guard let end = text.firstIndex(of: closing) else {
                content += text + " "
                continue
            }
            content += text[..<end]
            guard isNotice(content) else { return nil }
            let behind = text[text.index(after: end)...].drop { $0 == "\t" || emphasis.contains($0) }
            return FirstContactNotice.replacing(first: behind, of: lines[index...])
        }
        return nil
    }

    private static let emphasis: CharacterTable = "*_ "

    private static func closing(_ character: Character) -> Character? {
        switch character {
        case "[": "]"
        case "(": ")"
        case "{": "}"
        case "<": ">"
        default: nil
        }
    }

    private static func isNotice(_ text: String) -> Bool {
        if GatewayWords.isMark(text) { return true }
        let normal = GatewayWords.normal(text)
        return GatewayWords.tellsOrigin(normal) || GatewayWords.warns(normal) && GatewayWords.goesOn(normal)
    }

    // MARK: Sentence by sentence

    /// One sentence, or what a line holds of it.
    private enum Sentence {
        /// By itself what only a gateway says.
        case notice
        /// `CAUTION:`
        case label
        /// `Do not click links.`
        case warning
        /// Words that warnings are made of.
        case advice
        /// What may be pressed below its words.
        case buttons
        case other

        init(_ text: Substring) {
            let normal = GatewayWords.normal(text)
            if normal == " " {
                self = .advice
            } else if GatewayWords.isOriginMark(text, normal: normal) || GatewayWords.tellsOrigin(normal)
                || GatewayWords.isOpening(normal)
            {
                self = .notice
            } else if GatewayWords.isButtons(text) {
                self = .buttons
            } else if GatewayWords.isLabel(normal) {
                self = .label
            } else if GatewayWords.warns(normal), GatewayWords.goesOn(normal) {
                self = .warning
            } else {
                self = GatewayWords.goesOn(normal) ? .advice : .other
            }
        }
    }

    /// A sentence, the line from it on, and whether it ends in the line.
    private typealias Piece = (text: Substring, onward: Substring, isEnded: Bool)

    /// Takes the sentences of a notice off the beginning; nil where the first words are no gateway's.
    private static func spoken(_ lines: ArraySlice<Substring>) -> ArraySlice<Substring>? {
        guard var state = Beginning(of: lines) else { return nil }
        var rest = lines.dropFirst(state.labelLines)
        for _ in 0..<reach {
            guard let line = rest.first else { return rest }
            let pieces = sentences(of: line)
            let kinds = pieces.map { Sentence($0.text) }
            var taken = count(ofNotice: kinds, isFirst: state.isFirst, goesOn: state.goesOn, always: state.always)
            if taken == 0, let first = pieces.first, first.isEnded, state.isFull,
                GatewayWords.isAdvice(GatewayWords.normal(first.text))
            {
                taken = 1
            }
            guard taken > 0 else { return rest }
            let isCut = taken == pieces.count - 1 && breaks(pieces[taken], over: rest)
            guard taken == pieces.count || isCut else {
                return FirstContactNotice.replacing(first: pieces[taken].onward, of: rest)
            }
            state.always = isCut || state.isFirst && state.isBroken
            state.isFull = line.count >= 50
            state.goesOn = !pieces[pieces.count - 1].isEnded && line.count >= 30
            state.isFirst = false
            rest = rest.dropFirst()
        }
        return rest
    }

    /// Whether the line's last sentence goes on in the next line, and together they speak as a notice.
    private static func breaks(_ piece: Piece, over lines: ArraySlice<Substring>) -> Bool {
        guard !piece.isEnded, lines.first.map({ $0.count >= 30 }) ?? false,
            let next = lines.dropFirst().first.flatMap({ sentences(of: $0).first })
        else { return false }
        switch Sentence(piece.text + " " + next.text) {
        case .notice, .warning: return true
        case .advice: return Sentence(next.text) == .advice
        case .label, .buttons, .other: return false
        }
    }

    /// How many sentences of a line belong to the notice: up to the last that speaks as one.
    private static func count(ofNotice kinds: [Sentence], isFirst: Bool, goesOn: Bool, always: Bool) -> Int {
        var taken = always || isFirst && kinds.first == .other ? 1 : 0
        for (place, kind) in kinds.enumerated() {
            switch kind {
            case .notice, .warning: taken = place + 1
            case .buttons where !isFirst: taken = place + 1
            // In one line with what is a notice's, or in a sentence that the line break cut.
            case .advice where isFirst || taken > 0 || goesOn && place == 0: taken = place + 1
            default: continue
            }
        }
        return taken
    }

    /// How a notice begins: with where the mail comes from, or with a warning of links, perhaps below a call alone on its
    /// line.
    private struct Beginning {
        var labelLines = 0
        var isFirst = true
        /// The sentence that says it was broken behind the first line.
        var isBroken = false
        /// The line before ended within a sentence.
        var goesOn = false
        /// The first sentence belongs to it whatever it says.
        var always = false
        /// The line before was as long as programs make lines.
        var isFull = false

        init?(of lines: ArraySlice<Substring>) {
            let start = lines.prefix(2).map { $0.stripped.cut(to: GatewayNotice.longestLine) }.joined(separator: " ")
            guard GatewayWords.mayBeNotice(GatewayWords.normal(start)) else { return nil }
            var rest = lines
            var pieces: [Piece] = []
            var labels = 0
            // A line of calls alone, or two.
            for called in 0...2 {
                labelLines = called
                guard let line = rest.first else { return nil }
                pieces = GatewayNotice.sentences(of: line)
                labels = pieces.prefix { Sentence($0.text) == .label }.count
                guard !pieces.isEmpty, labels == pieces.count else { break }
                guard called < 2 else { return nil }
                rest = rest.dropFirst()
            }
            guard let first = rest.first, labels < pieces.count else { return nil }
            let opening = pieces[labels]
            switch Sentence(opening.text) {
            case .notice: return
            case .warning where GatewayWords.warnsOfSender(GatewayWords.normal(opening.text)): return
            default: break
            }
            guard !opening.isEnded, pieces[(labels + 1)...].allSatisfy({ Sentence($0.text) == .label }),
                first.count >= 20, let next = rest.dropFirst().first.flatMap({ GatewayNotice.sentences(of: $0).first })
            else { return nil }
            let joined = opening.text + " " + next.text
            guard GatewayWords.tellsOrigin(GatewayWords.normal(joined)) else { return nil }
            isBroken = true
        }
    }

    /// The sentences of a line: what ends in `.`, `!`, `?` or `:` before a space, or in the line's end.
    private static func sentences(of line: Substring) -> [Piece] {
        let line = line.stripped.cut(to: longestLine)
        var pieces: [Piece] = []
        var start = line.startIndex
        var index = line.startIndex
        while index < line.endIndex, pieces.count < 30 {
            let next = line.index(after: index)
            if ends.contains(line[index]), next == line.endIndex || line[next].isSpace {
                pieces.append((line[start..<next], line[start...], line[index] != ":"))
                start = line[next...].firstIndex { !$0.isSpace } ?? line.endIndex
                index = start
            } else {
                index = next
            }
        }
        if start < line.endIndex { pieces.append((line[start...], line[start...], false)) }
        return pieces
    }

    private static let ends: CharacterTable = ".!?:"

    /// Characters; a longer first line is nobody's notice.
    private static let longestLine = 1500
}
