import Base
import Engine
import Wire

/// The engine's mailbox over an IMAP session. It connects when it is asked for something, and remembers which messages
/// it has listed, so that it asks the server only for newer ones.
actor MailboxAdapter: Mailbox {
    let session: ImapSession
    private let folder: ImapFolder
    /// As the server spells it, once that is known.
    private(set) var doneFolder: ImapFolder
    private var oldFolder: ImapFolder
    private let done: Configuration.Mailbox.Done
    private var validity: UInt32?
    var isSelected = false
    /// The messages that wait, by the engine's number.
    private var listed: [UInt32: Listed] = [:]
    private var highest: UInt64 = 0
    /// Messages that could not be put away, by the engine's number: each is tried again apart from the others.
    private var stuck: [UInt32: Stuck] = [:]

    /// Messages that the server lists and did not hand out, by the engine's number.
    private var unreadable: Set<UInt32> = []
    /// What kept a message from being put away, until it is told.
    private var trouble: String?

    private struct Listed {
        let uid: UInt64
        /// In bytes, 0 where that is not known.
        var size: Int
    }

    private struct Stuck {
        var tries: Int
        var notBefore: ContinuousClock.Instant

        /// 1, 2, 4 … minutes, an hour at most.
        init(tries: Int) {
            self.tries = tries
            notBefore = .now.advanced(by: .seconds(min(60 << min(tries - 1, 10), 3600)))
        }
    }

    init(_ settings: Configuration.Mailbox, keeper: TokenKeeper?, executor: PollExecutor) throws(WireError) {
        let connection = Connection(endpoint: settings.url, caFile: settings.caFile)
        let secret = SecretSource(login: settings.login, keeper: keeper)
        let dialer = CurlDialer(connection, credentials: secret, executor: executor)
        var limits = ImapSession.Settings()
        limits.limits.literal = settings.maxMessageSize
        session = ImapSession(dialer: dialer, executor: executor, settings: limits)
        folder = ImapFolder(settings.folder)
        doneFolder = ImapFolder(settings.doneFolder)
        oldFolder = ImapFolder(settings.oldFolder)
        done = settings.done
    }

    func arrivals(limit: Int) async throws(MailboxError) -> Arrivals {
        do {
            let validity = try await selected()
            try await forgetGone()
            for summary in try await session.waiting(after: highest) {
                highest = max(highest, summary.uid)
                guard done == .move || !summary.isSeen else { continue }
                listed[summary.uid.folded] = Listed(uid: summary.uid, size: summary.size)
            }
            let now = ContinuousClock.now
            let waiting = listed.filter { number, _ in stuck[number].map { $0.notBefore <= now } ?? true }
            let mails = waiting.sorted { $0.value.uid < $1.value.uid }.prefix(limit)
                .map { Arrivals.Arrival(uid: $0.key, size: $0.value.size) }
            defer { trouble = nil }
            return Arrivals(validity: validity, mails: mails, trouble: trouble)
        } catch { throw MailboxError(error, folder: folder) }
    }

    func received(before moment: Instant, validity: UInt32) async throws(MailboxError) -> [UInt32] {
        try await select(validity)
        do {
            let dates = try await session.receptionDates()
            return listed.filter { dates[$0.value.uid].map { $0 < moment } ?? false }.keys.sorted()
        } catch { throw MailboxError(error, folder: folder) }
    }

    func fetch(
        _ uids: [UInt32], validity: UInt32
    ) async throws(MailboxError) -> [(uid: UInt32, bytes: [UInt8])] {
        try await select(validity)
        do {
            let summaries = uids.compactMap { listed[$0] }.map { ImapSummary(uid: $0.uid, size: $0.size) }
            var mails: [(uid: UInt32, bytes: [UInt8])] = []
            for (uid, body) in try await session.fetch(summaries) {
                switch body {
                case .bytes(let bytes): mails.append((uid.folded, bytes))
                // The server gave nothing: the engine asks again later.
                case .empty, .refused:
                    unreadable.insert(uid.folded)
                    mails.append((uid.folded, []))
                // A person has moved it away: nobody waits for an answer.
                case .gone: listed[uid.folded] = nil
                // Its size was told too small, or not at all: listed anew with the true one, it is read as a large one.
                case .tooLarge(let size): listed[uid.folded]?.size = size
                }
            }
            return mails
        } catch { throw MailboxError(error, folder: folder) }
    }

    func fetchHeader(_ uid: UInt32, validity: UInt32) async throws(MailboxError) -> [UInt8] {
        try await select(validity)
        do {
            guard let mail = listed[uid] else { return [] }
            let header = try await session.fetchHeader(mail.uid).bytes
            if header.isEmpty { unreadable.insert(uid) }
            return header
        } catch { throw MailboxError(error, folder: folder) }
    }

    func markDone(_ uids: [UInt32], validity: UInt32) async throws(MailboxError) {
        try await putAway(uids, to: doneFolder, validity: validity)
    }

    func setAside(_ uids: [UInt32], validity: UInt32) async throws(MailboxError) {
        // Made when there is something to put into it.
        if done == .move {
            do {
                oldFolder = try await session.spelling(of: oldFolder)
                do throws(WireError) { try await session.create(oldFolder) } catch .no {}
            } catch { throw MailboxError(error, folder: oldFolder) }
        }
        try await putAway(uids, to: oldFolder, validity: validity)
    }

    private func putAway(_ uids: [UInt32], to destination: ImapFolder, validity: UInt32) async throws(MailboxError) {
        try await select(validity)
        do {
            var refused: [UInt64: String] = [:]
            switch done {
            case .move: refused = try await session.move(UidSet(uids.compactMap { listed[$0]?.uid }), to: destination)
            case .seen: try await session.store(UidSet(uids.compactMap { listed[$0]?.uid }), flags: ["\\Seen"])
            }
            for uid in uids {
                guard let text = listed[uid].flatMap({ refused[$0.uid] }) else {
                    (listed[uid], stuck[uid]) = (nil, nil)
                    continue
                }
                stuck[uid] = Stuck(tries: (stuck[uid]?.tries ?? 0) + 1)
                trouble = "a mail that is handled cannot be moved to \(destination) (\(text)); it is tried again"
            }
        } catch { throw MailboxError(error, folder: folder) }
    }

    func waitForArrival(atMost longest: Duration) async throws(MailboxError) {
        do {
            _ = try await selected()
            _ = try await session.idle(atMost: longest)
        } catch { throw MailboxError(error, folder: folder) }
    }

    func close() async {
        isSelected = false
        await session.logout()
    }

    /// Connects where that is needed. Throws where the numbers of this validity mean other mails by now.
    private func select(_ wanted: UInt32) async throws(MailboxError) {
        let current: UInt32
        do { current = try await selected() } catch { throw MailboxError(error, folder: folder) }
        guard current == wanted else {
            throw MailboxError(
                .unavailable, "The server has renumbered the mails of \(folder), and they are listed anew.")
        }
    }

    /// Connects and selects the folder where that is needed, and gives its UIDVALIDITY. With a new connection
    /// everything is listed again.
    func selected() async throws(WireError) -> UInt32 {
        if let validity, isSelected, await session.isConnected { return validity }
        try await session.connect()
        if done == .move { try await makeDoneFolder() }
        let mailbox = try await session.select(folder)
        guard !mailbox.readOnly else { throw .no(command: "SELECT", text: "the folder is read-only for this account") }
        (listed, highest) = ([:], 0)
        let number = mailbox.uidValidity.folded
        if number != validity { stuck = [:] }
        (validity, isSelected) = (number, true)
        return number
    }

    /// What could not be read or put away in earlier rounds may have been moved away by a person meanwhile.
    private func forgetGone() async throws(WireError) {
        let doubtful = unreadable.union(stuck.keys).compactMap { listed[$0]?.uid }
        for uid in try await session.gone(among: doubtful).map(\.folded) { (listed[uid], stuck[uid]) = (nil, nil) }
        unreadable = unreadable.filter { listed[$0] != nil }
    }

    /// Made in advance, since not every server answers TRYCREATE when a mail is moved to a missing folder. A folder that LIST
    /// hides cannot be made: whether mail can be moved there shows when it is.
    private func makeDoneFolder() async throws(WireError) {
        doneFolder = try await session.spelling(of: doneFolder)
        do throws(WireError) { try await session.create(doneFolder) } catch .no {}
    }
}

extension UInt64 {
    /// UIDs and UIDVALIDITY have 32 bits (RFC 3501 section 2.3.1.1), and the engine's files keep as many. Some servers give
    /// more; of those the halves are folded together, which tells a server's own numbers apart: their upper half is the same.
    fileprivate var folded: UInt32 { UInt32(truncatingIfNeeded: self ^ (self >> 32)) }
}

extension ImapBody {
    /// Empty where the server gave nothing: the engine asks again later.
    fileprivate var bytes: [UInt8] { if case .bytes(let bytes) = self { bytes } else { [] } }
}

extension MailboxError {
    init(_ error: WireError, folder: ImapFolder) {
        switch error {
        case .loginDenied, .loginNotOffered, .badCredentials, .tokenRefused: self.init(.denied, error.description)
        case .throttled(let milliseconds):
            self.init(.throttled(seconds: (milliseconds + 999) / 1000), error.description)
        case .no(let command, let text) where command.hasPrefix("SELECT"):
            self.init(.refused, "the folder \(folder) cannot be opened (\(text)): make it, or set mailbox.folder")
        case .no, .unsupported, .mailboxDenied: self.init(.refused, error.description)
        case .cancelled: self.init(.cancelled, error.description)
        default: self.init(.unavailable, error.description)
        }
    }
}
