import Testing

@testable import Mail

/// Reports in files beside the tests; `Golden/README.md` says what each is.
enum BounceGolden {
    static func mail(_ name: String) throws -> [UInt8] {
        let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
        return try fileBytes("/\(folder)/Golden/\(name).eml")
    }

    struct Expected: Sendable, CustomTestStringConvertible {
        let name: String
        let kind: Bounce.Kind?
        /// `address status action reason`, with `dead` behind it where the address is.
        let recipients: [String]
        /// Whether our Message-ID is found again.
        let isReturned: Bool

        init(_ name: String, _ kind: Bounce.Kind?, _ recipients: [String], isReturned: Bool = true) {
            self.name = name
            self.kind = kind
            self.recipients = recipients
            self.isReturned = isReturned
        }

        var testDescription: String { name }
    }

    static let all: [Expected] = [
        Expected("exchange-fi", .failure, ["anna.virtanen@kunta.example 5.1.10 failed userUnknown dead"]),
        Expected("exchange-sv", .failure, ["bo.ek@kunta.example 5.2.2 failed mailboxFull"]),
        Expected("exchange-closed-group", .failure, ["tiimi@kunta.example 5.7.1 failed policy"]),
        Expected("exchange-delayed-fi", .delay, ["anna.virtanen@kunta.example 4.4.7 delayed expired"]),
        Expected("exchange-text-sv", .failure, ["bo.ek@kunta.example 5.1.1 failed userUnknown dead"]),
        Expected("exchange-unknown-edge", .failure, ["anna.virtanen@kunta.example 5.4.1 failed userUnknown dead"]),
        Expected("postfix", .failure, ["anna.virtanen@kunta.example 5.1.1 failed userUnknown dead"]),
        Expected(
            "postfix-two", .failure,
            [
                "anna.virtanen@kunta.example 5.2.2 failed mailboxFull",
                "bo.ek@kunta.example 5.0.0 failed userUnknown dead",
            ]),
        Expected("postfix-delayed", .delay, ["anna.virtanen@kunta.example 4.4.1 delayed networkError"]),
        Expected("postfix-host", .failure, ["anna@kunta-vanha.example 5.4.4 failed hostUnknown dead"]),
        Expected("dmarc", .failure, ["anna@posti.example 5.7.26 failed authFailure"]),
        Expected("blocked", .failure, ["anna.virtanen@kunta.example 5.1.1 failed blocked"]),
        Expected("delivered", .delivery, ["anna.virtanen@kunta.example 2.1.5 delivered undefined"]),
        Expected("exim", .failure, ["anna.virtanen@kunta.example - failed userUnknown dead"]),
        Expected(
            "exim-delayed", .delay, ["anna.virtanen@kunta.example 4.7.1 delayed rateLimited"], isReturned: false),
        Expected("exim-mailbox-file", .failure, ["anna.virtanen@kunta.example 5.0.0 failed mailboxFull"]),
        Expected("qmail", .failure, ["anna.virtanen@kunta.example 5.1.1 failed userUnknown dead"]),
        Expected(
            "qmail-two", .failure,
            [
                "anna.virtanen@kunta.example - failed userUnknown dead", "bo.ek@kunta.example 4.2.2 failed mailboxFull",
            ]),
        Expected("gmail-fi", .failure, ["anna@posti.example 5.1.1 failed userUnknown dead"]),
        Expected("gmail-old", .failure, ["anna@posti.example 5.2.1 failed suspended"]),
        Expected("gmail-delayed", .delay, ["anna@posti.example - delayed expired"]),
        Expected("sendmail-filtered", .failure, ["anna.virtanen@kunta.example 5.0.0 failed filtered"]),
        Expected(
            "sendmail-old", .failure,
            [
                "anna.virtanen@kunta.example - failed userUnknown dead", "bo@ei-ole.example - failed hostUnknown dead",
            ]),
        Expected("no-status-part", .failure, ["anna.virtanen@kunta.example - failed userUnknown dead"]),
        Expected("fields-in-text", .failure, ["anna.virtanen@kunta.example 5.1.6 failed hasMoved dead"]),
        Expected("wrapped", .failure, ["anna.virtanen@kunta.example 5.4.6 failed networkError"]),
        Expected("forwarded", .failure, ["anna@uusi.example 5.1.1 failed userUnknown dead"]),
        Expected("internationalised", .failure, ["anna@xn--jyvskyl-7wae.example 5.1.1 failed userUnknown dead"]),
        Expected("x400", .failure, ["anna.virtanen@kunta.example 5.1.1 failed userUnknown dead"]),
        Expected(
            "domino", .failure, ["anna.virtanen@kunta.example - failed userUnknown dead"], isReturned: false),
        Expected("quoted-list", .failure, ["anna.virtanen@kunta.example 5.7.1 failed rateLimited"]),
        Expected(
            "smtpd-list", .failure,
            ["anna@ei-postia.example - failed notAccepting dead", "bo.ek@kunta.example 5.3.4 failed tooLarge"]),
        Expected("spoken", .failure, ["anna.virtanen@kunta.example - failed suspended"]),
        Expected("subject-only", .failure, ["anna.virtanen@kunta.example - failed undefined"], isReturned: false),
        Expected("returned-only", .failure, ["anna.virtanen@kunta.example - failed undefined"]),
        Expected("complaint", .complaint, ["anna@posti.example - delivered feedback"]),
        Expected("complaint-hidden", .complaint, []),
        Expected("read-receipt", nil, [], isReturned: false),
        Expected("vacation", nil, [], isReturned: false),
        Expected("forwarded-by-person", nil, [], isReturned: false),
    ]
}
