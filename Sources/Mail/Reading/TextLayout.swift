/// Lays words out in lines: collapses space, keeps paragraphs apart, prefixes quotations and list items.
struct TextLayout {
    /// How many `>` stand before a line. Takes effect on the next line.
    var quotationDepth = 0
    /// Written before the next words, at the start of their line: a list item's `- ` or `1. `.
    var label = ""

    private var bytes: [UInt8] = []
    private var lineStart = 0
    private var lineHasWords = false
    private var wantsSpace = false
    /// Spaces that a preformatted line begins with.
    private var indentation = 0
    /// How deep the last line with words was quoted: a blank line between two depths belongs to the shallower.
    private var lastDepth = 0
    private var wantsBlankLine = false
    private var blankLines = 0
    private var hasQuotationRule = false

    /// Whether the next word's place is to be remembered, and the place of the one that was.
    private var marksNextWord = false
    private var marked: Int?

    /// The rule that Outlook draws in plain text above the mail it quotes.
    static let quotationRule = "________________________________"
    private static let deepestPrefix = 16
    private static let mostBlankLines = 2

    var text: String {
        var end = bytes.count
        while end > 0, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x20 { end -= 1 }
        return String(decoding: bytes[..<end], as: UTF8.self)
    }

    /// Remembers where the next word begins.
    mutating func markNextWord() { (marksNextWord, marked) = (true, nil) }

    /// From the marked word on, without the space at the end.
    var textSinceMark: String { marked.map { String(decoding: bytes[$0..<endOfWords(from: $0)], as: UTF8.self) } ?? "" }

    /// Puts `[` before the marked word, and `end` behind the last one.
    mutating func bracketSinceMark(_ end: String) {
        guard let start = marked else { return }
        bytes.insert(contentsOf: end.utf8, at: endOfWords(from: start))
        bytes.insert(UInt8(ascii: "["), at: start)
    }

    private func endOfWords(from start: Int) -> Int {
        bytes[start...].lastIndex { !$0.isHtmlSpace }.map { $0 + 1 } ?? start
    }

    mutating func write(_ text: String, preformatted: Bool) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\r": continue
            case "\n" where preformatted: endLine()
            case " ", "\n", "\t", "\u{0C}": preformatted ? writePreformattedSpace() : space()
            case "\u{A0}": writeHardSpace()
            // Invisible: zero-width space, joiner without meaning, soft hyphen, word joiner, byte order mark.
            case "\u{200B}", "\u{034F}", "\u{AD}", "\u{2060}", "\u{FEFF}": continue
            default:
                beginWord()
                bytes.append(contentsOf: UTF8.encode(scalar)?.map { $0 } ?? [])
            }
        }
    }

    /// A space if words stand before it on the line and others follow.
    mutating func space() {
        wantsSpace = lineHasWords
    }

    /// Ends the line here, empty or not.
    mutating func endLine() {
        wantsSpace = false
        if !lineHasWords {
            blankLines += 1
            guard blankLines <= Self.mostBlankLines else { return }
            writePrefix(depth: min(quotationDepth, lastDepth))
        }
        while bytes.count > lineStart, bytes.last == 0x20 { bytes.removeLast() }
        bytes.append(0x0A)
        lineStart = bytes.count
        lineHasWords = false
        indentation = 0
    }

    /// Ends the line if anything is on it.
    mutating func startLine() {
        wantsSpace = false
        if lineHasWords { endLine() }
    }

    /// As `startLine`, with a blank line before what follows.
    mutating func startParagraph() {
        startLine()
        wantsBlankLine = !bytes.isEmpty
    }

    /// Marks that from here on another mail is quoted. Once in a text: the first cut is the one that counts.
    mutating func drawQuotationRule() {
        guard !hasQuotationRule else { return }
        hasQuotationRule = quotationDepth == 0
        startLine()
        write(Self.quotationRule, preformatted: false)
        startLine()
    }

    private mutating func writePreformattedSpace() {
        if lineHasWords { bytes.append(0x20) } else { indentation = min(indentation + 1, 40) }
    }

    private mutating func writePrefix(depth: Int) {
        bytes.append(contentsOf: Array(repeating: UInt8(ascii: ">"), count: min(depth, Self.deepestPrefix)))
    }

    private mutating func writeHardSpace() {
        if lineHasWords {
            beginWord()
            bytes.append(0x20)
        } else if quotationDepth == 0, label.isEmpty {
            // A line of nothing but `&nbsp;` is a blank line that was meant.
            lineHasWords = true
        }
    }

    private mutating func beginWord() {
        if wantsBlankLine {
            wantsBlankLine = false
            if blankLines == 0, lineStart > 0, bytes.count == lineStart { endLine() }
        }
        if bytes.count == lineStart {
            writePrefix(depth: quotationDepth)
            if quotationDepth > 0 { bytes.append(0x20) }
            bytes.append(contentsOf: Array(repeating: 0x20, count: indentation))
            bytes.append(contentsOf: label.utf8)
            label = ""
            lastDepth = quotationDepth
        } else if wantsSpace, bytes.last != 0x20 {
            bytes.append(0x20)
        }
        if marksNextWord { (marksNextWord, marked) = (false, bytes.count) }
        wantsSpace = false
        lineHasWords = true
        blankLines = 0
    }
}
