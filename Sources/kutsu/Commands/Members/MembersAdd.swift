import ArgumentParser
import Base
import Engine
import MailingList

extension MembersCommand {
    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes addresses members, and welcomes them.",
            discussion: """
                Who is a member already is left as they are. The record of consent says that an admin did it: add only \
                people who asked for it.
                """)
        @OptionGroup var list: ListOption
        @Option(help: "The language of their letters. Default: the list's first.")
        var language: Language?
        @Option(name: .customLong("topic"), help: "A topic that they follow; may be given several times.")
        var topics: [String] = []
        @Flag(help: "Send no welcome letter.")
        var noWelcome = false
        @Flag(help: "Also addresses whose domain may not join by mail.")
        var anyway = false
        @Argument(help: "The addresses.")
        var addresses: [String]

        func run() throws { Output.print(try answer()) }

        /// Adds them all, or nobody.
        func answer() throws(CommandError) -> String {
            let context = try list.context()
            let gate = MemberGate(policy: context.policy, anyway: anyway)
            if let language, let reason = gate.objection(to: language) { throw .usage(reason) }
            let people = try Address.arguments(addresses)
            for address in people {
                if let reason = gate.objection(to: address) { throw .world("\(address): \(reason); nobody was added") }
            }
            let choices = Choices(topics: try topics(in: context.policy))
            let disk = try context.disk()
            let signer = try context.signer(on: disk)
            var ledger = try context.ledger(on: disk)
            guard people.allSatisfy({ ledger.state.erasures[signer.fingerprint(of: $0)] == nil }) else {
                throw .world(
                    "one of them asked to be forgotten, and can only join by mail again; nobody was added")
            }
            let language = language ?? context.policy.defaultLanguage
            let request = AdminRequest.add(
                people.map { Newcomer($0, language, choices: choices, fingerprint: signer.fingerprint(of: $0)) },
                .admin, welcome: !noWelcome)
            guard let count = try context.decide(request, in: &ledger).count else {
                preconditionFailure("to add members is decided as added")
            }
            let known = Set(people).count - count
            let rest = known > 0 ? "; \(known) of the addresses were members already" : ""
            return "added \(Counted.members(count))\(rest)"
        }

        private func topics(in policy: Policy) throws(CommandError) -> Set<TopicName> {
            var names: Set<TopicName> = []
            for word in topics {
                guard let name = policy.topics[word] else { throw .usage(MemberGate.unknownTopic(policy)) }
                names.insert(name)
            }
            return names
        }
    }

    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes addresses off the list, without a letter.")
        @OptionGroup var list: ListOption
        @Argument(help: "The addresses.")
        var addresses: [String]

        func run() throws { Output.print(try answer()) }

        func answer() throws(CommandError) -> String {
            let context = try list.context()
            let people = try Address.arguments(addresses)
            var ledger = try context.ledger(on: context.disk())
            guard let count = try context.decide(.remove(people), in: &ledger).count else {
                preconditionFailure("to remove members is decided as removed")
            }
            let strangers = Set(people).count - count
            guard strangers == 0 else {
                // A slip of the pen must not look like success.
                throw .world(
                    "removed \(Counted.members(count)); \(strangers) of the addresses were no members: check how they "
                        + "are written")
            }
            return "removed \(Counted.members(count))"
        }
    }
}

/// Whom the command line takes in: whom the rules for mail take in, unless the admin insists.
struct MemberGate {
    let policy: Policy
    let anyway: Bool

    /// Why the address may not become a member; nil where it may.
    func objection(to address: Address) -> String? {
        // Its own copies would come back to the list.
        if address == policy.address { return "this is the list's own address" }
        if address.isRerouted {
            return "a % or ! in it, or a | or / before it, lets servers route its mail elsewhere; no list takes it in"
        }
        return anyway || policy.admission(of: address) != .refused
            ? nil : "this domain is not among joining.domains; --anyway takes it in all the same"
    }

    /// What is said of a word that is no topic: without the word, which may be anything.
    static func unknownTopic(_ policy: Policy) -> String {
        let names = policy.topics.all.map(\.name.text)
        return names.isEmpty
            ? "the list has no topics; see [topics] in its configuration"
            : "this is no topic of the list, which has \(names.joined(separator: ", "))"
    }

    func objection(to language: Language) -> String? {
        policy.languages.contains(language)
            ? nil
            : "the list does not speak '\(language.rawValue)', but "
                + policy.languages.map(\.rawValue).joined(separator: ", ")
    }
}

extension Address {
    /// Addresses as arguments. A wrong one is named by its place, since it may hold anything.
    static func arguments(_ texts: [String]) throws(CommandError) -> [Address] {
        var addresses: [Address] = []
        for (index, text) in texts.enumerated() {
            guard let address = Address(text) else {
                throw .usage("address number \(index + 1) is no mail address: write it as name@domain")
            }
            addresses.append(address)
        }
        return addresses
    }
}

/// Numbers with their noun.
enum Counted {
    static func members(_ count: Int) -> String { of(count, "member") }
    static func mails(_ count: Int) -> String { of(count, "mail") }
    static func posts(_ count: Int) -> String { of(count, "post") }
    static func of(_ count: Int, _ noun: String, many: String? = nil) -> String {
        "\(count) \(count == 1 ? noun : many ?? noun + "s")"
    }
}
