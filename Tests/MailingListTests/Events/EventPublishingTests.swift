import Base
import Mail
import TestWorld
import Testing

@testable import MailingList

@Suite("Events: published to whom they were announced")
struct EventPublishingTests {
    private static func post(
        _ number: Int, _ kind: Post.Kind, _ status: Post.Status, audience: Audience = .everybody
    ) -> Post {
        Post(
            id: W.required(PostID("20261121-000000a\(number)")), kind: kind,
            author: NamedAddress(name: "Anna", address: W.anna), subject: "Kokous", audience: audience, held: W.now,
            status: status)
    }

    private static func says(_ word: String, to post: Post) -> Request {
        W.request(W.anna, word, reply: W.reply(.post(post.id)))
    }

    private static func published(_ post: Post, recipients: Int = 4, over: [Post] = [], anew: [Entry] = [])
        -> Decision
    {
        Decision(
            .published,
            entries: over.map { .post(.cancelled($0.id)) } + [.post(.published(post.id, recipients: recipients))]
                + anew)
    }

    private static func superseded(_ post: Post) -> Decision {
        Decision(
            .cancelled, entries: [.post(.cancelled(post.id))],
            letters: [W.letter(.cancelled(post.id), answers: nil)])
    }

    private static let update = post(1, .invitation(W.plan(sequence: 1)), .held)
    private static let cancellation = post(2, .cancellation(of: W.eventID, sequence: 1), .held)
    private static let moved = post(
        5, .invitation(W.plan(sequence: 1, start: W.start + .days(1))), .held)
    private static let reminding = post(3, .reminder(of: W.eventID, due: W.now), .sending)
    private static let sending = post(4, .invitation(W.plan()), .sending)

    static let publishing: [Ruling] = [
        Ruling(
            "julkaise sends it to everybody", says("julkaise", to: update), published(update),
            in: W.state(entries: [.post(.carried(update))])),
        Ruling(
            "a change stops the copies of what it changes, and of a reminder", says("julkaise", to: update),
            published(update, over: [reminding, sending]),
            in: W.state(W.event(), entries: [update, reminding, sending].map(W.carried))),
        Ruling(
            "so does calling it off", says("julkaise", to: cancellation),
            published(cancellation, over: [reminding, sending]),
            in: W.state(W.event(), entries: [cancellation, reminding, sending].map(W.carried))),
        Ruling(
            "a new time asks everybody anew", says("julkaise", to: moved),
            published(moved, anew: [.event(.askedAnew(W.eventID))]),
            in: W.state(W.event(), answers: [W.answer(W.mikko)], entries: [W.carried(moved)])),
        Ruling(
            "the same time leaves the answers", says("julkaise", to: update), published(update),
            in: W.state(W.event(), answers: [W.answer(W.mikko)], entries: [W.carried(update)])),
        Ruling(
            "what stands again asks everybody anew", says("julkaise", to: update),
            published(update, anew: [.event(.askedAnew(W.eventID))]),
            in: W.state(W.event(isCancelled: true), answers: [W.answer(W.mikko)], entries: [W.carried(update)])),
        Ruling(
            "what was overtaken while it waited does not go out", says("julkaise", to: update), superseded(update),
            in: W.state(W.event(W.plan(sequence: 2)), entries: [.post(.carried(update))])),
        Ruling(
            "nor is anything called off twice", says("julkaise", to: cancellation), superseded(cancellation),
            in: W.state(W.event(isCancelled: true), entries: [.post(.carried(cancellation))])),
        Ruling(
            "nobody who joined since is told of a change",
            says("julkaise", to: update), published(update),
            in: W.state(
                W.event(),
                entries: [
                    .post(.carried(update)),
                    .membership(
                        .joined(
                            Member(address: W.olli, language: .fi, joined: W.now - 1, consent: Consent(means: .admin)))),
                ])),
        Ruling(
            "a limited audience stays", says("julkaise", to: update), published(update, recipients: 2),
            in: W.state(W.event(audience: .speaking(.sv)), entries: [.post(.carried(update))])),
    ]

    @Test("publishing", arguments: publishing)
    func decidesPublishing(ruling: Ruling) { #expect(ruling.actual == ruling.decision) }

    /// What members' calendars see, after each thing that was published.
    @Test("a new time or place is a new revision, and revisions never fall")
    func revisions() throws {
        var state = W.state()
        func publish(_ number: Int, _ kind: Post.Kind) throws -> Event {
            let post = Self.post(number, kind, .held)
            state.live(
                through: .post(.held(post)), .post(.published(post.id, recipients: 1)),
                at: W.now + .hours(Int64(number)))
            return try #require(state.events.all.first)
        }
        let first = try publish(0, .invitation(W.plan()))
        #expect(first.sequence == 0 && first.id == first.post && first.revised == W.now)
        let reworded = try publish(1, .invitation(W.plan("Syyskokous")))
        #expect(reworded.sequence == 0 && reworded.plan.name == "Syyskokous" && reworded.revised == W.now)
        #expect(reworded.id == first.id && reworded.post != first.post)
        let elsewhere = try publish(2, .invitation(W.plan(place: "Oodi")))
        #expect(elsewhere.sequence == 1 && elsewhere.revised == W.now)
        let moved = try publish(3, .invitation(W.plan(sequence: 7, start: W.start + .days(1))))
        #expect(moved.sequence == 7 && moved.revised == W.now + .hours(3))
        let cancelled = try publish(4, .cancellation(of: first.id, sequence: 2))
        #expect(cancelled.sequence == 8 && cancelled.isCancelled)
        let again = try publish(5, .invitation(W.plan(sequence: 7, start: W.start + .days(1))))
        #expect(again.sequence == 9 && !again.isCancelled && again.revised == W.now + .hours(5))
        #expect(again.invited == W.now && state.events.all.count == 1)
    }

    @Test("what is about an event goes to those who were invited, and a reminder not to who declined")
    func recipients() {
        let olli = Member(address: W.olli, language: .sv, joined: W.now - .days(9), consent: Consent(means: .admin))
        // Maria changed her language after she had answered; Berit never was a member.
        let entries: [Entry] = [.membership(.joined(olli)), .membership(.languageChanged(W.maria, .fi))]
        let answers = [W.answer(W.maria, .tentative), W.answer(W.anna, .declined), W.answer(W.mirror, .declined)]
        func recipients(_ kind: Post.Kind, _ audience: Audience) -> [Address] {
            let state = W.state(W.event(audience: audience), answers: answers, entries: entries)
            let post = Self.post(5, kind, .held, audience: audience)
            var found: [Address] = []
            W.context(state).forEachRecipient(of: post) { address, _ in found.append(address) }
            return found.sorted()
        }
        let invitation = Post.Kind.invitation(W.plan(sequence: 1))
        #expect(recipients(invitation, .everybody) == [W.anna, W.mikko, W.maria, W.mirror].sorted())
        #expect(
            recipients(.cancellation(of: W.eventID, sequence: 1), .speaking(.sv))
                == [W.anna, W.maria, W.mirror].sorted())
        #expect(recipients(.reminder(of: W.eventID, due: W.now), .everybody) == [W.mikko, W.maria].sorted())
        #expect(recipients(.reminder(of: W.eventID, due: W.now), .speaking(.sv)) == [W.maria])
        #expect(recipients(.announcement, .speaking(.sv)) == [W.olli, W.mirror].sorted())
    }
}
