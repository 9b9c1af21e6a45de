import Base
import Engine
import MailingList
import Rendering

/// The state directory, its files, and what they mean for the configuration.
enum StateCheck {
    static func findings(_ context: ListContext) -> [Finding] {
        let directory = context.directory
        guard context.hasDirectory else {
            let missing = Finding(.good, "state: \(directory) is not there yet; the first start makes it")
            return [missing] + pace(context, members: 0)
        }
        do throws(CommandError) { try Privileges.takeOnOwner(of: directory) } catch {
            return [Finding(.broken, "state: \(error)")]
        }
        guard FileFacts.isWritable(directory) else {
            return [
                Finding(.broken, "state: \(directory) cannot be written by this user; run this as root or as its owner")
            ]
        }
        var findings = [access(directory)] + room(at: directory)
        do throws(CommandError) {
            findings += try files(context)
            let state = try context.openReadOnly()
            findings += domains(state.members, context.policy) + pace(context, members: state.members.count)
        } catch {
            // What the ledger refuses, the files' own check has told already, and better.
            let isTold = findings.contains { $0.grade == .broken }
            if !isTold { findings.append(Finding(.broken, "files: \(error)")) }
        }
        let daemon = context.isDaemonRunning ? "is running" : "is not running"
        return findings + [Finding(.good, "daemon: \(daemon)")]
    }

    /// Whether the daemon never looked into the mailbox.
    static func isBeforeFirstIntake(_ context: ListContext) -> Bool {
        guard context.hasDirectory else { return true }
        do throws(CommandError) { return try context.openReadOnly().seen.isNew } catch { return false }
    }

    /// Whether others get at it is told before, with all that others could get at.
    private static func access(_ directory: String) -> Finding {
        Finding(.good, "state: \(directory)")
    }

    private static func room(at directory: String) -> [Finding] {
        guard let room = FileFacts.room(at: directory) else { return [] }
        return [self.room(bytes: room.bytes, files: room.files)]
    }

    static func room(bytes: UInt64, files: UInt64) -> Finding {
        let free = LocalizedFormat.size(bytes: Int(clamping: bytes), .en)
        let text = "disk: \(free) are free"
        if bytes < 100_000_000 || files < 100 { return Finding(.broken, "\(text): make room, or intake stops") }
        if bytes < 1_000_000_000 || files < 10_000 { return Finding(.doubtful, "\(text): make room soon") }
        return Finding(.good, text)
    }

    private static func files(_ context: ListContext) throws(CommandError) -> [Finding] {
        let disk = try context.overlayDisk()
        let found = try CommandError.onLedger { () throws(LedgerError) in
            try Fsck.examine(disk, list: context.policy.name)
        }
        if found.isEmpty { return [Finding(.good, "files: whole")] }
        return found.map { finding in
            Finding(
                finding.severity == .damaged ? .broken : .doubtful,
                "files: \(finding.place): \(finding.text); see kutsu fsck")
        }
    }

    /// The rule may have become narrower since they joined.
    private static func domains(_ members: Members, _ policy: Policy) -> [Finding] {
        var strangers = 0
        members.forEach { (member: Member) in if policy.admission(of: member.address) == .refused { strangers += 1 } }
        if strangers == 0 { return [] }
        return [
            Finding(
                .doubtful,
                "members: \(strangers) of them could not join today, since their domain is not among joining.domains; "
                    + "nothing happens to them")
        ]
    }

    /// How long an announcement takes at the pace that the providers allow.
    private static func pace(_ context: ListContext, members: Int) -> [Finding] {
        context.configuration.relays.map { pace($0, members: members) }
    }

    static func pace(_ relay: Configuration.Relay, members: Int) -> Finding {
        let limits = [relay.perMinute.map { "\($0) a minute" }, relay.perDay.map { "\($0) a day" }].compactMap { $0 }
        if limits.isEmpty { return Finding(.good, "quota: \(relay.url) sets its own pace") }
        let text = "quota: \(relay.url) takes \(limits.joined(separator: ", "))"
        if let perDay = relay.perDay, members > perDay {
            let days = (members + perDay - 1) / perDay
            return Finding(
                .doubtful,
                "\(text): an announcement to \(Counted.members(members)) takes \(days) days; another [[relay]] shares "
                    + "the work")
        }
        guard let perMinute = relay.perMinute, members > 0, relay.copies == .personal else {
            return Finding(.good, text)
        }
        let minutes = (members + perMinute - 1) / perMinute
        return Finding(.good, "\(text): an announcement takes about \(Counted.of(minutes, "minute"))")
    }
}
