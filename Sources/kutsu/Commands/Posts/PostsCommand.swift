import ArgumentParser
import Base
import Engine
import MailingList

/// What coordinators sent, and saying yes or no to it without mail.
struct PostsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "posts",
        abstract: "Lists posts, and approves or cancels those that wait.",
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

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows one post.")
        @OptionGroup var list: ListOption
        @OptionGroup var json: JsonOption
        @Argument(help: "The post, as 'kutsu posts list' names it.")
        var id: String

        func run() throws { Output.print(try text(), end: "") }

        func text() throws(CommandError) -> String {
            let context = try list.context()
            let rules = try context.rules()
            let post = try rules.state.post(named: id)
            if json.isWanted { return rules.json(of: post).line + "\n" }
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
            for name in post.attachments { table.add("attachment", name) }
            table.add("file", "\(context.directory)/posts/\(post.id.text).eml")
            return table.text
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
            abstract: "Drops a post that waits; its coordinator is told.")
        @OptionGroup var list: ListOption
        @Argument(help: "The post, as 'kutsu posts list' names it.")
        var id: String

        func run() throws { Output.print(try answer()) }

        func answer() throws(CommandError) -> String {
            let context = try list.context()
            var ledger = try context.ledger(on: context.disk())
            let post = try ledger.state.openPost(named: id)
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
    fileprivate func recipients(of post: Post) -> Int {
        post.recipients > 0 ? post.recipients : post.status == .held ? recipientCount(of: post) : 0
    }

    fileprivate func json(of post: Post) -> Json {
        [
            "id": .text(post.id.text), "status": .text(post.status.rawValue), "subject": .text(post.subject),
            "author": ["name": .text(post.author.name), "addr": .text(post.author.address.text)],
            "audience": .orNull(post.audience.language?.rawValue), "topics": .texts(post.audience.topics.map(\.text)),
            "held": .text(post.held.text),
            "approved": .orNull(post.approved?.text),
            "expires": .orNull(post.status == .held ? (post.held + policy.approveWithin).text : nil),
            "recipients": .number(recipients(of: post)), "attachments": .texts(post.attachments),
            "kind": .text(post.kind.word),
        ]
    }
}

extension State {
    fileprivate func post(named id: String) throws(CommandError) -> Post {
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
    fileprivate var word: String {
        switch self {
        case .announcement: "announcement"
        case .invitation: "invitation"
        case .cancellation: "cancellation"
        case .reminder: "reminder"
        case .digest: "digest"
        }
    }
}

extension Post.Status {
    fileprivate var explained: String {
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
