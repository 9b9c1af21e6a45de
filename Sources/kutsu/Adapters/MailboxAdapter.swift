import Base
import Engine
import Wire

/// The engine's mailbox over an IMAP session. It connects when it is asked for something, and remembers which messages
/// it has listed, so that it asks the server only for newer ones.
actor MailboxAdapter: Mailbox {
    private let session: ImapSession
    private let folder: ImapFolder
    private let doneFolder: ImapFolder
    private let done: Configuration.Mailbox.Done
    private var validity: UInt32?
    /// The messages that wait, by UID, with their size in bytes.
    private var listed: [UInt32: Int] = [:]
    private var highest: UInt32 = 0

    init(_ settings: Configuration.Mailbox, executor: PollExecutor) throws(WireError) {
        let connection = Connection(endpoint: settings.url, caFile: settings.caFile)
        let dialer = CurlDialer(connection, credentials: SecretSource(login: settings.login), executor: executor)
        var limits = ImapSession.Settings()
        limits.limits.literal = settings.maxMessageSize
        session = ImapSession(dialer: dialer, executor: executor, settings: limits)
        folder = ImapFolder(settings.folder)
        doneFolder = ImapFolder(settings.doneFolder)
        done = settings.done
    }

    func arrivals(limit: Int) async throws(MailboxError) -> Arrivals {
        do {
            let validity = try await selected()
            for summary in try await session.waiting(after: highest) {
                highest = max(highest, summary.uid)
                if done == .move || !summary.isSeen { listed[summary.uid] = summary.size }
            }
            let mails = listed.keys.sorted().prefix(limit).map { Arrivals.Arrival(uid: $0, size: listed[$0] ?? 0) }
            return Arrivals(validity: validity, mails: mails)
        } catch { throw MailboxError(error, folder: folder) }
    }

    func fetch(_ uids: [UInt32]) async throws(MailboxError) -> [(uid: UInt32, bytes: [UInt8])] {
        do {
            _ = try await selected()
            let summaries = uids.map { ImapSummary(uid: $0, size: listed[$0] ?? 0) }
            return try await session.fetch(summaries).map { ($0.uid, $0.body.bytes) }
        } catch { throw MailboxError(error, folder: folder) }
    }

    func fetchHeader(_ uid: UInt32) async throws(MailboxError) -> [UInt8] {
        do {
            _ = try await selected()
            return try await session.fetchHeader(uid).bytes
        } catch { throw MailboxError(error, folder: folder) }
    }

    func markDone(_ uids: [UInt32]) async throws(MailboxError) {
        do {
            _ = try await selected()
            switch done {
            case .move: try await session.move(UidSet(uids), to: doneFolder)
            case .seen: try await session.store(UidSet(uids), flags: ["\\Seen"])
            }
            for uid in uids { listed[uid] = nil }
        } catch { throw MailboxError(error, folder: folder) }
    }

    func waitForArrival(atMost longest: Duration) async throws(MailboxError) {
        do {
            _ = try await selected()
            _ = try await session.idle(atMost: longest)
        } catch { throw MailboxError(error, folder: folder) }
    }

    func close() async {
        validity = nil
        await session.logout()
    }

    /// Connects and selects the folder where that is needed, and gives its UIDVALIDITY. With a new connection
    /// everything is listed again.
    private func selected() async throws(WireError) -> UInt32 {
        if let validity, await session.isConnected { return validity }
        try await session.connect()
        if done == .move { try await makeDoneFolder() }
        let mailbox = try await session.select(folder)
        guard !mailbox.readOnly else { throw .no(command: "SELECT", text: "the folder is read-only for this account") }
        (listed, highest) = ([:], 0)
        validity = mailbox.uidValidity
        return mailbox.uidValidity
    }

    /// Made in advance, since not every server answers TRYCREATE when a mail is moved to a missing folder.
    private func makeDoneFolder() async throws(WireError) {
        let known = try await session.folders()
        if !known.contains(doneFolder) { try await session.create(doneFolder) }
    }
}

extension ImapBody {
    /// Empty where the server gave nothing: the engine asks again later.
    fileprivate var bytes: [UInt8] { if case .bytes(let bytes) = self { bytes } else { [] } }
}

extension MailboxError {
    init(_ error: WireError, folder: ImapFolder) {
        switch error {
        case .loginDenied, .loginNotOffered, .badCredentials: self.init(.denied, error.description)
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
