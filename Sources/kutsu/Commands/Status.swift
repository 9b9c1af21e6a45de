import ArgumentParser
import Base
import Engine
import MailingList

/// How the list is.
struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows members, what is to be sent, the last poll and the last error.")
    @OptionGroup var list: ListOption
    @OptionGroup var json: JsonOption

    func run() throws {
        let context = try list.context()
        let status = try ListStatus(of: context, at: context.clock().now())
        Output.print(json.isWanted ? status.json.line + "\n" : status.text(context), end: "")
    }
}

/// What is known of a list at one moment: from its files, and from the page that its daemon keeps.
struct ListStatus {
    var now: Instant
    var name: String
    var isRunning: Bool
    var members: Int
    /// Mails to send. Without a daemon: at most so many.
    var queue: Int
    var queueEnds: Instant?
    /// Those that wait for somebody's answer, the oldest first.
    var waitingPosts: [Post]
    var sendingPosts: [Post]
    var lastPoll: Instant?
    var lastError: (time: Instant, text: String)?
    /// When the daemon last wrote its page; nil where it never did.
    var written: Instant?

    init(of context: ListContext, at now: Instant) throws(CommandError) {
        let disk = try context.overlayDisk()
        let (state, file) = try CommandError.onLedger { () throws(LedgerError) in
            let state = try Ledger.state(on: disk, list: context.policy.name)
            do throws(DiskError) {
                return (state, try disk.read(StatusPage.file))
            } catch {
                throw .disk(error)
            }
        }
        let page = file.map { StatusPage(text: String(decoding: $0, as: UTF8.self)) }
        self.now = now
        name = context.policy.name
        isRunning = context.isDaemonRunning
        members = state.members.count
        waitingPosts = state.posts.waiting
        sendingPosts = state.posts.sending
        lastPoll = page?.lastPoll
        lastError = page?.lastError
        written = page?.written
        if isRunning, let page {
            queue = page.queue
            queueEnds = page.queueEnds
        } else {
            queue = state.letters.count + state.forwards.ids.count + sendingPosts.reduce(0) { $0 + $1.recipients }
        }
    }

    /// Whether the daemon runs but does not move: its page is written every few seconds.
    var isStuck: Bool { isRunning && written.map { now.since($0) > 60 } ?? false }

    var json: Json {
        [
            "list": .text(name), "running": .flag(isRunning), "stuck": .flag(isStuck), "members": .number(members),
            "queue": .number(queue), "queue_ends": .orNull(queueEnds?.text),
            "held_posts": .texts(waitingPosts.map(\.id.text)), "sending_posts": .texts(sendingPosts.map(\.id.text)),
            "last_poll": .orNull(lastPoll?.text),
            "last_error": lastError.map { ["time": .text($0.time.text), "text": .text($0.text)] } ?? .null,
            "written": .orNull(written?.text),
        ]
    }

    func text(_ context: ListContext) -> String {
        var table = Table()
        table.add("list", name)
        table.add("daemon", daemon)
        table.add("members", String(members))
        table.add("queue", queueText(context))
        for post in sendingPosts { table.add("sending", "\(post.id)  \(post.subject.shortened(to: 60))") }
        for post in waitingPosts { table.add("waiting", "\(post.id)  \(post.subject.shortened(to: 60))") }
        table.add("last poll", lastPoll.map { "\(context.shown($0)), \(ago($0))" } ?? "never")
        table.add("last error", lastError.map { "\(context.shown($0.time)), \(ago($0.time)): \($0.text)" } ?? "none")
        return table.text
    }

    private var daemon: String {
        if !isRunning { return "not running (kutsu run, or systemctl start kutsu@\(name))" }
        guard isStuck, let written else { return "running" }
        return "running, but its last sign of life was \(ago(written)): see journalctl -u kutsu@\(name)"
    }

    private func queueText(_ context: ListContext) -> String {
        if queue == 0 { return "empty" }
        let bound = isRunning ? "" : "at most "
        return bound + Counted.mails(queue) + (queueEnds.map { ", done about \(context.shown($0))" } ?? "")
    }

    /// `5 s ago`, `3 min ago`.
    private func ago(_ time: Instant) -> String {
        let seconds = max(0, now.since(time).count)
        switch seconds {
        case ..<120: return "\(seconds) s ago"
        case ..<7200: return "\(seconds / 60) min ago"
        case ..<172_800: return "\(seconds / 3600) h ago"
        default: return "\(seconds / 86_400) days ago"
        }
    }
}
