import Base
import Mail

/// The letter that `kutsu check --send` sends, and what is read off it when it comes back.
struct CheckLetter {
    let list: Address
    let address: Address
    /// In the subject, so that it is found even where the relay gives it another Message-ID.
    let mark: String

    init(list: Address, to address: Address, mark: String) {
        self.list = list
        self.address = address
        self.mark = mark
    }

    var messageID: String { "kutsu-check.\(mark)@\(list.domain.text)" }

    /// Automatic, so that nobody's holiday answers it.
    var bytes: [UInt8] {
        let lines = [
            "From: Kutsu <\(list)>", "To: <\(list)>, <\(address)>", "Subject: kutsu check \(mark)",
            "Message-ID: <\(messageID)>", "Auto-Submitted: auto-generated", "X-Auto-Response-Suppress: All",
            "MIME-Version: 1.0", "Content-Type: text/plain; charset=us-ascii", "",
            "This letter was sent by kutsu check --send, to see whether the list's mail arrives.",
            "Nobody has to do anything about it.", "",
        ]
        return Array(lines.joined(separator: "\r\n").utf8)
    }

    static func findings(_ message: Message, _ letter: CheckLetter, after length: Duration) -> [Finding] {
        let seconds = length.components.seconds
        var findings = [
            Finding(
                seconds < 60 ? .good : .doubtful,
                "send: the letter was in the mailbox after \(seconds < 1 ? "less than a second" : "\(seconds) s")")
        ]
        findings.append(
            message.messageID == letter.messageID
                ? Finding(.good, "send: the relay keeps our Message-IDs")
                : Finding(
                    .doubtful,
                    "send: the relay gives mail another Message-ID (\(message.messageID ?? "none")): answers are still known by "
                        + "the code in the subject, but delivery reports are not; use another relay if you can"))
        return findings + authentication(message)
    }

    /// What the mailbox's own server found out, in the topmost field: those below may have come with the mail.
    private static func authentication(_ message: Message) -> [Finding] {
        guard let field = message.header.first("Authentication-Results") else {
            return [
                Finding(
                    .doubtful,
                    "send: the mailbox's server writes no Authentication-Results for our own mail: look at the letter's source "
                        + "at the other address for SPF, DKIM and DMARC")
            ]
        }
        let results = AuthenticationResults(field.unfolded).results
        return ["spf", "dkim", "dmarc"].compactMap { method in
            guard let result = results.first(where: { $0.method == method }) else { return nil }
            return Finding(
                result.value == "pass" ? .good : .doubtful,
                "send: \(method.uppercased()) says \(result.value)\(result.value == "pass" ? "" : ": \(remedy(method))")"
            )
        }
    }

    private static func remedy(_ method: String) -> String {
        switch method {
        case "spf": "the domain's SPF record must name the relay"
        case "dkim": "turn on DKIM signing at the provider, and publish its records"
        default: "SPF or DKIM must pass for the domain in From itself"
        }
    }
}
