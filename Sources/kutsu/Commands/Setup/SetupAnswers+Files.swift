import Base
import Crypto
import Engine

// The files that come of the answers.
extension SetupAnswers {
    /// The configuration: what was decided, and nothing that is as it would be anyway.
    var configuration: String {
        var text = """
            # Written by kutsu setup. kutsu.toml(5) explains every key; kutsu check looks it over.

            [list]
            name = \(Self.quoted(name))
            address = \(Self.quoted(address))
            title = \(Self.quoted(title))
            languages = \(Self.list(languages))
            coordinators = \(Self.list(coordinators))
            timezone = \(Self.quoted(timezone))

            [joining]
            \(domains.isEmpty ? "open = true" : "domains = \(Self.list(domains))")

            [mailbox]

            """
        func add(_ key: String, _ value: String) {
            if !value.isEmpty { text += "\(key) = \(Self.quoted(value))\n" }
        }
        add("provider", provider?.rawValue ?? "")
        add("url", mailboxURL)
        if user != address { add("user", user) }
        add("ca_file", caFile)
        if !relayURL.isEmpty || provider == nil {
            text += "\n[relay]\n"
            add("url", relayURL)
        }
        if way != .password {
            text += "\n[oauth]\n"
            add("tenant", tenant)
            if way != .serviceAccount { add("client_id", clientID) }
            for (key, ending) in Self.files(way) where credentials.contains(ending) { add(key, "\(name).\(ending)") }
            add("token_url", tokenURL)
            add("authorize_url", authorizeURL)
            add("scope", scope)
            add("ca_file", tokenCaFile)
        }
        if !stateDirectory.isEmpty {
            text += "\n[state]\n"
            add("directory", stateDirectory)
        }
        return text
    }

    private static func files(_ way: Way) -> [(key: String, ending: String)] {
        switch way {
        case .certificate: [("certificate_file", "pem"), ("key_file", "key")]
        case .secret, .person: [("client_secret_file", "secret")]
        case .serviceAccount: [("service_account_file", "json")]
        case .password: []
        }
    }

    /// What the unit needs besides: the files that only root can read, and a user where the list's name is too long for
    /// one. Nil where it needs nothing.
    var dropIn: String? {
        var text = "# Written by kutsu setup.\n[Service]\n"
        let bare = text
        if let user = Self.unitUser(of: name) { text += "User=\(user)\n" }
        if !credentials.isEmpty { text += "# Root's own files, handed over as copies at each start.\n" }
        for credential in credentials { text += "LoadCredential=\(name).\(credential):\(path(credential))\n" }
        return text == bare ? nil : text
    }

    /// The unit's user is called `kutsu-` and the list's name, which systemd takes up to 31 characters. Nil where that
    /// fits, else another name for it.
    static func unitUser(of name: String) -> String? {
        if name.utf8.count <= 25, !name.contains(".") { return nil }
        let digest = Hex.text(Array(SHA256.hash(data: Array(name.utf8)).prefix(4)))
        return "kutsu-\(name.prefix(16).replacing(".", with: "-"))-\(digest)"
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F: quoted += " "
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    private static func list(_ texts: [String]) -> String { "[" + texts.map(quoted).joined(separator: ", ") + "]" }
}
