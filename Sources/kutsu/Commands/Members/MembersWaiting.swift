import ArgumentParser
import Base
import Engine
import MailingList

/// Who waits to be let in, and a coordinator's yes or no on the command line.
extension MembersCommand {
    struct Waiting: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists who waits for a coordinator's yes to join.",
            discussion: "Nobody does unless joining.approval says so. Coordinators answer by mail as well.")
        @OptionGroup var list: ListOption
        @OptionGroup var json: JsonOption

        func run() throws { Output.print(try text(), end: "") }

        func text() throws(CommandError) -> String {
            let context = try list.context()
            let requests = try context.openReadOnly().joinRequests.all
            if json.isWanted { return Json.list(requests.map(\.json)).line + "\n" }
            var table = Table(heading: ["address", "language", "asked", "until", "name", "words"])
            for request in requests {
                table.add(
                    request.address.text, request.language.rawValue, context.shown(request.asked),
                    context.shown(request.expiry), request.name.shortened(to: 30), request.words.shortened(to: 60))
            }
            return table.isEmpty ? "nobody waits\n" : table.text
        }
    }

    struct Admit: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lets in somebody who waits, as a coordinator's yes does; a welcome letter goes out.")
        @OptionGroup var list: ListOption
        @Argument(help: "The addresses, as 'kutsu members waiting' shows them.")
        var addresses: [String]

        func run() throws { Output.print(try list.context().answer(addresses, yes: true)) }
    }

    struct Decline: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says no to somebody who waits, as a coordinator's no does; a kind letter goes out.")
        @OptionGroup var list: ListOption
        @Argument(help: "The addresses, as 'kutsu members waiting' shows them.")
        var addresses: [String]

        func run() throws { Output.print(try list.context().answer(addresses, yes: false)) }
    }
}

extension ListContext {
    fileprivate func answer(_ addresses: [String], yes: Bool) throws(CommandError) -> String {
        let people = try Address.arguments(addresses)
        var ledger = try ledger(on: disk())
        guard people.allSatisfy({ ledger.state.joinRequests[$0] != nil }) else {
            throw .world(
                "one of the addresses does not wait; 'kutsu members waiting' shows who does; nothing was changed")
        }
        for person in Set(people) { _ = try decide(.answerJoining(person, yes: yes), in: &ledger) }
        let count = Set(people).count
        return yes ? "let in \(Counted.members(count))" : "declined \(Counted.of(count, "request"))"
    }
}

extension JoinRequest {
    fileprivate var json: Json {
        [
            "address": .text(address.text), "name": .text(name), "language": .text(language.rawValue),
            "asked": .text(asked.text), "until": .text(expiry.text), "words": .text(words),
        ]
    }
}
