/// A folder by its path of names as people write them, whatever separator and prefix the server uses.
package struct ImapFolder: Hashable, Sendable {
    package let path: [String]

    /// From the configuration: `Kutsu/Done`. The slash separates here on every server.
    package init(_ text: some StringProtocol) {
        path = text.split(separator: "/" as Character).map { String($0) }
    }

    init(path: [String]) {
        self.path = path
    }

    package static let inbox = ImapFolder("INBOX")

    var isInbox: Bool { path.count == 1 && path[0].uppercased() == "INBOX" }

    /// The folder and all above it, the topmost first.
    var lineage: [ImapFolder] { path.indices.map { ImapFolder(path: Array(path[...$0])) } }
}

extension ImapFolder: CustomStringConvertible {
    package var description: String { path.joined(separator: "/") }
}

/// How a server names folders: learnt from NAMESPACE (RFC 2342) or LIST.
package struct ImapNaming: Hashable, Sendable {
    /// `INBOX.` on some servers, empty on most.
    package let prefix: String
    /// Nil where folders cannot have folders in them.
    package let separator: String?

    package init(prefix: String = "", separator: String? = "/") {
        self.prefix = prefix
        self.separator = separator
    }

    /// The name on the wire, in modified UTF-7.
    func name(of folder: ImapFolder) -> String {
        if folder.isInbox { return "INBOX" }
        return prefix + folder.path.map(ModifiedUTF7.encode).joined(separator: separator ?? "-")
    }

    /// The folder behind a name that LIST gave.
    func folder(named name: String) -> ImapFolder {
        let bare = name.hasPrefix(prefix) && name.count > prefix.count ? name.dropFirst(prefix.count) : name[...]
        guard let separator, !separator.isEmpty else { return ImapFolder(path: [ModifiedUTF7.decode(bare)]) }
        return ImapFolder(path: bare.split(separator: separator).map { ModifiedUTF7.decode($0) })
    }
}
