import Base

/// What goes to all: what a coordinator sent, held until somebody answers the preview and then copied to the members;
/// or what time brings of what was approved before, a digest or a reminder.
///
///     held ──────→ sending, cancelled, expired
///     sending ───→ stalled, finished, cancelled
///     stalled ───→ sending, cancelled
///     finished, cancelled, expired: the end
///
/// A digest or a reminder begins as sending. Whatever else a journal says changes nothing.
package struct Post: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// A mail as it came.
        case announcement
        /// Asks to an event, or tells of its changes.
        case invitation(EventPlan)
        /// Calls an event off; with the revision that the coordinator's calendar gave it.
        case cancellation(of: PostID, sequence: Int)
        /// Of an event, by the event's id, with the moment that it was due.
        case reminder(of: PostID, due: Instant)
        /// Of items of one collection.
        case digest(of: CollectionName, [ItemID])
        /// Everything that went out, for who wants it in one mail.
        case roundup(RoundupFrequency, [PostID])

        /// Whether nobody sent it at this moment: a digest, a reminder or a roundup.
        package var isScheduled: Bool {
            switch self {
            case .digest, .reminder, .roundup: true
            case .announcement, .invitation, .cancellation: false
            }
        }
    }

    /// The raw values stand in journals and in `--json`.
    package enum Status: String, Sendable, CaseIterable {
        /// Waits for `julkaise` or `peru`.
        case held = "held"
        /// Its copies are on their way.
        case sending = "sending"
        /// Its copies were on their way, then silent for a day: waits for `julkaise` or `peru` again.
        case stalled = "asleep"
        case finished = "finished"
        case cancelled = "cancelled"
        /// Nobody answered the preview in time.
        case expired = "expired"

        /// What may follow it.
        package var next: Set<Status> {
            switch self {
            case .held: [.sending, .cancelled, .expired]
            case .sending: [.stalled, .finished, .cancelled]
            case .stalled: [.sending, .cancelled]
            case .finished, .cancelled, .expired: []
            }
        }

        package var isOver: Bool { next.isEmpty }
        /// Whether the preview or the question can still be answered.
        package var isOpen: Bool { self == .held || self == .stalled }
        /// Whether copies that are not yet sent can be kept back.
        var canBeCancelled: Bool { next.contains(.cancelled) }
    }

    /// Whether it calls an event off.
    package var isCancellation: Bool { if case .cancellation = kind { true } else { false } }

    /// Whether its copies can be the same for all who read the same language: an invitation names its recipient.
    package var isShareable: Bool {
        switch kind {
        case .invitation, .cancellation: false
        case .announcement, .reminder, .digest, .roundup: true
        }
    }

    package var id: PostID
    package var kind: Kind
    /// The coordinator who wrote it; the report and people's answers go there.
    package var author: NamedAddress
    /// As members read it: without the audience in brackets.
    package var subject: String
    package var audience: Audience
    package var held: Instant
    package var status: Status
    /// How many recipients the job has; 0 before it was published.
    package var recipients: Int
    /// When somebody last said that its copies go out.
    package var approved: Instant?
    /// When somebody first said so, where it stalled since.
    package var firstApproved: Instant?
    package var attachments: [String]
    /// What its author was told while it is on its way.
    package var report: Report?
    /// Whether its mail was so old that it went; what is known of it beside that stays.
    package var isMailRemoved = false

    /// When its copies began to go out; nil before that.
    package var released: Instant? { firstApproved ?? approved }

    package init(
        id: PostID, kind: Kind = .announcement, author: NamedAddress, subject: String, audience: Audience,
        held: Instant, status: Status = .held, recipients: Int = 0, approved: Instant? = nil,
        attachments: [String] = [], report: Report? = nil
    ) {
        self.id = id
        self.kind = kind
        self.author = author
        self.subject = subject
        self.audience = audience
        self.held = held
        self.status = status
        self.recipients = recipients
        self.approved = approved
        self.attachments = attachments
        self.report = report
    }
}
