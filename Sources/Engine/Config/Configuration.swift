import Base
import MailingList

/// What the admin decided about one list: the file `/etc/kutsu/<list>.toml`, read, checked and filled with defaults.
///
/// A value of this type is complete and free of contradictions; every key is explained in `config/*.toml`.
package struct Configuration: Hashable, Sendable {
    /// Where it was read from.
    package var file: String
    package var list: List
    /// What an announcement can be limited to.
    package var topics: [Topic]
    package var joining: Joining
    package var mailbox: Mailbox
    /// Where tokens come from; nil where no login uses one of them.
    package var oauth: OAuth?
    /// At least one.
    package var relays: [Relay]
    package var collections: [CollectionPolicy]
    package var events: Events
    package var bounces: BouncePolicy
    package var letters: Letters
    package var posts: Posts
    package var retention: Policy.Retention
    package var state: State
    /// Nil: no backups go into the mailbox.
    package var backup: Backup?
}

extension Configuration {
    package struct List: Hashable, Sendable {
        /// Names folders and units: lower-case ASCII letters, digits, `.`, `-` and `_`.
        package var name: String
        package var address: Address
        /// For each of `languages`.
        package var titles: [Language: String]
        /// At least one; the first is the default.
        package var languages: [Language]
        /// At least one.
        package var coordinators: [Address]
        /// Where the principles for a safer space can be read: for each of `languages`, or empty.
        package var principles: [Language: String]
        /// Who keeps the list: for each of `languages`, or empty.
        package var organisation: [Language: String]
        /// Whom people may ask about the list and what it holds of them.
        package var contact: Address?
        /// Where it can be read how personal data is handled: for each of `languages`, or empty.
        package var privacy: [Language: String]
        /// Addresses that get every announcement without being members.
        package var mirrors: [Address]
        /// A name of the zone database, such as `Europe/Helsinki`.
        package var timezone: String
        /// Letters to one address within a day.
        package var lettersPerDay: Int
        /// Mails from one person within a day that go on to the coordinators.
        package var forwardsPerDay: Int
        /// Letters within an hour, to all together, that anybody can set off.
        package var lettersPerHour: Int
        /// Mails within an hour, from all together, that go on to the coordinators.
        package var forwardsPerHour: Int
    }

    package struct Joining: Hashable, Sendable {
        /// Any address may join; then `domains` is empty.
        package var open: Bool
        package var domains: [DomainPattern]
        package var approval: Policy.Approval
        package var trust: Policy.Trust
    }

    /// Who logs in to a server, and with what.
    package struct Login: Hashable, Sendable {
        package enum Secret: Hashable, Sendable {
            case file(SecretFile)
            /// A token that Kutsu gets itself, as `oauth` says.
            case oauth
        }

        package var user: String
        package var secret: Secret

        /// Where the secret lies; nil where it is none that an admin keeps.
        package var file: SecretFile? {
            if case .file(let file) = secret { file } else { nil }
        }
    }

    package struct OAuth: Hashable, Sendable {
        package enum Grant: Hashable, Sendable {
            /// The application asks for itself.
            case application(Proof, scope: String)
            /// Google's service account asks for the mailbox.
            case serviceAccount(SecretFile)
            /// A person signs in once, with `kutsu login`. Google's applications have a secret even so.
            case person(secret: SecretFile?, scope: String)
        }

        package enum Proof: Hashable, Sendable {
            case certificate(SecretFile, key: SecretFile)
            case secret(SecretFile)
        }

        package var provider: Provider?
        package var tenant: String?
        /// Nil for a service account, which names itself.
        package var clientID: String?
        package var service: TokenService
        package var grant: Grant
        /// The only CA to trust when tokens are asked for, in PEM; nil for those of the system.
        package var caFile: String?

        /// The files that the grant needs.
        package var files: [SecretFile] {
            switch grant {
            case .application(.certificate(let certificate, let key), _): [certificate, key]
            case .application(.secret(let secret), _): [secret]
            case .serviceAccount(let file): [file]
            case .person(let secret, _): secret.map { [$0] } ?? []
            }
        }
    }

    package struct Mailbox: Hashable, Sendable {
        package var provider: Provider?
        /// Its scheme is `imaps` or `imap`.
        package var url: Endpoint
        package var login: Login
        /// The only CA to trust, in PEM; nil for those of the system.
        package var caFile: String?
        /// How often to look when IDLE stays silent.
        package var poll: Seconds
        package var folder: String
        package var doneFolder: String
        /// Where mail goes that had lain in `folder` for long before the first start.
        package var oldFolder: String
        package var done: Done
        /// Bytes; larger mail is not downloaded.
        package var maxMessageSize: Int

        /// Where mail that is older than the list is found: under `seen` it stays.
        package var placeOfOldMail: String { done == .move ? oldFolder : folder }

        /// What happens on the server to a mail that has been dealt with.
        package enum Done: String, CaseIterable, Sendable {
            /// It moves to `doneFolder`.
            case move
            /// It stays and is marked as read.
            case seen
        }
    }

    package struct Relay: Hashable, Sendable {
        /// Its scheme is `smtps` or `smtp`.
        package var url: Endpoint
        /// Nil: the relay asks for no login.
        package var login: Login?
        package var caFile: String?
        package var copies: CopyMode
        /// Messages; nil where only the server's own answers set the pace.
        package var perMinute: Int?
        /// Recipients; nil as above.
        package var perDay: Int?
        /// How much of the work this relay gets, against the weights of the others.
        package var weight: Int
        package var connections: Int

        /// Who sends through which server: that is whom the server counts for.
        package var account: String { ["\(url)", login?.user].compactMap { $0 }.joined(separator: " ") }
    }

    package struct Events: Hashable, Sendable {
        /// How long before an event to remind of it, the longest first; empty for never.
        package var remind: [Seconds]
    }

    package struct Letters: Hashable, Sendable {
        /// Templates that replace the built-in ones.
        package var directory: String?
    }

    package struct Posts: Hashable, Sendable {
        /// How long a preview can be answered.
        package var approveWithin: Seconds
        /// When members get in one mail what went out, who want it so.
        package var roundups: Policy.RoundupTimes
    }

    package struct Backup: Hashable, Sendable {
        /// Of the mailbox.
        package var folder: String
        /// By the list's own clock.
        package var at: TimeOfDay
        /// How many stay.
        package var keep: Int
    }

    package struct State: Hashable, Sendable {
        package var directory: String
    }
}
