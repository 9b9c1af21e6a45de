import Base

/// What an access token says of itself, where it is a JWT: Microsoft's are, Google's are not. Only for telling an admin
/// what is wrong: nothing is decided by it, since the signature is the mail server's business.
package struct TokenClaims: Hashable, Sendable {
    package let audience: [String]
    /// What the application itself may do.
    package let roles: [String]
    /// What it may do in a person's name.
    package let scopes: [String]
    /// Who signed in.
    package let person: String?
    package let tenant: String?
    package let application: String?
    package let expires: Instant?

    /// Nil where the token is no JWT.
    package init?(token: String) {
        let pieces = token.split(separator: ".", omittingEmptySubsequences: false)
        guard pieces.count == 3, let bytes = Base64URL.bytes(pieces[1].utf8), let claims = JsonObject(bytes) else {
            return nil
        }
        audience = claims.texts("aud").map(TokenRefusal.clean)
        roles = claims.texts("roles").map(TokenRefusal.clean)
        scopes = (claims.text("scp") ?? claims.text("scope") ?? "").split(separator: " ").map {
            TokenRefusal.clean(String($0))
        }
        person = ["upn", "preferred_username", "unique_name"].lazy.compactMap { claims.text($0) }.first
            .map(TokenRefusal.clean)
        tenant = claims.text("tid").map(TokenRefusal.clean)
        application = (claims.text("appid") ?? claims.text("azp")).map(TokenRefusal.clean)
        expires = claims.integer("exp").map { Instant(secondsSince1970: $0) }
    }
}
