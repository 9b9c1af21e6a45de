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
    /// | nothing | as `LIST.password`, where the configuration is `LIST.toml` |
    ///
    /// A credential is called as its file, and the second place is where the unit's `LoadCredential=` takes it from. So the
    /// daemon, which may not read root's files, and the admin's shell, which has no credentials, find the same secret. Units
    /// of earlier versions hand over `LIST.password` as `mailbox-password`, which is looked for as well.
    package func places(environment: [String: String]) -> [String] {
        if let name, name.hasPrefix("/") { return [name] }
        let name = name ?? own
        var places: [String] = []
        if let directory = environment["CREDENTIALS_DIRECTORY"], directory.hasPrefix("/") {
            places.append("\(directory)/\(name)")
            if isHandedOver { places.append("\(directory)/mailbox-password") }
        }
        let folder = configuration.lastIndex(of: "/").map { configuration[...$0] } ?? ""
        return places + ["\(folder)\(name)"]
    }

    /// Whether the unit hands it over without being told to: it is called as the configuration.
    package var isHandedOver: Bool { name == nil || name == own }

    /// `LIST.password`
    private var own: String {
        let file = configuration.split(separator: "/").last.map(String.init) ?? configuration
        return (file.hasSuffix(".toml") ? String(file.dropLast(5)) : file) + ".password"
    }
}
