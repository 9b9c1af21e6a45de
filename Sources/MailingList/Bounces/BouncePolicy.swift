import Base

/// What happens to members whose mail comes back because nobody is there.
package struct BouncePolicy: Hashable, Sendable {
    /// Posts that came back from one member before the coordinators hear of it.
    package var warnAfter: Int
    /// Posts that came back before nothing more is sent there.
    package var suspendAfter: Int
    /// Letters to a suspended member that must come back as well before it is removed.
    package var probes: Int
    /// How long after the suspension, and after each other, they go out.
    package var probeEvery: Seconds
    /// How long a mail that came back counts.
    package var forgetAfter: Seconds
    /// Per cent of a post's recipients, and their least number, at which the post is to blame.
    package var massPercent: Int
    package var massLeast: Int

    package init(
        warnAfter: Int = 2, suspendAfter: Int = 3, probes: Int = 2, probeEvery: Seconds = .days(7),
        forgetAfter: Seconds = .days(180), massPercent: Int = 20, massLeast: Int = 5
    ) {
        self.warnAfter = warnAfter
        self.suspendAfter = suspendAfter
        self.probes = probes
        self.probeEvery = probeEvery
        self.forgetAfter = forgetAfter
        self.massPercent = massPercent
        self.massLeast = massLeast
    }
}
