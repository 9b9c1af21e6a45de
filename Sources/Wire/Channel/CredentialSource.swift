/// Where a ``CurlDialer`` gets the credentials. It asks at each connect, because tokens are renewed.
package protocol CredentialSource: Sendable {
    /// - Throws: ``WireError/badCredentials(reason:)``, whose reason must not hold the secret.
    func credentials() async throws(WireError) -> Credentials
}

/// Credentials that never change.
extension Credentials: CredentialSource {
    package func credentials() async throws(WireError) -> Credentials { self }
}
