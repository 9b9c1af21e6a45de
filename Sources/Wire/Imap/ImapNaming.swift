/// How a server names folders: learnt from NAMESPACE (RFC 2342) or LIST.
package struct ImapNaming: Hashable, Sendable {
    /// `INBOX.` on some servers, empty on most.
    package let prefix: String
    /// Nil where folders cannot contain folders; the levels of a name are then joined by hyphens.
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
