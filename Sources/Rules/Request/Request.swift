import Mail

/// What a mail asks: all that the rules look at.
public struct Request: Sendable {
    public var identity: MailIdentity
    /// The one address in From; nil where there is none, or more than one (DESIGN 2.3).
    public var sender: NamedAddress?
    /// Why this mail is never answered or acted upon; nil for a person's mail.
    public var obstacle: Obstacle?
    /// The letter or copy of ours that it answers.
    public var answer: Answer?
    public var command: CommandReader.Result?
    /// The address that a genuine List-Unsubscribe token may take off the list.
    public var unsubscribes: Address?
    /// Decoded, without controls.
    public var subject: String
    public var messageID: String?
    /// Whether the sender wrote nothing above the quotation.
    public var isEmpty: Bool
    /// File names of what is attached.
    public var attachments: [String]

    public init(
        identity: MailIdentity, sender: NamedAddress?, obstacle: Obstacle? = nil, answer: Answer? = nil,
        command: CommandReader.Result? = nil, unsubscribes: Address? = nil, subject: String = "",
        messageID: String? = nil, isEmpty: Bool = false, attachments: [String] = []
    ) {
        self.identity = identity
        self.sender = sender
        self.obstacle = obstacle
        self.answer = answer
        self.command = command
        self.unsubscribes = unsubscribes
        self.subject = subject
        self.messageID = messageID
        self.isEmpty = isEmpty
        self.attachments = attachments
    }

    /// Why nobody acts on a mail.
    public enum Obstacle: Hashable, Sendable {
        /// A delivery report.
        case bounce(String)
        /// Out of office, a receipt, list mail: nobody sits behind it.
        case automatic(String)
        /// We wrote it.
        case own
        /// It breaks a limit, or hides who wrote it: kept for the admin.
        case suspect(String)
        /// Larger than `max_message_size`; only its header was read.
        case tooLarge(bytes: Int)
    }

    /// Which of our mails was answered.
    public struct Answer: Hashable, Sendable {
        public var purpose: TokenPurpose
        public var post: PostID?
        /// Whether the token was made for this sender, this purpose and this day.
        public var isProven: Bool

        public init(purpose: TokenPurpose, post: PostID? = nil, isProven: Bool) {
            self.purpose = purpose
            self.post = post
            self.isProven = isProven
        }
    }

    /// Whether the sender showed that the address in From is really theirs.
    public var isProven: Bool { answer?.isProven ?? false }
}
