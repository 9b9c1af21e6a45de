/// What the server reports without being asked: EXPUNGE, EXISTS, FETCH FLAGS; and IDLE (RFC 2177).
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
            // Exchange Online reports new mail before the continuation.
            if let selection { untagged("\(selection.uids.count) EXISTS") }
            tellChanges(expunging: true)
        }
        outlet.write("+ IDLE accepted, awaiting DONE command.\r\n")
        expectation = .done(tag: tag)
        tellChanges(expunging: true)
        return nil
    }

    mutating func finishIdle(_ tag: String, _ line: ReceivedCommand) {
        expectation = .command
        let isDone = String(decoding: line.text, as: UTF8.self).uppercased() == "DONE"
        reply(tag, isDone ? "OK IDLE completed" : "BAD Expected DONE")
    }

    /// Tells the client what happened to the selected folder since the last call.
    /// - Parameter expunging: whether sequence numbers may shift now; if not, what is gone is told by a later call.
    mutating func tellChanges(expunging: Bool) {
        guard let account, var view = selection else { return }
        let known = view.version
        let changed = store.withFolder(view.folder, of: account) { folder in
            folder.version == known ? nil : (messages: folder.messages, version: folder.version)
        }
        // Without the folder (deleted under the client) everything in it is gone.
        let current = changed ?? (messages: [], version: -1)
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
