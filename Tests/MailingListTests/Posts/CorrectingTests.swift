import Base
import TestWorld
import Testing

@testable import MailingList

@Suite("A mail that corrects one which still waits")
struct CorrectingTests {
    private static func post(
        _ number: Int, _ subject: String, by author: Address = W.anna, _ status: Post.Status = .held,
        audience: Audience = .everybody, after seconds: Int64 = 0
    ) -> Post {
        Post(
            id: W.required(PostID("20261121-000000b\(number)")), kind: .announcement,
            author: NamedAddress(name: "Anna", address: author), subject: subject, audience: audience,
            held: W.now + Seconds(seconds), status: status)
    }

    private static let old = post(1, "Kutsu iltapäivään")
    private static let new = post(2, "Kutsu iltapäivään", after: 60)

    private static func corrected(by post: Post, among others: [Post]) -> [PostID] {
        let state = W.state(entries: ([post] + others).map(W.carried))
        return DecisionContext(W.policy, state, at: W.now + .hours(1)).corrected(by: post).map(\.id)
    }

    @Test("publishing it cancels the earlier one")
    func publishes() {
        let state = W.state(entries: [Self.old, Self.new].map(W.carried))
        let decision = W.decide(
            .mail(W.request(W.anna, "julkaise", reply: W.reply(.post(Self.new.id)))), in: state, at: W.now + .hours(1))
        #expect(decision.verdict == .published)
        #expect(decision.entries.first == .post(.cancelled(Self.old.id)))
        #expect(state.after(contentsOf: decision.entries).posts[Self.old.id]?.status == .cancelled)
    }

    @Test("case and marks in the subject do not count")
    func folded() {
        #expect(Self.corrected(by: Self.post(2, "KUTSU ILTAPAIVAAN!", after: 60), among: [Self.old]) == [Self.old.id])
    }

    @Test(
        "whatever else waits stays",
        arguments: [
            ("another subject", post(1, "Kutsu aamuun")),
            ("another author's", post(1, "Kutsu iltapäivään", by: W.berit)),
            ("for another language", post(1, "Kutsu iltapäivään", audience: .speaking(.sv))),
            ("one that is going out", post(1, "Kutsu iltapäivään", .sending)),
            ("a later one", post(1, "Kutsu iltapäivään", after: 120)), ("no subject", post(1, "")),
        ])
    func others(story: String, other: Post) {
        #expect(Self.corrected(by: Self.new, among: [other]).isEmpty, "\(story)")
        #expect(Self.corrected(by: Self.post(2, "", after: 60), among: [other]).isEmpty, "\(story)")
    }
}
