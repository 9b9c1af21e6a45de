/// How a server misbehaves. Each field is one thing that real servers have been seen to do; all off by default.
package struct Faults: Equatable, Sendable {
    /// When a server begins to accept bytes without answering.
    package enum Silence: Equatable, Sendable {
        case never
        /// Not even a greeting comes.
        case fromStart
        /// The login is answered, nothing after it.
        case afterLogin
    }

    /// A server that behaves.
    package static let none = Faults()

    /// How many connections, counted from the first, the faults hold for; nil means all.
    package var firstConnections: Int?

    // MARK: Both protocols

    /// Drops the connection after this many bytes of output, even in the middle of a literal.
    package var cutAfterBytes: Int?
    package var silence: Silence = .never
    /// Every login fails as with a wrong password, and is counted in ``MailStore/refusedLogins``.
    package var refusesLogins = false
    /// Capabilities in upper case (`MOVE`, `IDLE`, `UIDPLUS`, `PIPELINING`, `CHUNKING`, `XOAUTH2`, …) that are
    /// neither announced nor understood.
    package var missingCapabilities: Set<String> = []

    // MARK: IMAP

    /// Ends the connection with `* BYE` and this text right after the login's OK.
    package var byeAfterLogin: String?
    /// Answers every command after the login, LOGOUT excepted, with `NO` and this text.
    package var refusesCommands: String?
    /// After this many commands beyond the login: Exchange Online's throttling text, then BYE.
    package var throttleAfterCommands: Int?
    /// Added to UIDVALIDITY once more with every new connection.
    package var uidValidityStep: UInt32 = 0
    /// Folders that exist in LIST but cannot be selected.
    package var missingFolders: Set<String> = []
    /// `BODY.PEEK[]` of these UIDs answers OK and no data, as Exchange Online does with mail it cannot convert.
    package var emptyBodies: Set<UInt32> = []
    /// Exchange Online's habits: EXISTS before the IDLE continuation, stray continuations, UID last and
    /// RFC822.SIZE inexact in FETCH, a malformed COPYUID, no command over 1000 bytes, no keyword search.
    package var exchangeQuirks = false

    // MARK: SMTP

    /// After this many accepted messages on a connection, MAIL is answered 421 and the connection closed.
    package var closesAfterMessages: Int?
    /// Recipients, in lower case, that are answered `450 4.2.1`.
    package var deferredRecipients: Set<String> = []
    /// MAIL FROM must be the account's own address, else `554 5.2.252 SendAsDenied` as in Microsoft 365.
    package var requiresOwnSender = false

    package init() {}

    /// What holds for a connection; the first connection of a server is number 1.
    func held(onConnection number: Int) -> Faults {
        if let firstConnections, number > firstConnections { return .none }
        return self
    }

    /// A text that goes into a reply line cannot break that line.
    static func line(_ text: String) -> String {
        String(text.map { $0.isNewline ? " " : $0 })
    }
}
