/// The selected folder as this client knows it. Sequence number n is `uids[n - 1]`.
struct Selection: Sendable {
    let folder: String
    let isReadOnly: Bool
    var uids: [UInt32]
    var flags: [MessageFlags]
    /// The folder's version that the client has been told of.
    var version: Int

    init(_ name: String, _ folder: Folder, isReadOnly: Bool) {
        self.folder = name
        self.isReadOnly = isReadOnly
        uids = folder.messages.map(\.uid)
        flags = folder.messages.map(\.flags)
        version = folder.version
    }

    /// The indexes that a set of UIDs or of sequence numbers means.
    func indexes(_ set: NumberSet, byUid: Bool) -> [Int] {
        byUid ? set.indexes(inUids: uids) : set.indexes(inCount: uids.count)
    }

    /// The rising indexes of UIDs that are not among the messages; both lists rise, so one walk is enough.
    func indexes(missingIn messages: [StoredMessage]) -> [Int] {
        var cursor = 0
        return uids.indices.filter { index in
            while cursor < messages.count, messages[cursor].uid < uids[index] { cursor += 1 }
            return cursor == messages.count || messages[cursor].uid != uids[index]
        }
    }

    /// Forgets the messages at these rising indexes.
    mutating func drop(_ indexes: [Int]) {
        guard !indexes.isEmpty else { return }
        let dropped = Set(indexes)
        let kept = uids.indices.filter { !dropped.contains($0) }
        flags = kept.map { flags[$0] }
        uids = kept.map { uids[$0] }
    }
}

/// What the server says without being asked: EXPUNGE, EXISTS, FETCH FLAGS; and IDLE (RFC 2177).
extension ImapServer {
    package var wantsChanges: Bool {
        if case .done = expectation { return true }
        return false
    }

    package mutating func storeChanged() {
        guard wantsChanges, !outlet.isClosed else { return }
        tellChanges(expunging: true)
    }

    mutating func startIdle(_ tag: String, _ arguments: inout ImapArguments) throws(ImapRefusal) -> String? {
        try arguments.end()
        guard isOffered("IDLE") else { throw .bad("No such command") }
        if faults.exchangeQuirks {
            // Exchange Online tells of new mail before it lets the client idle.
            if let selection { untagged("\(selection.uids.count) EXISTS") }
            tellChanges(expunging: true)
        }
        outlet.write("+ IDLE accepted, awaiting DONE command.\r\n")
        expectation = .done(tag: tag)
        tellChanges(expunging: true)
        return nil
    }

    mutating func finishIdle(_ tag: String, _ line: ImapCommand) {
        expectation = .command
        let isDone = String(decoding: line.text, as: UTF8.self).uppercased() == "DONE"
        reply(tag, isDone ? "OK IDLE completed" : "BAD Expected DONE")
    }

    /// Tells the client what happened to the selected folder since it was told last.
    /// - Parameter expunging: whether sequence numbers may shift now; if not, what is gone is told another time.
    mutating func tellChanges(expunging: Bool) {
        guard let account, var view = selection else { return }
        let known = view.version
        let news = store.withFolder(view.folder, of: account) { folder in
            folder.version == known ? nil : (messages: folder.messages, version: folder.version)
        }
        // Without the folder (deleted under the client) everything in it is gone.
        let current = news ?? (messages: [], version: -1)
        guard let current else { return }

        let gone = view.indexes(missingIn: current.messages)
        if expunging {
            for index in gone.reversed() { untagged("\(index + 1) EXPUNGE") }
            view.drop(gone)
        }
        tellFlags(of: current.messages, to: &view)
        let last = view.uids.last ?? 0
        let new = current.messages[current.messages.partitioningIndex { $0.uid > last }...]
        if !new.isEmpty {
            view.uids += new.map(\.uid)
            view.flags += new.map(\.flags)
            untagged("\(view.uids.count) EXISTS")
        }
        if expunging || gone.isEmpty { view.version = current.version }
        selection = view
    }

    private mutating func tellFlags(of messages: [StoredMessage], to view: inout Selection) {
        var index = 0
        for message in messages {
            while index < view.uids.count, view.uids[index] < message.uid { index += 1 }
            guard index < view.uids.count else { return }
            guard view.uids[index] == message.uid, view.flags[index] != message.flags else { continue }
            view.flags[index] = message.flags
            untagged("\(index + 1) FETCH (UID \(message.uid) FLAGS \(message.flags.imapList))")
        }
    }
}
