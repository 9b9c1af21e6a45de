import Engine

/// The passwords, tokens and certificates that the configuration names.
struct SecretCheck {
    private(set) var findings: [Finding] = []
    private var missing: Set<SecretFile> = []

    init(_ configuration: Configuration) {
        let logins =
            [("mailbox", configuration.mailbox.login)]
            + configuration.relays.compactMap { relay in relay.login.map { ("relay", $0) } }
        var seen: Set<SecretFile> = []
        for (section, login) in logins where seen.insert(login.secret).inserted { examine(login.secret, section) }
        let authorities = Set(([configuration.mailbox.caFile] + configuration.relays.map(\.caFile)).compactMap { $0 })
        for file in authorities.sorted() {
            findings.append(
                FileFacts.isReadable(file)
                    ? Finding(.good, "certificates: only \(file) is trusted")
                    : Finding(.broken, "certificates: \(file) cannot be read; set ca_file to the CA's PEM file"))
        }
    }

    /// Whether there is no use in trying this login.
    func isMissing(_ login: Configuration.Login?) -> Bool { login.map { missing.contains($0.secret) } ?? false }

    private mutating func examine(_ secret: SecretFile, _ section: String) {
        let kind = secret.kind.rawValue
        let places = secret.places(environment: SystemFiles.environment())
        guard let place = places.first(where: Self.holdsSomething) else {
            missing.insert(secret)
            let unreadable = places.first { SystemFiles.exists($0) && !FileFacts.isReadable($0) }
            findings.append(
                Finding(
                    .broken,
                    unreadable.map { "\(section): \($0) cannot be read; run this as root, or give this user the right" }
                        ?? "\(section): there is no \(kind); put it into \(places.joined(separator: " or ")), mode 0600"
                ))
            return
        }
        if let facts = FileFacts(place), facts.isOpenToAll {
            findings.append(
                Finding(.broken, "\(section): everybody on this machine can read \(place); do chmod o-rwx \(place)"))
        } else {
            findings.append(Finding(.good, "\(section): \(kind) in \(place)"))
        }
    }

    private static func holdsSomething(_ path: String) -> Bool {
        SystemFiles.text(path)?.contains { !$0.isWhitespace } ?? false
    }
}
