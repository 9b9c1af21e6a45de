import Base

/// How a provider gives tokens.
package struct TokenService: Hashable, Sendable {
    package var token: HttpsURL
    /// Where a person signs in with a browser; nil where that is not possible.
    package var authorize: HttpsURL?
    /// Where a code to type in is asked for; nil likewise. Google refuses mail scopes there.
    package var device: HttpsURL?
    /// What is asked for in a person's name.
    package var scope: String
    /// What the application asks for itself; nil where it cannot.
    package var applicationScope: String?
    /// What the sign-in page wants besides.
    package var authorizeExtras: [String: String] = [:]
    /// How long a refresh token lives that nobody uses.
    package var unusedLife: Seconds?
}

extension Provider {
    /// Nil where the provider gives no tokens to programs such as this one: an app password is the way there.
    func tokenService(tenant: String) -> TokenService? {
        switch self {
        case .microsoft365, .outlook:
            func endpoint(_ name: String) -> HttpsURL? {
                HttpsURL("https://login.microsoftonline.com/\(tenant)/oauth2/v2.0/\(name)")
            }
            guard let token = endpoint("token") else { return nil }
            return TokenService(
                token: token, authorize: endpoint("authorize"), device: endpoint("devicecode"),
                // One request must not ask for scopes of two services.
                scope: "https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send "
                    + "offline_access",
                applicationScope: self == .microsoft365 ? "https://outlook.office365.com/.default" : nil,
                authorizeExtras: ["prompt": "select_account"], unusedLife: .days(90))
        case .google:
            guard let token = HttpsURL("https://oauth2.googleapis.com/token") else { return nil }
            return TokenService(
                token: token, authorize: HttpsURL("https://accounts.google.com/o/oauth2/auth"), device: nil,
                scope: "https://mail.google.com/", applicationScope: nil,
                // Without both no refresh token comes.
                authorizeExtras: ["access_type": "offline", "prompt": "consent"], unusedLife: .days(180))
        case .fastmail, .zoho, .yahoo, .icloud: return nil
        }
    }
}
