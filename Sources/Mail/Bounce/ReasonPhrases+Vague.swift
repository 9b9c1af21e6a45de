/// Phrases beside those that say a reason outright.
extension ReasonPhrases {
    /// What is said of a mailbox only, even after the content was seen (Yahoo).
    static let certain = WordTable<BounceReason>([(.userUnknown, ["this user doesnt have a"])])

    /// Phrases that many reasons share: they count where neither a clear one nor a specific status is there.
    static let vague = WordTable<BounceReason>([
        (.blocked, ["rejected", "refused", "access denied", "administrative prohibition"]),
        (.userUnknown, ["recipient address rejected", "address rejected", "does not like recipient", "not found"]),
        (.policy, ["not accepted", "not allowed", "message rejected", "message refused", "forbidden", "prohibited"]),
        (
            .expired,
            [
                "message expired", "envelope expired", "delivery expired", "retry timeout exceeded", "timed out",
                "timeout",
                "in the queue too long", "not going to try again", "giving up", "after multiple retries", "attempts",
                "cannot send message for", "did not accept our requests to connect", "not yet been delivered",
                "unable to deliver in", "host not reachable", "could not be delivered for", "not been collected after",
                "server did not respond", "aborted after", "will be retried", "delayed", "deferred", "try again later",
                "retry",
            ]
        ),
        (.systemError, ["service unavailable", "service not available", "temporary failure"]),
        (.contentError, ["syntax error", "command parameter not implemented", "improper sequence of commands"]),
    ])
}
