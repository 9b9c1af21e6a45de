/// A server's text as words to look for: in lower case, without punctuation and URLs, names such as `SendAsDenied` taken
/// apart, and addresses replaced by ``sender``, ``recipient`` or ``address``.
struct RefusalWords: Sendable {
    private(set) var words: [String] = []
    /// The enhanced code that qmail puts in the text: `sorry, no mailbox here by that name (#5.1.1)`.
    private(set) var status: SmtpStatus?

    static let sender = "@sender"
    static let recipient = "@recipient"
    static let address = "@address"

    init(_ text: String, sender: String?, recipient: String?) {
        let (sender, recipient) = (Self.lowercased(sender), Self.lowercased(recipient))
        for chunk in text.utf8.split(whereSeparator: { $0 <= 0x20 }) {
            if Self.isUrl(chunk) { continue }
            if chunk.contains(UInt8(ascii: "@")) {
                // `<anna@hel.fi>:`, `to=<anna@hel.fi>,` and `recipient:anna@hel.fi` alike.
                let pieces = chunk.split { !Self.isOfAddress($0) }.filter { $0.contains(UInt8(ascii: "@")) }
                for piece in pieces {
                    let address = Self.lowercased(String(decoding: piece, as: UTF8.self))
                    words.append(
                        address == sender ? Self.sender : address == recipient ? Self.recipient : Self.address)
                }
                if !pieces.isEmpty { continue }
            }
            if let mark = chunk.firstIndex(of: UInt8(ascii: "#")) {
                status = status ?? Self.status(chunk[chunk.index(after: mark)...])
            }
            append(chunk)
        }
    }

    /// Whether one of the phrases stands in the text.
    func have(_ phrases: RefusalPhrases) -> Bool {
        words.indices.contains { start in phrases.match(words[start...]) }
    }

    private mutating func append(_ chunk: Substring.UTF8View.SubSequence) {
        var word: [UInt8] = []
        func isUpper(_ byte: UInt8) -> Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) }
        let isCompound = chunk.count >= 9 && chunk.contains { !isUpper($0) }
        var previous = UInt8(ascii: " ")
        for byte in Array(chunk) + [UInt8(ascii: " ")] {
            defer { previous = byte }
            if byte == UInt8(ascii: "'") { continue }
            // The right single quotation mark, of which only the first byte tells.
            if Self.isLetter(byte) || Self.isDigit(byte) || byte >= 0x80 {
                if isCompound, isUpper(byte), !word.isEmpty, !isUpper(previous) { end(&word) }
                word.append(isUpper(byte) ? byte | 0x20 : byte)
            } else {
                end(&word)
            }
        }
    }

    /// `e-mail` is one word.
    private mutating func end(_ word: inout [UInt8]) {
        guard !word.isEmpty else { return }
        let text = String(decoding: word, as: UTF8.self)
        word = []
        if words.last == "e", text.hasPrefix("mail") { words[words.count - 1] = "e" + text } else { words.append(text) }
    }

    private static func isUrl(_ chunk: Substring.UTF8View.SubSequence) -> Bool {
        let text = String(decoding: chunk, as: UTF8.self)
        return text.contains("://") || text.hasPrefix("www.")
    }

    /// `5.1.1)` and the like.
    private static func status(_ bytes: Substring.UTF8View.SubSequence) -> SmtpStatus? {
        let numbers = bytes.prefix { isDigit($0) || $0 == UInt8(ascii: ".") }.split(separator: UInt8(ascii: "."))
            .map { Int(String(decoding: $0, as: UTF8.self)) ?? -1 }
        return numbers.count == 3 ? SmtpStatus(exactly: numbers[0], numbers[1], numbers[2]) : nil
    }

    private static func lowercased(_ text: String?) -> String? { text.map(lowercased) }
    private static func lowercased(_ text: String) -> String {
        text.utf8.allSatisfy { $0 < 0x80 } ? text.lowercased() : text
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isOfAddress(_ byte: UInt8) -> Bool {
        isLetter(byte) || isDigit(byte) || byte >= 0x80 || "@.-_+!#$%&*/?^`{|}~".utf8.contains(byte)
    }
}

/// Phrases of which one must stand in the text, written `send as, spoof*, not owned by`: a star ends a word of which only the
/// beginning is given.
struct RefusalPhrases: Sendable, ExpressibleByStringLiteral {
    private struct Word: Sendable {
        let text: String
        let isBeginning: Bool

        func match(_ word: String) -> Bool { isBeginning ? word.hasPrefix(text) : word == text }
    }

    private let phrases: [[Word]]

    init(stringLiteral text: String) {
        phrases = text.split(separator: ",").map { phrase in
            phrase.split(separator: " ").map { word in
                let isBeginning = word.hasSuffix("*")
                return Word(text: String(isBeginning ? word.dropLast() : word), isBeginning: isBeginning)
            }
        }
    }

    /// Whether `words` begin with one of them.
    func match(_ words: ArraySlice<String>) -> Bool {
        phrases.contains { phrase in
            phrase.count <= words.count && zip(phrase, words).allSatisfy { $0.match($1) }
        }
    }
}
