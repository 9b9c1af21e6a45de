import Base
import MailingList
import Testing

@testable import Engine

@Suite("What a relay's no is about")
struct RefusalTests {
    private static let start = DeliveryDriver.start

    private static func refusal(_ text: String, at stage: SmtpRefusal.Stage = .recipient) -> SmtpRefusal {
        let refusal = SmtpRefusal(stringLiteral: text)
        return SmtpRefusal(code: refusal.code, enhanced: refusal.enhanced, text: refusal.text, stage: stage)
    }

    struct Row: CustomTestStringConvertible {
        var name: String
        var refusal: SmtpRefusal
        var testDescription: String { name }

        init(_ name: String, _ text: String, at stage: SmtpRefusal.Stage = .recipient) {
            (self.name, refusal) = (name, RefusalTests.refusal(text, at: stage))
        }
    }

    /// Said to every mail from the sixth on, until somebody mends it.
    static let relayRows: [Row] = [
        Row("the account has sent too much", "550 5.4.5 Daily user sending quota exceeded"),
        Row(
            "the account has sent too much, and the server says so late", "554 5.2.0 SubmissionQuotaExceeded",
            at: .message),
        Row("no right to send as the list", "550 5.2.252 SendAsDenied; list not allowed to send as", at: .message),
        Row("the sender is blocked", "550 5.1.8 Access denied, bad outbound sender"),
        Row("a login is wanted", "530 5.7.0 Authentication required"),
        Row("MAIL is refused, whatever the words", "550 No", at: .sender),
        Row("words that say nothing, the same for all", "550 Requested action not taken"),
    ]

    @Test(
        "a refusal that is not about the recipient is nobody's end: the mails wait, and go out when it is over",
        arguments: relayRows)
    func relay(_ row: Row) {
        var driver = DeliveryDriver([(Quota(), [200])])
        var isMended = false
        driver.relay.answer = { item, _ in
            guard case .copy(_, let index) = item, index >= 5, !isMended else { return .accepted("250") }
            return row.refusal.isPermanent ? .refused(row.refusal) : .later(row.refusal)
        }
        driver.open("p", 10)
        driver.run(for: .days(1))
        #expect(driver.delivery.jobs["p"]?.accepted == 5)
        #expect(driver.delivery.jobs["p"]?.open == 5)
        #expect(driver.delivery.relayTrouble?.refusal == row.refusal)
        #expect(driver.delivery.relayTrouble?.since == Self.start)
        // It is asked with one mail at a time, half an hour apart at the end.
        #expect(driver.batches > 20 && driver.batches < 110, "\(driver.batches) batches")
        isMended = true
        driver.run(for: .hours(5))
        #expect(driver.isDone && driver.reports["p"]?.accepted == 10 && driver.reports["p"]?.refused == 0)
        #expect(driver.delivery.relayTrouble == nil)
    }

    static let recipientRows: [Row] = [
        Row("nobody is there", "550 5.1.1 User unknown"),
        Row("a full mailbox", "552 5.2.2 The recipient's mailbox is full"),
        Row("words that say nothing", "550 Requested action not taken"),
    ]

    @Test(
        "a refusal about one recipient is that recipient's end, and nobody else waits for it", arguments: recipientRows)
    func recipient(_ row: Row) {
        var driver = DeliveryDriver([(Quota(), [200])])
        driver.relay.answer = { item, _ in
            if case .copy(_, 3) = item { .refused(row.refusal) } else { .accepted("250") }
        }
        driver.open("p", 10)
        driver.settle()
        driver.run(for: 1)
        #expect(driver.isDone && driver.reports["p"]?.refused == 1 && driver.reports["p"]?.accepted == 9)
        #expect(driver.delivery.relayTrouble == nil)
    }

    @Test("a few recipients of whom nobody is there are refused, though the words are the same")
    func fewUnknown() {
        var driver = DeliveryDriver([(Quota(), [200])])
        driver.relay.answer = { _, _ in .refused("550 5.1.1 User unknown") }
        driver.open("p", 9)
        driver.run(for: 1)
        #expect(driver.isDone && driver.reports["p"]?.refused == 9)
        #expect(driver.delivery.relayTrouble == nil)
    }

    @Test(
        "a relay that knows none of many recipients is troubled: they wait, and get their copy when it knows them again"
    )
    func noneKnown() {
        var driver = DeliveryDriver([(Quota(), [200])])
        let end = DeliveryDriver.start + .hours(5)
        driver.relay.answer = { _, time in time < end ? .refused("550 5.1.1 User unknown") : .accepted("250") }
        driver.open("p", 30)
        driver.run(for: .hours(5))
        #expect(!driver.isDone && driver.delivery.relayTrouble?.refusal.code == 550)
        driver.run(for: .hours(24))
        #expect(driver.isDone && driver.reports["p"]?.accepted == 30 && driver.reports["p"]?.refused == 0)
        #expect(driver.delivery.relayTrouble == nil)
    }

    @Test("many recipients of whom nobody is there are refused once the relay has taken a copy", arguments: [0, 29])
    func manyUnknown(known: Int) {
        var driver = DeliveryDriver([(Quota(), [200])])
        driver.relay.answer = { item, _ in
            if case .copy(_, known) = item { .accepted("250") } else { .refused("550 5.1.1 User unknown") }
        }
        driver.open("p", 30)
        driver.run(for: 1)
        #expect(driver.isDone && driver.reports["p"]?.refused == 29 && driver.reports["p"]?.accepted == 1)
        #expect(driver.delivery.relayTrouble == nil)
    }

    @Test("a mail that is too large for the relay is refused at once, for all")
    func tooLarge() {
        var driver = DeliveryDriver([(Quota(), [200])])
        driver.relay.answer = { _, _ in
            .refused(Self.refusal("552 5.3.4 Message size exceeds fixed limit", at: .message))
        }
        driver.open("p", 10)
        driver.run(for: 1)
        #expect(driver.isDone && driver.reports["p"]?.refused == 10)
    }

    @Test("one mail that the relay refuses for its own reasons waits alone")
    func oneMail() {
        var driver = DeliveryDriver([(Quota(), [200])])
        driver.relay.answer = { item, _ in
            if case .copy(_, 3) = item { .refused("550 5.7.1 Sender not allowed") } else { .accepted("250") }
        }
        driver.open("p", 10)
        driver.run(for: .days(1))
        #expect(driver.delivery.jobs["p"]?.accepted == 9 && driver.delivery.relayTrouble == nil)
        driver.run(for: .days(4))
        #expect(driver.isDone && driver.reports["p"]?.delayed == 1 && driver.reports["p"]?.refused == 0)
    }

    @Test("what a person reads of a refusal names no address")
    func shown() {
        let refusal: SmtpRefusal = "550 5.7.1 <anna@hel.fi> may not send as list@hel.fi"
        #expect(refusal.shown == "550 5.7.1 …@… may not send as …@…")
    }
}
