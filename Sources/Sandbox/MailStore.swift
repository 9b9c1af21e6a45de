import Synchronization

/// The sandbox's mail: accounts, their folders, and who may log in.
///
/// Several threads meet here: the server's loop, scripted people and tests. It is sound because all state is one value
/// behind one mutex, no call waits or calls out while it is held, and messages leave as immutable values.
/// Addresses and logins are compared in lower case.
package final class MailStore: Sendable {
    static let folderLimit = 200
    static let folderNameByteLimit = 255

    /// Something happened in a folder: a mail came or went, or flags changed.
    package struct Change: Equatable, Sendable {
        package let account: String
        package let folder: String
        /// The UID of the mail that arrived; nil for any other change.
        package let arrived: UInt32?
    }

    /// A way to take an observer away again.
    package struct Observation: Hashable, Sendable {
        fileprivate let number: Int
    }

    struct Account: Sendable {
        var password: String
        var token: String?
        var folders: [String: Folder]
    }

    private struct State: Sendable {
        var accounts: [String: Account] = [:]
        var observers: [Int: @Sendable (Change) -> Void] = [:]
        var observationCount = 0
        /// UIDVALIDITY must never repeat for a folder name that is deleted and made again (RFC 3501, 2.3.1.1).
        var lastUidValidity: UInt32 = 1000
        var refusedLogins = 0

        mutating func newUidValidity() -> UInt32 {
            lastUidValidity &+= 1
            return lastUidValidity
        }
    }

    /// The largest mail that is taken, in bytes.
    package let messageByteLimit: Int
    private let state = Mutex(State())

    package init(messageByteLimit: Int = 50 << 20) {
        self.messageByteLimit = messageByteLimit
    }

    // MARK: Accounts

    /// Adds an account with an empty INBOX, or gives an existing one a new password and bearer token.
    package func addAccount(_ address: String, password: String = "sandbox", token: String? = nil) {
        state.withLock { state in
            let address = address.lowercased()
            if state.accounts[address] == nil {
                let inbox = Folder(uidValidity: state.newUidValidity())
                state.accounts[address] = Account(password: password, token: token, folders: ["INBOX": inbox])
            } else {
                state.accounts[address]?.password = password
                state.accounts[address]?.token = token
            }
        }
    }

    /// The account that mail to this address reaches, `user+detail@domain` included; nil for a stranger.
    package func account(receiving address: String) -> String? {
        let address = address.lowercased()
        return state.withLock { state in
            if state.accounts[address] != nil { return address }
            guard let at = address.lastIndex(of: "@"), let plus = address[..<at].firstIndex(of: "+") else { return nil }
            let plain = String(address[..<plus] + address[at...])
            return state.accounts[plain] == nil ? nil : plain
        }
    }

    /// How many logins were refused so far, over all servers on this store.
    package var refusedLogins: Int {
        state.withLock { $0.refusedLogins }
    }

    /// The account that the credentials open; nil, and counted, if they do not.
    func admit(_ credentials: SaslCredentials) -> String? {
        state.withLock { state in
            let name = credentials.user.lowercased()
            if let account = state.accounts[name] {
                switch credentials.proof {
                case .password(let password) where password == account.password: return name
                case .token(let token) where token == account.token: return name
                default: break
                }
            }
            state.refusedLogins += 1
            return nil
        }
    }

    // MARK: Observing

    /// Calls back after every change, on the thread that made it and with no lock held. It must not block.
    package func observe(_ callback: @escaping @Sendable (Change) -> Void) -> Observation {
        state.withLock { state in
            state.observationCount += 1
            state.observers[state.observationCount] = callback
            return Observation(number: state.observationCount)
        }
    }

    package func stopObserving(_ observation: Observation) {
        state.withLock { state in _ = state.observers.removeValue(forKey: observation.number) }
    }

    // MARK: Reading and writing

    /// Runs the body on an account's folders under the lock; nil without such an account. Observers are not told.
    func withFolders<Result: Sendable>(
        of account: String, _ body: (inout [String: Folder], _ newUidValidity: () -> UInt32) -> Result
    ) -> Result? {
        state.withLock { state in
            guard var folders = state.accounts[account.lowercased()]?.folders else { return nil }
            // Moved out and back, so that arrays inside stay uniquely referenced and are changed in place.
            state.accounts[account.lowercased()]?.folders = [:]
            let result = body(&folders) { state.newUidValidity() }
            state.accounts[account.lowercased()]?.folders = folders
            return result
        }
    }

    /// Runs the body on one folder under the lock, then tells the observers if something changed.
    func withFolder<Result: Sendable>(
        _ name: String, of account: String, _ body: (inout Folder) -> Result
    ) -> Result? {
        let account = account.lowercased()
        let name = Self.canonical(name)
        var change: Change?
        var observers: [@Sendable (Change) -> Void] = []
        let result: Result? = state.withLock { state in
            guard var folder = state.accounts[account]?.folders.removeValue(forKey: name) else { return nil }
            let before = (version: folder.version, uidNext: folder.uidNext)
            let result = body(&folder)
            if folder.version != before.version {
                let arrived = folder.uidNext != before.uidNext ? folder.uidNext - 1 : nil
                change = Change(account: account, folder: name, arrived: arrived)
                observers = Array(state.observers.values)
            }
            state.accounts[account]?.folders[name] = folder
            return result
        }
        if let change {
            for observer in observers { observer(change) }
        }
        return result
    }

    /// INBOX is the one name without case (RFC 3501, section 5.1).
    static func canonical(_ name: String) -> String {
        name.uppercased() == "INBOX" ? "INBOX" : name
    }
}
