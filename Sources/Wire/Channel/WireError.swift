import Base

/// What can go wrong between us and a server. Text from the server is shortened and cleaned by ``ServerText``.
package enum WireError: Error, Hashable, Sendable {
    /// The server refuses user and secret. Its text, empty if it gave none.
    case loginDenied(serverText: String)
    /// There are credentials, and the server offers no login that they fit.
    case loginNotOffered(Endpoint)
    /// The login succeeded, but the mailbox cannot be used (Exchange: "User is authenticated but not connected").
    case mailboxDenied(serverText: String)
    /// The server's certificate is not to be trusted.
    case certificate(String)
    /// The server offers no STARTTLS, or it failed, where TLS is required.
    case tlsNotOffered(Endpoint)
    /// No connection: no such host, refused, no route.
    case unreachable(String)
    /// Nothing moved for too long. `during` completes "while …", such as "waiting for the reply to SELECT".
    case timeout(during: String)
    /// The server hung up. Its last text (of BYE or 421), if it sent any.
    case closed(byServer: String?)
    /// The server answered what the protocol does not allow; the connection is given up.
    case protocolViolation(String)
    /// The server asks for a pause, of a day at most.
    case throttled(milliseconds: Int)
    /// The server sent more than a limit allows; the connection is given up.
    case limit(String)
    /// The task that asked was cancelled, or the channel was closed under it.
    case cancelled
    /// The server understood the command and said no (IMAP NO and BAD). `command` is its name, without arguments.
    case no(command: String, text: String)
    /// The server cannot do what is asked of it: a capability is missing.
    case unsupported(String)
    /// The credentials cannot be read or used; `reason` never holds them.
    case badCredentials(reason: String)
    /// The identity provider gives no token for the login, and will not by itself.
    case tokenRefused(String)
    /// Any other error of libcurl.
    case curl(code: Int, text: String)
}

extension WireError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .loginDenied(let text):
            text.isEmpty
                ? "The server refused the login: check user and password or token."
                : "The server refused the login: \(text). Check user and password or token."
        case .loginNotOffered(let endpoint):
            "\(endpoint) offers no login that fits the password or token, and without one nothing is done: "
                + (endpoint.scheme.isMailbox
                    ? "turn IMAP logins on there, or use what it offers."
                    : "use its port for submission (smtps, or smtp on 587); set user = \"\" if it asks for no login.")
        case .mailboxDenied(let text):
            "The login is right, but the mailbox is shut: \(text). Give the account full access to it; if it has that, wait."
        case .certificate(let text):
            "The server's certificate is not trusted: \(text). Check the host name or set ca_file."
        case .tlsNotOffered(let endpoint):
            "\(endpoint) offers no TLS, and nothing is sent in the clear: use imaps:// or smtps://, or another port."
        case .unreachable(let text): "The server cannot be reached: \(text)."
        case .timeout(let during): "The server was silent for too long while \(during)."
        case .closed(nil): "The server closed the connection."
        case .closed(let text?): "The server closed the connection: \(text)."
        case .protocolViolation(let text): "The server broke the protocol: \(text). The connection was given up."
        case .throttled(let milliseconds): "The server asks for a pause of \(milliseconds) ms."
        case .limit(let text): "The server sent more than is allowed: \(text)."
        case .cancelled: "The work was cancelled."
        case .no(let command, let text): "The server refused \(command): \(text)."
        case .unsupported(let text): "The server cannot do what is needed: \(text)."
        case .badCredentials(let reason): "The credentials cannot be used: \(reason)."
        case .tokenRefused(let text): "The identity provider gives no token: \(text)."
        case .curl(let code, let text): "The connection failed: \(text) (libcurl error \(code))."
        }
    }
}
