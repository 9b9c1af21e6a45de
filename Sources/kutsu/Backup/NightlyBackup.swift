import Base
import Engine
import Logging
import MailingList
import Wire

/// Takes a backup into the mailbox every night, beside the daemon's own work. One that failed, or was missed because the
/// machine was off, is made up for within the hour.
struct NightlyBackup: Sendable {
    let backup: MailboxBackup
    let clock: any Clock
    let logger: Logger

    /// Nil where the configuration wants none.
    init?(
        _ context: ListContext, keeper: TokenKeeper?, executor: PollExecutor, logger: Logger
    ) throws(CommandError) {
        guard let settings = context.configuration.backup else { return nil }
        backup = MailboxBackup(context: context, settings: settings, keeper: keeper, executor: executor)
        clock = try context.clock()
        self.logger = logger
    }

    func run() async {
        let schedule = Schedule(.everyDay, at: backup.settings.at)
        var last: Instant?
        var trouble: String?
        while !Task.isCancelled {
            do throws(CommandError) {
                if last == nil { last = try await backup.newest() }
                let now = clock.now()
                let due = schedule.latest(upTo: now, in: backup.context.zone) ?? .earliest
                if last.map({ $0 < due }) ?? true {
                    let facts = try await backup.save(at: now)
                    last = now
                    logger.info("a backup of \(facts.files) files went into the mailbox")
                }
                if trouble != nil { logger.notice("backups go into the mailbox again") }
                trouble = nil
            } catch {
                if Task.isCancelled { return }
                if trouble != error.description { logger.error("no backup: \(error)") }
                trouble = error.description
            }
            let now = clock.now()
            let next = min(schedule.next(after: now, in: backup.context.zone), now + .hours(1))
            await clock.sleep(.seconds(max(1, next.since(now).count)))
        }
    }
}
