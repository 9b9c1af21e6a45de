import Base
import MailingList
import Synchronization

@testable import Engine

/// What is looked at as a whole: the files beside the memory now and then, and everything at the end.
extension SimulatedYear {
    /// What the daemon has in memory is what its files say.
    func compareWithReplay() {
        guard let cycle, !process.isDead else { return }
        let box = StateBox()
        Task(executorPreference: executor) {
            let state = await cycle.ledger.state
            box.state.withLock { $0 = state }
        }
        executor.runUntilIdle()
        do {
            let replayed = try Ledger.state(on: process.disk, list: Self.policy.name)
            if let live = box.state.withLock({ $0 }), live.sequence == replayed.sequence, live != replayed {
                watch.change { $0.fault("the files say something else than the daemon has in memory") }
            }
        } catch {
            watch.change { $0.fault("the files cannot be read: \(error)") }
        }
    }

    /// The world behaves from now on: what was begun comes to its end, and nothing is left over.
    func comeToRest() {
        faults.end()
        relay.change { ($0.weather, $0.gone) = (.fair, []) }
        process.disk.fail(0..<0, .broken)
        process.die(after: .max)
        // Longer than the longest retry, the longest probe and the longest preview.
        let rest = clock.now() + .days(60)
        while clock.now() < rest, broken.isEmpty { pass(until: min(rest, clock.now() + .days(1))) }
        guard broken.isEmpty else { return }
        do {
            let numbers = mailbox.change { $0.numbers }
            let state = try Ledger.state(on: process.disk, list: Self.policy.name)
            let leftovers = [
                "\(mailbox.waiting) mails in the mailbox": mailbox.waiting > 0,
                "letters not sent: \(Self.text(of: state.letters))": state.letters.count > 0,
                "\(Array(state.posts.sending)) are not finished": !state.posts.sending.isEmpty,
                "\(state.forwards.ids.count) forwarded mails not sent": !state.forwards.ids.isEmpty,
                "jobs are left over": !(try process.disk.names(in: "outbox")).allSatisfy { name in
                    PostID(name).flatMap { state.posts[$0] }?.status == .stalled
                },
            ]
            for (words, isLeft) in leftovers where isLeft { watch.change { $0.fault(words) } }
            for finding in try Fsck.examine(process.disk, list: Self.policy.name) {
                watch.change { $0.fault("fsck: \(finding.file): \(finding.text)") }
            }
            for name in try namesOfErased() { watch.change { $0.fault("\(name) holds an address that was erased") } }
            watch.change { model in
                for mail in model.unnamed.compactMap({ numbers[$0] }) { model.note(quarantined: mail) }
                for words in model.unhandled { model.fault("lost: \(words)") }
                for debt in model.debts { model.fault(debt) }
                if Set(model.members) != Self.members(of: state) {
                    model.fault("the members are not who they should be")
                }
            }
        } catch {
            watch.change { $0.fault("the files cannot be read: \(error)") }
        }
    }

    /// Files in which an address stands that was erased, and has been in no mail since. A mail in quarantine may be one that the
    /// world itself could not read.
    private func namesOfErased() throws -> [String] {
        let erased = watch.change { $0.erased.map { Array($0.text.utf8) } }
        var names = [Journal.file, Snapshot.file]
        for folder in ["posts", "archive"] { names += try process.disk.names(in: folder).map { "\(folder)/\($0)" } }
        for job in try process.disk.names(in: "outbox") {
            names += try process.disk.names(in: "outbox/\(job)").map { "outbox/\(job)/\($0)" }
        }
        return try names.filter { name in
            let bytes = try process.disk.read(name) ?? []
            return erased.contains { address in
                bytes.indices.contains { start in
                    bytes[start...].starts(with: address)
                        // `p1@hel.fi` is not in `p11@hel.fi`.
                        && (start == 0 || !(0x30...0x7A).contains(bytes[start - 1]))
                }
            }
        }
    }

    private static func text(of letters: PendingLetters) -> String {
        letters.ids.sorted().compactMap { letters[$0] }
            .map { "\($0.letter.kind) of \($0.written) to \($0.letter.to.text)" }.joined(separator: ", ")
    }

    private static func members(of state: State) -> Set<Address> {
        var members: Set<Address> = []
        state.members.forEach { (member: Member) in members.insert(member.address) }
        return members
    }
}

/// What a task found, for whoever started it.
private final class StateBox: Sendable {
    let state = Mutex<State?>(nil)
}
