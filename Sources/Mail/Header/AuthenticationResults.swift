import Base

/// One Authentication-Results field (RFC 8601): what a server says it found out about who sent a mail.
///
/// It is worth something only where the reader trusts the server that wrote it: anybody can write such a field into
/// their own mail, so only the topmost one with the pinned authserv-id counts.
package struct AuthenticationResults: Hashable, Sendable {
    /// One method's result: `dmarc=pass … header.from=hel.fi`.
    package struct Result: Hashable, Sendable {
        /// Lower case.
        package let method: String
        /// Lower case.
        package let value: String
        /// By name, such as `header.from`, in lower case; the first of a name counts.
        package let properties: [String: String]
    }

    /// The server that wrote it, in lower case; nil in the form of Exchange Online, which names none.
    package let authservID: String?
    package let results: [Result]

    /// Reads an unfolded field value. Never fails: what cannot be read is left out.
    package init(_ value: String) {
        var pieces = AuthenticationResultsLexer.pieces(of: value)[...]
        // The id stands alone, or with a version; a result has an equals sign.
        if let first = pieces.first, let id = first.first, !id.contains("="), first.count <= 2 {
            authservID = Self.unquoted(id.lowercased())
            pieces = pieces.dropFirst()
        } else {
            authservID = nil
        }
        results = pieces.compactMap(Self.result)
    }

    /// Without the quotes around all of it (RFC 8601 2.2: a value). Quotes inside stay, so that no other server's name is
    /// put together from pieces.
    private static func unquoted(_ id: String) -> String {
        let content = id.dropFirst().dropLast()
        return id.count > 2 && id.first == "\"" && id.last == "\"" && !content.contains("\"") ? String(content) : id
    }

    private static func result(_ words: [String]) -> Result? {
        guard let head = words.first.flatMap(pair), !head.value.isEmpty else { return nil }
        // `dkim/1` names the method's version (RFC 8601 2.2).
        let method = head.name.split(separator: "/").first.map(String.init) ?? head.name
        let properties = Dictionary(words.dropFirst().compactMap(pair), uniquingKeysWith: { first, _ in first })
        return Result(method: method, value: head.value.lowercased(), properties: properties)
    }

    private static func pair(_ word: String) -> (name: String, value: String)? {
        guard let equals = word.firstIndex(of: "=") else { return nil }
        return (word[..<equals].lowercased(), String(word[word.index(after: equals)...]))
    }
}

extension Message {
    /// Whether the server `authservID` vouches for the domain of `address` in From by `dmarc=pass`. Only the topmost
    /// field counts: whatever lies below may have come with the mail.
    ///
    /// - Parameter authservID: nil for Exchange Online, which writes no id, and renames the fields that a mail brings
    ///   along: only for a mailbox that is there, since anywhere else such a field comes from outside.
    package func isAuthenticated(_ address: Address, by authservID: String?) -> Bool {
        guard let field = header.first("Authentication-Results") else { return false }
        let results = AuthenticationResults(field.unfolded)
        guard results.authservID == authservID?.lowercased() else { return false }
        let dmarc = results.results.filter { $0.method == "dmarc" }
        // Two opinions are none.
        guard dmarc.count == 1, dmarc[0].value == "pass" else { return false }
        return dmarc[0].properties["header.from"]?.lowercased() == address.domain.text
    }
}

/// Takes a field apart at `;` and at spaces, without comments, with quoted strings whole.
private enum AuthenticationResultsLexer {
    /// More than any server writes.
    private static let longestField = 16384

    static func pieces(of value: String) -> [[String]] {
        var pieces: [[String]] = [[]]
        var word: [UInt8] = []
        var depth = 0
        var isQuoted = false
        var isEscaped = false
        // Whether what comes next is a value: the part of a word behind its first `=`, or a word behind one.
        var isValue = false
        func endWord() {
            if !word.isEmpty {
                pieces[pieces.count - 1].append(String(decoding: word, as: UTF8.self))
                isValue = word.last == UInt8(ascii: "=")
            }
            word = []
        }
        for byte in value.utf8.prefix(longestField) {
            if isEscaped {
                if depth == 0 { word.append(byte) }
                isEscaped = false
                continue
            }
            switch byte {
            case UInt8(ascii: "\\") where isQuoted || depth > 0: isEscaped = true
            case UInt8(ascii: "\"") where depth == 0:
                isQuoted.toggle()
                // Only values may be quoted. Elsewhere the quote stays, so that no name is put together from pieces.
                if !isValue { word.append(byte) }
            case _ where isQuoted: word.append(byte)
            case UInt8(ascii: "("):
                if depth == 0 { endWord() }
                depth += 1
            case UInt8(ascii: ")") where depth > 0: depth -= 1
            case _ where depth > 0: break
            case UInt8(ascii: ";"):
                endWord()
                pieces.append([])
                isValue = false
            case UInt8(ascii: " "), UInt8(ascii: "\t"): endWord()
            case let byte:
                word.append(byte)
                if byte == UInt8(ascii: "=") { isValue = true }
            }
        }
        endWord()
        return pieces.map(joinedAroundEquals).filter { !$0.isEmpty }
    }

    /// Spaces may stand around `=` (RFC 8601 2.2).
    private static func joinedAroundEquals(_ words: [String]) -> [String] {
        words.reduce(into: []) { joined, word in
            if let last = joined.last, last.hasSuffix("=") || word.hasPrefix("=") {
                joined[joined.count - 1] = last + word
            } else {
                joined.append(word)
            }
        }
    }
}
