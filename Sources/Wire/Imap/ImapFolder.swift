/// A folder by its path of names as people write them, whatever separator and prefix the server uses.
package struct ImapFolder: Hashable, Sendable {
    package let path: [String]

    /// From the configuration, such as `Kutsu/Done`. It is written with a slash whatever separator the server uses.
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
