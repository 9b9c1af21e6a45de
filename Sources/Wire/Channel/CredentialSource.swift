/// Where a ``CurlDialer`` gets the credentials. It asks at each connect, because tokens are renewed.
package protocol CredentialSource: Sendable {
    /// - Throws: ``WireError/badCredentials(reason:)``, whose reason must not hold the secret.
    func credentials() async throws(WireError) -> Credentials

    /// A server refused these credentials. Others that are worth one more login at once; nil where there are none.
    func replacement(for refused: Credentials) async throws(WireError) -> Credentials?
}

extension CredentialSource {
    package func replacement(for refused: Credentials) async throws(WireError) -> Credentials? { nil }
}

/// Credentials that never change.
extension Credentials: CredentialSource {
    package func credentials() async throws(WireError) -> Credentials { self }
}
