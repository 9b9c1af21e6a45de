import Base
import Engine
import Synchronization

/// A mailbox in memory, whose server can be made to misbehave.
final class FakeMailbox: Mailbox {
    struct Server: Sendable {
        var validity: UInt32 = 1
        var mails: [UInt32: [UInt8]] = [:]
        /// Listed, but never handed out.
        var unfetchable: Set<UInt32> = []
        var trouble: MailboxError?
        /// What happens at the server after the next fetch.
        var afterFetch: (@Sendable (inout Server) -> Void)?
        /// The numbers that were asked for, fetch by fetch.
        var fetches: [[UInt32]] = []
        var done: [UInt32] = []
        /// When they came, where the server tells it.
        var received: [UInt32: Instant] = [:]
        var setAside: [UInt32] = []
        var logins = 0
        /// Whether it can remove certain mails alone.
        var hasUidPlus = true
        /// What was asked to be removed, and how many were looked at in a portion.
        var removals: [Instant] = []
        var portion = 2
    }

    private let inside = Mutex(Server())
    private let clock: VirtualClock

    init(clock: VirtualClock) { self.clock = clock }

    var server: Server { inside.withLock { $0 } }

    /// Changes something at the server, and lets it tell whoever waits.
    func change(_ body: (inout Server) -> Void) {
        inside.withLock { body(&$0) }
        clock.interrupt("mailbox")
    }

    private func asked<R: Sendable>(
        under validity: UInt32? = nil, _ body: (inout Server) -> R
    ) throws(MailboxError) -> R {
        let result: Result<R, MailboxError> = inside.withLock { server in
            if let trouble = server.trouble {
                server.logins += 1
                return .failure(trouble)
            }
            if let validity, validity != server.validity {
                return .failure(MailboxError(.unavailable, "the server has renumbered"))
            }
            return .success(body(&server))
        }
        return try result.get()
    }

    func arrivals(limit: Int) async throws(MailboxError) -> Arrivals {
        try asked { server in
            let mails = server.mails.sorted { $0.key < $1.key }.prefix(limit)
            return Arrivals(validity: server.validity, mails: mails.map { .init(uid: $0.key, size: $0.value.count) })
        }
    }

    func fetch(
        _ uids: [UInt32], validity: UInt32
    ) async throws(MailboxError) -> [(uid: UInt32, bytes: [UInt8])] {
        try asked(under: validity) { server in
            server.fetches.append(uids)
            let mails = uids.map { (uid: $0, bytes: server.unfetchable.contains($0) ? [] : server.mails[$0] ?? []) }
            let happening = server.afterFetch
            server.afterFetch = nil
            happening?(&server)
            return mails
        }
    }

    func fetchHeader(_ uid: UInt32, validity: UInt32) async throws(MailboxError) -> [UInt8] {
        try asked(under: validity) { server in
            server.fetches.append([uid])
            return server.unfetchable.contains(uid) ? [] : Array((server.mails[uid] ?? []).prefix(1000))
        }
    }

    func markDone(_ uids: [UInt32], validity: UInt32) async throws(MailboxError) {
        try asked(under: validity) { server in
            for uid in uids { server.mails[uid] = nil }
            server.done += uids
        }
    }

    func received(before moment: Instant, validity: UInt32) async throws(MailboxError) -> [UInt32] {
        try asked(under: validity) { server in
            server.mails.keys.filter { server.received[$0].map { $0 < moment } ?? false }.sorted()
        }
    }

    func setAside(_ uids: [UInt32], validity: UInt32) async throws(MailboxError) {
        try asked(under: validity) { server in
            for uid in uids { server.mails[uid] = nil }
            server.setAside += uids
        }
    }

    func removeDone(receivedBefore moment: Instant, from place: Int) async throws(MailboxError) -> DoneRemoval {
        let removal = try asked { server -> DoneRemoval? in
            server.removals.append(moment)
            guard server.hasUidPlus else { return nil }
            let looked = server.done.dropFirst(place - 1).prefix(server.portion)
            let old = Set(looked.filter { server.received[$0].map { $0 < moment } ?? false })
            server.done.removeAll { old.contains($0) }
            let next = place + looked.count - old.count
            return DoneRemoval(removed: old.count, next: next <= server.done.count ? next : nil)
        }
        guard let removal else { throw MailboxError(.refused, "the server lacks UIDPLUS") }
        return removal
    }

    func waitForArrival(atMost longest: Duration) async throws(MailboxError) {
        try asked { _ in }
        await clock.sleep(longest, as: "mailbox")
    }

    func close() async {}
}
