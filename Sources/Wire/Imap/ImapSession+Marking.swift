/// Marking what is done: by flags or by moving it away.
extension ImapSession {
    /// Adds flags, such as `\Seen`.
    package func store(_ uids: UidSet, flags: [String]) async throws(WireError) {
        try await exclusively { () async throws(WireError) in try await add(flags, to: uids) }
    }

    /// Moves messages to another folder, which is made when it is missing. UIDs that are gone are no error.
    ///
    /// Where MOVE (RFC 6851) is missing it is COPY, `\Deleted` and UID EXPUNGE (RFC 4315). Where that is missing too, a
    /// plain EXPUNGE also removes what other programs have marked `\Deleted`: nothing narrower is left. A connection
    /// lost between the steps leaves the messages in both folders.
    package func move(_ uids: UidSet, to folder: ImapFolder) async throws(WireError) {
        try await exclusively { () async throws(WireError) in
            let name = naming.name(of: folder)
            let canMove = capabilities.contains("MOVE")
            for part in uids.parts(atMost: ImapCommand.longestSet) {
                let command: ImapCommand = canMove ? .uidMove(part, name: name) : .uidCopy(part, name: name)
                var status = try await perform(command)
                if status.condition == .no, status.code == .tryCreate {
                    try await make(folder)
                    status = try await perform(command)
                }
                try Self.expectOK(command, status)
                if !canMove {
                    try await add(["\\Deleted"], to: part)
                    try await self.command(capabilities.contains("UIDPLUS") ? .uidExpunge(part) : .expunge)
                }
            }
        }
    }

    private func add(_ flags: [String], to uids: UidSet) async throws(WireError) {
        let commands = uids.parts(atMost: ImapCommand.longestSet).map { ImapCommand.uidStore($0, flags: flags) }
        for (command, status) in zip(commands, try await perform(commands)) { try Self.expectOK(command, status) }
    }
}
