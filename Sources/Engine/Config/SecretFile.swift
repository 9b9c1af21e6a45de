/// Where a password, a token or what stands for an application lies. Never the secret itself: that is read when it is needed.
package struct SecretFile: Hashable, Sendable {
    package enum Kind: String, Sendable {
        case password
        /// An OAuth2 bearer token. Whoever renews it replaces the file, so it must be read again for each login; a
        /// systemd credential is a copy from the unit's start and soon out of date.
        case token
        /// By which an application is known at its identity provider.
        case clientSecret = "client secret"
        case certificate
        case privateKey = "private key"
        /// The file that Google hands out for a service account.
        case serviceAccount = "service account's key"
    }

    package let kind: Kind
    /// As written: an absolute path, or the name of a credential. Nil where neither key is given.
    package let name: String?
    /// The configuration that the name was written in.
    let configuration: String

    /// The places to look, in order; the first file that exists and is not empty holds the secret on its first line.
    ///
    /// | written | places |
    /// |---|---|
    /// | `/absolute/path` | that path alone |
    /// | `name` | `$CREDENTIALS_DIRECTORY/name`, then `name` beside the configuration |
    /// | nothing | `$CREDENTIALS_DIRECTORY/mailbox-password`, then the configuration's own path with `.password` for `.toml` |
    ///
    /// The second place is where the unit's `LoadCredential=` takes the credential from. So the daemon, which may not
    /// read root's files, and the admin's shell, which has no credentials, find the same secret.
    package func places(environment: [String: String]) -> [String] {
        if let name, name.hasPrefix("/") { return [name] }
        var places: [String] = []
        if let directory = environment["CREDENTIALS_DIRECTORY"], directory.hasPrefix("/") {
            places.append("\(directory)/\(name ?? "mailbox-password")")
        }
        if let name {
            let folder = configuration.lastIndex(of: "/").map { configuration[...$0] } ?? ""
            places.append("\(folder)\(name)")
        } else {
            let stem = configuration.hasSuffix(".toml") ? configuration.dropLast(5) : configuration[...]
            places.append("\(stem).password")
        }
        return places
    }
}
