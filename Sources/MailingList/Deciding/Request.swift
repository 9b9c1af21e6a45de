import Base
import Mail

/// What a mail asks: all that the rules look at.
package struct Request: Hashable, Sendable {
    package var identity: MailIdentity
    /// The one address in From; nil where there is none, or more than one (see <doc:Conversation>, "Proof").
    package var sender: NamedAddress?
    /// Of a suspect mail: all that may have written it, first the one whom a word about it may reach; empty where nobody is
    /// to be told. Like From, they prove nothing.
    package var possibleSenders: [Address] = []
    /// Of the sender's address, by which who was erased is known.
    package var fingerprint: AddressFingerprint?
    /// Why this mail is never answered or acted upon; nil for a person's mail.
    package var obstacle: Obstacle?
    /// The copies of ours that it reports as returned, where it is a report.
    package var returned: [ReturnedCopy]
    /// The letter or copy of ours that it answers.
    package var reply: Reply?
    /// Whether a server that the admin trusts vouches for the sender's domain.
    package var isAuthenticated: Bool
    package var command: CommandReader.Result?
    /// What its new words say to the letter that it answers.
    package var answer: Answer
    /// What the mail says about an event.
    package var event: EventRequest?
    /// All that is said to a collection, where the command is one: lines with LF between them.
    package var item: String
    /// The address that a genuine List-Unsubscribe token may take off the list.
    package var unsubscribes: Unsubscribing?
    /// The sign of an automatic mail that counts all the same, for its token or its calendar; nil for a person's.
    package var automaticReason: String?
    /// Decoded, without controls, at most 998 characters.
    package var subject: String
    package var messageID: String?
    /// The first words that the sender wrote above the quotation, at most 120 characters; empty where there are none.
    package var excerpt: String
    /// Whether there is little beside the command: nothing attached but what programs attach by themselves, and no more text
    /// than a signature has.
    package var isBrief: Bool
    /// Whether it is a new mail that also quotes or passes on somebody else's words: these are not in its text.
    package var leavesOut: Bool
    /// Whether its words speak of joining or leaving, though they are no command.
    package var hintsAtCommand: Bool
    /// Where nobody but the receiver's own program can open its words.
    package var sealed: Message.Sealed?
    /// File names of what is attached, at most 50.
    package var attachments: [String]
    /// Bytes of the mail, as far as it was fetched.
    package var size: Int

    package init(
        identity: MailIdentity, sender: NamedAddress?, fingerprint: AddressFingerprint? = nil,
        obstacle: Obstacle? = nil,
        returned: [ReturnedCopy] = [], reply: Reply? = nil,
        isAuthenticated: Bool = false, command: CommandReader.Result? = nil,
        answer: Answer = Answer(.nothing), event: EventRequest? = nil,
        item: String = "", unsubscribes: Unsubscribing? = nil,
        subject: String = "",
        messageID: String? = nil, excerpt: String = "", isBrief: Bool = true,
        leavesOut: Bool = false, hintsAtCommand: Bool = false, sealed: Message.Sealed? = nil,
        attachments: [String] = [],
        size: Int = 0
    ) {
        self.identity = identity
        self.sender = sender
        self.fingerprint = fingerprint
        self.obstacle = obstacle
        self.returned = returned
        self.reply = reply
        self.isAuthenticated = isAuthenticated
        self.command = command
        self.answer = answer
        self.event = event
        self.item = item
        self.unsubscribes = unsubscribes
        self.subject = subject
        self.messageID = messageID
        self.excerpt = excerpt
        self.isBrief = isBrief
        self.leavesOut = leavesOut
        self.hintsAtCommand = hintsAtCommand
        self.sealed = sealed
        self.attachments = attachments
        self.size = size
    }

    /// Why nobody acts on a mail.
    package enum Obstacle: Hashable, Sendable {
        /// A delivery report, or a complaint.
        case bounce(String)
        /// Out of office, a receipt, list mail: nobody sits behind it.
        case automatic(String)
        /// The list wrote it itself.
        case own
        /// It breaks a limit, or hides who wrote it: kept for the admin.
        case suspect(String)
        /// Larger than `max_message_size`; only its header was read.
        case tooLarge(bytes: Int)
    }

    /// Whether the sender showed that the address in From is really theirs.
    package var provesSender: Bool { reply?.provesSender ?? false }

    /// The same, or a server that the admin trusts says so.
    var isFromSender: Bool { provesSender || isAuthenticated }
}
