import Base
import MailingList
import TestWorld
import Testing

@testable import Rendering

@Suite("Answers to a preview as people get it")
struct PreviewAnswerTests {
    @Test("an empty answer to a preview publishes nothing, whatever the post is called", arguments: Language.allCases)
    func emptyAnswers(language: Language) throws {
        for subject in ["", "ok", "julkaise", "publicera", "publish", "Tack!", "Thanks", "Kiitos", "Hej", "please"] {
            var post = W.post(.held)
            post.subject = subject
            let state = W.state(entries: [.post(.carried(post))])
            let letter = W.letter(.post(.preview(post.id)), W.anna, language)
            let renderer = LetterRenderer(
                policy: W.policy, signer: W.signer, book: try LetterBook())
            let written = try renderer.write(
                LetterID(sequence: 2, index: 0), PendingLetter(letter: letter, written: W.now), in: state, mail: nil)
            for prefix in ["Re: ", "", "VS: ", "Fwd: "] {
                for fields in [["In-Reply-To: <\(written.messageID)>"], []] {
                    let empty = Mails.mail(from: "anna@hel.fi", subject: prefix + written.words.subject, fields)
                    let decision = Mails.decide(empty, in: state)
                    #expect(decision.entries.isEmpty && decision.verdict == .reminded, "\(prefix)\(subject)")
                }
            }
            let quoted = written.words.text.split(separator: "\n", omittingEmptySubsequences: false)
                .map { "> \($0)" }.joined(separator: "\r\n")
            let reply = ["In-Reply-To: <\(written.messageID)>"]
            let onlyQuoted = Mails.mail(from: "anna@hel.fi", subject: "Re: x", reply, quoted)
            #expect(Mails.decide(onlyQuoted, in: state).verdict == .reminded)
            let signed = Mails.mail(
                from: "anna@hel.fi", subject: "Re: x", reply,
                "Julkaise!\r\n\r\nAnna Koordinaattori\r\nHelsinki\r\n\r\n\(quoted)")
            #expect(Mails.decide(signed, in: state).verdict == .published)
            let forged = Mails.mail(from: "mikko@hel.fi", subject: "Re: x", reply, "julkaise")
            #expect(Mails.decide(forged, in: state).verdict == .forwarded)
        }
    }
}
