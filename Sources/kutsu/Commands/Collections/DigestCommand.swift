import ArgumentParser
import Base
import Engine
import Mail
import MailingList
import Rendering

/// The digest of members' tips, before its time.
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
        @Option(name: .shortAndLong, help: "The folder to write into.")
        var output = "."

        func run() throws { Output.print(try answer(), end: "") }

        func answer() throws -> String {
            let context = try list.context()
            let now = try context.clock().now()
            let state = try context.openReadOnly()
            let rules = DecisionContext(context.policy, state, at: now)
            guard let decision = rules.sendDigest(of: .tips),
                case .post(.dispatched(let post))? = decision.entries.first
            else { throw CommandError.noTips }
            let renderer = context.renderer(try context.signer(on: context.overlayDisk()))
            var written = ""
            for language in context.policy.languages {
                let mail = try renderer.digest(post, state.items.kept(in: .tips), language)
                let html = Message(mail).htmlPart.map { Message(mail).text(of: $0) } ?? ""
                for (kind, bytes) in [("eml", mail), ("html", Array(html.utf8))] {
                    let file = "\(output)/digest.\(language.rawValue).\(kind)"
                    guard SystemFiles.write(bytes, to: file) else {
                        throw CommandError.world("\(file): cannot be written: name a folder of yours with --output")
                    }
                    written += file + "\n"
                }
            }
            if let next = rules.nextDigest(of: .tips) {
                written += "it goes out on \(context.shown(next)) to \(Counted.of(post.recipients, "recipient"))\n"
            }
            return written
        }
    }

    struct Send: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Sends all kept tips now; the next digest has those that come after.")
        @OptionGroup var list: ListOption

        func run() throws { Output.print(try answer()) }

        func answer() throws(CommandError) -> String {
            let context = try list.context()
            var ledger = try context.ledger(on: context.disk())
            let count = ledger.state.items.kept(in: .tips).count
            guard try context.decide(.sendDigest(.tips), in: &ledger) == .dispatched else { throw .noTips }
            let start = context.isDaemonRunning ? "" : "; it goes out when the daemon runs"
            return "a digest of \(Counted.of(count, "tip")) is on its way\(start)"
        }
    }
}

extension CommandError {
    fileprivate static let noTips = CommandError.world(
        "no tip is kept for a digest, so there is none; 'kutsu tips list' shows those that wait for a coordinator")
}
