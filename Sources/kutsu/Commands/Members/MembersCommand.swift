import ArgumentParser
import Base
import Engine
import MailingList
import Rendering

/// Who is on the list, and changing that by hand.
struct MembersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "members",
        abstract: "Lists, adds, removes, imports and exports members, and what they choose.",
        subcommands: [
            List.self, Show.self, Add.self, Remove.self, Import.self, Sync.self, Export.self, Pause.self, Resume.self,
            Gets.self, Forget.self,
            Waiting.self, Admit.self, Decline.self,
        ])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists all members.")
        @OptionGroup var list: ListOption
        @OptionGroup var json: JsonOption

        func run() throws {
            let context = try list.context()
            var output = PagedOutput()
            print(try context.openReadOnly().members, of: context, to: &output)
        }

        func print(_ members: Members, of context: ListContext, to output: inout PagedOutput) {
            var everybody: [Member] = []
            members.forEach { (member: Member) in everybody.append(member) }
            everybody.sort { $0.address < $1.address }
            guard json.isWanted else {
                var table = Table(heading: ["address", "language", "joined", "by", "topics", "gets", "pause"])
                for member in everybody {
                    table.add(
                        member.address.text, member.language.rawValue, context.shown(member.joined),
                        member.consent.means.rawValue, member.topics.joined(separator: " "), member.portion,
                        context.shown(member.choices.pause))
                }
                return output.add(table.isEmpty ? "no members\n" : table.text)
            }
            output.add("[")
            for (index, member) in everybody.enumerated() { output.add((index == 0 ? "\n" : ",\n") + member.json.line) }
            output.add("\n]\n")
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows all that is held of one member.")
        @OptionGroup var list: ListOption
        @OptionGroup var json: JsonOption
        @Argument(help: "The member's address.")
        var address: String

        func run() throws { Output.print(try text(), end: "") }

        func text() throws(CommandError) -> String {
            let context = try list.context()
            guard let address = Address(address) else {
                throw .usage("this is no mail address: write it as name@domain")
            }
            let state = try context.openReadOnly()
            guard let member = state.members[address] else {
                throw .world("\(address) is no member; 'kutsu members list' shows who is")
            }
            if json.isWanted { return member.json.line + "\n" }
            var table = Table()
            table.add("address", member.address.text)
            table.add("language", member.language.rawValue)
            table.add("joined", context.shown(member.joined))
            table.add("by", member.consent.means.explained)
            if !member.consent.message.isEmpty { table.add("message", "<\(member.consent.message)>") }
            if !member.consent.wording.isEmpty { table.add("wording", member.consent.wording) }
            if !member.topics.isEmpty { table.add("topics", member.topics.joined(separator: " ")) }
            if member.choices.portion.mode != .everything { table.add("gets", member.portion) }
            if member.choices.pause != .over { table.add("pause", context.shown(member.choices.pause)) }
            if let record = state.bounces.members[address] {
                table.add("returned", Counted.of(record.posts.count, "post"))
                if let since = record.suspended {
                    table.add("suspended", "since \(context.shown(since)): gets no copies")
                }
            }
            return table.text
        }
    }

    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes all members as CSV to standard output.",
            discussion: """
                The first line names the columns. 'kutsu members import' reads the same back. With --for: all that is held \
                of one person, member or not, as JSON.
                """)
        @OptionGroup var list: ListOption
        @Option(name: .customLong("for"), help: "All that is held of this address alone.")
        var person: String?

        func run() throws {
            if let person { return Output.print(try data(of: person)) }
            var output = PagedOutput()
            print(try list.context().openReadOnly().members, to: &output)
        }

        func data(of person: String) throws(CommandError) -> String {
            guard let address = Address(person) else {
                throw .usage("this is no mail address: write it as name@domain")
            }
            let rules = try list.context().rules()
            let data = PersonalData(of: address, in: rules)
            guard !data.isEmpty else { throw .world("nothing is held of this address") }
            return data.json(rules.policy).line
        }

        func print(_ members: Members, to output: inout PagedOutput) {
            output.add(
                CsvText.record([
                    "address", "language", "joined", "means", "message", "wording", "topics", "pause", "gets",
                ])
                    + "\r\n")
            members.forEach { (member: Member) in
                let consent = member.consent
                let fields = [
                    member.address.text, member.language.rawValue, member.joined.text, consent.means.rawValue,
                    consent.message, consent.wording, member.topics.joined(separator: " "), member.pause ?? "",
                    member.portion,
                ]
                output.add(CsvText.record(fields) + "\r\n")
            }
        }
    }
}

extension Member {
    fileprivate var json: Json {
        [
            "address": .text(address.text), "language": .text(language.rawValue), "joined": .text(joined.text),
            "means": .text(consent.means.rawValue), "message": .text(consent.message),
            "wording": .text(consent.wording), "topics": .texts(topics), "pause": .orNull(pause),
            "gets": .text(portion),
        ]
    }

    /// As files have it; nil where there is none.
    fileprivate var pause: String? { choices.pause == .over ? nil : choices.pause.text }
    fileprivate var portion: String { choices.portion.mode.rawValue }
    fileprivate var topics: [String] { choices.topics.sorted().map(\.text) }
}

extension Consent.Means {
    fileprivate var explained: String {
        switch self {
        case .reply: "answering the confirm letter"
        case .authenticationResults: "a mail that a trusted server authenticated"
        case .admin: "an admin on the command line"
        case .imported: "a file that an admin imported"
        }
    }
}
