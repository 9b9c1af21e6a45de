/// What scripts and tests do with the store directly, without a protocol.
extension MailStore {
    /// Puts a mail into a folder, the INBOX by default, of the account that receives the address.
    /// - Parameter seconds: the internal date, in seconds since 1970, UTC.
    /// - Returns: the new UID.
    @discardableResult
    package func deliver(
        to address: String, _ bytes: [UInt8], at seconds: Int64, flags: MessageFlags = [], folder: String = "INBOX"
    ) throws(SandboxError) -> UInt32 {
        guard bytes.count <= messageByteLimit else {
            throw .full("the mail is over \(messageByteLimit) bytes")
        }
        guard let account = account(receiving: address) else { throw .unknownAccount }
        let uid = withFolder(folder, of: account) { $0.append(bytes, flags: flags, received: seconds) }
        guard let uid else { throw .unknownFolder(folder) }
        guard let uid else { throw .full("the folder \(folder) holds \(Folder.messageLimit) messages") }
        return uid
    }

    /// The messages of a folder in UID order; empty without such a folder.
    package func messages(in folder: String = "INBOX", of account: String) -> [StoredMessage] {
        withFolder(folder, of: account) { $0.messages } ?? []
    }

    /// The INBOX's messages with a higher UID.
    func messages(after uid: UInt32, of account: String) -> [StoredMessage] {
        withFolder("INBOX", of: account) { folder in
            Array(folder.messages[folder.messages.partitioningIndex { $0.uid > uid }...])
        } ?? []
    }

    /// One message, if it is still there.
    package func message(_ uid: UInt32, in folder: String = "INBOX", of account: String) -> StoredMessage? {
        withFolder(folder, of: account) { $0.message(uid) } ?? nil
    }

    package func remove(_ uids: Set<UInt32>, in folder: String = "INBOX", of account: String) {
        _ = withFolder(folder, of: account) { $0.remove(uids) }
    }

    package func setFlags(_ flags: MessageFlags, of uid: UInt32, in folder: String = "INBOX", account: String) {
        _ = withFolder(folder, of: account) { $0.change(uid) { _ in flags } }
    }

    /// Gives a folder a new UIDVALIDITY and numbers its messages from 1, as a server does after losing its index.
    package func renumber(_ folder: String = "INBOX", of account: String) {
        let validity = withFolders(of: account) { _, newUidValidity in newUidValidity() }
        guard let validity else { return }
        _ = withFolder(folder, of: account) { $0.renumber(uidValidity: validity) }
    }

    /// The names of an account's folders, sorted, INBOX first.
    package func folders(of account: String) -> [String] {
        let names = withFolders(of: account) { folders, _ in Array(folders.keys) } ?? []
        return names.sorted { $0 == "INBOX" ? $1 != "INBOX" : $1 != "INBOX" && $0 < $1 }
    }

    /// Makes a folder and what stands above it (`a/b/c` makes `a` and `a/b`, RFC 3501, section 6.3.3).
    /// - Returns: false if it was already there.
    @discardableResult
    package func createFolder(_ name: String, of account: String) throws(SandboxError) -> Bool {
        let name = Self.canonical(name)
        guard !name.isEmpty, name.utf8.count <= Self.folderNameByteLimit else { throw .unknownFolder(name) }
        enum Answer { case made, present, full }
        let answer = withFolders(of: account) { folders, newUidValidity -> Answer in
            if folders[name] != nil { return .present }
            var path = ""
            for level in name.split(separator: "/") {
                path += path.isEmpty ? String(level) : "/" + level
                guard folders[path] == nil else { continue }
                guard folders.count < Self.folderLimit else { return .full }
                folders[path] = Folder(uidValidity: newUidValidity())
            }
            return .made
        }
        switch answer {
        case nil: throw .unknownAccount
        case .full: throw .full("the account has \(Self.folderLimit) folders")
        case .made: return true
        case .present: return false
        }
    }

    /// Deletes a folder and its mail; the INBOX always stays.
    /// - Returns: false if there was none.
    @discardableResult
    package func deleteFolder(_ name: String, of account: String) -> Bool {
        guard Self.canonical(name) != "INBOX" else { return false }
        return withFolders(of: account) { folders, _ in folders.removeValue(forKey: name) != nil } ?? false
    }

    /// Renames a folder and everything under it; the INBOX keeps its name.
    /// - Returns: false if there was none, or the new name is taken or not a name.
    func renameFolder(_ old: String, to new: String, of account: String) -> Bool {
        guard Self.canonical(old) != "INBOX", !new.isEmpty, new.utf8.count <= Self.folderNameByteLimit,
            !new.hasPrefix(old + "/")
        else { return false }
        return withFolders(of: account) { folders, newUidValidity in
            guard folders[old] != nil, folders[Self.canonical(new)] == nil else { return false }
            for name in Array(folders.keys) where name == old || name.hasPrefix(old + "/") {
                let target = new + name.dropFirst(old.count)
                guard folders[target] == nil, var folder = folders.removeValue(forKey: name) else { continue }
                folder.renumber(uidValidity: newUidValidity())
                folders[target] = folder
            }
            return true
        } ?? false
    }
}
