/// Folders: which there are, making them, entering one.
extension ImapSession {
    /// Enters a folder. What follows, ``waiting(after:)`` and the rest, is about it.
    package func select(_ folder: ImapFolder) async throws(WireError) -> SelectedFolder {
        try await exclusively { () async throws(WireError) in
            var codes: [ImapResponseCode] = []
            let select = ImapCommand.select(name: naming.name(of: folder))
            (exists, uidValidity) = (0, nil)
            let status = try await perform(select) { response in
                if case .status(let status) = response, let code = status.code { codes.append(code) }
            }
            try Self.expectOK(select, status)
            hasArrivals = false
            var (uidValidity, uidNext): (UInt64?, UInt64?)
            for code in codes {
                if case .uidValidity(let number) = code { uidValidity = number }
                if case .uidNext(let number) = code { uidNext = number }
            }
            self.uidValidity = uidValidity
            guard let uidValidity else { throw .unsupported("the folder \(folder) has no UIDVALIDITY") }
            return SelectedFolder(
                uidValidity: uidValidity, uidNext: uidNext, exists: exists, readOnly: status.code == .readOnly)
        }
    }

    /// All folders that can be selected.
    package func folders() async throws(WireError) -> [ImapFolder] {
        try await exclusively { () async throws(WireError) in
            try await list("*").filter {
                !$0.attributes.contains("\\noselect") && !$0.attributes.contains("\\nonexistent")
            }
            .map { naming.folder(named: $0.name) }
        }
    }

    /// Makes a folder and those above it. It is no error if it exists.
    package func create(_ folder: ImapFolder) async throws(WireError) {
        try await exclusively { () async throws(WireError) in try await make(folder) }
    }

    /// As ``create(_:)``, for who has the turn.
    func make(_ wanted: ImapFolder) async throws(WireError) {
        for folder in naming.separator == nil ? [wanted] : wanted.lineage {
            let name = naming.name(of: folder)
            if try await isThere(name) { continue }
            let create = ImapCommand.create(name: name)
            let status = try await perform(create)
            // Another program may have been faster, and not every server says ALREADYEXISTS (RFC 5530): so look.
            if status.condition == .ok || status.code == .alreadyExists { continue }
            if try await isThere(name) { continue }
            // One above may be there without being shown (hidden, or spelt in another case); the last one counts.
            if folder == wanted { try Self.expectOK(create, status) }
        }
    }

    /// The folder as the server spells it: case may differ, and where it does not list it, as asked.
    package func spelling(of folder: ImapFolder) async throws(WireError) -> ImapFolder {
        var known: [ImapFolder] = []
        // A server that lists no folders may have them all the same.
        do throws(WireError) { known = try await folders() } catch .no {}
        if known.contains(folder) { return folder }
        return known.first { $0.description.lowercased() == folder.description.lowercased() } ?? folder
    }

    private func isThere(_ name: String) async throws(WireError) -> Bool {
        // `*` and `%` in the name would find others, too.
        try await list(name).contains { $0.name == name && !$0.attributes.contains("\\nonexistent") }
    }

    private func list(_ pattern: String) async throws(WireError) -> [ImapListing] {
        var listings: [ImapListing] = []
        try await command(.list(pattern: pattern)) { response in
            if case .list(let listing) = response { listings.append(listing) }
        }
        return listings
    }
}
