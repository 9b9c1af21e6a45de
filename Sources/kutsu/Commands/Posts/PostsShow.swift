import ArgumentParser
import Base
import Engine
import Glibc
import MailingList

extension PostsCommand {
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows one post, and what became of its copies.",
            discussion: """
                With --follow it shows on a terminal how far the copies are, until the last has come to its end.
                """)
        @OptionGroup var list: ListOption
        @OptionGroup var json: JsonOption
        @Flag(help: "Wait until all copies have come to their end.")
        var follow = false
        @Argument(help: "The post, as 'kutsu posts list' names it.")
        var id: String

        func run() throws {
            let context = try list.context()
            if follow { try followCopies(context) }
            Output.print(try text(context), end: "")
        }

        func text() throws -> String { try text(list.context()) }

        private func text(_ context: ListContext) throws(CommandError) -> String {
            let rules = try context.rules()
            let post = try rules.state.post(named: id)
            let shown = try ShownPost(post, rules, context)
            return json.isWanted ? shown.json.line + "\n" : shown.text
        }

        /// Looks at what the daemon writes, twice a second.
        private func followCopies(_ context: ListContext) throws(CommandError) {
            let post = try context.rules().state.post(named: id)
            guard post.status == .sending, var progress = try context.progress(of: post) else { return }
            let disk = try context.overlayDisk()
            var bar = ProgressBar("sending", total: progress.recipients)
            while context.isDaemonRunning, try isSending(context, progress) {
                let end = try context.page()?.postEnds[post.id.text]
                bar.show(progress.ended, note: end.map { "the last about \(context.shown($0))" } ?? "")
                usleep(500_000)
                try CommandError.onLedger { () throws(LedgerError) in try progress.refresh(on: disk) }
            }
            bar.finish()
        }

        /// The journal is looked at only where the copies tell that it may be over.
        private func isSending(_ context: ListContext, _ progress: PostProgress) throws(CommandError) -> Bool {
            if progress.ended < progress.recipients, try context.isInOutbox(id) { return true }
            return try context.rules().state.post(named: id).status == .sending
        }
    }
}

extension ListContext {
    /// Nil where no copy of it was sent, or nobody kept what became of them.
    fileprivate func progress(of post: Post) throws(CommandError) -> PostProgress? {
        let disk = try overlayDisk()
        return try CommandError.onLedger { () throws(LedgerError) in try PostProgress(of: post, on: disk) }
    }

    /// The daemon's page; nil where there is none.
    fileprivate func page() throws(CommandError) -> StatusPage? {
        let disk = try overlayDisk()
        do {
            return try disk.read(StatusPage.file).map { StatusPage(text: String(decoding: $0, as: UTF8.self)) }
        } catch {
            throw .world("\(error)")
        }
    }

    fileprivate func isInOutbox(_ id: String) throws(CommandError) -> Bool {
        let disk = try overlayDisk()
        return (try? disk.status(of: "outbox/\(id)")) != nil
    }

    fileprivate func outlook(_ page: StatusPage?) throws(CommandError) -> RelayOutlook {
        let (disk, now) = (try overlayDisk(), try clock().now())
        return try CommandError.onLedger { () throws(LedgerError) in
            try RelayOutlook(configuration.relays, on: disk, paces: page?.paces ?? [:], at: now)
        }
    }
}

/// A post with all that is known of it.
private struct ShownPost {
    let post: Post
    let rules: DecisionContext
    let context: ListContext
    /// What came of its copies so far; nil where none was sent.
    let report: Report?
    let untried: Int
    /// Nobody will get these: the post is over.
    let unsent: Int
    /// When the last member has it, or would have it if it were approved now; nil where nobody can tell.
    let ready: Instant?
    let isGrouped: Bool

    init(_ post: Post, _ rules: DecisionContext, _ context: ListContext) throws(CommandError) {
        (self.post, self.rules, self.context) = (post, rules, context)
        let progress = try context.progress(of: post)
        report = progress?.report ?? post.report
        untried = progress?.untried ?? 0
        unsent = progress?.unsent ?? 0
        let page = try context.page()
        let outlook = try context.outlook(page)
        let (recipients, isShareable) = (rules.recipients(of: post), post.isShareable)
        isGrouped = outlook.isGrouped(recipients: recipients, isShareable: isShareable)
        switch post.status {
        case .held:
            let waiting = context.isDaemonRunning ? page?.queue ?? 0 : 0
            ready = outlook.end(ofPostWith: recipients, isShareable: isShareable, after: waiting)
        case .sending: ready = context.isDaemonRunning ? page?.postEnds[post.id.text] : nil
        case .stalled, .finished, .cancelled, .expired: ready = nil
        }
    }

    var json: Json {
        var facts = rules.facts(of: post)
        facts.append(("copies", .text(isGrouped ? "grouped" : "personal")))
        facts.append(("ready", .orNull(ready?.text)))
        facts.append(("delivery", report.map(delivery) ?? .null))
        return .object(facts)
    }

    private func delivery(_ report: Report) -> Json {
        [
            "accepted": .number(report.accepted), "refused": .number(report.refused),
            "skipped": .number(report.skipped), "given_up": .number(report.delayed),
            "waiting": .number(untried), "tried_again": .number(max(0, report.pending - untried)),
            "uncertain": .number(report.unknown),
            "refusals": .list(
                report.reasons.map {
                    ["kind": .text($0.kind.rawValue), "recipients": .number($0.count), "text": .text($0.text)]
                }),
        ]
    }

    var text: String {
        var table = Table()
        table.add("post", post.id.text)
        table.add("status", post.status.explained)
        table.add("kind", post.kind.word)
        table.add("subject", post.subject)
        table.add("by", post.author.name.isEmpty ? "\(post.author.address)" : post.author.name)
        table.add("came", context.shown(post.held))
        if let approved = post.approved { table.add("approved", context.shown(approved)) }
        if post.status == .held { table.add("expires", context.shown(post.held + context.policy.approveWithin)) }
        table.add("recipients", String(rules.recipients(of: post)))
        if let audience = post.audience.explained { table.add("audience", audience) }
        table.add("copies", isGrouped ? "grouped: many recipients share a message" : "personal")
        if let ready {
            table.add("ready", "\(context.shown(ready))\(post.status == .held ? ", if it is approved now" : "")")
        }
        if let report { addCounts(of: report, to: &table) }
        for name in post.attachments { table.add("attachment", name) }
        let file = "\(context.directory)/posts/\(post.id.text).eml"
        table.add("file", post.isMailRemoved ? "removed, since it was older than retention.posts" : file)
        return table.text
    }

    private func addCounts(of report: Report, to table: inout Table) {
        table.add("accepted", String(report.accepted))
        let left =
            post.status == .cancelled
            ? [("not sent", unsent)] : [("waiting", untried), ("tried again", max(0, report.pending - untried))]
        let counts =
            left + [
                ("refused", report.refused), ("skipped", report.skipped), ("given up", report.delayed),
                ("uncertain", report.unknown),
            ]
        for (name, count) in counts where count > 0 { table.add(name, String(count)) }
        for reason in report.reasons {
            table.add("refusal", "\(reason.count) × \(reason.kind.rawValue): \(reason.text.harmless)")
        }
    }
}
