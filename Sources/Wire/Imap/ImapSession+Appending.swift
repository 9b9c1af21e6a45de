/// Putting a message of our own into a folder.
extension ImapSession {
    /// Appends a message, marked as read, to a folder, which is made when it is missing.
    ///
    /// The only command with a literal (RFC 3501 section 6.3.11): the message follows when the server asks for it, since
    /// not every server has LITERAL+. One that does not ask has refused.
    package func append(_ message: [UInt8], to folder: ImapFolder) async throws(WireError) {
        try await exclusively { () async throws(WireError) in
            try await make(folder)
            let command = ImapCommand.append(name: naming.name(of: folder), size: message.count)
            try Self.expectOK(command, await perform(command, literal: message))
        }
    }

    /// Removes messages for good. Without UIDPLUS (RFC 4315) others that are marked `\Deleted` in this folder go as well.
    package func remove(_ uids: UidSet) async throws(WireError) {
        try await store(uids, flags: ["\\Deleted"])
        try await exclusively { () async throws(WireError) in
            guard capabilities.contains("UIDPLUS") else { return try await command(.expunge) }
            for part in uids.parts(atMost: ImapCommand.longestSet) { try await command(.uidExpunge(part)) }
        }
    }

    private func perform(_ command: ImapCommand, literal: [UInt8]) async throws(WireError) -> ImapStatus {
        try command.check()
        let number = conversation.submit(command, weight: 0)
        var outgoing: [UInt8] = []
        var rest: [UInt8]? = literal + [0x0D, 0x0A]
        while true {
            for event in try await exchange(&outgoing) {
                switch event {
                case .completed(number, _, let status): return status
                case .continuation:
                    // Exchange may send more of them than it was asked for.
                    outgoing += rest ?? []
                    rest = nil
                case .completed, .untagged: break
                }
            }
        }
    }
}
