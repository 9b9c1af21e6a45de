import OAuth
import Wire

/// What a refusal means and what to do about it.
struct Advice: Hashable, Sendable {
    let meaning: String
    /// A command, or the place in the provider's pages.
    let remedy: String

    var text: String { "\(meaning): \(remedy)" }
}

/// Knows the refusals of identity providers and mail servers by what is stable in them: a number, or words that the
/// server's makers have not changed for years. Everything else of a text may differ.
enum Doctor {
    enum Place: Hashable, Sendable, CaseIterable {
        /// The token endpoint, or the sign-in page.
        case tokens
        case imap
        case smtp
    }

    /// One line of the table. It fits where one of the numbers, or all of the words, stand in the refusal.
    struct Rule: Sendable {
        let places: Set<Place>
        var codes: Set<Int64> = []
        var words: [String] = []
        let advice: @Sendable (RemedyValues) -> Advice

        func fits(_ place: Place, _ text: String, _ numbers: [Int64]) -> Bool {
            guard places.contains(place) else { return false }
            if !codes.isDisjoint(with: numbers) { return true }
            let lower = text.lowercased()
            return !words.isEmpty && words.allSatisfy { lower.contains($0.lowercased()) }
        }
    }

    /// The first rule that fits counts: the narrower ones stand first.
    static let rules: [Rule] = microsoftTokens + googleTokens + mailServers

    static func advice(at place: Place, _ text: String, codes: [Int64] = [], _ values: RemedyValues) -> Advice? {
        rules.first { $0.fits(place, text, codes) }?.advice(values)
    }

    static func advice(on refusal: TokenRefusal, _ values: RemedyValues) -> Advice? {
        // Google says the error's name where Microsoft has a number.
        advice(
            at: .tokens, "\(refusal.error ?? "") \(refusal.subError ?? "") \(refusal.text)", codes: refusal.codes,
            values
        )
    }
}
