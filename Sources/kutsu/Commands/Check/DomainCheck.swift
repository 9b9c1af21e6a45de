import Base
import Engine
import Wire

/// Who may send in the name of the list's domain: the records that receiving servers look up (SPF, RFC 7208; DMARC, RFC
/// 7489).
enum DomainCheck {
    static func findings(_ configuration: Configuration) async -> [Finding] {
        let domain = configuration.list.address.domain.text
        // RFC 6761: these are nowhere in the world. A relay on this machine may be anything.
        guard !isReserved(domain), configuration.relays.contains(where: { !$0.url.isLoopback }) else { return [] }
        async let spf = DnsText.records(of: domain)
        async let dmarc = policy(of: domain)
        let relays = configuration.relays.map(\.url.host)
        return self.spf(await spf, domain, relays) + self.dmarc(await dmarc, domain)
    }

    static func isReserved(_ domain: String) -> Bool {
        let last = domain.split(separator: ".").last ?? ""
        return ["test", "example", "invalid", "localhost", "local"].contains(last)
    }

    /// Of the domain, or of the one above it where it has none of its own.
    private static func policy(of domain: String) async -> DnsText.Answer {
        let own = await DnsText.records(of: "_dmarc.\(domain)")
        guard own == .records([]), domain.split(separator: ".").count > 2 else { return own }
        return await DnsText.records(of: "_dmarc.\(domain.split(separator: ".").suffix(2).joined(separator: "."))")
    }

    static func spf(_ answer: DnsText.Answer, _ domain: String, _ relays: [String]) -> [Finding] {
        guard case .records(let records) = answer else { return [unavailable(domain)] }
        let found = records.filter { $0.lowercased().hasPrefix("v=spf1") }
        if found.isEmpty {
            return [
                Finding(
                    .doubtful,
                    "domain: \(domain) has no SPF record; add a TXT record, such as \"v=spf1 \(include(relays)) -all\"")
            ]
        }
        if found.count > 1 {
            return [
                Finding(
                    .broken,
                    "domain: \(domain) has \(found.count) SPF records, and receivers then count none: make one of them")
            ]
        }
        for (host, name) in [
            ("smtp.office365.com", "spf.protection.outlook.com"), ("smtp.gmail.com", "_spf.google.com"),
        ] where relays.contains(host) && !found[0].lowercased().contains(name) && !found[0].contains("redirect=") {
            return [
                Finding(
                    .doubtful,
                    "domain: the SPF record of \(domain) does not name \(host)'s servers: add include:\(name) to it. It says: "
                        + found[0])
            ]
        }
        return [Finding(.good, "domain: SPF is there: \(found[0])")]
    }

    private static func include(_ relays: [String]) -> String {
        if relays.contains("smtp.office365.com") { return "include:spf.protection.outlook.com" }
        return relays.contains("smtp.gmail.com") ? "include:_spf.google.com" : "mx"
    }

    static func dmarc(_ answer: DnsText.Answer, _ domain: String) -> [Finding] {
        guard case .records(let records) = answer else { return [] }
        let found = records.first { $0.lowercased().hasPrefix("v=dmarc1") }
        guard let found else {
            return [
                Finding(
                    .doubtful,
                    "domain: \(domain) has no DMARC record, which Gmail, Yahoo and Microsoft want of whoever writes to many; add "
                        + "a TXT record _dmarc.\(domain), such as \"v=DMARC1; p=none; rua=mailto:postmaster@\(domain)\""
                )
            ]
        }
        return [Finding(.good, "domain: DMARC is there: \(found)")]
    }

    private static func unavailable(_ domain: String) -> Finding {
        Finding(.doubtful, "domain: no name server could be asked about \(domain): compare /etc/resolv.conf")
    }
}
