import Base

/// The page at which a person signs in with a browser, which then calls on a loopback port (RFC 8252 section 7.3).
package struct AuthorizationRequest: Hashable, Sendable {
    package let endpoint: HttpsURL
    package let clientID: String
    package let scope: String
    package let redirect: String
    /// Comes back as it is, so that nobody can bring a code of another sign-in.
    package let state: String
    package let key: ProofKey
    /// What a provider wants besides, such as Google's `access_type=offline`.
    package let extras: [String: String]

    package init(
        endpoint: HttpsURL, clientID: String, scope: String, redirect: String, state: String, key: ProofKey,
        extras: [String: String] = [:]
    ) {
        self.endpoint = endpoint
        self.clientID = clientID
        self.scope = scope
        self.redirect = redirect
        self.state = state
        self.key = key
        self.extras = extras
    }

    /// What the person opens.
    package var address: String {
        var form = FormBody([
            ("response_type", "code"), ("client_id", clientID), ("redirect_uri", redirect), ("scope", scope),
            ("state", state), ("code_challenge", key.challenge), ("code_challenge_method", "S256"),
        ])
        for (name, value) in extras.sorted(by: { $0.key < $1.key }) { form.add(name, value) }
        return "\(endpoint.text)?\(form.text)"
    }

    /// What a browser's request to the loopback port says.
    package enum Answer: Hashable, Sendable {
        case code(String)
        case refused(TokenRefusal)
        /// Something else: a symbol for the tab, or somebody who does not know the state.
        case stranger
    }

    /// - Parameter requestLine: `GET /?code=…&state=… HTTP/1.1`.
    package func answer(_ requestLine: String) -> Answer {
        let words = requestLine.split(separator: " ")
        guard words.count == 3, words[0] == "GET",
            let query = words[1].split(separator: "?", maxSplits: 1).dropFirst().first
        else { return .stranger }
        let form = FormBody(text: query)
        guard form["state"] == state else { return .stranger }
        if let error = form["error"] {
            let text = form["error_description"].map(TokenRefusal.clean) ?? "it gives no reason"
            return .refused(
                TokenRefusal(
                    status: 400, error: TokenRefusal.clean(error), text: text, codes: TokenRefusal.codes(in: text)))
        }
        return form["code"].flatMap { $0.isEmpty ? nil : .code($0) } ?? .stranger
    }
}
