import Base

/// One IMAP command with its arguments. All that it names fits a quoted string, so a command is one line and never waits
/// half-way for a continuation; only the message of APPEND is a literal, which follows the line.
package enum ImapCommand: Hashable, Sendable {
    case capability
    case namespace
    case noop
    case logout
    case idle
    case list(pattern: String)
    case select(name: String)
    case create(name: String)
    /// The line before a message of `size` bytes.
    case append(name: String, size: Int)
    /// UID, size and flags of messages by their place in the folder.
    case fetchSummaries(ClosedRange<Int>)
    /// UID and date of reception of messages by their place.
    case fetchDates(ClosedRange<Int>)
    /// The flags of one message by its place, where its size cannot be had.
    case fetchFlags(Int)
    /// The flags of messages by UID: whether they are there.
    case uidFetchFlags(UidSet)
    /// UID, size and flags by UID.
    case uidFetchSummaries(UidSet)
    /// A whole message. With PEEK, so that reading it does not set `\Seen`.
    case uidFetchMessage(UInt64)
    /// The first bytes of a header.
    case uidFetchHeader(UInt64, limit: Int)
    /// The messages at these places that came before a day.
    case uidSearchBefore(ClosedRange<Int>, CivilDate)
    /// Adds flags.
    case uidStore(UidSet, flags: [String])
    case uidCopy(UidSet, name: String)
    case uidMove(UidSet, name: String)
    case uidExpunge(UidSet)
    case expunge

    /// Exchange Online answers `BAD Command Argument Error. 12` to longer lines; we stay below 1000, line end included.
    package static let longestLine = 998
    /// How long the text of a ``UidSet`` may be so that the longest command about it fits beside a folder's name.
    static let longestSet = 400
    /// How long a folder's name may be, quoted.
    static let longestName = 500

    /// As in RFC 3501, without arguments: for errors and logs.
    package var name: String {
        switch self {
        case .capability: "CAPABILITY"
        case .namespace: "NAMESPACE"
        case .noop: "NOOP"
        case .logout: "LOGOUT"
        case .idle: "IDLE"
        case .list: "LIST"
        case .select: "SELECT"
        case .create: "CREATE"
        case .append: "APPEND"
        case .fetchSummaries, .fetchDates, .fetchFlags: "FETCH"
        case .uidFetchSummaries, .uidFetchFlags, .uidFetchMessage, .uidFetchHeader: "UID FETCH"
        case .uidSearchBefore: "UID SEARCH"
        case .uidStore: "UID STORE"
        case .uidCopy: "UID COPY"
        case .uidMove: "UID MOVE"
        case .uidExpunge: "UID EXPUNGE"
        case .expunge: "EXPUNGE"
        }
    }

    /// The line to send, CRLF included, at most ``longestLine`` bytes. A ``UidSet`` in it must have come from
    /// ``UidSet/parts(atMost:)``: a longer line is a programming error and traps.
    ///
    /// - Throws: ``WireError/unsupported(_:)`` for a folder's name that is not ASCII or is too long.
    package func line(tag: String) throws(WireError) -> [UInt8] {
        let arguments = try arguments()
        let line = Array("\(tag) \(name)\(arguments.isEmpty ? "" : " ")\(arguments)\r\n".utf8)
        precondition(line.count <= Self.longestLine, "an IMAP command is too long")
        return line
    }

    /// Throws what ``line(tag:)`` would throw.
    func check() throws(WireError) { _ = try arguments() }

    private func arguments() throws(WireError) -> String {
        switch self {
        case .capability, .namespace, .noop, .logout, .idle, .expunge: ""
        case .list(let pattern): "\"\" \(try Self.quoted(pattern))"
        case .select(let name), .create(let name): try Self.quoted(name)
        case .append(let name, let size): "\(try Self.quoted(name)) (\\Seen) {\(size)}"
        case .fetchSummaries(let range): "\(range.lowerBound):\(range.upperBound) (UID RFC822.SIZE FLAGS)"
        case .fetchDates(let range): "\(range.lowerBound):\(range.upperBound) (UID INTERNALDATE)"
        case .fetchFlags(let place): "\(place) (UID FLAGS)"
        case .uidFetchFlags(let uids): "\(uids.text) (UID FLAGS)"
        case .uidFetchSummaries(let uids): "\(uids.text) (UID RFC822.SIZE FLAGS)"
        case .uidFetchMessage(let uid): "\(uid) (UID BODY.PEEK[])"
        case .uidFetchHeader(let uid, let limit): "\(uid) (UID BODY.PEEK[HEADER]<0.\(limit)>)"
        case .uidSearchBefore(let places, let day): "\(places.lowerBound):\(places.upperBound) BEFORE \(Self.date(day))"
        // With SILENT the server does not report the new flags.
        case .uidStore(let uids, let flags): "\(uids.text) +FLAGS.SILENT (\(flags.joined(separator: " ")))"
        case .uidCopy(let uids, let name), .uidMove(let uids, let name): "\(uids.text) \(try Self.quoted(name))"
        case .uidExpunge(let uids): uids.text
        }
    }

    /// `1-Jan-2027` (RFC 3501 section 9).
    private static func date(_ day: CivilDate) -> String {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        return "\(day.day)-\(months[day.month - 1])-\(day.year)"
    }

    /// A quoted string. Names come here in modified UTF-7 and are ASCII; a control character would end the line.
    private static func quoted(_ text: String) throws(WireError) -> String {
        guard text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else {
            throw .unsupported("a folder name with bytes that are not ASCII")
        }
        let escaped = text.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] }
        guard escaped.count <= longestName else { throw .unsupported("a folder name of \(escaped.count) characters") }
        return "\"" + String(escaped) + "\""
    }
}
