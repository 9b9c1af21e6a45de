import Base

/// What the rules decide about.
package enum Input: Sendable {
    case mail(Request)
    /// The command line of the admin.
    case admin(AdminRequest)
    /// All copies of a post came to an end; `addressInvalid` are recipients at whose servers nobody is there.
    case jobFinished(PostID, Report, addressInvalid: [Address])
    /// Every recipient of a post was tried once, a while ago: what came of it so far.
    case jobTried(PostID, Report)
    /// A job was silent for a day: Kutsu was down, or the relay. `accepted` and `remaining` count its recipients,
    /// `since` is when the last of them was accepted, or else when it was approved.
    case jobStalled(PostID, accepted: Int, remaining: Int, since: Instant)
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
    case keepItem(ItemID)
    case dropItem(ItemID)
    /// All kept items of one collection, now.
    case sendDigest(CollectionName)
}
