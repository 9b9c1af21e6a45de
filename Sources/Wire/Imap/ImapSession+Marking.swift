/// Marking what is done: by flags or by moving it away.
extension ImapSession {
    /// Adds flags, such as `\Seen`.
    package func store(_ uids: UidSet, flags: [String]) async throws(WireError) {
        try await exclusively { () async throws(WireError) in try await add(flags, to: uids) }
    }

    /// Moves messages to another folder, which is made when it is missing. UIDs that are gone are no error.
    ///
    /// A message that the server refuses to move (a full mailbox, `[OVERQUOTA]`, a message it cannot read) does not hold the
    /// others up: where a set is refused, each of it is tried alone.
    ///
    /// - Returns: Those that were not moved, with the server's words.
    ///
    /// Where MOVE (RFC 6851) is missing it is COPY, `\Deleted` and UID EXPUNGE (RFC 4315). Where that is missing too, a
    /// plain EXPUNGE also removes what other programs have marked `\Deleted`: nothing narrower is left. A connection
    /// lost between the steps leaves the messages in both folders.
    @discardableResult
    package func move(_ uids: UidSet, to folder: ImapFolder) async throws(WireError) -> [UInt64: String] {
        try await exclusively { () async throws(WireError) in
            var refused: [UInt64: String] = [:]
            for part in uids.parts(atMost: ImapCommand.longestSet) {
                guard let text = try await move(part: part, to: folder) else { continue }
                let each = part.uids(atMost: Self.mostAlone)
                guard each.count > 1 else {
                    for uid in each { refused[uid] = text }
                    continue
                }
                for uid in each { refused[uid] = try await move(part: UidSet([uid]), to: folder) }
            }
            return refused
        }
    }

    /// Most messages of a set that are tried one by one; a set has at most about 200.
    private static let mostAlone = 1000

    /// Nil when it is done, else what the server said.
    private func move(part: UidSet, to folder: ImapFolder) async throws(WireError) -> String? {
        let name = naming.name(of: folder)
        let command = { (canMove: Bool) -> ImapCommand in
            canMove ? .uidMove(part, name: name) : .uidCopy(part, name: name)
        }
        var status = try await perform(command(capabilities.contains("MOVE")))
        if status.condition == .bad, capabilities.remove("MOVE") != nil {
            // Offered and not understood, as some proxies do.
            status = try await perform(command(false))
        }
        let canMove = capabilities.contains("MOVE")
        if status.condition == .no, status.code == .tryCreate, try await isMade(folder) {
            status = try await perform(command(canMove))
        }
        guard status.condition == .ok else {
            return status.text.isEmpty ? status.condition.rawValue : status.text
        }
        if canMove { return nil }
        let store = try await perform(.uidStore(part, flags: ["\\Deleted"]))
        guard store.condition == .ok else { return store.text.isEmpty ? store.condition.rawValue : store.text }
        // What is marked is out of the way, whether it is expunged or not.
        _ = try await perform(capabilities.contains("UIDPLUS") ? .uidExpunge(part) : .expunge)
        return nil
    }

    /// Whether the folder could be made.
    private func isMade(_ folder: ImapFolder) async throws(WireError) -> Bool {
        do throws(WireError) {
            try await make(folder)
            return true
        } catch .no {
            return false
        }
    }

    private func add(_ flags: [String], to uids: UidSet) async throws(WireError) {
        let commands = uids.parts(atMost: ImapCommand.longestSet).map { ImapCommand.uidStore($0, flags: flags) }
        for (command, status) in zip(commands, try await perform(commands)) { try Self.expectOK(command, status) }
    }
}
