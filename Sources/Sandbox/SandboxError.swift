/// What can go wrong in the sandbox itself, as sentences for the person who started it.
package enum SandboxError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A port is taken, or the kernel refused a socket.
    case socket(call: String, port: UInt16, errno: Int32)
    /// Somebody wrote to an account that was never added.
    case unknownAccount
    /// The account has no folder of that name.
    case unknownFolder(String)
    /// A limit of ``MailStore`` was reached: message size, messages a folder or folders an account.
    case full(String)

    package var description: String {
        switch self {
        case .socket(let call, let port, let errno):
            "The sandbox could not open port \(port) on loopback (\(call), errno \(errno)): "
                + "choose another port, or 0 for any free one."
        case .unknownAccount:
            "The sandbox has no such account: add it with addAccount first."
        case .unknownFolder(let name):
            "The account has no folder \(name): create it first."
        case .full(let what):
            "The sandbox is full: \(what). Remove some mail or restart it."
        }
    }
}
