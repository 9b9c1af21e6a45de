import Mail

/// A fact in the journal, in the past tense. What is not an entry did not happen.
package enum Entry: Hashable, Sendable {
    case joined(Member)
    case left(Address, LeaveReason)
    case languageChanged(Address, Language)

    case held(Post)
    case published(PostID, recipients: Int)
    /// Its copies were silent for a day: they wait for the coordinator.
    case asleep(PostID)
    case resumed(PostID)
    case cancelled(PostID)
    case expired(PostID)
    case finished(PostID, Report)
    /// A post that nobody has to approve any more is on its way: a digest or a reminder.
    case dispatched(Post)

    case tipped(Tip)
    /// A coordinator said yes: it goes into the next digest.
    case tipKept(TipID)
    case tipDropped(TipID)

    /// Somebody answered the invitation to the event with this id.
    case answered(PostID, EventAnswer)

    /// A copy of the post came back from this member: nobody is there.
    case bounced(Address, PostID)
    /// A post came back from so many that it is to blame.
    case faultyPost(PostID)
    /// No copies go there for now.
    case suspended(Address)
    /// The post that was to blame had brought the suspension; what came back before still counts.
    case suspensionLifted(Address)
    /// Asked whether mail still arrives.
    case probed(Address)
    case probeReturned(Address)
    /// Somebody is there after all.
    case reinstated(Address)
    /// The coordinators know of these, and of everybody who was removed.
    case toldOfBounces(failing: [Address], suspended: [Address])

    /// A mail from a person is on its way to the coordinators.
    case forwarded(Forward)
    case forwardFinished(ForwardID)
    /// One sender's mails were too many to be forwarded today.
    case flooded(Address)
    /// The mail could not be handled and lies in `quarantine/`.
    case quarantined(QuarantineID, reason: String)

    /// A letter reached its end: nothing more will be tried.
    case delivered(LetterID, LetterOutcome)

    /// Carried over from a journal that was compacted.
    case seenNumbers(day: Int32, [UInt64])
    case seenDigests(day: Int32, [UInt64])
    case carriedPost(Post)
    case carriedTip(Tip)
    /// Without its answers, which follow as entries of their own.
    case carriedEvent(Event)
    case carriedForward(Forward)
    case carriedBounces(Address, BounceRecord)
    case carriedRemoved([Address])
    case carriedLetter(LetterID, written: Instant, Letter)
    case letterLogged(Address, LetterKind, Instant)
    case forwardedFrom(Address, Instant)

    /// Whether the fact is about who is a member: those are in the snapshot as well.
    package var isMembership: Bool {
        switch self {
        case .joined, .left, .languageChanged: true
        default: false
        }
    }
}

/// Why a member is one no longer.
package enum LeaveReason: String, Sendable, CaseIterable {
    /// Answered one of our mails, or used the address in List-Unsubscribe.
    case token
    /// Answered the letter that asked.
    case confirmed
    /// Removed by an admin.
    case admin
    /// Nobody is at the address any more.
    case bounces
    /// Called our mail junk (RFC 5965).
    case complaint
}

/// How a letter ended.
package enum LetterOutcome: String, Sendable, CaseIterable {
    case accepted
    case refused
    /// Still delayed when the retries ended.
    case givenUp = "given-up"
}

/// A mail from a person that goes on to coordinators, with the person as Reply-To.
package struct Forward: Hashable, Sendable {
    package var id: ForwardID
    package var to: [Address]
    package var from: NamedAddress
    package var received: Instant
    /// The post that it answers, if it does.
    package var post: PostID?

    package init(id: ForwardID, to: [Address], from: NamedAddress, received: Instant, post: PostID? = nil) {
        self.id = id
        self.to = to
        self.from = from
        self.received = received
        self.post = post
    }
}

/// The name of a forwarded mail's job: `f-` and the mail's digest.
package struct ForwardID: Hashable, Sendable, Comparable {
    package let text: String
    package init(digest: MailDigest) { text = "f-" + digest.text }

    package init?(_ text: some StringProtocol) {
        guard text.hasPrefix("f-"), MailDigest(text.dropFirst(2)) != nil else { return nil }
        self.text = String(text)
    }

    package static func < (left: ForwardID, right: ForwardID) -> Bool { left.text < right.text }
}

/// The name of a mail in quarantine: `q-` and the mail's digest.
package struct QuarantineID: Hashable, Sendable {
    package let text: String
    package init(digest: MailDigest) { text = "q-" + digest.text }

    package init?(_ text: some StringProtocol) {
        guard text.hasPrefix("q-"), MailDigest(text.dropFirst(2)) != nil else { return nil }
        self.text = String(text)
    }
}
