import Base

/// Cuts the value of a field into pieces between which a line may be folded.
enum FieldPieces {
    enum Piece: Hashable {
        /// ASCII, stays as it is. The space before it is not part of it.
        case plain(String)
        /// Becomes one or more encoded words (RFC 2047).
        case encoded(String)
    }

    /// A quoted-string longer than this is encoded instead: it could not be folded.
    private static let longestQuotedWord = 400

    static func of(_ value: OutgoingField.Value) -> [Piece] {
        switch value {
        case .text(let text): return unstructured(text.withoutControls.trimmed)
        case .structured(let text): return structured(text)
        case .phrase(let text, let rest): return phrase(text) + structured(rest)
        case .mailboxes(let mailboxes):
            return mailboxes.enumerated().flatMap { index, mailbox in
                mailboxPieces(mailbox, separator: index < mailboxes.count - 1 ? "," : "")
            }
        case .parameters(let word, let parameters):
            let texts = [word] + parameters.flatMap(ParameterText.pieces)
            return texts.enumerated().map { index, text in
                .plain(ascii(text) + (index < texts.count - 1 ? ";" : ""))
            }
        }
    }

    /// From the first to the last word that needs it all is encoded, because space between encoded words vanishes.
    private static func unstructured(_ text: String) -> [Piece] {
        let words = words(of: text)
        guard let first = words.firstIndex(where: needsEncoding), let last = words.lastIndex(where: needsEncoding)
        else {
            return words.map(Piece.plain)
        }
        let middle = words[first...last].joined(separator: " ")
        return words[..<first].map(Piece.plain) + [.encoded(middle)] + words[(last + 1)...].map(Piece.plain)
    }

    private static func structured(_ text: String) -> [Piece] {
        words(of: ascii(text)).map(Piece.plain)
    }

    /// RFC 5322 section 3.2.5: atoms as they are, else a quoted-string, else encoded.
    static func phrase(_ text: String) -> [Piece] {
        let text = text.withoutControls.trimmed
        let words = words(of: text)
        guard !words.isEmpty else { return [] }
        if words.contains(where: { needsEncoding($0) || $0.utf8.count > longestQuotedWord }) { return [.encoded(text)] }
        if words.allSatisfy({ $0.utf8.allSatisfy(\.isAtomText) }) { return words.map(Piece.plain) }
        return self.words(of: quoted(text)).map(Piece.plain)
    }

    private static func mailboxPieces(_ mailbox: NamedAddress, separator: String) -> [Piece] {
        let name = phrase(mailbox.name)
        guard !name.isEmpty else { return [.plain(ascii(mailbox.address.text) + separator)] }
        return name + [.plain("<\(ascii(mailbox.address.text))>\(separator)")]
    }

    static func quoted(_ text: String) -> String {
        "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
    }

    /// Split at single spaces; further spaces stay at the start of the word after them, so that none is lost.
    private static func words(of text: String) -> [String] {
        var words: [String] = []
        var spaces = ""
        for word in text.trimmed.split(separator: " ", omittingEmptySubsequences: false) {
            if word.isEmpty {
                spaces += " "
            } else {
                words.append(spaces + word)
                spaces = ""
            }
        }
        return words
    }

    /// Also what only looks like an encoded word: readers would decode it.
    private static func needsEncoding(_ word: String) -> Bool {
        word.utf8.contains { $0 >= 0x80 } || word.contains("=?") || word.utf8.count > 900
    }

    /// Where the grammar has no room for other characters they become question marks.
    private static func ascii(_ text: String) -> String {
        let text = text.withoutControls
        return text.utf8.allSatisfy { $0 < 0x80 }
            ? text : String(text.unicodeScalars.map { $0.isASCII ? Character($0) : "?" })
    }
}
