import Mail

/// What a mail asks: all that the rules look at.
package struct Request: Hashable, Sendable {
    package var identity: MailIdentity
    /// The one address in From; nil where there is none, or more than one (DESIGN 2.3).
    package var sender: NamedAddress?
    /// Why this mail is never answered or acted upon; nil for a person's mail.
    package var obstacle: Obstacle?
    /// The copies of ours that it reports as returned, where it is a report.
    package var returned: [ReturnedCopy]
    /// The letter or copy of ours that it answers.
    package var answer: Answer?
    /// Whether a server that the admin trusts vouches for the sender's domain.
    package var isAuthenticated: Bool
    package var command: CommandReader.Result?
    /// What the mail says about an event.
    package var event: EventRequest?
    /// All that a tip says, where the command is one: lines with LF between them.
    package var tip: String
    /// The address that a genuine List-Unsubscribe token may take off the list.
    package var unsubscribes: Address?
    /// Decoded, without controls, at most 998 characters.
    package var subject: String
    package var messageID: String?
    /// The first words that the sender wrote above the quotation, at most 120 characters; empty where there are none.
    package var excerpt: String
    /// Whether there is little beside the command: no attachment, and no more text than a signature has.
    package var isBrief: Bool
    /// File names of what is attached, at most 50.
    package var attachments: [String]

    package init(
        identity: MailIdentity, sender: NamedAddress?, obstacle: Obstacle? = nil,
        returned: [ReturnedCopy] = [], answer: Answer? = nil,
        isAuthenticated: Bool = false, command: CommandReader.Result? = nil, event: EventRequest? = nil,
        tip: String = "", unsubscribes: Address? = nil,
        subject: String = "",
        messageID: String? = nil, excerpt: String = "", isBrief: Bool = true, attachments: [String] = []
    ) {
        self.identity = identity
        self.sender = sender
        self.obstacle = obstacle
        self.returned = returned
        self.answer = answer
        self.isAuthenticated = isAuthenticated
        self.command = command
        self.event = event
        self.tip = tip
        self.unsubscribes = unsubscribes
        self.subject = subject
        self.messageID = messageID
        self.excerpt = excerpt
        self.isBrief = isBrief
        self.attachments = attachments
    }

    /// Why nobody acts on a mail.
    package enum Obstacle: Hashable, Sendable {
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
    package struct Answer: Hashable, Sendable {
        package var purpose: TokenPurpose
        package var post: PostID?
        package var tip: TipID?
        /// Whether the token is genuine, and made for this purpose and day, and for this sender where it is made
        /// for one.
        package var isProven: Bool

        package init(purpose: TokenPurpose, post: PostID? = nil, tip: TipID? = nil, isProven: Bool) {
            self.purpose = purpose
            self.post = post
            self.tip = tip
            self.isProven = isProven
        }

        /// Whether the address in From is shown to be the sender's. The token of a preview is made for the post, or the
        /// tip, so that any coordinator may answer: it says nothing of who does.
        package var provesSender: Bool { isProven && purpose != .post && purpose != .tip }
    }

    /// Whether the sender showed that the address in From is really theirs.
    package var provesSender: Bool { answer?.provesSender ?? false }

    /// Whether it says yes, or nothing: then no words are lost where nobody reads it.
    var isAssent: Bool { [.join, .publish].contains(command?.command) || (command == nil && excerpt.isEmpty) }
}
