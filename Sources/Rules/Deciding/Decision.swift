import Mail

/// What is to happen: facts for the journal, letters to send, and a word for the log.
package struct Decision: Hashable, Sendable {
    package var entries: [Entry]
    package var letters: [Letter]
    package var verdict: Verdict

    package init(_ verdict: Verdict, entries: [Entry] = [], letters: [Letter] = []) {
        self.verdict = verdict
        self.entries = entries
        self.letters = letters
    }
}

/// What was made of an input, in a word or two. No address, no words of a mail: it goes to the log.
package enum Verdict: Hashable, Sendable {
    /// Handled before, under this or another number.
    case seen
    case ignored(String)
    case quarantined(String)
    case askedToJoin, joined, alreadyMember, declined, refusedDomain
    case askedToLeave, left, notMember
    case askedLanguage, languageChanged
    case helped, sentData
    case held, published, resumed, cancelled, expired, asleep, reminded, notOpen
    case tipHeld, tipKept, tipDropped
    /// A digest or a reminder is on its way.
    case dispatched
    case eventRefused, answered
    case bounced, probed, reinstated, toldOfBounces
    case toldSituation
    case forwarded, flooded
    case tooLarge
    /// Would have been a letter, but this address had enough today.
    case silent
    case finished
    case added(Int), removed(Int)
    case nothing
}

/// What the rules decide about.
package enum Input: Sendable {
    case mail(Request)
    /// The command line of the admin.
    case admin(AdminRequest)
    /// All copies of a post came to an end; `dead` are recipients at whose servers nobody is there.
    case jobFinished(PostID, Report, dead: [Address])
    /// A job was silent for a day: Kutsu was down, or the relay. `accepted` and `remaining` count its recipients,
    /// `since` is when the last of them was accepted; nil means since it was approved.
    case jobAsleep(PostID, accepted: Int, remaining: Int, since: Instant)
    /// What time alone brings.
    case due
}

/// What an admin asks on the command line.
package enum AdminRequest: Sendable {
    /// Addresses that are members already are left as they are.
    case add([(address: Address, language: Language)], Consent.Means, welcome: Bool)
    case remove([Address])
    case approve(PostID)
    case cancel(PostID)
    case keepTip(TipID)
    case dropTip(TipID)
    /// All kept tips, now.
    case sendDigest
}
