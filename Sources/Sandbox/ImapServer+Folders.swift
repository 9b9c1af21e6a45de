/// Commands on folders (RFC 3501, section 6.3).
extension ImapServer {
    /// - Returns: the tagged answer, or nil if the verb is none of these.
    mutating func foldersCommand(
        _ verb: String, _ arguments: inout ImapArguments, now: Int64
    ) throws(ImapRefusal) -> String? {
        guard let account else { return nil }
        switch verb {
        case "LIST", "LSUB": try list(verb, &arguments, account)
        case "SELECT", "EXAMINE": return try select(&arguments, account, isReadOnly: verb == "EXAMINE")
        case "STATUS": try status(&arguments, account)
        case "CREATE", "DELETE", "SUBSCRIBE", "UNSUBSCRIBE": try change(verb, &arguments, account)
        case "RENAME": try rename(&arguments, account)
        case "APPEND": return try append(&arguments, account, now: now)
        case "NAMESPACE":
            try arguments.end()
            untagged("NAMESPACE ((\"\" \"/\")) NIL NIL")
        case "ENABLE": throw .bad("No such command")
        default: return nil
        }
        if verb != "NAMESPACE" { tellChanges(expunging: true) }
        return "OK \(verb) completed"
    }

    private mutating func list(
        _ verb: String, _ arguments: inout ImapArguments, _ account: String
    ) throws(ImapRefusal) {
        try arguments.expect(" ")
        let reference = try arguments.astring()
        try arguments.expect(" ")
        let pattern = reference + (try arguments.listPattern())
        try arguments.end()
        guard pattern.count <= MailStore.folderNameByteLimit else { throw .no("[LIMIT] Pattern too long") }
        if pattern.isEmpty { return untagged("\(verb) (\\Noselect) \"/\" \"\"") }
        let wanted = FolderPattern(pattern)
        let names = store.folders(of: account)
        for name in names where wanted.matches(name) {
            let isSubscribed = store.withFolder(name, of: account) { $0.isSubscribed } ?? false
            guard verb == "LIST" || isSubscribed else { continue }
            let hasChildren = names.contains { $0.hasPrefix(name + "/") }
            untagged("\(verb) (\(hasChildren ? "\\HasChildren" : "\\HasNoChildren")) \"/\" \(imapString(name))")
        }
    }

    private mutating func select(
        _ arguments: inout ImapArguments, _ account: String, isReadOnly: Bool
    ) throws(ImapRefusal) -> String {
        try arguments.expect(" ")
        let name = try arguments.mailbox()
        try arguments.end()
        selection = nil
        let shot = faults.missingFolders.contains(name) ? nil : store.withFolder(name, of: account) { $0 }
        guard let folder = shot else { throw .no("[NONEXISTENT] No such folder") }
        selection = Selection(name, folder, isReadOnly: isReadOnly)
        untagged("FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)")
        untagged("OK [PERMANENTFLAGS (\(isReadOnly ? "" : "\\Answered \\Flagged \\Deleted \\Seen \\Draft"))] Flags")
        untagged("\(folder.messages.count) EXISTS")
        untagged("0 RECENT")
        if let unseen = folder.messages.firstIndex(where: { !$0.flags.contains(.seen) }) {
            untagged("OK [UNSEEN \(unseen + 1)] First unseen")
        }
        untagged("OK [UIDVALIDITY \(folder.uidValidity &+ uidValidityShift)] UIDs valid")
        untagged("OK [UIDNEXT \(folder.uidNext)] Next UID")
        return isReadOnly ? "OK [READ-ONLY] EXAMINE completed" : "OK [READ-WRITE] SELECT completed"
    }

    private mutating func status(_ arguments: inout ImapArguments, _ account: String) throws(ImapRefusal) {
        try arguments.expect(" ")
        let name = try arguments.mailbox()
        try arguments.expect(" ")
        try arguments.expect("(")
        var items: [String] = []
        repeat {
            items.append(try arguments.keyword())
        } while arguments.accept(" ") && items.count < 10
        try arguments.expect(")")
        try arguments.end()
        guard !faults.missingFolders.contains(name), let folder = store.withFolder(name, of: account, { $0 }) else {
            throw .no("[NONEXISTENT] No such folder")
        }
        var values: [String] = []
        for item in items {
            switch item {
            case "MESSAGES": values.append("MESSAGES \(folder.messages.count)")
            case "RECENT": values.append("RECENT 0")
            case "UIDNEXT": values.append("UIDNEXT \(folder.uidNext)")
            case "UIDVALIDITY": values.append("UIDVALIDITY \(folder.uidValidity &+ uidValidityShift)")
            case "UNSEEN":
                values.append("UNSEEN \(folder.messages.count { !$0.flags.contains(.seen) })")
            default: throw .bad("No such status item")
            }
        }
        untagged("STATUS \(imapString(name)) (\(values.joined(separator: " ")))")
    }

    private mutating func change(
        _ verb: String, _ arguments: inout ImapArguments, _ account: String
    ) throws(ImapRefusal) {
        try arguments.expect(" ")
        let name = try arguments.mailbox()
        try arguments.end()
        switch verb {
        case "CREATE":
            guard let isNew = try? store.createFolder(name, of: account) else { throw .no("[LIMIT] Too many folders") }
            guard isNew else { throw .no("[ALREADYEXISTS] The folder exists") }
        case "DELETE":
            guard store.deleteFolder(name, of: account) else { throw .no("[NONEXISTENT] No such folder to delete") }
        default:
            let found: Void? = store.withFolder(name, of: account) { $0.isSubscribed = verb == "SUBSCRIBE" }
            guard found != nil else { throw .no("[NONEXISTENT] No such folder") }
        }
    }

    private mutating func rename(_ arguments: inout ImapArguments, _ account: String) throws(ImapRefusal) {
        try arguments.expect(" ")
        let old = try arguments.mailbox()
        try arguments.expect(" ")
        let new = try arguments.mailbox()
        try arguments.end()
        guard store.renameFolder(old, to: new, of: account) else { throw .no("[CANNOT] The folder cannot be renamed") }
    }
}
