import Base
import Mail

/// A subject without what mail programs and gateways put around it, and what that told about the mail.
///
/// Programs answer with `Re:`, `VS:`, `Sv:`, `AW:`, `Re[2]:` and stack them; lists and gateways add `[tags]` and marks, in
/// front or behind. Our own letters that ask something end with `[kutsu:TOKEN]`, which may turn up anywhere in an answer.
package struct SubjectPrefix: Equatable {
    /// The subject without prefixes, tags and tokens.
    var rest: String
    var isReply = false
    var isForward = false
    /// What stood in `[kutsu:…]`, in order.
    var tokens: [String] = []

    init(_ subject: String) {
        let (text, tokens) = Self.takingTokens(from: subject)
        self.tokens = tokens
        var remaining = text[...]
        for _ in 0..<Self.mostPrefixes {
            remaining = remaining.drop { $0.isSpace }
            if let rest = Self.afterForwardTag(remaining) {
                isForward = true
                remaining = rest
            } else if let rest = Self.afterTag(remaining) ?? SubjectMarks.afterMark(remaining) {
                remaining = rest
            } else if let (isForward, rest) = SubjectMarks.afterPrefix(remaining) {
                if isForward { self.isForward = true } else { isReply = true }
                remaining = rest
            } else {
                break
            }
        }
        rest = String(SubjectMarks.withoutMarkAtEnd(remaining))
    }

    /// `[Fwd: Vahvista]` → `Vahvista]`, as Thunderbird once wrote it.
    private static func afterForwardTag(_ text: Substring) -> Substring? {
        guard text.first == "[", let (isForward, rest) = SubjectMarks.afterPrefix(text.dropFirst()), isForward else {
            return nil
        }
        return rest
    }

    /// `[ihmisoikeusverkosto] …` → `…`.
    private static func afterTag(_ text: Substring) -> Substring? {
        guard text.first == "[", let end = text.firstIndex(of: "]") else { return nil }
        return text[text.index(after: end)...]
    }

    /// Cuts every `[kutsu:TOKEN]` out of `text`.
    static func takingTokens(from text: String) -> (text: String, tokens: [String]) {
        guard text.utf8.contains(UInt8(ascii: "[")) else { return (text, []) }
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
