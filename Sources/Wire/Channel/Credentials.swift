/// Who logs in, and with what.
package struct Credentials: Hashable, Sendable {
    package enum Key: Hashable, Sendable {
        case password(Secret)
        /// An OAuth2 bearer token (RFC 7628 and Microsoft's and Google's XOAUTH2).
        case token(Secret)
        /// No login at all: a relay on this machine that asks for none.
        case none
    }

    /// For a shared mailbox the address of the mailbox, not of the person.
    package let user: String
    package let secret: Key

    package init(user: String, secret: Key) {
        self.user = user
        self.secret = secret
    }

    package static let none = Credentials(user: "", secret: .none)
}

extension Credentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// For logs: the first letter of the user, and the domain.
    package var description: String {
        guard let first = user.first else { return "no login" }
        guard let mark = user.lastIndex(of: "@") else { return "\(first)…" }
        return "\(first)…\(user[mark...])"
    }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
