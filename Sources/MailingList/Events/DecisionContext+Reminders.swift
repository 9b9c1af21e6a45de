import Base
import Mail

/// Reminders of events, to those who have not declined.
extension DecisionContext {
    /// The reminder that is due. Where several moments passed while nothing ran, one reminder makes up for all.
    func dueReminder() -> Decision? {
        for event in comingEvents {
            let since = max(event.revised, event.reminded ?? event.revised)
            guard let moment = reminders(of: event).last(where: { $0 <= now }), moment > since else { continue }
            return remind(of: event, due: moment)
        }
        return nil
    }

    /// When the next reminder goes out.
    var nextReminder: Instant? {
        comingEvents.compactMap { event in
            let since = max(event.revised, event.reminded ?? event.revised)
            return reminders(of: event).first { $0 > max(since, now) }
        }.min()
    }

    private var comingEvents: [Event] {
        state.events.upcoming(after: now).filter { !$0.isCancelled && beginning(of: $0) > now }
    }

    /// When to remind of an event, the earliest first. Days are days of the calendar: a reminder a week before an event
    /// at 14:00 comes at 14:00, whatever the clocks did in between. Whole days count from nine in the morning.
    package func reminders(of event: Event) -> [Instant] {
        let zone = policy.zone
        let start = zone.local(of: beginning(of: event))
        return policy.remind.map { before in
            let days = before.count / Seconds.days(1).count
            let rest = Seconds(before.count % Seconds.days(1).count)
            return zone.instant(of: start.date.adding(days: -Int(clamping: days)), at: start.time) - rest
        }.sorted()
    }

    /// Whole days begin when people do.
    private func beginning(of event: Event) -> Instant {
        let zone = policy.zone
        let start = event.plan.start(in: zone)
        guard case .days = event.plan.span, let nine = TimeOfDay(hour: 9, minute: 0) else { return start }
        return zone.instant(of: zone.local(of: start).date, at: nine)
    }

    private func remind(of event: Event, due moment: Instant) -> Decision {
        var post = Post(
            id: PostID(at: now, seed: "reminder \(event.id.text) \(moment.text)"),
            kind: .reminder(of: event.id, due: moment), author: event.author, subject: event.plan.name,
            audience: event.audience, held: now, status: .sending, approved: now)
        post.recipients = recipientCount(of: post)
        return Decision(.dispatched, entries: [.post(.dispatched(post))])
    }
}
