/// Exchange Online's way to ask for a pause: `Request is throttled. Suggested Backoff Time: 299961 milliseconds`.
enum Throttle {
    /// The longest pause that is believed, in milliseconds: a day.
    static let longest = 86_400_000

    /// The pause asked for, in milliseconds, or nil if `text` asks for none. Without a number it is a minute.
    static func pause(in text: String) -> Int? {
        let lower = text.lowercased()
        guard lower.contains("request is throttled") || lower.contains("suggested backoff time") else { return nil }
        guard let after = lower.split(separator: "backoff time:", maxSplits: 1).dropFirst().first else { return 60_000 }
        let digits = after.drop { $0 == " " }.prefix { $0.isASCII && $0.isNumber }
        // Too many digits for an Int are certainly too long a pause.
        return digits.isEmpty ? 60_000 : min(Int(digits) ?? longest, longest)
    }
}
