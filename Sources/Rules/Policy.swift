import Mail

/// What the admin decided about one list: the part of the configuration that decisions depend on.
public struct Policy: Equatable, Sendable {
    public var name: String
    public var address: Address
    public var titles: [Language: String]
    /// The first is the default.
    public var languages: [Language]
    public var coordinators: [Address]
    /// Where the principles for a safer space can be read.
    public var principles: [Language: String]
    /// Addresses that get every announcement without being members.
    public var mirrors: [Address]
    public var joining: Joining
    public var trust: Trust
    /// Letters to one address within a day that nobody proved to want.
    public var lettersPerDay: Int
    /// Mails from one person within a day that go on to the coordinators.
    public var forwardsPerDay: Int
    /// How long a preview can be answered.
    public var approveWithin: Seconds
    /// Bytes; larger mail is not downloaded.
    public var maxMessageSize: Int
    public var tips: Tips
    public var bounces: Bounces
    /// How long before an event to remind of it; empty for never.
    public var remind: [Seconds]
    /// On the clocks of which digests and reminders go out.
    public var zone: TimeZoneRules
    /// A name of the zone database.
    public var zoneName: String

    public struct Tips: Equatable, Sendable {
        /// Each tip waits for a coordinator.
        public var moderate: Bool
        /// The digest names who sent each tip.
        public var names: Bool
        /// Nil: a digest goes out only when somebody asks for it.
        public var digest: Rhythm?

        public init(moderate: Bool = true, names: Bool = false, digest: Rhythm? = nil) {
            self.moderate = moderate
            self.names = names
            self.digest = digest
        }
    }

    public enum Joining: Equatable, Sendable {
        case open
        /// As written in the configuration: `hel.fi`, or `*.hel.fi` for the domains below it.
        case domains([String])
    }

    /// What proves, beside a token that comes back, that a mail is from the address in From.
    public enum Trust: Hashable, Sendable {
        case reply
        /// `dmarc=pass` in the topmost Authentication-Results of this server (RFC 8601); nil for Exchange Online, which
        /// does not name itself.
        case authenticationResults(authservID: String?)
    }

    /// What happens to members whose mail comes back because nobody is there.
    public struct Bounces: Hashable, Sendable {
        /// Posts that came back from one member before the coordinators hear of it.
        public var warnAfter: Int
        /// Posts that came back before nothing more is sent there.
        public var suspendAfter: Int
        /// Letters to a suspended member that must come back as well before it is removed.
        public var probes: Int
        /// How long after the suspension, and after each other, they go out.
        public var probeEvery: Seconds
        /// How long a mail that came back counts.
        public var forgetAfter: Seconds
        /// Per cent of a post's recipients, and their least number, at which the post is to blame.
        public var massPercent: Int
        public var massLeast: Int

        public init(
            warnAfter: Int = 2, suspendAfter: Int = 3, probes: Int = 2, probeEvery: Seconds = .days(7),
            forgetAfter: Seconds = .days(180), massPercent: Int = 20, massLeast: Int = 5
        ) {
            self.warnAfter = warnAfter
            self.suspendAfter = suspendAfter
            self.probes = probes
            self.probeEvery = probeEvery
            self.forgetAfter = forgetAfter
            self.massPercent = massPercent
            self.massLeast = massLeast
        }
    }

    public init(
        name: String, address: Address, titles: [Language: String], languages: [Language], coordinators: [Address],
        principles: [Language: String] = [:], mirrors: [Address] = [], joining: Joining, trust: Trust = .reply,
        lettersPerDay: Int = 5,
        forwardsPerDay: Int = 50, approveWithin: Seconds = .days(7), maxMessageSize: Int = 20_000_000,
        tips: Tips = Tips(), bounces: Bounces = Bounces(), remind: [Seconds] = [], zone: TimeZoneRules = .utc,
        zoneName: String = "UTC"
    ) {
        precondition(!languages.isEmpty, "a list has a language")
        self.name = name
        self.address = address
        self.titles = titles
        self.languages = languages
        self.coordinators = coordinators
        self.principles = principles
        self.mirrors = mirrors
        self.joining = joining
        self.trust = trust
        self.lettersPerDay = lettersPerDay
        self.forwardsPerDay = forwardsPerDay
        self.approveWithin = approveWithin
        self.maxMessageSize = maxMessageSize
        self.tips = tips
        self.bounces = bounces
        self.remind = remind
        self.zone = zone
        self.zoneName = zoneName
    }

    /// How long a confirm letter can be answered.
    public static let confirmWithin = Seconds.days(7)
    /// How long an answer to a copy or a letter proves its sender: people answer old mails.
    public static let answerWithin = Seconds.days(400)

    public var defaultLanguage: Language { languages[0] }

    public func title(in language: Language) -> String {
        titles[language] ?? titles[defaultLanguage] ?? name
    }

    /// `language` if the list speaks it, else its default.
    public func spoken(_ language: Language?) -> Language {
        language.flatMap { languages.contains($0) ? $0 : nil } ?? defaultLanguage
    }

    public func isCoordinator(_ address: Address) -> Bool { coordinators.contains(address) }

    public func mayJoin(_ address: Address) -> Bool {
        if address == self.address { return false }
        return switch joining {
        case .open: true
        case .domains(let patterns): patterns.contains { address.domainMatches($0) }
        }
    }
}
