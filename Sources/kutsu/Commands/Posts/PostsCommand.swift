import ArgumentParser
import Base
import Engine
import MailingList

/// What coordinators sent, and saying yes or no to it without mail.
struct PostsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "posts",
        abstract: "Lists posts, approves those that wait, and cancels.",
        subcommands: [List.self, Show.self, Approve.self, Cancel.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists all posts, the newest last.")
        @OptionGroup var list: ListOption
        @OptionGroup var json: JsonOption

        func run() throws { Output.print(try text(), end: "") }

        func text() throws(CommandError) -> String {
            let context = try list.context()
            let rules = try context.rules()
            let posts = rules.state.posts.all.sorted { ($0.held, $0.id) < ($1.held, $1.id) }
            if json.isWanted { return Json.list(posts.map { rules.json(of: $0) }).line + "\n" }
            var table = Table(heading: ["id", "status", "kind", "came", "to", "by", "subject"])
            for post in posts {
                table.add(
                    post.id.text, post.status.rawValue, post.kind.word, context.shown(post.held),
                    String(rules.recipients(of: post)),
                    post.author.name.isEmpty ? "\(post.author.address)" : post.author.name.shortened(to: 30),
                    post.subject.shortened(to: 60))
            }
            return table.isEmpty ? "no posts\n" : table.text
        }
    }

    struct Approve: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Sends a post that waits to the members, as an answer to its preview does.")
        @OptionGroup var list: ListOption
        @Argument(help: "The post, as 'kutsu posts list' names it.")
        var id: String

        func run() throws { Output.print(try answer()) }

        func answer() throws(CommandError) -> String {
            let context = try list.context()
            var ledger = try context.ledger(on: context.disk())
            let post = try ledger.state.openPost(named: id)
            guard try context.decide(.approve(post.id), in: &ledger) != .notOpen else { throw .notWaiting(post) }
            let count = ledger.state.posts[post.id]?.recipients ?? 0
            let start = context.isDaemonRunning ? "" : "; they go out when the daemon runs"
            return "approved: \(Counted.of(count, "copy", many: "copies")) to send\(start)"
        }
    }

    struct Cancel: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Drops a post that waits, or stops one that is being sent; its coordinator is told.")
        @OptionGroup var list: ListOption
        @Argument(help: "The post, as 'kutsu posts list' names it.")
        var id: String

        func run() throws { Output.print(try answer()) }

        func answer() throws(CommandError) -> String {
            let context = try list.context()
            var ledger = try context.ledger(on: context.disk())
            let post = try ledger.state.post(named: id)
            guard try context.decide(.cancel(post.id), in: &ledger) != .notOpen else { throw .notWaiting(post) }
            return "cancelled"
        }
    }
}

extension Audience {
    /// In words for an admin; nil for everybody.
    var explained: String? {
        let limits = [
            language.map { "whose language is \($0.rawValue)" },
            topics.isEmpty ? nil : "who follow \(topics.map(\.text).joined(separator: " or "))",
        ].compactMap { $0 }
        return limits.isEmpty ? nil : "members " + limits.joined(separator: " and ")
    }
}

extension DecisionContext {
    /// How many got it, or would get it now.
    func recipients(of post: Post) -> Int {
        post.recipients > 0 ? post.recipients : post.status == .held ? recipientCount(of: post) : 0
    }

    func json(of post: Post) -> Json { .object(facts(of: post)) }

    func facts(of post: Post) -> [(key: String, value: Json)] {
        let expires = post.status == .held ? (post.held + policy.approveWithin).text : nil
        return [
            ("id", .text(post.id.text)), ("status", .text(post.status.rawValue)), ("subject", .text(post.subject)),
            ("author", ["name": .text(post.author.name), "addr": .text(post.author.address.text)]),
            ("audience", .orNull(post.audience.language?.rawValue)),
            ("topics", .texts(post.audience.topics.map(\.text))), ("held", .text(post.held.text)),
            ("approved", .orNull(post.approved?.text)), ("expires", .orNull(expires)),
            ("recipients", .number(recipients(of: post))), ("attachments", .texts(post.attachments)),
            ("kind", .text(post.kind.word)),
        ]
    }
}

extension State {
    func post(named id: String) throws(CommandError) -> Post {
        guard let post = PostID(id).flatMap({ posts[$0] }) else {
            throw .world("there is no such post; 'kutsu posts list' shows which there are")
        }
        return post
    }

    fileprivate func openPost(named id: String) throws(CommandError) -> Post {
        let post = try post(named: id)
        guard post.status.isOpen else { throw .notWaiting(post) }
        return post
    }
}

extension CommandError {
    fileprivate static func notWaiting(_ post: Post) -> CommandError {
        .world("post \(post.id) does not wait for an answer: \(post.status.explained)")
    }
}

extension Post.Kind {
    var word: String {
        switch self {
        case .announcement: "announcement"
        case .invitation: "invitation"
        case .cancellation: "cancellation"
        case .reminder: "reminder"
        case .digest: "digest"
        case .roundup: "roundup"
        }
    }
}

extension Post.Status {
    var explained: String {
        switch self {
        case .held: "held: waits for an answer to its preview"
        case .sending: "sending: its copies are on their way"
        case .stalled: "asleep: its copies were silent for a day, and a coordinator is asked"
        case .finished: "finished: its copies came to an end"
        case .cancelled: "cancelled"
        case .expired: "expired: nobody answered its preview in time"
        }
    }
}
