/// A password or token. It prints as `<secret>` everywhere: in strings, in the debugger and in `dump`.
package struct Secret: Hashable, Sendable {
    /// The secret itself: only for the place that hands it to libcurl.
    package let revealed: String

    package init(_ text: String) {
        revealed = text
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "<secret>" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

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
    /// The first letter of the user and the domain.
    package var description: String {
        guard let first = user.first else { return "no login" }
        guard let mark = user.lastIndex(of: "@") else { return "\(first)…" }
        return "\(first)…\(user[mark...])"
    }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// Gives the credentials of the moment: asked at each connect, because token files rotate.
package protocol CredentialSource: Sendable {
    func credentials() async throws(WireError) -> Credentials
}

/// Credentials that never change.
extension Credentials: CredentialSource {
    package func credentials() async throws(WireError) -> Credentials { self }
}
