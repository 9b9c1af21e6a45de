import Base
import MailingList

// [list] and [joining]: who the list is, and whom it takes.
extension ConfigurationWalk {
    mutating func list() -> Configuration.List? {
        let section = openRequired("list")
        let name = required("name", in: section, .name, example: "\"ihmisoikeusverkosto\"")
        let address = required("address", in: section, .address, example: "\"ihmisoikeusverkosto@hel.fi\"")
        let languages = required("languages", in: section, .languages, example: "[\"fi\", \"sv\", \"en\"]") ?? []
        let titles = value("title", in: section, .perLanguage(languages, .line))
        let coordinators = required(
            "coordinators", in: section,
            .list(of: .address).checked { addresses in
                if addresses.isEmpty { return "nobody is a coordinator; write at least one address" }
                return Self.loop(addresses, address)
            }, example: "[\"anna.koordinaattori@hel.fi\"]")
        let mirrors = value("mirrors", in: section, .list(of: .address).checked { Self.loop($0, address) })
        let principles = value("principles", in: section, .perLanguage(languages, .webAddress))
        let organisation = value("organisation", in: section, .perLanguage(languages, .line))
        let contact = value("contact", in: section, .address)
        let privacy = value("privacy", in: section, .perLanguage(languages, .webAddress))
        let timezone = setting("timezone", in: section, .line)
        let lettersPerDay = setting("letters_per_day", in: section, .number(1...100_000))
        let forwardsPerDay = setting("forwards_per_day", in: section, .number(1...1_000_000))
        let lettersPerHour = setting("letters_per_hour", in: section, .number(1...100_000))
        let forwardsPerHour = setting("forwards_per_hour", in: section, .number(1...100_000))
        guard let name, let address, let coordinators, !languages.isEmpty else { return nil }
        return Configuration.List(
            name: name, address: address,
            titles: titles ?? Dictionary(uniqueKeysWithValues: languages.map { ($0, name) }), languages: languages,
            coordinators: coordinators, principles: principles ?? [:], organisation: organisation ?? [:],
            contact: contact, privacy: privacy ?? [:], mirrors: mirrors ?? [],
            timezone: timezone, lettersPerDay: lettersPerDay, forwardsPerDay: forwardsPerDay,
            lettersPerHour: lettersPerHour, forwardsPerHour: forwardsPerHour)
    }

    mutating func joining() -> Configuration.Joining? {
        let section = openRequired("joining")
        let isOpen = setting("open", in: section, .flag)
        let approval = setting("approval", in: section, ValueKind<Policy.Approval>.choice)
        // Whoever asks may ask, where coordinators decide about everybody.
        let open = isOpen || approval == .everybody && !has("domains", in: section)
        let domains = value("domains", in: section, .list(of: .domain))
        if open, has("domains", in: section) {
            report("joining.open", "the list is open and yet limited to domains; remove open or domains")
        } else if !open, !has("domains", in: section), has(section, in: "") {
            report("joining", "nobody may join; write domains = [\"hel.fi\"], or open = true for everybody")
        } else if !open, domains == [] {
            report("joining.domains", "nobody may join; write a domain, or open = true for everybody")
        }
        if approval == .others, !has("domains", in: section) {
            report(
                "joining.approval",
                "without domains there are no others; write approval = \"everybody\", or domains = [\"hel.fi\"] for those "
                    + "who join without approval")
        }
        guard let trust = trust(section) else { return nil }
        return Configuration.Joining(open: open, domains: domains ?? [], approval: approval, trust: trust)
    }

    private enum TrustWord: String, CaseIterable {
        case reply
        case authenticationResults = "authentication-results"
    }

    private mutating func trust(_ section: String) -> Policy.Trust? {
        let word = value("trust", in: section, ValueKind<TrustWord>.choice)
        let authservID = value("authserv_id", in: section, .authservID)
        let hasID = has("authserv_id", in: section)
        let isExchange = setting("exchange_online", in: section, .flag)
        guard word != nil || !has("trust", in: section) else { return nil }
        switch word ?? .reply {
        case .reply:
            if hasID {
                report(
                    "joining.authserv_id",
                    "this has no effect under trust = \"reply\"; remove it, or write "
                        + "trust = \"authentication-results\"")
            }
            if isExchange {
                report(
                    "joining.exchange_online",
                    "this has no effect under trust = \"reply\"; remove it, or write "
                        + "trust = \"authentication-results\"")
            }
            return .reply
        case .authenticationResults:
            if isExchange {
                guard hasID else { return .authenticationResults(authservID: nil) }
                report("joining.exchange_online", "Exchange Online writes no authserv-id; remove one of the two")
            } else if !hasID {
                report(
                    "joining.trust",
                    "without authserv_id anybody could write such results into a mail; write "
                        + "authserv_id = \"…\" as your server does, or trust = \"reply\"")
            }
            return authservID.map { .authenticationResults(authservID: $0) }
        }
    }

    /// Opens a section that must be there.
    mutating func openRequired(_ section: String) -> String {
        if !has(section, in: "") { report(section, "the section [\(section)] is missing; see the examples in config/") }
        return open(section) ?? section
    }

    private static func loop(_ addresses: [Address], _ list: Address?) -> String? {
        list.map(addresses.contains) == true
            ? "the list's own address is among these; its mail would go in circles" : nil
    }
}

extension ValueKind<[Language]> {
    static var languages: ValueKind {
        list(of: ValueKind<Language>.choice).checked {
            $0.isEmpty ? "the list speaks no language; write at least one of fi, sv, en" : nil
        }
    }
}

extension ValueKind<String> {
    static var webAddress: ValueKind {
        line.checked { text in
            let isWeb = text.hasPrefix("https://") || text.hasPrefix("http://")
            return isWeb && !text.contains(" ") ? nil : "'\(text)' is not a web address; write it from https:// on"
        }
    }

    /// RFC 8601, section 2.5: usually a domain.
    static var authservID: ValueKind {
        line.checked { text in
            text.utf8.contains { $0 <= 32 || $0 == 59 }
                ? "'\(text)' is not an authserv-id; write the first word of "
                    + "Authentication-Results as your server writes it" : nil
        }
    }
}
