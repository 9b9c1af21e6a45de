import Mail

/// The name of a post, of its files and of its job: the day and eight hexadecimal digits, `20261121-7f3a9c04`.
package struct PostID: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let text: String

    /// Nil unless `text` is a day, a hyphen and eight lower-case hexadecimal digits: it becomes a file name.
    package init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 17, bytes[8] == UInt8(ascii: "-"),
            bytes[..<8].allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            bytes[9...].allSatisfy({ "0123456789abcdef".utf8.contains($0) })
        else { return nil }
        self.text = String(text)
    }

    /// The id of a mail that came at `instant`; the same mail gets the same id again.
    package init(at instant: Instant, digest: MailDigest) {
        text = String(instant.text.prefix(10)).filter { $0 != "-" } + "-" + digest.text.prefix(8)
    }

    /// The id of a post that no mail brought: what makes it differ from others is in `seed`.
    package init(at instant: Instant, seed: String) {
        self.init(at: instant, digest: MailDigest(of: seed))
    }

    package var description: String { text }
    package static func < (left: PostID, right: PostID) -> Bool { left.text < right.text }
}

/// What goes to all: what a coordinator sent, held until somebody answers the preview and then copied to the members;
/// or what time brings of what was approved before, a digest or a reminder.
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
        case digest([TipID])
    }

    package enum Status: String, Sendable, CaseIterable {
        /// Waits for `julkaise` or `peru`.
        case held
        /// Its copies are on their way.
        case sending
        /// Its copies were on their way, then silent for a day: waits for `julkaise` or `peru` again.
        case asleep
        case finished
        case cancelled
        /// Nobody answered the preview in time.
        case expired

        /// Whether the preview or the question can still be answered.
        package var isOpen: Bool { self == .held || self == .asleep }
    }

    package var id: PostID
    package var kind: Kind
    /// The coordinator who wrote it; the report and people's answers go there.
    package var author: NamedAddress
    /// As members read it: without the audience in brackets.
    package var subject: String
    /// Only members of this language get it; nil means everybody.
    package var audience: Language?
    package var held: Instant
    package var status: Status
    /// How many recipients the job has; 0 before it was published.
    package var recipients: Int
    /// When somebody last said that its copies go out.
    package var approved: Instant?
    package var attachments: [String]

    package init(
        id: PostID, kind: Kind = .announcement, author: NamedAddress, subject: String, audience: Language?,
        held: Instant, status: Status = .held, recipients: Int = 0, approved: Instant? = nil,
        attachments: [String] = []
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
    }
}

/// What became of a job's copies.
package struct Report: Hashable, Sendable {
    package var accepted = 0
    package var refused = 0
    /// Members who left, or were removed, before their copy was sent.
    package var skipped = 0
    /// Still delayed when the retries ended.
    package var delayed = 0
    /// Sent again because a crash or a lost connection left the first try in doubt.
    package var unknown = 0
    /// Why servers refused, the most frequent first, at most ten.
    package var reasons: [Reason] = []

    package struct Reason: Hashable, Sendable {
        package var count: Int
        /// The server's words.
        package var text: String

        package init(count: Int, text: String) {
            self.count = count
            self.text = text
        }

        /// `3 550 5.1.1 No such user`
        package var line: String { "\(count) \(text)" }

        package init?(line: some StringProtocol) {
            // Bytes, not Characters: an accent that begins the server's words would melt into the space.
            let bytes = Substring(line).utf8
            guard let space = bytes.firstIndex(of: UInt8(ascii: " ")), let count = Int(Substring(bytes[..<space]))
            else { return nil }
            self.init(count: count, text: String(Substring(bytes[bytes.index(after: space)...])))
        }
    }

    package init() {}
}
