import Base
import Testing

@Suite("What a refusal speaks of")
struct RefusalSubjectTests {
    @Test("real servers' replies", arguments: RefusalReply.all)
    func subject(reply: RefusalReply) { #expect(reply.refusal.subject == reply.subject) }

    @Test("the table has replies of every subject, and of every stage")
    func table() {
        for subject in RefusalSubject.allCases {
            #expect(RefusalReply.all.count { $0.subject == subject } >= 8, "\(subject)")
        }
        for stage in SmtpRefusal.Stage.allCases { #expect(RefusalReply.all.contains { $0.stage == stage }) }
    }

    @Test(
        "nothing said to MAIL is about a recipient, whatever the words",
        arguments: RefusalReply.all.filter { $0.subject == .recipient })
    func nothingAtMail(reply: RefusalReply) {
        var reply = reply
        reply.stage = .sender
        #expect(reply.refusal.subject != .recipient)
    }

    @Test("the same words for different recipients have one pattern")
    func pattern() {
        let maija = RefusalReply(text: "550 5.7.0 <maija@hel.test>: not today, see id 4711-AB2c").refusal.pattern
        let sven = RefusalReply(text: "550 5.7.0 <sven@edu.hel.test>: not today, see id 9917-Xy7z").refusal.pattern
        let other = RefusalReply(text: "550 5.7.0 <sven@edu.hel.test>: never, see id 9917-Xy7z").refusal.pattern
        #expect(maija == sven)
        #expect(maija != other)
    }

    @Test(
        "the line is as the server wrote it",
        arguments: ["550 5.1.1 No such user", "550 No such user", "452", "421 4.7.0 a  b"])
    func line(text: String) { #expect(RefusalReply(text: text).refusal.line == text) }

    @Test(
        "any words end in some subject",
        arguments: ["", "@", "#", "#9.9.9", "#5.1", "é@é", "<@>", "\u{1F600} full", "eE-e-MAIL", "A@b,c@d@e"])
    func anyWords(text: String) {
        let long = String(repeating: text + " ", count: 30)
        for stage in SmtpRefusal.Stage.allCases {
            for code in stride(from: 400, through: 599, by: 11) {
                let refusal = SmtpRefusal(
                    code: code, enhanced: nil, text: long, stage: stage, sender: "", recipient: "")
                #expect(refusal.isPermanent == (code >= 500))
                #expect(stage == .recipient || stage == .message || refusal.subject != .recipient)
            }
        }
    }
}
