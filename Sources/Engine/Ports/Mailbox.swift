import Base

/// The incoming mailbox, as the engine sees it. An implementation connects when it is asked for something, and keeps
/// the connection.
package protocol Mailbox: Sendable {
    /// Everything that waits, oldest first, at most `limit` mails.
    func arrivals(limit: Int) async throws(MailboxError) -> Arrivals
    /// Of what waits, the mails that the server received before this moment. Those whose date it does not tell are none of
    /// them.
    func received(before moment: Instant, validity: UInt32) async throws(MailboxError) -> [UInt32]
    /// The mails' bytes. A mail that the server lists but does not hand out has none.
    ///
    /// - Parameter validity: what the numbers were listed under. Where the server has renumbered since, they mean other
    ///   mails: it throws, and the mails are to be listed anew.
    func fetch(
        _ uids: [UInt32], validity: UInt32
    ) async throws(MailboxError) -> [(uid: UInt32, bytes: [UInt8])]
    /// The header alone, at most 64 kB of it.
    func fetchHeader(_ uid: UInt32, validity: UInt32) async throws(MailboxError) -> [UInt8]
    /// Puts handled mails out of the way: into the done folder, or marks them as seen. One that cannot be put away does not
    /// stop the others: it is listed again after a growing pause.
    func markDone(_ uids: [UInt32], validity: UInt32) async throws(MailboxError)
    /// Puts mails out of the way that are older than the list, apart from those that are handled.
    func setAside(_ uids: [UInt32], validity: UInt32) async throws(MailboxError)
    /// Removes handled mails for good that the server received before a moment: a portion of them, from a place of the done
    /// folder on, the first being 1. Where the server cannot remove these alone, it is refused.
    func removeDone(receivedBefore moment: Instant, from place: Int) async throws(MailboxError) -> DoneRemoval
    /// Returns when something may have arrived, at the latest after `longest`.
    func waitForArrival(atMost longest: Duration) async throws(MailboxError)
    /// Gives the connection up; the next call connects anew.
    func close() async
}

package struct Arrivals: Sendable, Equatable {
    package struct Arrival: Sendable, Hashable {
        package var uid: UInt32
        /// Bytes, as the server tells: Exchange Online is a little off.
        package var size: Int

        package init(uid: UInt32, size: Int) {
            self.uid = uid
            self.size = size
        }
    }

    /// With another validity all numbers mean other mails (RFC 3501 2.3.1.1).
    package var validity: UInt32
    package var mails: [Arrival]
    /// What went wrong with single mails since the last listing, and did not stop the others: for the log and the status.
    package var trouble: String?

    package init(validity: UInt32, mails: [Arrival], trouble: String? = nil) {
        self.validity = validity
        self.mails = mails
        self.trouble = trouble
    }
}

package struct DoneRemoval: Sendable, Equatable {
    package var removed: Int
    /// Where the next portion begins; nil at the end of the folder.
    package var next: Int?

    package init(removed: Int, next: Int? = nil) {
        self.removed = removed
        self.next = next
    }
}

/// Why the mailbox could not be asked. The words say what to do.
package struct MailboxError: Error, Sendable, Hashable, CustomStringConvertible {
    package enum Kind: Sendable, Hashable {
        /// Wrong password or token: trying again soon would lock the account.
        case denied
        /// Not there, cut off, too slow, or the server is busy.
        case unavailable
        /// The server asks for a pause of so many seconds.
        case throttled(seconds: Int)
        /// The server said no to a command, e.g. because the folder is missing.
        case refused
        case cancelled
    }

    package var kind: Kind
    package var description: String

    package init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }
}
