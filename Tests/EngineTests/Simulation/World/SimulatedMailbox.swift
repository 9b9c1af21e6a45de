import Base
import Engine
import Synchronization

/// The account's mailbox at its provider, which outlives every run of the daemon.
final class SimulatedMailServer: Sendable {
    struct Inside: Sendable {
        var validity: UInt32 = 1
        var newest: UInt32 = 0
        var inbox: [UInt32: [UInt8]] = [:]
        /// Put away as done, in this order.
        var done: [[UInt8]] = []
        /// When each of them was.
        var doneAt: [Instant] = []
        /// Every mail by its validity and number.
        var numbers: [UInt64: [UInt8]] = [:]
        /// Listed without bytes until then.
        var hidden: [UInt32: Instant] = [:]

        mutating func add(_ mail: [UInt8]) {
            newest += 1
            inbox[newest] = mail
            numbers[UInt64(validity) << 32 | UInt64(newest)] = mail
        }
    }

    private let inside = Mutex(Inside())
    let chance: SimulatedChance
    let faults: FaultCount
    let clock: VirtualClock

    init(_ chance: SimulatedChance, _ faults: FaultCount, _ clock: VirtualClock) {
        (self.chance, self.faults, self.clock) = (chance, faults, clock)
    }

    var waiting: Int { inside.withLock { $0.inbox.count } }
    func change<R: Sendable>(_ body: (inout Inside) -> R) -> R { inside.withLock { body(&$0) } }

    func deliver(_ mail: [UInt8]) {
        let count = faults.happens("mailbox: a mail came twice", oneIn: 40, chance) ? 2 : 1
        let isHidden = faults.happens("mailbox: a mail listed without its bytes", oneIn: 60, chance)
        let until = clock.now() + chance.seconds(10...900)
        change { server in
            for _ in 0..<count {
                server.add(mail)
                if isHidden { server.hidden[server.newest] = until }
            }
        }
        clock.interrupt("mailbox")
    }

    /// The provider moves the account: every mail has another number under another validity.
    func renumber() {
        faults.note("mailbox: a new UIDVALIDITY")
        change { server in
            server.validity += 1
            let mails = server.inbox.sorted { $0.key < $1.key }.map(\.value)
            (server.newest, server.inbox, server.hidden) = (0, [:], [:])
            for mail in mails {
                server.add(mail)
            }
        }
    }
}

/// The mailbox as one run of the daemon sees it.
final class SimulatedMailbox: Mailbox {
    private let server: SimulatedMailServer
    private let process: SimulatedProcess
    private let clock: SimulatedClock

    init(_ server: SimulatedMailServer, _ process: SimulatedProcess, _ clock: SimulatedClock) {
        (self.server, self.process, self.clock) = (server, process, clock)
    }

    /// Whatever is asked may fail before it was done, or after.
    private func ask<R: Sendable>(
        under validity: UInt32? = nil, _ body: (inout SimulatedMailServer.Inside) -> R
    ) async throws(MailboxError) -> R {
        guard process.lives() else { throw MailboxError(.cancelled, "the process is dead") }
        let (faults, chance) = (server.faults, server.chance)
        if faults.happens("mailbox: connection lost before a command", oneIn: 60, chance) { throw Self.lost }
        if faults.happens("mailbox: throttled", oneIn: 300, chance) {
            throw MailboxError(.throttled(seconds: 1 + chance.below(1800)), "Request is throttled")
        }
        if faults.happens("mailbox: login denied", oneIn: 500, chance) {
            throw MailboxError(.denied, "the server refuses the login")
        }
        if faults.happens("mailbox: a command refused", oneIn: 400, chance) {
            throw MailboxError(.refused, "the server refuses a command")
        }
        let result: R? = server.change { inside in
            validity == nil || validity == inside.validity ? body(&inside) : nil
        }
        guard let result else { throw MailboxError(.unavailable, "the server has renumbered") }
        guard process.lives() else { throw MailboxError(.cancelled, "the process is dead") }
        if faults.happens("mailbox: connection lost after a command", oneIn: 60, chance) { throw Self.lost }
        return result
    }

    private static let lost = MailboxError(.unavailable, "the connection was lost")

    func arrivals(limit: Int) async throws(MailboxError) -> Arrivals {
        let (faults, chance) = (server.faults, server.chance)
        let isPartial = faults.happens("mailbox: a listing that lacks mails", oneIn: 40, chance)
        return try await ask { inside in
            let mails = inside.inbox.sorted { $0.key < $1.key }.filter { !isPartial || $0.key % 2 == 0 }
            return Arrivals(
                validity: inside.validity, mails: mails.prefix(limit).map { .init(uid: $0.key, size: $0.value.count) })
        }
    }

    func fetch(
        _ uids: [UInt32], validity: UInt32
    ) async throws(MailboxError) -> [(uid: UInt32, bytes: [UInt8])] {
        let now = clock.now()
        let isOff = !server.faults.isOn
        return try await ask(under: validity) { inside in
            uids.map { uid in
                let isHidden = !isOff && inside.hidden[uid].map { $0 > now } ?? false
                return (uid: uid, bytes: isHidden ? [] : inside.inbox[uid] ?? [])
            }
        }
    }

    func fetchHeader(_ uid: UInt32, validity: UInt32) async throws(MailboxError) -> [UInt8] {
        try await ask(under: validity) { Array(($0.inbox[uid] ?? []).prefix(64_000)) }
    }

    func markDone(_ uids: [UInt32], validity: UInt32) async throws(MailboxError) {
        let now = clock.now()
        try await ask(under: validity) { inside in
            for uid in uids {
                guard let mail = inside.inbox.removeValue(forKey: uid) else { continue }
                inside.done.append(mail)
                inside.doneAt.append(now)
            }
        }
    }

    /// This mailbox was empty before the list.
    func received(before moment: Instant, validity: UInt32) async throws(MailboxError) -> [UInt32] {
        try await ask(under: validity) { _ in [] }
    }

    func setAside(_ uids: [UInt32], validity: UInt32) async throws(MailboxError) {
        preconditionFailure("nothing here is older than the list")
    }

    func removeDone(receivedBefore moment: Instant, from place: Int) async throws(MailboxError) -> DoneRemoval {
        try await ask { inside in
            let looked = inside.done.dropFirst(place - 1).prefix(50)
            let old = looked.indices.filter { inside.doneAt[$0] < moment }
            for index in old.reversed() {
                inside.done.remove(at: index)
                inside.doneAt.remove(at: index)
            }
            let next = place + looked.count - old.count
            return DoneRemoval(removed: old.count, next: next <= inside.done.count ? next : nil)
        }
    }

    func waitForArrival(atMost longest: Duration) async throws(MailboxError) {
        try await ask { _ in }
        await clock.sleep(longest, as: "mailbox")
    }

    func close() async {}
}
