import TestWorld
import Testing

@testable import MailingList

@Suite("Answers to invitations as mails") struct CalendarAnswerMailTests {
    /// Nobody's, everybody's, and an answer to two events at once.
    static let unclear: [[String]] = [
        ["UID:u"], ["UID:u", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@x.fi", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:b@x.fi"],
        ["ATTENDEE;PARTSTAT=ACCEPTED:mailto:mikko@hel.fi"],
        ["UID:u", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:mikko@hel.fi", "END:VEVENT", "BEGIN:VEVENT", "UID:v"],
    ]

    @Test(
        "one that cannot be told apart goes to people, and nobody is answered, whoever sent it", arguments: unclear,
        ["mikko@hel.fi", "anna@hel.fi", "eve@evil.org"])
    func forPeople(lines: [String], from: String) {
        for method in ["REPLY", "COUNTER"] {
            let object =
                ["BEGIN:VCALENDAR", "METHOD:\(method)", "BEGIN:VEVENT"] + lines + ["END:VEVENT", "END:VCALENDAR"]
            for signs in [[], ["Auto-Submitted: auto-generated"]] {
                let fields = ["Content-Type: text/calendar; method=\(method)"] + signs
                let mail = Mails.mail(from: from, subject: "Accepted: Ilta", fields, object.joined(separator: "\r\n"))
                let decision = Mails.decide(mail)
                #expect(decision.verdict == .forwarded)
                #expect(decision.letters.isEmpty)
                guard case .forwarding(.forwarded)? = decision.entries.first, decision.entries.count == 1 else {
                    Issue.record("\(decision.entries)")
                    continue
                }
            }
        }
    }
}
