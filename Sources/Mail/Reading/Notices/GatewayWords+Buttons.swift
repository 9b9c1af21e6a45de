/// What well-known gateways say beside where a mail comes from.
extension GatewayWords {
    /// Whether it is one of the sentences with which well-known gateways begin, in which no outside is named.
    static func isOpening(_ normal: String) -> Bool { openings.areIn(normal) }

    static let openings: Phrases = [
        " be careful with this message ", " this message seems dangerous ", " this message might be dangerous ",
        " this is the first time you received an email from ", " this is the first time you ve received ",
        " you dont usually receive email from this ", " you do not usually receive email from this ",
        " similar messages were used to steal ", " the sender may have been impersonated ",
        " we are unable to verify the sender ", " this sender might be impersonating ",
    ]

    /// Whether a line holds nothing but what people may press in a notice: `Allow sender <https://…> | Block sender <…>`,
    /// or whom it speaks of: `From (Olli <olli@hel.fi>)`.
    static func isButtons(_ line: some StringProtocol) -> Bool {
        if line.hasPrefix("From ("), line.hasSuffix(")"), line.contains("@") { return true }
        guard line.utf8.contains(UInt8(ascii: "<")), line.contains("<http") else { return false }
        var words = ""
        var isInside = false
        for character in line {
            if character == "<" { isInside = true }
            if !isInside { words.append(character) }
            if character == ">" { isInside = false }
        }
        let said = normal(words).split(separator: " ")
        return (1...10).contains(said.count) && said.allSatisfy { buttons.contains(String($0)) }
    }

    private static let buttons: Set<String> = [
        "allow", "block", "report", "suspicious", "learn", "more", "trust", "mark", "as", "safe", "phishing", "sender",
        "this", "message", "email", "spam", "manage", "why", "is", "important", "feedback", "unblock",
    ]
}
