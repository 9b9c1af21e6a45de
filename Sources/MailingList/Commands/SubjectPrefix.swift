/// A subject without what mail programs put before it, and what that told about the mail.
///
/// Programs answer with `Re:`, `VS:`, `Sv:`, `AW:`, `Re[2]:` and stack them; lists and gateways add `[tags]`. Our own
/// letters that ask something end with `[kutsu:TOKEN]`, which may turn up anywhere in an answer.
package struct SubjectPrefix: Equatable {
    /// The subject without prefixes, tags and tokens.
    var rest: String
    var isReply = false
    var isForward = false
    /// What stood in `[kutsu:…]`, in order.
    var tokens: [String] = []

    /// `VS` is a reply in Finnish programs but a forward in Norwegian ones; this list lives in Finland. `R` is Italian,
    /// `Odp` Polish, `Ang` and `Sv` Swedish, `Antw` Dutch, `AW` German.
    private static let replies: Set<String> = [
        "re", "vs", "sv", "aw", "ang", "antw", "r", "res", "ref", "odp", "svar", "vast",
    ]
    private static let forwards: Set<String> = ["fwd", "fw", "vl", "vb", "wg", "tr", "rv", "enc", "pd", "doorst"]

    init(_ subject: String) {
        (rest, tokens) = Self.takingTokens(from: subject)
        var remaining = rest[...]
        for _ in 0..<Self.mostPrefixes {
            remaining = remaining.drop { $0.isWhitespace }
            if let afterTag = Self.afterTag(remaining) {
                remaining = afterTag
            } else if let (word, afterPrefix) = Self.prefix(of: remaining) {
                if Self.forwards.contains(word) { isForward = true } else { isReply = true }
                remaining = afterPrefix
            } else {
                break
            }
        }
        rest = String(remaining)
    }

    /// `[ihmisoikeusverkosto] …` → `…`.
    private static func afterTag(_ text: Substring) -> Substring? {
        guard text.first == "[", let end = text.firstIndex(of: "]") else { return nil }
        return text[text.index(after: end)...]
    }

    /// `Re[2]: …` → (`re`, `…`). The word is at most six letters, so the look-ahead is short.
    private static func prefix(of text: Substring) -> (word: String, rest: Substring)? {
        let letters = text.prefix(7).prefix { $0.isLetter }
        let word = Folding.fold(letters)
        guard replies.contains(word) || forwards.contains(word) else { return nil }
        var rest = text[letters.endIndex...]
        if let open = rest.first, let close = [Character("["): Character("]"), "(": ")"][open] {
            let counter = rest.dropFirst().prefix(5).prefix { $0.isNumber }
            guard rest[counter.endIndex...].first == close else { return nil }
            rest = rest[counter.endIndex...].dropFirst()
        }
        rest = rest.drop { $0 == " " || $0 == "\u{A0}" }
        guard rest.first == ":" || rest.first == "：" else { return nil }
        return (word, rest.dropFirst())
    }

    /// Cuts every `[kutsu:TOKEN]` out of `text`.
    static func takingTokens(from text: String) -> (text: String, tokens: [String]) {
        var rest = ""
        var tokens: [String] = []
        var remaining = text[...]
        while let open = remaining.firstIndex(of: "[") {
            rest += remaining[..<open]
            remaining = remaining[open...]
            if let token = token(at: remaining) {
                if !token.isEmpty { tokens.append(String(token)) }
                remaining = remaining[token.endIndex...].dropFirst()
            } else {
                rest.append("[")
                remaining = remaining.dropFirst()
            }
        }
        return (rest + remaining, tokens)
    }

    /// The token of a `[kutsu:TOKEN]` that starts here. A token has no bracket, so nothing is looked at twice.
    private static func token(at text: Substring) -> Substring? {
        let marker = "[kutsu:"
        guard text.prefix(marker.count).lowercased() == marker else { return nil }
        let token = text.dropFirst(marker.count).prefix(longestToken + 1).prefix {
            !"[]".contains($0) && !$0.isWhitespace
        }
        guard token.count <= longestToken, text[token.endIndex...].first == "]" else { return nil }
        return token
    }

    /// Prefixes and tags that are taken off; threads that stack more are not asking for anything.
    private static let mostPrefixes = 64
    /// Characters; far more than any token of ours.
    static let longestToken = 200

    /// How a letter carries a token in its subject.
    package static func bracket(_ token: String) -> String { "[kutsu:\(token)]" }
}
