/// A password or token. It prints as `<secret>` everywhere: in strings, in the debugger and in `dump`.
public struct Secret: Hashable, Sendable {
    /// The secret itself: only for the place that hands it to libcurl.
    public let revealed: String

    public init(_ text: String) {
        revealed = text
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "<secret>" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Who logs in, and with what.
public struct Credentials: Hashable, Sendable {
    public enum Key: Hashable, Sendable {
        case password(Secret)
        /// An OAuth2 bearer token (RFC 7628 and Microsoft's and Google's XOAUTH2).
        case token(Secret)
        /// No login at all: a relay on this machine that asks for none.
        case none
    }

    /// For a shared mailbox the address of the mailbox, not of the person.
    public let user: String
    public let secret: Key

    public init(user: String, secret: Key) {
        self.user = user
        self.secret = secret
    }

    public static let none = Credentials(user: "", secret: .none)
}

extension Credentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The first letter of the user and the domain.
    public var description: String {
        guard let first = user.first else { return "no login" }
        guard let mark = user.lastIndex(of: "@") else { return "\(first)…" }
        return "\(first)…\(user[mark...])"
    }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Gives the credentials of the moment: asked at each connect, because token files rotate.
public protocol CredentialSource: Sendable {
    func credentials() async throws(WireError) -> Credentials
}

/// Credentials that never change.
extension Credentials: CredentialSource {
    public func credentials() async throws(WireError) -> Credentials { self }
}
