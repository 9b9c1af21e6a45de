import Base
import Mail
import TestWorld
import Testing

@testable import MailingList

@Suite("Reminders: by the calendar, once")
struct RemindingTests {
    /// The length before the event, when it starts, and when to remind of it.
    static let moments: [(before: Seconds, start: String, moment: String)] = [
        (.days(7), "2026-12-12T12:00:00Z", "2026-12-05T12:00:00Z"),
        (.days(1), "2026-12-12T12:00:00Z", "2026-12-11T12:00:00Z"),
        (.hours(2), "2026-12-12T12:00:00Z", "2026-12-12T10:00:00Z"),
        // The clocks change in between: 14:00 stays 14:00.
        (.days(7), "2026-03-30T11:00:00Z", "2026-03-23T12:00:00Z"),
        (.days(1), "2026-03-29T11:00:00Z", "2026-03-28T12:00:00Z"),
        (.days(7), "2026-10-26T12:00:00Z", "2026-10-19T11:00:00Z"),
        (.days(90), "2026-06-01T09:00:00Z", "2026-03-03T10:00:00Z"),
        // A day of the calendar, then hours of the clock.
        (.hours(36), "2026-03-30T11:00:00Z", "2026-03-28T23:00:00Z"),
        (.hours(3), "2026-03-29T02:00:00Z", "2026-03-28T23:00:00Z"),
        // Half past three is skipped the day before, and comes twice; the first counts.
        (.days(1), "2026-03-30T00:30:00Z", "2026-03-29T01:30:00Z"),
        (.days(1), "2026-10-26T01:30:00Z", "2026-10-25T00:30:00Z"),
    ]

    @Test("a day before is the same hour the day before, whatever the clocks do", arguments: moments.indices)
    func moment(index: Int) {
        let (before, start, moment) = Self.moments[index]
        let event = W.event(W.plan(start: W.instant(start)))
        #expect(Self.context([before]).reminders(of: event).map(\.text) == [moment])
    }

    @Test("whole days count from nine in the morning")
    func wholeDays() {
        let list = Self.context([.hours(1), .days(7), .days(1)])
        #expect(
            list.reminders(of: W.event(W.days("2026-03-29", "2026-03-31"))).map(\.text)
                == ["2026-03-22T07:00:00Z", "2026-03-28T07:00:00Z", "2026-03-29T05:00:00Z"])
    }

    private static func context(_ remind: [Seconds], _ state: State = W.state(), at now: Instant = W.now)
        -> DecisionContext
    {
        var policy = W.timelyPolicy
        policy.remind = remind
        return W.context(state, policy, at: now)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var story: String
        var event: Event
        var now: Instant
        var due: Instant?
        init(_ story: String, _ event: Event, _ now: Instant, _ due: Instant?) {
            (self.story, self.event, self.now, self.due) = (story, event, now, due)
        }
        var testDescription: String { story }
    }

    private static let (week, day) = (W.start - .days(7), W.start - .days(1))

    static let cases: [Case] = [
        Case("nothing before its time", W.event(), week - 1, nil),
        Case("a week before", W.event(), week, week),
        Case("late where nothing ran", W.event(), week + .days(3), week),
        Case("once", W.event(reminded: week), week + .days(3), nil),
        Case("then the day before", W.event(reminded: week), day, day),
        Case("one makes up for both", W.event(), day + .hours(5), day),
        Case("even just before it begins", W.event(), W.start - 1, day),
        Case("not when it has begun", W.event(), W.start, nil),
        Case("not when all were", W.event(reminded: day), W.start - 1, nil),
        Case("not when it was called off", W.event(isCancelled: true), day, nil),
        Case("what was announced after the moment has missed nothing", W.event(revised: week), week + 1, nil),
        Case("announced just before it, it has", W.event(revised: week - 1), week, week),
        Case("a new time begins anew", W.event(reminded: week, revised: week + .hours(1)), day, day),
        Case(
            "whole days are reminded of until nine", W.event(W.days("2026-12-12", "2026-12-13")),
            W.instant("2026-12-12T06:59:59Z"), W.instant("2026-12-11T07:00:00Z")),
        Case(
            "and not after", W.event(W.days("2026-12-12", "2026-12-13")), W.instant("2026-12-12T07:00:00Z"), nil),
    ]

    @Test("what is due", arguments: cases)
    func whatIsDue(example: Case) {
        let decision = W.decide(.due, in: W.state(example.event), W.timelyPolicy, at: example.now)
        #expect(
            decision == (example.due.map { Self.reminder(example.event, $0, at: example.now) } ?? Decision(.nothing)))
    }

    private static func reminder(_ event: Event, _ due: Instant, at now: Instant, recipients: Int = 4) -> Decision {
        let post = Post(
            id: PostID(at: now, seed: "reminder \(event.id.text) \(due.text)"),
            kind: .reminder(of: event.id, due: due), author: event.author, subject: "Kokous", audience: event.audience,
            held: now, status: .sending, recipients: recipients, approved: now)
        return Decision(.dispatched, entries: [.post(.dispatched(post))])
    }

    @Test("several events are reminded of one after the other, and each once")
    func several() {
        var other = W.event(W.plan(uid: "toinen@hel.fi"), audience: .speaking(.sv))
        other.id = W.required(PostID("20261109-00000001"))
        var state = W.state(W.event(), answers: [W.answer(W.mikko, .declined)], entries: [.event(.carried(other))])
        let expected = [
            Self.reminder(other, Self.week, at: Self.week, recipients: 2),
            Self.reminder(W.event(), Self.week, at: Self.week, recipients: 3), Decision(.nothing),
        ]
        for decision in expected {
            #expect(W.decide(.due, in: state, W.timelyPolicy, at: Self.week) == decision)
            state.live(through: decision, at: Self.week)
        }
    }

    @Test("without lengths nobody is reminded")
    func never() {
        #expect(Self.context([], W.state(W.event()), at: Self.day).decide(.due) == Decision(.nothing))
    }
}
