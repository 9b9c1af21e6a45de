import Synchronization

/// One person's mailbox for scripts and tests: reads it, sends mail to others, and waits for mail.
package struct Postbox: Sendable {
    /// The person's address, which is also the account's name.
    package let address: String
    private let store: MailStore

    /// Opens the postbox of an account, adding the account if it is new.
    package init(_ address: String, in store: MailStore) {
        self.address = address.lowercased()
        self.store = store
        if store.account(receiving: address) == nil { store.addAccount(address) }
    }

    /// All mail in a folder, oldest first.
    package func messages(in folder: String = "INBOX") -> [StoredMessage] {
        store.messages(in: folder, of: address)
    }

    /// Puts a mail into somebody's INBOX unchanged, as if another server had delivered it.
    /// - Parameter seconds: when it arrives, in seconds since 1970, UTC.
    @discardableResult
    package func send(_ bytes: [UInt8], to recipient: String, at seconds: Int64) throws(SandboxError) -> UInt32 {
        try store.deliver(to: recipient, bytes, at: seconds)
    }

    /// Mail in the INBOX, beginning with what is already there, until the consumer stops.
    ///
    /// Each mail comes once and in UID order, even if it is moved or deleted right after it came.
    package func mail() -> AsyncStream<StoredMessage> {
        let (stream, continuation) = AsyncStream.makeStream(of: StoredMessage.self)
        let lastSeen = Mutex<UInt32>(0)
        let address = address
        let store = store
        let hand = { @Sendable () -> Void in
            lastSeen.withLock { lastSeen in
                for message in store.messages(after: lastSeen, of: address) {
                    continuation.yield(message)
                    lastSeen = message.uid
                }
            }
        }
        let observation = store.observe { change in
            if change.account == address, change.folder == "INBOX", change.arrived != nil { hand() }
        }
        continuation.onTermination = { _ in store.stopObserving(observation) }
        hand()
        return stream
    }
}
