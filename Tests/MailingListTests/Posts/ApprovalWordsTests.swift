import Base
import TestWorld
import Testing

@testable import MailingList

@Suite("What a coordinator's words do to a preview")
struct ApprovalWordsTests {
    /// Anna's answer to her preview, as it was written; `command` is its first line where that is one.
    private static func said(_ text: String, command: String = "") -> Request {
        var request = W.request(W.anna, command, reply: W.reply(toPreviewOf: .held), excerpt: text)
        request.answer = Answer.read(text, from: ["anna"])
        return request
    }

    private static let published = Decision(.published, entries: [.post(.published(W.postID(.held), recipients: 4))])

    static let rulings: [Ruling] = [
        Ruling(
            "a question is no approval", W.request(W.anna, "julkaise?", reply: W.reply(toPreviewOf: .held)),
            Decision(.reminded, letters: [W.letter(.previewReminder(W.postID(.held), answer: "julkaise?"))]),
            in: W.state([.held])),
        Ruling(
            "words beside the word are asked back, quoted",
            said("Julkaise.\nMuuta vielä päivä 11.12.", command: "Julkaise."),
            Decision(
                .reminded,
                letters: [
                    W.letter(.previewReminder(W.postID(.held), answer: "Julkaise. Muuta vielä päivä 11.12."))
                ]),
            in: W.state([.held])),
        Ruling(
            "a signature is no words", said("Hei!\n\nJulkaise, kiitos!\n\nTerveisin\nAnna", command: "julkaise"),
            published, in: W.state([.held])),
        Ruling("kyllä publishes", said("Kyllä"), published, in: W.state([.held])),
        Ruling("ja tack publishes", said("Ja tack!"), published, in: W.state([.held])),
        Ruling(
            "ok, thanks acknowledges", said("ok, kiitos"),
            Decision(.reminded, letters: [W.letter(.previewReminder(W.postID(.held), answer: "ok, kiitos"))]),
            in: W.state([.held])),
        Ruling(
            "yes, but is no yes", said("Yes, but correct the date first"),
            Decision(
                .reminded,
                letters: [W.letter(.previewReminder(W.postID(.held), answer: "Yes, but correct the date first"))]),
            in: W.state([.held])),
        Ruling(
            "ei cancels", said("Ei"),
            Decision(
                .cancelled, entries: [.post(.cancelled(W.postID(.held)))],
                letters: [W.letter(.cancelled(W.postID(.held)))]),
            in: W.state([.held])),
        Ruling(
            "not yet is asked back", said("Ei vielä"),
            Decision(.reminded, letters: [W.letter(.previewReminder(W.postID(.held), answer: "Ei vielä"))]),
            in: W.state([.held])),
    ]

    @Test("an answer to a preview", arguments: rulings)
    func decides(ruling: Ruling) { #expect(ruling.actual == ruling.decision) }
}
