import Base

/// Commands that change messages: STORE, COPY, MOVE (RFC 6851), EXPUNGE (UIDPLUS, RFC 4315), CLOSE and APPEND.
extension ImapServer {
    mutating func messagesCommand(
        _ verb: String, _ arguments: inout ImapArguments, _ selection: Selection, byUid: Bool
    ) throws(ImapRefusal) -> String {
        guard let account else { throw .bad("Log in first") }
        switch verb {
        case "SEARCH": try search(&arguments, selection, byUid: byUid)
        case "STORE": try setFlags(&arguments, selection, account, byUid: byUid)
        case "COPY": return try copy(&arguments, selection, account, byUid: byUid)
        case "MOVE" where isOffered("MOVE"): try move(&arguments, selection, account, byUid: byUid)
        case "EXPUNGE" where !byUid || isOffered("UIDPLUS"):
            var uids = selection.uids
            if byUid {
                try arguments.expect(" ")
                uids = selection.indexes(try arguments.numberSet(), byUid: true).map { selection.uids[$0] }
            }
            try arguments.end()
            guard !selection.isReadOnly else { throw .no("[READ-ONLY] The folder is open read-only") }
            expunge(Set(uids), selection, account)
        case "CLOSE", "UNSELECT":
            try arguments.end()
            if verb == "CLOSE", !selection.isReadOnly { expunge(Set(selection.uids), selection, account) }
            self.selection = nil
        case "CHECK": try arguments.end()
        default: throw .bad("No such command")
        }
        return "OK \(verb) completed"
    }

    /// Removes those of the messages that carry \Deleted.
    private func expunge(_ uids: Set<UInt32>, _ selection: Selection, _ account: String) {
        _ = store.withFolder(selection.folder, of: account) { folder in
            folder.remove(
                Set(folder.messages.lazy.filter { $0.flags.contains(.deleted) && uids.contains($0.uid) }.map(\.uid)))
        }
    }

    private mutating func setFlags(
        _ arguments: inout ImapArguments, _ selection: Selection, _ account: String, byUid: Bool
    ) throws(ImapRefusal) {
        try arguments.expect(" ")
        let indexes = selection.indexes(try arguments.numberSet(), byUid: byUid)
        try arguments.expect(" ")
        let item = String(decoding: arguments.take { $0 != 32 && $0 != 0 }, as: UTF8.self).uppercased()
        try arguments.expect(" ")
        let given = try arguments.flags()
        try arguments.end()
        let edit: @Sendable (MessageFlags) -> MessageFlags
        switch item {
        case "FLAGS", "FLAGS.SILENT": edit = { _ in given }
        case "+FLAGS", "+FLAGS.SILENT": edit = { $0.union(given) }
        case "-FLAGS", "-FLAGS.SILENT": edit = { $0.subtracting(given) }
        default: throw .bad("No such data item to store")
        }
        guard !selection.isReadOnly else { throw .no("[READ-ONLY] The folder is open read-only") }
        let uids = indexes.map { selection.uids[$0] }
        let now = store.withFolder(selection.folder, of: account) { folder -> [MessageFlags?] in
            for uid in uids { folder.change(uid, edit) }
            return uids.map { folder.message($0)?.flags }
        }
        for (index, flags) in zip(indexes, now ?? []) {
            guard let flags else { continue }
            // From here on the client knows these flags. Changes by other clients are reported by tellChanges.
            self.selection?.flags[index] = flags
            guard !item.hasSuffix(".SILENT") else { continue }
            let uid = byUid ? "UID \(selection.uids[index]) " : ""
            untagged("\(index + 1) FETCH (\(uid)FLAGS \(flags.imapList))")
        }
    }

    private struct Copied {
        var from: [UInt32] = []
        var to: [UInt32] = []
        var uidValidity: UInt32
        var isFull = false
    }

    private func copyMessages(
        _ arguments: inout ImapArguments, _ selection: Selection, _ account: String, byUid: Bool
    ) throws(ImapRefusal) -> Copied {
        try arguments.expect(" ")
        let uids = selection.indexes(try arguments.numberSet(), byUid: byUid).map { selection.uids[$0] }
        try arguments.expect(" ")
        let target = try arguments.mailbox()
        try arguments.end()
        guard !faults.missingFolders.contains(target) else { throw .no("[TRYCREATE] No such folder") }
        let messages = store.withFolder(selection.folder, of: account) { folder in
            uids.compactMap { folder.message($0) }
        }
        let copied = store.withFolder(target, of: account) { folder in
            var copied = Copied(uidValidity: folder.uidValidity)
            for message in messages ?? [] {
                guard let uid = folder.append(message.bytes, flags: message.flags, received: message.received) else {
                    copied.isFull = true
                    break
                }
                copied.from.append(message.uid)
                copied.to.append(uid)
            }
            return copied
        }
        guard let copied else { throw .no("[TRYCREATE] No such folder") }
        guard !copied.isFull else { throw .no("[OVERQUOTA] The folder is full") }
        return copied
    }

    private func copyUid(_ copied: Copied) -> String {
        guard isOffered("UIDPLUS"), !copied.to.isEmpty else { return "" }
        // Exchange Online has been seen to leave the source set out.
        let source = faults.exchangeQuirks ? "" : NumberSet.text(of: copied.from) + " "
        return "[COPYUID \(copied.uidValidity &+ uidValidityShift) \(source)\(NumberSet.text(of: copied.to))] "
    }

    private func copy(
        _ arguments: inout ImapArguments, _ selection: Selection, _ account: String, byUid: Bool
    ) throws(ImapRefusal) -> String {
        let copied = try copyMessages(&arguments, selection, account, byUid: byUid)
        return "OK \(copyUid(copied))COPY completed"
    }

    private mutating func move(
        _ arguments: inout ImapArguments, _ selection: Selection, _ account: String, byUid: Bool
    ) throws(ImapRefusal) {
        guard !selection.isReadOnly else { throw .no("[READ-ONLY] The folder is open read-only") }
        let copied = try copyMessages(&arguments, selection, account, byUid: byUid)
        store.remove(Set(copied.from), in: selection.folder, of: account)
        // The UIDs stand in an untagged OK before the EXPUNGEs (RFC 6851, section 4.3).
        if !copied.to.isEmpty { untagged("OK \(copyUid(copied))Moved") }
    }

    mutating func append(
        _ arguments: inout ImapArguments, _ account: String, now: Int64
    ) throws(ImapRefusal) -> String {
        try arguments.expect(" ")
        let name = try arguments.mailbox()
        try arguments.expect(" ")
        var flags: MessageFlags = []
        if arguments.next == UInt8(ascii: "(") {
            flags = try arguments.flags()
            try arguments.expect(" ")
        }
        var received = now
        if arguments.next == UInt8(ascii: "\"") {
            guard let date = InternalDate.instant(String(decoding: try arguments.quoted(), as: UTF8.self)) else {
                throw .bad("Not a date")
            }
            received = date.secondsSince1970
            try arguments.expect(" ")
        }
        let bytes = try arguments.literal()
        try arguments.end()
        guard !bytes.isEmpty else { throw .no("[CANNOT] An empty message") }
        guard !faults.missingFolders.contains(name) else { throw .no("[TRYCREATE] No such folder") }
        let appended = store.withFolder(name, of: account) { folder in
            (uid: folder.append(bytes, flags: flags, received: received), uidValidity: folder.uidValidity)
        }
        guard let appended else { throw .no("[TRYCREATE] No such folder") }
        guard let uid = appended.uid else { throw .no("[OVERQUOTA] The folder is full") }
        tellChanges(expunging: true)
        guard isOffered("UIDPLUS") else { return "OK APPEND completed" }
        return "OK [APPENDUID \(appended.uidValidity &+ uidValidityShift) \(uid)] APPEND completed"
    }
}
