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
        for (section, login) in logins {
            guard let file = login.file, seen.insert(file).inserted else { continue }
            let finding = Self.finding(file, section, stateDirectory: configuration.state.directory)
            findings.append(finding)
            if finding.grade == .broken, Self.place(of: file) == nil { missing.insert(file) }
        }
        let authorities = Set(
            ([configuration.mailbox.caFile, configuration.oauth?.caFile] + configuration.relays.map(\.caFile))
                .compactMap { $0 })
        for file in authorities.sorted() {
            findings.append(
                FileFacts.isReadable(file)
                    ? Finding(.good, "certificates: only \(file) is trusted")
                    : Finding(.broken, "certificates: \(file) cannot be read; set ca_file to the CA's PEM file"))
        }
    }

    /// Whether there is no use in trying this login.
    func isMissing(_ login: Configuration.Login?) -> Bool { login?.file.map { missing.contains($0) } ?? false }

    /// Whether the file is there and holds what can be used. Who may read it is told by ``FileRights``.
    static func finding(_ secret: SecretFile, _ section: String, stateDirectory: String) -> Finding {
        let kind = secret.kind.rawValue
        guard let place = place(of: secret) else {
            let places = secret.places(environment: SystemFiles.environment())
            let unreadable = places.first { SystemFiles.exists($0) && !FileFacts.isReadable($0) }
            return Finding(
                .broken,
                unreadable.map { "\(section): \($0) cannot be read; run this as root, or give this user the right" }
                    ?? "\(section): there is no \(kind); put it into \(places.joined(separator: " or ")), mode 0600")
        }
        if SystemFiles.read(place)?.starts(with: [0xEF, 0xBB, 0xBF]) == true {
            return Finding(
                .broken,
                "\(section): \(place) begins with a byte order mark, which Windows' editors write and which is no part of "
                    + "the \(kind); do sed -i '1s/^\\xEF\\xBB\\xBF//' \(place)")
        }
        if let lack = daemonLacks(secret, place, stateDirectory) { return Finding(.broken, "\(section): \(lack)") }
        return Finding(.good, "\(section): \(kind) in \(place)")
    }

    /// Why the daemon will not find what this user found; nil where it will. The daemon is whoever owns the state directory,
    /// and the unit hands it the one file that is called as the configuration.
    private static func daemonLacks(_ secret: SecretFile, _ place: String, _ stateDirectory: String) -> String? {
        guard FileFacts.currentUser == 0, let state = FileFacts(stateDirectory), state.owner != 0,
            !FileFacts.isReadable(place, user: state.owner, group: state.group)
        else { return nil }
        if secret.isHandedOver { return nil }
        let name = place.split(separator: "/").last.map(String.init) ?? place
        return "the daemon's user cannot read \(place): write the name alone, \(name), and let the unit hand it over "
            + "(systemctl edit, [Service], LoadCredential=\(name):\(place))"
    }

    /// Where it is; nil where no place holds something.
    private static func place(of secret: SecretFile) -> String? {
        secret.places(environment: SystemFiles.environment()).first {
            SystemFiles.text($0)?.contains { !$0.isWhitespace } ?? false
        }
    }
}
