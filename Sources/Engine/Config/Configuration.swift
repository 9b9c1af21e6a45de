import Mail
import Rules

/// What the admin decided about one list: the file `/etc/kutsu/<list>.toml`, read, checked and filled with defaults.
///
/// A value of this type is complete and free of contradictions; every key is explained in `config/*.toml`.
public struct Configuration: Hashable, Sendable {
    /// Where it was read from.
    public var file: String
    public var list: List
    public var joining: Joining
    public var mailbox: Mailbox
    /// At least one.
    public var relays: [Relay]
    public var tips: Tips
    public var events: Events
    public var bounces: Policy.Bounces
    public var letters: Letters
    public var posts: Posts
    public var state: State
}

extension Configuration {
    public struct List: Hashable, Sendable {
        /// Names folders and units: lower-case ASCII letters, digits, `.`, `-` and `_`.
        public var name: String
        public var address: Address
        /// For each of `languages`.
        public var titles: [Language: String]
        /// At least one; the first is the default.
        public var languages: [Language]
        /// At least one.
        public var coordinators: [Address]
        /// Where the principles for a safer space can be read: for each of `languages`, or empty.
        public var principles: [Language: String]
        /// Addresses that get every announcement without being members.
        public var mirrors: [Address]
        /// The words in `[word]` before a subject that limit an announcement to those who follow them.
        public var topics: [String]
        /// A name of the zone database, such as `Europe/Helsinki`.
        public var timezone: String
        /// Letters to one address within a day.
        public var lettersPerDay: Int
        /// Mails from one person within a day that go on to the coordinators.
        public var forwardsPerDay: Int
    }

    public struct Joining: Hashable, Sendable {
        /// Any address may join; then `domains` is empty.
        public var open: Bool
        /// `hel.fi`, or `*.hel.fi` for the domains below it: ASCII, lower case.
        public var domains: [String]
        public var trust: Trust

        /// What proves that a mail comes from the address in its From field, besides a token that comes back.
        public enum Trust: Hashable, Sendable {
            case reply
            /// Also `dmarc=pass` in the topmost Authentication-Results field of this authserv-id (RFC 8601); nil for
            /// Exchange Online, whose field has none.
            case authenticationResults(authservID: String?)
        }
    }

    /// Who logs in to a server, and where the secret for it lies.
    public struct Login: Hashable, Sendable {
        public var user: String
        public var secret: SecretFile
    }

    public struct Mailbox: Hashable, Sendable {
        public var provider: Provider?
        /// `imaps://host[:port]` or `imap://host[:port]`.
        public var url: String
        public var login: Login
        /// The only CA to trust, in PEM; nil for those of the system.
        public var caFile: String?
        /// How often to look when IDLE stays silent.
        public var poll: Seconds
        public var folder: String
        public var doneFolder: String
        public var done: Done
        /// Bytes; larger mail is not downloaded.
        public var maxMessageSize: Int

        /// What happens on the server to a mail that has been dealt with.
        public enum Done: String, CaseIterable, Sendable {
            /// It moves to `doneFolder`.
            case move
            /// It stays and is marked as read.
            case seen
        }
    }

    public struct Relay: Hashable, Sendable {
        /// `smtps://host[:port]` or `smtp://host[:port]`.
        public var url: String
        /// Nil: the relay asks for no login.
        public var login: Login?
        public var caFile: String?
        public var copies: Copies
        /// Messages; nil where only the server's own answers set the pace.
        public var perMinute: Int?
        /// Recipients; nil as above.
        public var perDay: Int?
        /// How much of the work this relay gets, against the weights of the others.
        public var weight: Int
        public var connections: Int

        public enum Copies: String, CaseIterable, Sendable {
            /// Each member gets a message of their own.
            case personal
            /// One message for many recipients, for tight quotas.
            case grouped
        }
    }

    public struct Tips: Hashable, Sendable {
        /// Each tip waits for a coordinator.
        public var moderate: Bool
        /// The digest names who sent each tip.
        public var names: Bool
        /// Nil: a digest goes out only when a coordinator or the admin asks for it.
        public var digest: Rhythm?
    }

    public struct Events: Hashable, Sendable {
        /// How long before an event to remind of it, the longest first; empty for never.
        public var remind: [Seconds]
    }

    public struct Letters: Hashable, Sendable {
        /// Templates that replace the built-in ones.
        public var directory: String?
    }

    public struct Posts: Hashable, Sendable {
        /// How long a preview can be answered.
        public var approveWithin: Seconds
    }

    public struct State: Hashable, Sendable {
        public var directory: String
    }
}
