import Base

/// What the rules decide about.
package enum Input: Sendable {
    case mail(Request)
    /// The command line of the admin.
    case admin(AdminRequest)
    /// The daemon looked into the mailbox for the first time, and found these mails that have lain there for longer than
    /// `SeenMail.longestWait`.
    case firstIntake(OldMail)
    /// All copies of a post came to an end; `addressInvalid` are recipients at whose servers nobody is there.
    case jobFinished(PostID, Report, addressInvalid: [Address])
    /// Every recipient of a post was tried once, a while ago: what came of it so far.
    case jobTried(PostID, Report)
    /// A job was silent for a day: Kutsu was down, or the relay. `accepted` and `remaining` count its recipients,
    /// `since` is when the last of them was accepted, or else when it was approved.
    case jobStalled(PostID, accepted: Int, remaining: Int, since: Instant)
    /// A relay takes mails again that refused them for a reason of its own.
    case relayRecovered(RelayTrouble)
    /// The mail server was told to remove so many handled mails, which were older than `[retention]` lets them be.
    case doneMailRemoved(Int)
    /// What time alone brings.
    case due
}

/// What an admin asks on the command line.
package enum AdminRequest: Sendable {
    /// Addresses that are members already are left as they are.
    case add([Newcomer], Consent.Means, welcome: Bool)
    /// Each is asked whether to join.
    case invite([Newcomer])
    case remove([Address])
    /// As if the members had chosen it.
    case choose(Choice, [Address], told: Bool)
    /// Nothing is held of them any more; `told`: a last letter says so.
    case forget([(address: Address, fingerprint: AddressFingerprint)], told: Bool)
    /// A coordinator's yes or no to somebody who waits to be let in.
    case answerJoining(Address, yes: Bool)
    case approve(PostID)
    case cancel(PostID)
    case keepItem(ItemID)
    case dropItem(ItemID)
    /// All kept items of one collection, now.
    case sendDigest(CollectionName)
}
