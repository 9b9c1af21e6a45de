import Base
import Mail
import TestWorld
import Testing

@testable import MailingList

/// Every pair of a state and a fact, against the table above `Event`.
@Suite("An event's states")
struct EventStateTests {
    enum Status: CaseIterable, Sendable {
        case absent, planned, cancelled

        init(_ event: Event?) { self = event.map { $0.isCancelled ? .cancelled : .planned } ?? .absent }
    }

    /// What moves an event on: its own facts, those of the posts about it, and people who leave.
    enum Step: CaseIterable, Sendable {
        case invited, calledOff, reminded, answered, left
    }

    /// What is not in it leaves the state as it is.
    static let table: [Status: [Step: Status]] = [
        .absent: [.invited: .planned],
        .planned: [.calledOff: .cancelled],
        .cancelled: [.invited: .planned],
    ]

    private static func post(_ kind: Post.Kind) -> Post {
        var post = W.post(.held)
        post.kind = kind
        return post
    }

    private static let invitation = post(.invitation(W.plan("Syyskokous", sequence: 3, place: "Oodi")))
    private static let cancellation = post(.cancellation(of: W.eventID, sequence: 5))

    /// Mikko has answered the event, if there is one; an invitation or a cancellation is held.
    private static func state(_ status: Status, _ post: Post?) -> State {
        let held = [post].compactMap { $0 }.map(W.carried)
        switch status {
        case .absent: return W.state(entries: held)
        case .planned: return W.state(W.event(), answers: [W.answer(W.mikko)], entries: held)
        case .cancelled: return W.state(W.event(isCancelled: true), answers: [W.answer(W.mikko)], entries: held)
        }
    }

    private static func apply(_ step: Step, to status: Status) -> (before: State, after: State) {
        switch step {
        case .invited: published(invitation, status)
        case .calledOff: published(cancellation, status)
        case .reminded:
            applied(
                .post(.dispatched(post(.reminder(of: W.eventID, due: W.now)))), to: state(status, nil))
        case .answered:
            applied(.event(.answered(W.eventID, W.answer(W.maria, .declined))), to: state(status, nil))
        case .left: applied(.membership(.left(W.mikko, .token)), to: state(status, nil))
        }
    }

    private static func published(_ post: Post, _ status: Status) -> (before: State, after: State) {
        applied(.post(.published(post.id, recipients: 4)), to: state(status, post))
    }

    private static func applied(_ entry: Entry, to state: State) -> (before: State, after: State) {
        (state, state.after(entry))
    }

    @Test("a step that the table allows arrives, and no other moves it", arguments: Status.allCases, Step.allCases)
    func pair(status: Status, step: Step) throws {
        let (before, after) = Self.apply(step, to: status)
        #expect(Status(before.events.all.first) == status)
        #expect(Status(after.events.all.first) == (Self.table[status]?[step] ?? status))
        #expect(after.events.all.count <= 1)
    }

    @Test(
        "what is not there cannot be called off, reminded of, or answered",
        arguments: [Step.calledOff, .reminded, .answered])
    func unknown(step: Step) {
        let (before, after) = Self.apply(step, to: .absent)
        #expect(after.events == before.events)
    }

    @Test("what is called off twice is called off once")
    func twice() {
        let (before, after) = Self.apply(.calledOff, to: .cancelled)
        #expect(after.events == before.events)
    }

    @Test("a planned event takes over a new place and text, and a cancelled one stands again")
    func invited() throws {
        for status in [Status.planned, .cancelled] {
            let (before, after) = Self.apply(.invited, to: status)
            let (old, event) = (try #require(before.events.all.first), try #require(after.events.all.first))
            #expect(event.id == old.id && event.post == Self.invitation.id && event.plan.place == "Oodi")
            #expect(event.sequence == 3)
            #expect(event.answers == old.answers)
            #expect(event.revised == (status == .cancelled ? W.now : old.revised))
        }
    }

    @Test("answers and reminders are kept, whatever becomes of the event", arguments: [Status.planned, .cancelled])
    func kept(status: Status) throws {
        let answered = try #require(Self.apply(.answered, to: status).after.events.all.first)
        #expect(answered.answers.keys.sorted() == [W.mikko, W.maria].sorted())
        let reminded = try #require(Self.apply(.reminded, to: status).after.events.all.first)
        #expect(reminded.reminded == W.now)
        let left = try #require(Self.apply(.left, to: status).after.events.all.first)
        #expect(left.answers == [:])
    }

    @Test("who is asked anew has answered nothing", arguments: [Status.planned, .cancelled])
    func askedAnew(status: Status) throws {
        let after = Self.state(status, nil).after(.event(.askedAnew(W.eventID)))
        #expect(try #require(after.events.all.first).answers == [:])
        #expect(after.events.answers(of: W.mikko).isEmpty)
    }

    @Test("an event begins as a compaction tells it, without answers", arguments: Status.allCases)
    func carried(status: Status) {
        let event = W.event(W.plan("Uusi", uid: "uusi@hel.fi"), isCancelled: true)
        let after = Self.state(status, nil).after(W.carried(event))
        #expect(after.events.all == [event])
        #expect(after.events[uid: "uusi@hel.fi"] == event && after.events[uid: W.uid] == nil)
    }

    @Test("every fact about events is a step or a beginning")
    func complete() {
        let entries: [EventEntry] = [
            .answered(W.eventID, W.answer(W.mikko)), .askedAnew(W.eventID), .carried(W.event()),
        ]
        #expect(entries.map(\.record.verb).sorted() == EventEntry.Verb.allCases.map(\.rawValue).sorted())
    }
}
