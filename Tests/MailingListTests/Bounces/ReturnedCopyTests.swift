import Base
import Mail
import TestWorld
import Testing

@testable import MailingList

@Suite("Which of our copies came back")
struct ReturnedCopyTests {
    private static let post = W.postID(.finished)

    private static func messageID(_ purpose: TokenPurpose, to address: Address) -> String {
        let token = Mails.token(purpose, address)
        return MessageName(purpose: purpose, token: token).messageID(domain: W.list.domain)
    }

    private static func report(
        about address: String, status: String = "5.1.1", action: String = "failed", returning id: String,
        to: String? = nil
    ) -> Message {
        Message(
            Array(
                """
                From: MAILER-DAEMON@mx.hel.fi
                To: verkosto@hel.fi
                Subject: Undelivered Mail Returned to Sender
                Content-Type: multipart/report; report-type=delivery-status; boundary=b

                --b
                Content-Type: text/plain

                Your mail could not be delivered.
                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.hel.fi

                Final-Recipient: rfc822; \(address)
                Action: \(action)
                Status: \(status)
                Diagnostic-Code: smtp; 550 5.1.1 <\(address)>: User unknown

                --b
                Content-Type: text/rfc822-headers

                From: verkosto@hel.fi
                To: \(to ?? address)
                Message-ID: <\(id)>
                Subject: Iltapäivä

                --b--

                """.utf8))
    }

    private static func copies(_ message: Message) -> [ReturnedCopy] {
        W.reader.read(message, identity: W.identity(1), at: W.now).returned
    }

    @Test("a report with the member's own Message-ID tells of that member")
    func genuine() {
        let message = Self.report(about: W.mikko.text, returning: Self.messageID(.copy(Self.post), to: W.mikko))
        #expect(
            Self.copies(message) == [ReturnedCopy(address: W.mikko, origin: .post(Self.post), kind: .addressInvalid)])
    }

    @Test("a mail that was forwarded on is known by whom we wrote to")
    func forwarded() {
        let message = Self.report(
            about: "uusi.osoite@elsewhere.example", returning: Self.messageID(.copy(Self.post), to: W.mikko),
            to: W.mikko.text)
        #expect(Self.copies(message).map(\.address) == [W.mikko])
    }

    @Test("a report about the letter that asks whether mail arrives")
    func probe() {
        let message = Self.report(about: W.mikko.text, returning: Self.messageID(.probe, to: W.mikko))
        #expect(Self.copies(message) == [ReturnedCopy(address: W.mikko, origin: .probe, kind: .addressInvalid)])
    }

    static let nothing: [(String, Message)] = [
        ("another member's Message-ID", report(about: W.mikko.text, returning: messageID(.copy(post), to: W.maria))),
        ("an invented Message-ID", report(about: W.mikko.text, returning: "copy.\(post).aaaaaaaaaaaaaaaaaaaa@hel.fi")),
        ("a mail of somebody else", report(about: W.mikko.text, returning: "x@example.org")),
        ("a copy that many shared", report(about: W.mikko.text, returning: messageID(.copy(post), to: W.list))),
        ("a letter", report(about: W.mikko.text, returning: messageID(.note, to: W.mikko))),
        (
            "a delay",
            report(
                about: W.mikko.text, status: "4.4.7", action: "delayed", returning: messageID(.copy(post), to: W.mikko))
        ),
    ]

    @Test("nothing else does", arguments: nothing)
    func unproven(_ name: String, _ message: Message) {
        #expect(Self.copies(message).isEmpty, "\(name)")
    }

    private static func complaint(about address: Address, returning id: String) -> Message {
        Message(
            Array(
                """
                From: eve@evil.org
                Subject: complaint
                Content-Type: multipart/report; report-type=feedback-report; boundary=b

                --b
                Content-Type: message/feedback-report

                Feedback-Type: abuse
                User-Agent: SomeGenerator/1.0
                Version: 1
                Original-Rcpt-To: \(address.text)

                --b
                Content-Type: text/rfc822-headers

                From: verkosto@hel.fi
                To: verkosto@hel.fi
                Message-ID: <\(id)>

                --b--

                """.utf8))
    }

    @Test("a complaint without the member's own token only asks that member")
    func forgedComplaints() {
        let unproven = [ReturnedCopy(address: W.mikko, origin: .probe, kind: .unprovenComplaint)]
        for id in [
            Self.messageID(.copy(Self.post), to: W.list), Self.messageID(.copy(Self.post), to: W.maria),
            Self.messageID(.note, to: W.mikko), "copy.\(Self.post).aaaaaaaaaaaaaaaaaaaa@hel.fi", "x@example.org",
        ] {
            #expect(Self.copies(Self.complaint(about: W.mikko, returning: id)) == unproven, "\(id)")
        }
        let genuine = Self.complaint(about: W.mikko, returning: Self.messageID(.copy(Self.post), to: W.mikko))
        #expect(
            Self.copies(genuine) == [ReturnedCopy(address: W.mikko, origin: .post(Self.post), kind: .complaint)])
    }

    @Test("a complaint whose reader is hidden is known by our own List-Unsubscribe")
    func complaint() {
        let message = Message(
            Array(
                """
                From: feedback@isp.example
                Subject: complaint
                Content-Type: multipart/report; report-type=feedback-report; boundary=b

                --b
                Content-Type: message/feedback-report

                Feedback-Type: abuse
                User-Agent: SomeGenerator/1.0
                Version: 1

                --b
                Content-Type: message/rfc822

                From: verkosto@hel.fi
                To: <redacted>
                List-Unsubscribe: <mailto:verkosto@hel.fi?subject=eroa%20token%20mikko%40hel.fi>
                Message-ID: <\(Self.messageID(.copy(Self.post), to: W.mikko))>

                Hei
                --b--

                """.utf8))
        #expect(
            Self.copies(message) == [ReturnedCopy(address: W.mikko, origin: .post(Self.post), kind: .complaint)])
    }
}
