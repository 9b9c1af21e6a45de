import Base

/// What a token endpoint gave (RFC 6749 section 5.1).
package struct TokenGrant: Hashable, Sendable {
    package let accessToken: String
    /// How long the access token can be used.
    package let lifetime: Seconds
    /// Nil where there is none, or the one that was used goes on.
    package let refreshToken: String?
    /// How long the refresh token can be used, where the provider says so: Google does for an application in testing.
    package let refreshLifetime: Seconds?

    package init(
        accessToken: String, lifetime: Seconds, refreshToken: String? = nil, refreshLifetime: Seconds? = nil
    ) {
        self.accessToken = accessToken
        self.lifetime = lifetime
        self.refreshToken = refreshToken
        self.refreshLifetime = refreshLifetime
    }

    /// Where the answer tells no length of life; what Microsoft and Google usually give.
    package static let usualLifetime = Seconds.hours(1)

    /// Reads the answer of a token endpoint.
    package static func read(
        status: Int, body: [UInt8], retryAfter: Seconds? = nil
    ) -> Result<TokenGrant, TokenRefusal> {
        let object = JsonObject(body)
        guard status == 200, let object, object["error"] == nil else {
            return .failure(TokenRefusal(status: status, object: object, body: body, retryAfter: retryAfter))
        }
        func broken(_ text: String) -> Result<TokenGrant, TokenRefusal> {
            .failure(TokenRefusal(status: status, error: nil, text: text, retryAfter: retryAfter))
        }
        guard let token = object.text("access_token") else { return broken("the answer holds no access token") }
        guard isBearer(token) else { return broken("the access token has bytes that no login can carry") }
        if let type = object.text("token_type"), type.lowercased() != "bearer" {
            return broken("the token is of the type \(TokenRefusal.clean(type)), not Bearer")
        }
        let refreshToken = object.text("refresh_token")
        let refreshLifetime = object.integer("refresh_token_expires_in").flatMap { $0 > 0 ? Seconds($0) : nil }
        let lifetime = object.integer("expires_in").map { Seconds(min(max($0, 0), 30 * 86_400)) }
        return .success(
            TokenGrant(
                accessToken: token, lifetime: lifetime ?? usualLifetime, refreshToken: refreshToken,
                refreshLifetime: refreshLifetime))
    }

    /// RFC 6750 section 2.1; at most so long that a login of one line can hold it.
    private static func isBearer(_ token: String) -> Bool {
        token.utf8.count <= 16_384 && token.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    }
}

/// It holds secrets: nothing of it is printed.
extension TokenGrant: CustomStringConvertible, CustomReflectable {
    package var description: String { "<token>" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
