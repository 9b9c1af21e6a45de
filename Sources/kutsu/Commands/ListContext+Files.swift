import ArgumentParser
import Base
import Engine
import MailingList
import Rendering

/// How the commands get at a list's files.
extension ListContext {
    /// For commands that only look: the list as it is at this moment. Nothing on disk changes, and where there is no
    /// state directory yet the list is an empty one.
    func openReadOnly() throws(CommandError) -> State {
        let disk = try overlayDisk()
        return try CommandError.onLedger { () throws(LedgerError) in try Ledger.state(on: disk, list: policy.name) }
    }

    /// The same, with what the rules would say of it now.
    func rules() throws(CommandError) -> DecisionContext {
        DecisionContext(policy, try openReadOnly(), at: try clock().now())
    }

    func overlayDisk() throws(CommandError) -> OverlayDisk {
        OverlayDisk(over: hasDirectory ? try disk() : nil)
    }

    /// Commits what an admin asks, through the same rules and the same lock as the daemon, which reads it from the
    /// journal within a second.
    func decide(_ request: AdminRequest, in ledger: inout Ledger) throws(CommandError) -> Verdict {
        let now = try clock().now()
        let renderer = renderer(try signer(on: disk()))
        return try CommandError.onLedger { () throws(LedgerError) in
            try ledger.transact(at: now) { (batch: inout Batch) throws(LedgerError) -> Verdict in
                let decision = batch.decide(.admin(request), policy)
                let mail = try inWords { () throws(LetterError) in
                    try renderer.generatedMessage(of: decision, in: batch.state)
                }
                try batch.add(decision, source: .admin, mail: mail, policy: policy)
                return decision.verdict
            }
        }
    }

    var isDaemonRunning: Bool { hasDirectory && DaemonLock.isHeld(directory: directory) }

    /// As the clock on the wall shows it: `2026-11-21 12:00`.
    func shown(_ instant: Instant) -> String {
        let local = zone.local(of: instant)
        func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        return "\(local.year)-\(two(local.month))-\(two(local.day)) \(two(local.hour)):\(two(local.minute))"
    }
}

extension Language: ExpressibleByArgument {}
