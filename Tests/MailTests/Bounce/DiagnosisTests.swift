import Base
import Testing

@testable import Mail

@Suite("Reading what servers say")
struct DiagnosisTests {
    private static let anna = Address("anna@hel.fi")

    private func diagnosis(_ text: String) -> Diagnosis {
        Diagnosis(nil, .failed, passage: text, around: "", names: [Self.anna].compactMap(\.self))
    }

    @Test(
        "words, code and stage make the reason",
        arguments: [
            ("550 5.1.1 <anna@hel.fi>: Recipient address rejected: User unknown", .userUnknown),
            ("550 <anna@hel.fi>: User unknown", .userUnknown), ("550 : User unknown", .filtered),
            ("550 User unknown (in reply to RCPT TO command)", .userUnknown),
            ("550 User unknown (in reply to end of DATA command)", .filtered),
            ("550 5.1.1 User unknown (in reply to end of DATA command)", .userUnknown),
            (
                "554 delivery error: This user doesn't have a yahoo.com account (in reply to end of DATA command)",
                .userUnknown
            ),
            (">>> DATA\n<<< 550 <anna@hel.fi> user unknown\n<<< 503 5.0.0 Need RCPT (recipient)", .userUnknown),
            (">>> DATA\n<<< 550 <anna@hel.fi> user unknown", .filtered),
            ("550 5.4.1 Recipient address rejected: Access denied", .userUnknown),
            ("550 5.7.1 Access denied", .policy), ("550 5.1.1 <anna@hel.fi> mailbox is over quota", .mailboxFull),
            ("552 5.2.2 whatever", .mailboxFull), ("550 5.2.1 mailbox disabled", .suspended),
            ("550 5.2.3 too long", .tooLarge), ("550-5.7.26 fails\n550 5.7.26 DMARC", .authFailure),
            ("421 4.7.0 rate limited", .rateLimited), ("550 Rejected", .blocked),
            ("550 No such host", .hostUnknown), ("550 5.1.6 gone", .hasMoved),
            ("556 5.1.10 Null MX: the domain does not accept mail", .notAccepting),
            ("554 5.6.0 cannot convert", .contentError), ("550 5.0.0 no", .undefined), ("", .undefined),
            ("550 5.7.0 spam, see https://example.org/user-unknown", .spam),
            ("550 5.7.1 userunknown@mailboxfull.example: your message is spam", .spam),
        ] as [(String, BounceReason)])
    func reasons(text: String, reason: BounceReason) {
        #expect(diagnosis(text).reason == reason)
    }

    @Test(
        "the code of the server that refused counts",
        arguments: [
            ("550 5.1.1 x", "5.1.1"), ("550-5.7.26 x", "5.7.26"), ("550 #5.1.0 x", "5.1.0"),
            ("x (#4.4.1)", "4.4.1"), ("5.1.0 - unknown 550-'5.7.1 denied'", "5.7.1"), ("451 at 5.1.2.3", nil),
            ("v5.1.1 x", nil), ("550 6.1.1 x", nil), ("550 5.1.1. Done", "5.1.1"), ("version 5.10", nil),
            ("554 4.4.7 expired <421 4.4.2 timed out>", "4.4.2"), ("550 5.5.0 a\n\n<<< 421 4.7.0 b", "5.5.0"),
            ("5.0", nil), ("5..1", nil), ("550 5.1.1000", nil),
        ] as [(String, String?)])
    func statuses(text: String, status: String?) {
        #expect(QuotedReply(text).status?.description == status)
    }

    @Test(
        "three digits are an answer only where they look like one",
        arguments: [
            ("550 no", 550), ("said:550 no", 550), ("[SMTP Error Code 550]", 550), ("550", 550), ("421-try", 421),
            ("(480) 624-2500", nil), ("550kB", nil), ("x550 no", nil), ("5505", nil), ("250 ok", nil), ("5.0", nil),
        ] as [(String, Int?)])
    func codes(text: String, code: Int?) {
        #expect(QuotedReply(text).code == code)
    }

    @Test("an answer ends at a blank line or at another answer")
    func answers() {
        #expect(QuotedReply("x said: 550-a\n550 b\n\nc").text == "550-a\n550 b\n")
        #expect(QuotedReply("550 a\n  b\n554 c").text == "550 a\n  b\n")
        #expect(QuotedReply("<<< 550 a\n>>> QUIT").text == "550 a\n")
    }

    @Test("only a permanent failure of the right kind means that nobody is there")
    func dead() {
        let dead = BounceReason.allCases.filter(\.meansDead)
        #expect(dead == [.userUnknown, .hostUnknown, .hasMoved, .notAccepting])
        #expect(diagnosis("550 5.1.1 User unknown").isPermanent)
        #expect(!diagnosis("450 4.1.1 User unknown").isPermanent)
        #expect(!diagnosis("450 <anna@hel.fi> User unknown").isPermanent)
    }

    @Test(
        "a recipient field is read whatever its type",
        arguments: [
            ("rfc822; Anna@Hel.FI", "anna@hel.fi"), ("rfc822;<anna@hel.fi>", "anna@hel.fi"),
            ("<anna@hel.fi>", "anna@hel.fi"), ("anna@hel.fi", "anna@hel.fi"), ("rfc/822;anna@hel.fi", "anna@hel.fi"),
            ("rfc822;@gw.example:anna@hel.fi", "anna@hel.fi"), ("rfc822;anna+2Bx@hel.fi", "anna+x@hel.fi"),
            ("rfc822;anna+40hel.fi", "anna@hel.fi"), ("utf-8;anna@j\\x{E4}.example", "anna@xn--j-0fa.example"),
            ("utf-8; anna@jä.example", "anna@xn--j-0fa.example"), ("rfc822;anna+tag@hel.fi", "anna+tag@hel.fi"),
            ("rfc822;|/usr/bin/cat anna@hel.fi", nil), ("rfc822;/var/mail/anna", nil),
            ("x400; /G=Anna/S=Virtanen/", nil), ("", nil), (";", nil), ("rfc822;anna+4", nil), ("utf-8;\\x{", nil),
        ] as [(String, String?)])
    func recipientFields(value: String, address: String?) {
        #expect(ReportedAddress.read(value)?.text == address)
    }

    @Test("fields of several recipients are told apart by blank lines, or by their names alone")
    func groups() {
        let text = """
            Reporting-MTA: dns; a.example
            X-Original-Message-ID: <k@lista.example>

            Final-Recipient: rfc822; anna@hel.fi
            ACTION : Failed
            Status: 5.1.1 (no such user)
            Diagnostic-Code: smtp; 550
             5.1.1 unknown
            Final-Recipient: rfc822; bo@hel.fi
            Action: expired

            Original-Recipient: <eva@hel.fi>
            Action: delayed
            """
        let (recipients, messageID) = DeliveryStatus.read(Array(text.utf8))
        #expect(recipients.map { $0.address?.text } == ["anna@hel.fi", "bo@hel.fi", "eva@hel.fi"])
        #expect(recipients.map(\.action) == [.failed, .failed, .delayed])
        #expect(recipients.first?.status?.description == "5.1.1")
        #expect(recipients.first?.diagnostic == "550 5.1.1 unknown")
        #expect(messageID == "k@lista.example")
    }

    @Test(
        "an address counts by where it stands",
        arguments: [
            ("<anna@hel.fi>:", ["anna@hel.fi"]), ("  * anna@hel.fi", ["anna@hel.fi"]),
            ("\"anna@hel.fi\":", ["anna@hel.fi"]), ("Failed Recipient: anna@hel.fi", ["anna@hel.fi"]),
            ("c=FI;dda:SMTP=anna@hel.fi; on Monday", ["anna@hel.fi"]),
            ("anna@hel.fi <bo@hel.fi>: malformed", ["bo@hel.fi"]),
            ("anna@hel.fi<mailto:anna@hel.fi>", ["anna@hel.fi"]),
            ("anna@hel.fi <bo@hel.fi>:\n<eva@hel.fi>:", ["bo@hel.fi", "eva@hel.fi"]),
            (
                "These recipients failed: anna@hel.fi, <bo@hel.fi>; 'eva@hel.fi'.",
                ["anna@hel.fi", "bo@hel.fi", "eva@hel.fi"]
            ),
            ("<anna@hel.fi> (expanded from\n<bo@hel.fi>): 550 unknown", ["anna@hel.fi"]),
            ("Your message to anna@hel.fi was lost, says bo@hel.fi", ["anna@hel.fi"]),
            ("addressed to 'anna@hel.fi', failed", ["anna@hel.fi"]),
            ("MAIL FROM:<bo@hel.fi>\nRCPT TO:<anna@hel.fi>", ["anna@hel.fi"]),
            ("<bo@hel.fi>:\n550 <anna@hel.fi> unknown", ["bo@hel.fi"]),
            ("please contact <help@hel.fi>\nanna@hel.fi", ["anna@hel.fi"]),
            ("please contact\n<help@hel.fi>", []), ("me@lista.example\nanna@hel.fi", ["anna@hel.fi"]),
            ("me@lista.example", ["me@lista.example"]), ("see anna@hel.fi", ["anna@hel.fi"]),
            ("see anna@hel.fi, bo@hel.fi", []), ("no@", []), ("@", []), ("", []),
            ("a@b.fi\n--- Below this line is a copy of the message.\nc@d.fi", ["a@b.fi"]),
            ("a@b.fi\nFrom: x@y.fi\nReceived: by y\nc@d.fi", ["a@b.fi"]),
        ] as [(String, [String])])
    func mentions(text: String, addresses: [String]) {
        let own = Set([Address("me@lista.example")].compactMap(\.self))
        #expect(ReportText(text, others: own).recipients.map(\.address.text) == addresses)
    }
}
