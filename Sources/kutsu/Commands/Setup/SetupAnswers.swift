import Base
import Engine

/// What the admin has decided: all that a configuration needs, as the dialogue or the options gave it.
struct SetupAnswers: Hashable, Sendable {
    /// How Kutsu logs in.
    enum Way: String, CaseIterable, Sendable {
        /// An application of its own with a certificate, without any person.
        case certificate
        /// The same with a client secret.
        case secret
        /// Somebody signs in once: kutsu login.
        case person
        case serviceAccount = "service-account"
        case password

        static func ways(at provider: Provider?) -> [Way] {
            switch provider {
            case .microsoft365: [.certificate, .person, .secret]
            case .outlook: [.person]
            case .google: [.serviceAccount, .person, .password]
            case .fastmail, .zoho, .yahoo, .icloud, nil: [.password]
            }
        }

        var words: String {
            switch self {
            case .certificate:
                "an application with a certificate; nobody has to sign in, and nothing ends with a person"
            case .secret: "an application with a client secret, which ends after two years at most"
            case .person: "somebody signs in once with a browser (kutsu login)"
            case .serviceAccount: "a service account that the Workspace's admin lets act for the mailbox"
            case .password: "a password; where the provider has app passwords, one of these"
            }
        }
    }

    var name = ""
    var address = ""
    var title = ""
    var languages: [String] = []
    var coordinators: [String] = []
    /// Empty: everybody may join.
    var domains: [String] = []
    var timezone = "Europe/Helsinki"
    /// Nil: a server of one's own.
    var provider: Provider?
    var mailboxURL = ""
    var relayURL = ""
    /// For the servers' certificates; empty for the system's authorities.
    var caFile = ""
    var user = ""
    var way = Way.password
    var tenant = ""
    var clientID = ""
    /// Of the Enterprise application, for Exchange.
    var objectID = ""
    /// Of another identity provider; empty for the provider's own.
    var tokenURL = ""
    var authorizeURL = ""
    var scope = ""
    var tokenCaFile = ""
    var stateDirectory = ""

    /// Where the files go.
    var directory = "/etc/kutsu"

    var configPath: String { "\(directory)/\(name).toml" }
    func path(_ ending: String) -> String { "\(directory)/\(name).\(ending)" }

    /// The files with secrets, by ending, which the unit hands over as credentials.
    var credentials: [String] {
        switch way {
        case .certificate: ["pem", "key"]
        case .secret: ["secret"]
        case .person: provider == .google ? ["secret"] : []
        case .serviceAccount: ["json"]
        // The unit has that one by itself.
        case .password: []
        }
    }
}
