import Base
import OAuth
import Wire

extension Doctor {
    /// A refusal as `kutsu check` tells it: what it means and what to do, then the server's own words.
    static func finding(_ section: String, _ error: WireError, at endpoint: Endpoint, _ values: RemedyValues) -> Finding
    {
        let greeting = isAboutPort(error) ? PortGreeting.heard(at: endpoint) : nil
        guard let advice = advice(on: error, at: endpoint, greeting: greeting, values) else {
            return Finding(.broken, "\(section): \(endpoint): \(error)")
        }
        return Finding(.broken, "\(section): \(endpoint): \(advice.text). In its own words: \(error)")
    }

    static func finding(_ refusal: TokenRefusal, _ values: RemedyValues) -> Finding {
        guard let advice = advice(on: refusal, values) else {
            let hint = refusal.isPassing ? " It may pass by itself: try again" : ""
            return Finding(.broken, "tokens: \(refusal).\(hint)")
        }
        return Finding(.broken, "tokens: \(advice.text). In its own words: \(refusal)")
    }
}
