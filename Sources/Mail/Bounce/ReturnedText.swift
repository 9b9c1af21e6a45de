import Base

/// Finds the returned mail in a report that is plain text: below a line that announces it, or where its header starts.
enum ReturnedText {
    /// Up to which line the report itself goes, and where the returned header starts.
    static func start(in lines: [ArraySlice<UInt8>]) -> (words: Int, header: Int)? {
        for (index, line) in lines.enumerated() {
            if isTraceField(line) {
                var first = index
                while first > 0, HeaderReader.isField(lines[first - 1].trimmed()) { first -= 1 }
                return (first, first)
            }
            if announces(line) { return (index, firstField(in: lines, from: index + 1)) }
        }
        return nil
    }

    /// Fields that no report writes about itself in its text.
    private static func isTraceField(_ line: ArraySlice<UInt8>) -> Bool {
        guard let colon = line.prefix(40).firstIndex(of: UInt8(ascii: ":")) else { return false }
        return fields.contains(String(decoding: line[..<colon], as: UTF8.self).lowercased())
    }

    private static let fields: Set<String> = [
        "received", "return-path", "dkim-signature", "x-received", "arc-seal", "message-id", "delivered-to",
        "x-google-smtp-source", "x-google-dkim-signature", "mime-version", "x-originating-ip",
    ]

    private static func announces(_ line: ArraySlice<UInt8>) -> Bool {
        guard line.count <= 120, line.contains(where: \.isLetter) else { return false }
        let text = String(decoding: line, as: UTF8.self)
        let words = Words.of(text)
        if phrases.longest(in: words) != nil { return true }
        // Drawn or alone on its line, fewer words will do.
        return headings.contains(words.joined(separator: " ")) && (text.hasSuffix(":") || text.hasPrefix("-"))
    }

    private static func firstField(in lines: [ArraySlice<UInt8>], from start: Int) -> Int {
        let reach = lines[min(start, lines.count)...].prefix(10)
        return reach.firstIndex { HeaderReader.isField($0.trimmed()) } ?? start
    }

    private static let phrases = WordTable<Bool>([
        (
            true,
            [
                "below this line is a copy", "is a copy of the message", "copy of your message including",
                "copy of the original message", "enclosed is a copy of", "attachment is a copy of",
                "original message follows", "original message as received", "original message headers",
                "header of the original message", "headers of the original message", "header of the source mail",
                "message headers follow", "message header follows", "message text follows", "unsent message follows",
                "unsent message below", "undelivered message follows", "start of returned message",
                "returned mail follows", "copy of the message header", "lines of the message follows",
                "alkuperäisen viestin otsikot", "ursprungliga meddelandehuvuden", "ursprungligt meddelandehuvud",
            ]
        )
    ])

    private static let headings: Set<String> = [
        "original message", "original mail", "original mail info", "returned message", "returned mail",
        "message header",
        "message headers", "bounced e mail", "bounced mail", "undelivered message", "unsent message",
        "alkuperäinen viesti", "ursprungligt meddelande",
    ]
}
