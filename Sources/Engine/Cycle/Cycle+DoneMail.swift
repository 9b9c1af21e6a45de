import Base
import Logging
import MailingList

/// `retention.done_mail`: handled mail goes from the server when it is old, once a day, a portion at a time: new mail is
/// looked for in between.
extension Cycle {
    /// How far today's walk through the done folder has come.
    struct DoneWalk {
        /// The next one begins then.
        var next = Instant.earliest
        /// Where in the folder it goes on.
        var place = 1

        mutating func end(at now: Instant) { self = DoneWalk(next: now + .days(1)) }
    }

    /// Whether a portion was looked at.
    func removeDoneMail() async throws(IntakeError) -> Bool {
        guard let length = parts.policy.retention.doneMail else { return false }
        let now = parts.clock.now()
        // A clock that was set back is no reason to wait.
        guard doneWalk.next <= now || doneWalk.next > now + .days(1) else { return false }
        let removal: DoneRemoval
        do throws(MailboxError) {
            removal = try await parts.mailbox.removeDone(receivedBefore: now - length, from: doneWalk.place)
        } catch {
            guard error.kind == .refused else { throw .mailbox(error) }
            doneWalk.end(at: now)
            let text = "mailbox: handled mail cannot be removed by its age: \(error)"
            parts.logger.warning("\(text)")
            statusPage.failed(text, at: now)
            return false
        }
        if let place = removal.next { doneWalk.place = place } else { doneWalk.end(at: now) }
        guard removal.removed > 0 else { return true }
        parts.logger.notice("\(removal.removed) handled mails were older than retention.done_mail and are removed")
        do throws(LedgerError) {
            _ = try commit(.doneMailRemoved(removal.removed), source: .clock)
        } catch {
            throw .ledger(error)
        }
        return true
    }
}
