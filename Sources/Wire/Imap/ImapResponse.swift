import Base

/// One response of an IMAP server (RFC 3501 section 7), as far as Kutsu needs it.
package enum ImapResponse: Hashable, Sendable {
    /// `+ text`: the server waits for more of a command, or is idling. Exchange sends them unasked, too.
    case continuation(String)
    /// `tag OK|NO|BAD …`: the command is done.
    case completion(tag: String, ImapStatus)
    /// Untagged OK, NO, BAD, BYE and PREAUTH.
    case status(ImapStatus)
    case capability(Set<String>)
    case exists(Int)
    case expunge(Int)
    case fetch(ImapFetch)
    case list(ImapListing)
    /// The UIDs that a UID SEARCH found.
    case search([UInt64])
    /// The prefix and the hierarchy separator of the personal namespace (RFC 2342).
    case namespace(prefix: String, separator: String?)
    /// Anything else, by name: RECENT, FLAGS and unknown responses.
    case other(String)
}

/// The outcome of a command, or a remark of the server.
package struct ImapStatus: Hashable, Sendable {
    package enum Condition: String, Sendable {
        case ok = "OK"
        case no = "NO"
        case bad = "BAD"
        case bye = "BYE"
        case preauth = "PREAUTH"
    }

    package let condition: Condition
    package let code: ImapResponseCode?
    /// The text for people; may be empty, though RFC 3501 asks for one.
    package let text: String

    package init(_ condition: Condition, code: ImapResponseCode? = nil, text: String = "") {
        self.condition = condition
        self.code = code
        self.text = text
    }
}

/// What stands in brackets before the text of a status (RFC 3501 section 7.1, RFC 5530).
package enum ImapResponseCode: Hashable, Sendable {
    case alert
    case alreadyExists
    case readOnly
    case tryCreate
    case uidNext(UInt64)
    case uidValidity(UInt64)
    /// Any other, and those above where their arguments are malformed. COPYUID is here as well: it is not needed, and
    /// Exchange writes it with arguments missing.
    case other(String)
}

/// What a FETCH response says about one message. The server chooses the order, and may leave anything out.
package struct ImapFetch: Hashable, Sendable {
    package let sequence: Int
    package internal(set) var uid: UInt64?
    /// RFC822.SIZE in bytes; Exchange only estimates it.
    package internal(set) var size: Int?
    package internal(set) var flags: Set<String>?
    /// INTERNALDATE: when the server received it. Nil where it is missing or unreadable.
    package internal(set) var received: Instant?
    /// The value of `BODY[…]`: the message or its header. Nil when the response has no such item.
    package internal(set) var body: ImapText?

    package init(
        sequence: Int, uid: UInt64? = nil, size: Int? = nil, flags: Set<String>? = nil, received: Instant? = nil,
        body: ImapText? = nil
    ) {
        self.sequence = sequence
        self.uid = uid
        self.size = size
        self.flags = flags
        self.received = received
        self.body = body
    }
}

/// A string from the server, quoted or literal.
package enum ImapText: Hashable, Sendable {
    case bytes([UInt8])
    /// NIL: there is none.
    case absent
    /// A literal of so many bytes, more than ``ImapLimits/literal``: it was read and dropped.
    case tooLarge(Int)
}

/// A folder as LIST shows it.
package struct ImapListing: Hashable, Sendable {
    /// `\Noselect`, `\HasChildren`, `\Sent` …, lower-cased.
    package let attributes: Set<String>
    /// One character, or nil in a flat mailbox.
    package let separator: String?
    /// As the server writes it, modified UTF-7 and all.
    package let name: String

    package init(attributes: Set<String>, separator: String?, name: String) {
        self.attributes = attributes
        self.separator = separator
        self.name = name
    }
}
