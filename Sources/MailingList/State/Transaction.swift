import Base

/// What one line of the journal holds: everything that one mail, one command or one moment changed. Either all of
/// it happened or none.
package struct Transaction: Hashable, Sendable {
    /// What set it off.
    package enum Source: Hashable, Sendable {
        case mail(MailIdentity)
        /// Time alone.
        case clock
        /// The command line.
        case admin
        /// The relay's answers.
        case delivery
        /// A compaction restates what an older journal said.
        case carried
        /// `kutsu fsck --repair` put it there.
        case repair
    }

    /// Counts from 1; a compaction does not start anew.
    package var sequence: UInt64
    package var time: Instant
    package var source: Source
    package var entries: [Entry]
    package var letters: [Letter]

    package init(sequence: UInt64, time: Instant, source: Source, entries: [Entry], letters: [Letter]) {
        self.sequence = sequence
        self.time = time
        self.source = source
        self.entries = entries
        self.letters = letters
    }
}
