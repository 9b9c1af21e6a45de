import Base
import Wire

// What goes wrong before a login: the port, the name, TLS.
extension Doctor {
    /// Whether it helps to listen who answers at the port at all.
    static func isAboutPort(_ error: WireError) -> Bool {
        switch error {
        case .timeout, .protocolViolation, .closed: true
        case .curl(_, let text), .certificate(let text): text.lowercased().contains("wrong version number")
        default: false
        }
    }

    /// The refusal in the server's own words, and what they mean where that is known.
    /// - Parameter greeting: what was heard at the port, where somebody listened.
    static func advice(
        on error: WireError, at endpoint: Endpoint, greeting: PortGreeting? = nil, _ values: RemedyValues
    ) -> Advice? {
        greeting.flatMap { stranger($0, error, endpoint) } ?? explanation(of: error, at: endpoint, values)
    }

    private static func explanation(of error: WireError, at endpoint: Endpoint, _ values: RemedyValues) -> Advice? {
        let place: Place = endpoint.scheme.isMailbox ? .imap : .smtp
        switch error {
        case .loginDenied(let text), .mailboxDenied(let text), .no(_, let text), .closed(let text?):
            return advice(at: place, text, values)
        case .throttled: return advice(at: place, "Suggested Backoff Time", values)
        // A refusal that is only for now, such as 432, counts as a server that cannot be reached.
        case .unreachable(let text): return advice(at: place, text, values) ?? unreachable(text, endpoint)
        case .timeout: return silence(endpoint)
        case .protocolViolation: return wrongService(endpoint)
        case .tlsNotOffered:
            return Advice(meaning: "the server offers no STARTTLS there", remedy: otherScheme(endpoint))
        case .curl(_, let text) where text.lowercased().contains("wrong version number"): return silence(endpoint)
        case .certificate(let text) where text.lowercased().contains("wrong version number"): return silence(endpoint)
        default: return nil
        }
    }

    private static func unreachable(_ text: String, _ endpoint: Endpoint) -> Advice? {
        let lower = text.lowercased()
        if lower.contains("could not resolve") {
            return Advice(
                meaning: "no such name",
                remedy:
                    "compare \(endpoint.host) with the provider's page; if it is right, ask getent hosts \(endpoint.host)"
            )
        }
        guard lower.contains("connect") || lower.contains("refused") else { return nil }
        return Advice(
            meaning: "nothing listens at port \(endpoint.port), or a firewall is between",
            remedy: "\(usualPorts(endpoint)); from here: openssl s_client -connect \(endpoint.host):\(endpoint.port)")
    }

    /// The one waits for TLS, the other for a greeting in the clear; or the clear greeting is taken for TLS.
    private static func silence(_ endpoint: Endpoint) -> Advice? {
        if endpoint.scheme.isImplicitTLS {
            return Advice(
                meaning: "there is no TLS from the first byte at port \(endpoint.port)", remedy: otherScheme(endpoint))
        }
        let isTlsPort = [993, 465].contains(endpoint.port)
        return isTlsPort
            ? Advice(meaning: "port \(endpoint.port) wants TLS from the first byte", remedy: otherScheme(endpoint))
            : nil
    }

    /// Nil where a server of the right kind greets, or one that nobody knows.
    private static func stranger(_ greeting: PortGreeting, _ error: WireError, _ endpoint: Endpoint) -> Advice? {
        let isMailbox = endpoint.scheme.isMailbox
        switch greeting {
        case .imap: return isMailbox ? nil : wrongService(endpoint, "an IMAP server")
        case .smtp: return isMailbox ? wrongService(endpoint, "an SMTP server") : nil
        case .pop3: return wrongService(endpoint, "a POP3 server")
        case .silence where !endpoint.scheme.isImplicitTLS:
            return Advice(
                meaning:
                    "nobody greets at port \(endpoint.port): it wants TLS from the first byte, or is no mail server's",
                remedy: otherScheme(endpoint))
        case .silence:
            // Without TLS it would not have come so far as to wait.
            guard case .timeout = error else { return nil }
            return wrongService(endpoint, "TLS, or nothing, but no \(isMailbox ? "IMAP" : "SMTP") server")
        case .other: return nil
        }
    }

    private static func wrongService(_ endpoint: Endpoint, _ service: String = "another service") -> Advice {
        Advice(
            meaning: "\(service) answers at port \(endpoint.port)",
            remedy: endpoint.scheme.isMailbox
                ? "\(usualPorts(endpoint)); smtp:// belongs into [relay]"
                : "\(usualPorts(endpoint)); imap:// belongs into [mailbox]")
    }

    private static func otherScheme(_ endpoint: Endpoint) -> String {
        let other: Endpoint.Scheme =
            switch endpoint.scheme {
            case .imap: .imaps
            case .imaps: .imap
            case .smtp: .smtps
            case .smtps: .smtp
            }
        return "write \(other.rawValue)://\(endpoint.host):\(endpoint.port) for this port, or leave the port out; "
            + usualPorts(endpoint)
    }

    private static func usualPorts(_ endpoint: Endpoint) -> String {
        endpoint.scheme.isMailbox
            ? "imaps:// is at port 993, imap:// with STARTTLS at 143"
            : "smtps:// is at port 465, smtp:// with STARTTLS at 587"
    }
}
