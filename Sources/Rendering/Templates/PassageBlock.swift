/// What a passage is made of in HTML: lists as lists, however a mail program drew them.
enum PassageBlock: Equatable {
    case paragraph([[LetterRun]])
    case bullets([[LetterRun]])
    case numbers(from: Int, [[LetterRun]])

    static func blocks(of passage: LetterPassage) -> [PassageBlock] {
        // Blank lines between the items of one list are the program's.
        let paragraphs: [[Line]] = passage.paragraphs.map { $0.map { Line($0) } }
        var lines = Array(paragraphs.joined(separator: [Line([])]))[...]
        var blocks: [PassageBlock] = []
        var paragraph: [[LetterRun]] = []
        func close() {
            if !paragraph.isEmpty { blocks.append(.paragraph(paragraph)) }
            paragraph = []
        }
        while let first = lines.first {
            if let (list, rest) = list(at: lines) {
                close()
                blocks.append(list)
                lines = rest
            } else {
                if first.runs.isEmpty { close() } else { paragraph.append(first.runs) }
                lines = lines.dropFirst()
            }
        }
        close()
        return blocks
    }

    private struct Line {
        let runs: [LetterRun]
        let mark: Mark?
        /// Behind the mark.
        let words: [LetterRun]
        let isIndented: Bool

        enum Mark: Equatable {
            case bullet
            /// A dash, with which a line of talk begins as well.
            case dash
            case number(Int)
        }

        init(_ runs: [LetterRun]) {
            self.runs = runs
            let text = runs.first?.text ?? ""
            isIndented = text.hasPrefix("  ")
            let start = text.drop { $0 == " " || $0 == "\u{A0}" }
            let head = start.prefix { $0 != " " && $0 != "\u{A0}" }
            let rest = start[head.endIndex...].drop { $0 == " " || $0 == "\u{A0}" }
            mark = Self.mark(head)
            guard mark != nil, !rest.isEmpty || runs.count > 1 else {
                words = []
                return
            }
            let first = LetterRun(text: String(rest), source: runs[0].source)
            words = (rest.isEmpty ? [] : [first]) + runs.dropFirst()
        }

        private static func mark(_ head: Substring) -> Mark? {
            if ["-", "*", "•", "·", "◦", "▪", "●"].contains(String(head)) { return .bullet }
            if head == "–" || head == "—" { return .dash }
            guard let last = head.last, last == "." || last == ")", head.utf8.count <= 4 else { return nil }
            return Int(head.dropLast()).map { .number($0) }
        }
    }

    /// The list that begins here, and the lines below it. A single number or dash makes none: `3. kerros` is a place.
    private static func list(at lines: ArraySlice<Line>) -> (PassageBlock, ArraySlice<Line>)? {
        guard let mark = lines.first?.mark, lines.first?.words.isEmpty == false else { return nil }
        var items: [[LetterRun]] = []
        var rest = lines
        while let line = rest.drop(while: { $0.runs.isEmpty }).first, !line.words.isEmpty,
            follows(line.mark, mark, items.count)
        {
            items.append(line.words)
            rest = rest.drop { $0.runs.isEmpty }.dropFirst()
            // A line that a program broke goes on below it.
            while let more = rest.first, !more.runs.isEmpty, more.isIndented, more.mark == nil {
                let text = String(more.runs[0].text.drop { $0 == " " })
                items[items.count - 1] += [LetterRun(text: " " + text, source: more.runs[0].source)]
                items[items.count - 1] += more.runs.dropFirst()
                rest = rest.dropFirst()
            }
        }
        switch mark {
        case .bullet: return (.bullets(items), rest)
        case .dash: return items.count > 1 ? (.bullets(items), rest) : nil
        case .number(let first): return items.count > 1 ? (.numbers(from: first, items), rest) : nil
        }
    }

    private static func follows(_ mark: Line.Mark?, _ first: Line.Mark, _ count: Int) -> Bool {
        if case .number(let number) = first { return mark == .number(number + count) }
        return mark == first
    }
}
