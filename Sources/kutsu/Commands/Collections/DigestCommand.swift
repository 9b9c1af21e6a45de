import ArgumentParser
import Base
import Engine
import Mail
import MailingList
import Rendering

/// The digest of a collection, before its time.
struct DigestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "digest",
        abstract: "Shows the next digest, or sends it now.",
        subcommands: [Preview.self, Send.self])

    struct Preview: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes the next digest as it stands: an .eml and an .html file for each language.",
            discussion: "Nothing is sent and nothing changes.")
        @OptionGroup var list: ListOption
        @OptionGroup var collection: CollectionOption
        @Option(name: .shortAndLong, help: "The folder to write into; it is made where there is none.")
        var output = "."

        func run() throws { Output.print(try answer(), end: "") }

        func answer() throws -> String {
            let context = try list.context()
            let now = try context.clock().now()
            let state = try context.openReadOnly()
            let rules = DecisionContext(context.policy, state, at: now)
            let name = try collection.name(in: context.policy)
            guard let decision = rules.sendDigest(of: name),
                case .post(.dispatched(let post))? = decision.entries.first
            else { throw CommandError.noItems(in: name) }
            let renderer = context.renderer(try context.signer(on: context.overlayDisk()))
            guard SystemFiles.makeFolders(output) else {
                throw CommandError.world("\(output): cannot be made: name a folder of yours with --output")
            }
            var written = ""
            for language in context.policy.languages {
                let mail = try renderer.digest(post, state.items.kept(in: name), language)
                let html = Message(mail).htmlPart.map { Message(mail).text(of: $0) } ?? ""
                for (kind, bytes) in [("eml", mail), ("html", Array(html.utf8))] {
                    let file = "\(output)/digest.\(language.rawValue).\(kind)"
                    guard SystemFiles.write(bytes, to: file) else {
                        throw CommandError.world("\(file): cannot be written: name a folder of yours with --output")
                    }
                    written += file + "\n"
                }
            }
            if let next = rules.nextDigest(of: name) {
                written += "it goes out on \(context.shown(next)) to \(Counted.of(post.recipients, "recipient"))\n"
            }
            return written
        }
    }

    struct Send: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Sends all that was kept, now; the next digest has what comes after.")
        @OptionGroup var list: ListOption
        @OptionGroup var collection: CollectionOption

        func run() throws { Output.print(try answer()) }

        func answer() throws(CommandError) -> String {
            let context = try list.context()
            var ledger = try context.ledger(on: context.disk())
            let name = try collection.name(in: context.policy)
            let count = ledger.state.items.kept(in: name).count
            guard try context.decide(.sendDigest(name), in: &ledger) == .dispatched else { throw .noItems(in: name) }
            let start = context.isDaemonRunning ? "" : "; it goes out when the daemon runs"
            return "a digest of \(Counted.of(count, name == .tips ? "tip" : "item")) is on its way\(start)"
        }
    }
}

extension CommandError {
    fileprivate static func noItems(in name: CollectionName) -> CommandError {
        let (item, option) = name == .tips ? ("tip", "") : ("item of \(name)", " --collection \(name)")
        return .world(
            "no \(item) is kept for a digest, so there is none; 'kutsu tips list\(option)' shows what waits for a "
                + "coordinator")
    }
}
