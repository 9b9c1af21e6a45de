import Base
import Mail

/// The thing in the calendar: what members are invited to, and what they answered.
///
///     planned ────→ planned (a new time, place or text), cancelled
///     cancelled ──→ planned (an invitation with the same UID)
///
/// A cancellation of what is cancelled changes nothing. What is over is forgotten by a compaction, 400 days later.
package struct Event: Hashable, Sendable {
    /// Of the post that first invited to it.
    package var id: PostID
    /// The post whose words stand; an update has its own.
    package var post: PostID
    package var plan: EventPlan
    /// The revision that members' calendars see: it never falls, whatever the coordinator's program counts.
    package var sequence: Int
    /// The coordinator whose words stand.
    package var author: NamedAddress
    package var audience: Audience
    /// Who was a member then is invited; updates, reminders and the cancellation go to the same people.
    package var invited: Instant
    /// Since when it begins when it does: what had to be reminded of before is over.
    package var revised: Instant
    /// The moment of the last reminder.
    package var reminded: Instant?
    package var isCancelled = false
    /// The latest answer of each who answered.
    package var answers: [Address: EventAnswer] = [:]

    package init(
        id: PostID, post: PostID, plan: EventPlan, sequence: Int, author: NamedAddress, audience: Audience,
        invited: Instant, revised: Instant, reminded: Instant? = nil, isCancelled: Bool = false
    ) {
        self.id = id
        self.post = post
        self.plan = plan
        self.sequence = sequence
        self.author = author
        self.audience = audience
        self.invited = invited
        self.revised = revised
        self.reminded = reminded
        self.isCancelled = isCancelled
    }

    /// How many gave this answer last.
    package func count(of participation: Participation) -> Int {
        answers.values.count { $0.participation == participation }
    }

    /// Takes in what a post that was published says. A new time or place is a new revision (RFC 5546 section 2.1.4). What
    /// had to be reminded of before a new time is not missed.
    mutating func revise(_ plan: EventPlan, by post: Post, at time: Instant) {
        let isMoved = plan.span != self.plan.span || plan.place != self.plan.place
        sequence = max(plan.sequence, isMoved || isCancelled ? sequence + 1 : sequence)
        if asksAnew(plan) { revised = time }
        self.plan = plan
        self.post = post.id
        author = post.author
        isCancelled = false
    }

    /// Whether such a plan asks everybody again who can come: at a new time, or after it was called off.
    func asksAnew(_ plan: EventPlan) -> Bool { plan.span != self.plan.span || isCancelled }

    mutating func cancel(_ sequence: Int) {
        guard !isCancelled else { return }
        self.sequence = max(sequence, self.sequence + 1)
        isCancelled = true
    }

    /// Whether an answer tells more than what is known: not where it is about an older revision, nor where its author
    /// answered the same revision later (RFC 5546 section 2.1.5).
    package func takes(_ answer: EventAnswer) -> Bool {
        if let sequence = answer.sequence, sequence < self.sequence { return false }
        guard let old = answers[answer.address], let oldStamp = old.stamp, let stamp = answer.stamp else { return true }
        return stamp >= oldStamp || (answer.sequence ?? sequence) > (old.sequence ?? sequence)
    }
}

/// What one person answered to an invitation.
package struct EventAnswer: Hashable, Sendable {
    package var address: Address
    package var participation: Participation
    /// The revision that was answered; nil where the program does not say.
    package var sequence: Int?
    /// When it was given, by the answering program's clock.
    package var stamp: Instant?

    package init(address: Address, participation: Participation, sequence: Int? = nil, stamp: Instant? = nil) {
        self.address = address
        self.participation = participation
        self.sequence = sequence
        self.stamp = stamp
    }
}
