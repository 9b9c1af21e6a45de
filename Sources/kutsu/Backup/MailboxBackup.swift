import Base
import Engine
import Mail
import MailingList
import Wire

/// Backups in a folder of the list's own mailbox, encrypted: a lost machine is replaced by installing another one, with
/// the configuration, the mailbox's login and the key on paper.
///
/// A backup is a few mails, since no mailbox takes one of any size: each is a sealed part whose label says which of how
/// many it is, so that they cannot be swapped or mixed.
struct MailboxBackup {
    let context: ListContext
    let settings: Configuration.Backup
    let keeper: TokenKeeper?
    let executor: PollExecutor

    /// Well below what Microsoft 365 and Google take in one mail, once it is in base64.
    private static let partSize = 8 << 20

    /// One mail of a backup, as its subject says: `Kutsu backup NAME 2026-11-28T02:00:00Z 1/3`.
    struct Part: Hashable {
        var list: String
        var time: Instant
        var number: Int
        var count: Int

        var label: String { "Kutsu backup \(list) \(time.text) \(number)/\(count)" }

        init(list: String, time: Instant, number: Int, count: Int) {
            (self.list, self.time, self.number, self.count) = (list, time, number, count)
        }

        /// Nil where the subject is another mail's.
        init?(label: String) {
            let words = label.split(separator: " ")
            guard words.count == 5, words[0] == "Kutsu", words[1] == "backup", let time = Instant(String(words[3]))
            else {
                return nil
            }
            let numbers = words[4].split(separator: "/").map { Int($0) }
            guard numbers.count == 2, let number = numbers[0], let count = numbers[1], number >= 1, number <= count
            else {
                return nil
            }
            self.init(list: String(words[2]), time: time, number: number, count: count)
            guard self.label == label else { return nil }
        }
    }

    /// Takes a backup, puts it into the folder, and removes those beyond the number to keep.
    func save(at now: Instant) async throws(CommandError) -> BackupArchive.Facts {
        // Its time is a backup's name, so no two have the same.
        let last = try await times().last
        return try await save(as: last.map { max(now, $0 + 1) } ?? now)
    }

    private func save(as time: Instant) async throws(CommandError) -> BackupArchive.Facts {
        let disk = try context.disk()
        let key = try CommandError.onLedger { () throws(LedgerError) in
            try BackupKeyFile.open(on: disk, entropy: SystemEntropy())
        }
        var archive: [UInt8] = []
        let facts = try CommandError.onBackup { () throws(BackupError) in
            try BackupArchive.take(
                disk, list: context.policy.name, configuration: SystemFiles.read(context.configuration.file), at: time,
                restart: { archive = [] }
            ) {
                archive += $0
            }
        }
        let pieces = stride(from: 0, to: archive.count, by: Self.partSize).map {
            archive[$0..<min($0 + Self.partSize, archive.count)]
        }
        var mails: [[UInt8]] = []
        for (index, piece) in pieces.enumerated() {
            let part = Part(list: context.policy.name, time: time, number: index + 1, count: pieces.count)
            mails.append(
                mail(
                    part,
                    try CommandError.onBackup { () throws(BackupError) in
                        try key.seal(
                            Array(piece), label: part.label, nonce: SystemEntropy().bytes(BackupKey.nonceLength))
                    }))
        }
        try await inFolder { (session) async throws(WireError) in
            for mail in mails { try await session.append(mail, to: folder) }
            _ = try await session.select(folder)
            let found = try await parts(in: session)
            let kept = Set(found.values.map(\.time)).sorted(by: >).prefix(settings.keep)
            let old = found.filter { !kept.contains($0.value.time) }.keys
            if !old.isEmpty { try await session.remove(UidSet(old)) }
        }
        return facts
    }

    /// When the newest complete backup was taken; nil where there is none.
    func newest() async throws(CommandError) -> Instant? { try await times().last }

    /// When the complete backups were taken, the oldest first.
    private func times() async throws(CommandError) -> [Instant] {
        try await inFolder { (session) async throws(WireError) -> [Instant] in
            guard try await session.folders().contains(folder) else { return [] }
            _ = try await session.select(folder)
            return Self.complete(try await parts(in: session)).map(\.time)
        }
    }

    /// The newest complete backup, decrypted.
    func load(_ key: BackupKey) async throws(CommandError) -> [UInt8] {
        let sealed = try await inFolder { (session) async throws(WireError) -> [(part: Part, mail: [UInt8])] in
            guard try await session.folders().contains(folder) else { return [] }
            _ = try await session.select(folder)
            let found = try await parts(in: session)
            guard let newest = Self.complete(found).last else { return [] }
            let uids = newest.uids
            return try await session.fetch(try await session.summaries(of: UidSet(uids))).compactMap { uid, body in
                guard case .bytes(let bytes) = body, let part = found[uid] else { return nil }
                return (part, bytes)
            }
        }
        guard let first = sealed.first, sealed.count == first.part.count else {
            throw .world("there is no backup of \(context.policy.name) in the folder \(settings.folder) of the mailbox")
        }
        var archive: [UInt8] = []
        for (part, mail) in sealed.sorted(by: { $0.part.number < $1.part.number }) {
            let message = Message(mail)
            guard let attachment = message.parts.first(where: \.isAttachment) else {
                throw .world("a mail of the backup has lost its attachment")
            }
            archive += try CommandError.onBackup { () throws(BackupError) in
                try key.open(message.decoded(attachment), label: part.label)
            }
        }
        return archive
    }

    private var folder: ImapFolder { ImapFolder(settings.folder) }

    private func mail(_ part: Part, _ sealed: [UInt8]) -> [UInt8] {
        MessageComposer.compose(
            fields: [
                .structured("From", "<\(context.policy.address.text)>"),
                .structured("To", "<\(context.policy.address.text)>"),
                .text("Subject", part.label), .structured("Date", DateText.rfc5322(part.time)),
                .structured("Auto-Submitted", "auto-generated"),
            ],
            text: "A backup of the list, encrypted. `kutsu restore --from-mailbox` reads it; leave it here.\n",
            attachments: [
                Attachment(
                    contentType: ContentType(type: "application", subtype: "octet-stream"),
                    filename: "\(part.list)-\(part.number).kutsu", bytes: sealed)
            ], boundarySeed: part.label)
    }

    /// What lies in the selected folder, by UID.
    private func parts(in session: ImapSession) async throws(WireError) -> [UInt64: Part] {
        var found: [UInt64: Part] = [:]
        for summary in try await session.waiting() {
            guard case .bytes(let header) = try await session.fetchHeader(summary.uid) else { continue }
            if let part = Part(label: Message(header).subject), part.list == context.policy.name {
                found[summary.uid] = part
            }
        }
        return found
    }

    /// Backups with all their parts, the oldest first.
    private static func complete(_ found: [UInt64: Part]) -> [(time: Instant, uids: [UInt64])] {
        Dictionary(grouping: found, by: \.value.time).compactMap { time, parts in
            // A mail that is there twice, after a connection was lost, counts once.
            // Of two that were taken in one second, the later is newer.
            let byNumber = Dictionary(parts.map { ($0.value.number, $0.key) }) { max($0, $1) }
            guard let count = parts.first?.value.count, byNumber.count == count else { return nil }
            return (time, Array(byNumber.values))
        }.sorted { $0.time < $1.time }
    }

    private func inFolder<R>(_ body: (ImapSession) async throws(WireError) -> R) async throws(CommandError) -> R {
        let mailbox = context.configuration.mailbox
        do throws(WireError) {
            let connection = Connection(endpoint: mailbox.url, caFile: mailbox.caFile)
            let secret = SecretSource(login: mailbox.login, keeper: keeper)
            let dialer = CurlDialer(connection, credentials: secret, executor: executor)
            var limits = ImapSession.Settings()
            limits.limits.literal = Self.partSize * 2
            let session = ImapSession(dialer: dialer, executor: executor, settings: limits)
            try await session.connect()
            do throws(WireError) {
                let result = try await body(session)
                await session.logout()
                return result
            } catch {
                await session.close()
                throw error
            }
        } catch {
            throw .world("mailbox: \(error)")
        }
    }
}

extension CommandError {
    /// Runs work on a backup.
    static func onBackup<R>(_ body: () throws(BackupError) -> R) throws(CommandError) -> R {
        do { return try body() } catch { throw .world(error.description) }
    }
}
