import Base
import Engine
import MailingList
import OAuth

/// What is known of a list at one moment: from its files, and from the page that its daemon keeps.
struct ListStatus {
    var now: Instant
    var name: String
    var isRunning: Bool
    var members: Int
    /// Mails to send. Without a daemon: at most so many.
    var queue: Int
    /// When the last of them will have gone out; nil where nobody can tell.
    var queueEnds: Instant?
    /// The same of each post on its way, by its id.
    var postEnds: [String: Instant] = [:]
    /// Those of them that cannot be put into words.
    var unrenderable = 0
    /// Those that wait for somebody's answer, the oldest first.
    var waitingPosts: [Post]
    var sendingPosts: [Post]
    var lastPoll: Instant?
    var lastError: (time: Instant, text: String)?
    /// What the running daemon cannot do at the moment, in the order of ``StatusPage/Place``.
    var troubles: [(place: StatusPage.Place, trouble: StatusPage.Trouble)] = []
    /// What went since it was older than `[retention]` lets it be.
    var removals = Removals()
    /// What a person must renew within a month.
    var ending: [Expiry] = []
    /// When the daemon last wrote its page; nil where it never did.
    var written: Instant?
    /// Bytes; nil where nobody can tell.
    var freeBytes: UInt64?
    var isDiskFull: Bool

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
        let room = FileFacts.room(at: context.directory)
        let page = file.map { StatusPage(text: String(decoding: $0, as: UTF8.self)) }
        self.init(
            of: state, page: page, name: context.policy.name, isRunning: context.isDaemonRunning, room: room, at: now)
        ending = try context.expiries().filter { $0.isNear(at: now) }
    }

    init(
        of state: State, page: StatusPage?, name: String, isRunning: Bool, room: (bytes: UInt64, files: UInt64)?,
        at now: Instant
    ) {
        // A disk that became full can leave an empty page.
        let page = page.flatMap { $0.written == StatusPage.never ? nil : $0 }
        self.now = now
        self.name = name
        self.isRunning = isRunning
        members = state.members.count
        waitingPosts = state.posts.waiting
        sendingPosts = state.posts.sending
        removals = state.removals
        lastPoll = page?.lastPoll
        lastError = page?.lastError
        written = page?.written
        freeBytes = room?.bytes
        isDiskFull = room.map { $0.bytes < Self.leastRoom || $0.files < 16 } ?? false
        if isRunning, let page {
            queue = page.queue
            (queueEnds, postEnds) = (page.queueEnds, page.postEnds)
            troubles = StatusPage.Place.allCases.compactMap { place in page.troubles[place].map { (place, $0) } }
            unrenderable = page.unrenderable
        } else {
            queue = state.letters.count + state.forwards.ids.count + sendingPosts.reduce(0) { $0 + $1.recipients }
        }
    }

    /// Less than this holds hardly one mail.
    private static let leastRoom: UInt64 = 1 << 20
    /// What recovers within this needs nobody.
    private static let grace = Seconds.minutes(10)

    /// Whether the daemon runs but does not move: its page is written four times a minute. A full disk keeps it from that.
    var isStuck: Bool { isRunning && !isDiskFull && (written.map { now.since($0) > 60 } ?? false) }

    /// Whether mail comes in and goes out, as far as can be seen.
    var isWorking: Bool {
        isRunning && !isStuck && !isDiskFull && troubles.allSatisfy { now.since($0.trouble.since) <= Self.grace }
    }

    var json: Json {
        [
            "list": .text(name), "works": .flag(isWorking), "running": .flag(isRunning), "stuck": .flag(isStuck),
            "disk_full": .flag(isDiskFull), "members": .number(members),
            "queue": .number(queue), "queue_ends": .orNull(queueEnds?.text),
            "post_ends": .object(
                sendingPosts.compactMap { post in postEnds[post.id.text].map { (post.id.text, .text($0.text)) } }),
            "unrenderable": .number(unrenderable),
            "held_posts": .texts(waitingPosts.map(\.id.text)), "sending_posts": .texts(sendingPosts.map(\.id.text)),
            "last_poll": .orNull(lastPoll?.text),
            "last_error": lastError.map { ["time": .text($0.time.text), "text": .text($0.text)] } ?? .null,
            "troubles": .list(
                troubles.map { place, trouble in
                    [
                        "where": .text(place.rawValue), "since": .text(trouble.since.text),
                        "text": .text(trouble.text),
                    ]
                }),
            "removed": [
                "posts": .number(removals.posts), "done_mails": .number(removals.done),
                "quarantined": .number(removals.quarantined), "last": .orNull(removals.latest?.text),
            ],
            "ending": .list(ending.map { ["what": .text($0.subject.rawValue), "ends": .text($0.ends.text)] }),

            "written": .orNull(written?.text),
        ]
    }

    func text(_ context: ListContext) -> String {
        var table = Table()
        table.add("list", name)
        table.add("daemon", daemon)
        if isDiskFull { table.add("disk", "full: no mail is taken in until there is room in \(context.directory)") }
        table.add("members", String(members))
        table.add("queue", queueText(context))
        if unrenderable > 0 {
            table.add("unwritten", "\(Counted.mails(unrenderable)): a letter of yours or a file is wrong, see the log")
        }
        for post in sendingPosts {
            let end = postEnds[post.id.text].map { ", the last about \(context.shown($0))" } ?? ""
            table.add("sending", "\(post.id)  \(post.subject.shortened(to: 60))\(end)")
        }
        for post in waitingPosts { table.add("waiting", "\(post.id)  \(post.subject.shortened(to: 60))") }
        for (place, trouble) in troubles {
            table.add("trouble", "\(place.rawValue), since \(context.shown(trouble.since)): \(trouble.text)")
        }
        table.add("last poll", lastPoll.map { "\(context.shown($0)), \(ago($0))" } ?? "never")
        table.add("last error", lastError.map { "\(context.shown($0.time)), \(ago($0.time)): \($0.text)" } ?? "none")
        if let latest = removals.latest {
            table.add(
                "removed by age",
                "mails of \(Counted.posts(removals.posts)), \(Counted.mails(removals.done)) on the server, "
                    + "\(Counted.mails(removals.quarantined)) in quarantine; last \(ago(latest))")
        }
        for expiry in ending { table.add("ends soon", expiry.sentence(at: now)) }
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
