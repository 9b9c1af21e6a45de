import ArgumentParser
import Base
import Engine
import MailingList
import Rendering

/// What members sent for the next digest: tips, or the items of another collection.
struct TipsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tips",
        abstract: "Lists the tips for the next digest, and approves or drops them; --collection has other items.",
        subcommands: [List.self, Approve.self, Drop.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists all tips, the newest last.")
        @OptionGroup var list: ListOption
        @OptionGroup var collection: CollectionOption
        @OptionGroup var json: JsonOption

        func run() throws { Output.print(try text(), end: "") }

        func text() throws(CommandError) -> String {
            let context = try list.context()
            let name = try collection.name(in: context.policy)
            let tips = try context.openReadOnly().items.all.filter { $0.collection == name }
            if json.isWanted { return Json.list(tips.map(\.json)).line + "\n" }
            var table = Table(heading: ["id", "status", "came", "language", "by", "proven", "text"])
            for tip in tips {
                table.add(
                    tip.id.text, tip.status.rawValue, context.shown(tip.received), tip.language.rawValue,
                    tip.author.name.isEmpty ? "\(tip.author.address)" : tip.author.name.shortened(to: 30),
                    tip.isProven ? "yes" : "no", tip.firstWords.shortened(to: 60))
            }
            return table.isEmpty ? "no \(name)\n" : table.text
        }
    }

    struct Approve: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Keeps a tip that waits for the next digest, as a coordinator's answer does.")
        @OptionGroup var list: ListOption
        @Argument(help: "The tip or item, as 'kutsu tips list' names it.")
        var id: String

        func run() throws { Output.print(try answer()) }

        func answer() throws(CommandError) -> String {
            let context = try list.context()
            var ledger = try context.ledger(on: context.disk())
            let tip = try ledger.state.tip(named: id)
            guard try context.decide(.keepItem(tip.id), in: &ledger) != .notOpen else {
                throw .world("tip \(tip.id) does not wait for an answer: it is \(tip.status.rawValue)")
            }
            return "kept for the next digest"
        }
    }

    struct Drop: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Drops a tip, whether it waits or was kept; nobody is told.")
        @OptionGroup var list: ListOption
        @Argument(help: "The tip or item, as 'kutsu tips list' names it.")
        var id: String

        func run() throws { Output.print(try answer()) }

        func answer() throws(CommandError) -> String {
            let context = try list.context()
            var ledger = try context.ledger(on: context.disk())
            let tip = try ledger.state.tip(named: id)
            guard try context.decide(.dropItem(tip.id), in: &ledger) != .notOpen else {
                throw .world("tip \(tip.id) cannot be dropped: its digest is on its way")
            }
            return "dropped"
        }
    }
}

extension State {
    fileprivate func tip(named id: String) throws(CommandError) -> Item {
        guard let tip = ItemID(id).flatMap({ items[$0] }) else {
            throw .world("there is no such tip; 'kutsu tips list' shows which there are")
        }
        return tip
    }
}

extension Item {
    fileprivate var json: Json {
        [
            "id": .text(id.text), "status": .text(status.rawValue), "proven": .flag(isProven),
            "language": .text(language.rawValue),
            "author": ["name": .text(author.name), "addr": .text(author.address.text)],
            "received": .text(received.text), "kept": .orNull(kept?.text), "text": .text(text),
            "links": .texts(Hyperlink.addresses(in: text)),
        ]
    }
}
