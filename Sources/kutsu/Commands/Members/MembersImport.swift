import ArgumentParser
import Base
import Engine
import MailingList

extension MembersCommand {
    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes in members from a file, or from another list program's export.",
            discussion: """
                CSV with a first line such as 'address,language', or an address a line. What 'kutsu members export' writes \
                keeps each member's date, consent and choices. Who is a member already is left as they are. If a line is \
                bad, nobody is taken in. The record of consent says that an admin imported them: import only people who \
                asked for it, or invite them.

                With --from: mailman, lines of 'mailman members' or 'list_members' (whose lists of --digest and --nomail are \
                files of their own), or the JSON of its REST API; mlmmj, the list's folder; castmail2list, its seed file or \
                its subscribers as CSV; sympa, member.dump; listmonk, its CSV or the \
                JSON of its API, which tells who unsubscribed. Who wanted no mail takes a break \
                without an end, who wanted digests gets one mail a day (mlmmj: a week).
                """)
        @OptionGroup var list: ListOption
        @Option(help: "Whose export it is: mailman, mlmmj, castmail2list, sympa or listmonk.")
        var from: ImportSource?
        @Option(help: "With mailman: the file of those who want digests.")
        var digest: String?
        @Option(help: "With mailman: the file of those whose mail is switched off.")
        var nomail: String?
        @Option(name: .customLong("list"), help: "With a file of several lists: which of them.")
        var source: String?
        @Flag(help: "Say what would be done, and do nothing.")
        var dryRun = false
        @Flag(help: "Send everybody a welcome letter.")
        var welcome = false
        @Flag(help: "Take in nobody, but ask each by letter; who answers yes joins.")
        var invite = false
        @Option(help: "The language where a line names none. Default: the list's first.")
        var language: Language?
        @Flag(help: "Pass over bad lines.")
        var skipBad = false
        @Flag(help: "Also addresses whose domain may not join by mail.")
        var anyway = false
        @Argument(help: "The file, or mlmmj's folder; - for standard input.")
        var file: String

        func run() throws {
            try work(say: { Output.print($0) }, complain: { Output.complain($0) })
        }

        /// Says first what it is about to do.
        func work(say: (String) -> Void, complain: (String) -> Void) throws(CommandError) {
            guard !(invite && welcome) else { throw .usage("who is invited gets no welcome letter before they answer") }
            let context = try list.context()
            let gate = MemberGate(policy: context.policy, anyway: anyway)
            if let language, let reason = gate.objection(to: language) { throw .usage(reason) }
            let people = try people(gate, language ?? context.policy.defaultLanguage, context)
            for bad in people.badLines { complain("\(file):\(bad.line): \(bad.reason)") }
            let state = try context.openReadOnly()
            let (newcomers, forgotten) = try context.newcomers(of: people, in: state)
            for line in plan(people, newcomers.count, forgotten: forgotten, context) { say(line) }
            guard people.badLines.isEmpty || skipBad else {
                throw .world(
                    "nobody was imported, because of \(Counted.of(people.badLines.count, "bad line")): correct them, or "
                        + "pass over them with --skip-bad")
            }
            if dryRun { return }
            if invite { return say("invited \(Counted.of(try context.invite(newcomers), "person", many: "people"))") }
            say("imported \(Counted.members(try context.take(newcomers, welcome: welcome)))")
        }

        private func people(
            _ gate: MemberGate, _ language: Language, _ context: ListContext
        ) throws(CommandError) -> PeopleFile {
            guard from == .mailman || digest == nil && nomail == nil else {
                throw .usage("--digest and --nomail go with --from mailman")
            }
            guard source == nil || from.map(\.holdsLists) ?? false else {
                throw .usage(
                    "--list goes with the files of mailman, castmail2list and listmonk that hold several lists")
            }
            guard let from else { return MemberFile(try SystemFiles.people(file), gate: gate, language: language).file }
            var extras = ExtraExports(list: source)
            if let digest { extras.digest = try SystemFiles.people(digest) }
            if let nomail { extras.nomail = try SystemFiles.people(nomail) }
            let members: [ExportedMember]
            if from == .mlmmj, !SystemFiles.names(in: file).isEmpty {
                members = try ImportSource.mlmmj(folder: file)
            } else {
                members = try from.members(in: SystemFiles.people(file), extras)
            }
            return PeopleFile(members, from: from, gate: gate, language: language, at: try context.clock().now())
        }

        private func plan(
            _ file: PeopleFile, _ newcomers: Int, forgotten: Int, _ context: ListContext
        ) -> [String] {
            let what = invite ? "\(Counted.of(newcomers, "person", many: "people")) to invite to" : nil
            var lines = ["\(what ?? "\(Counted.members(newcomers)) to import into") \(context.policy.name)"]
            let known = file.people.count - newcomers - forgotten
            if known > 0 { lines.append("\(Counted.members(known)) already: left as they are") }
            if forgotten > 0 {
                lines.append("\(Counted.of(forgotten, "person", many: "people")) left out who asked to be forgotten")
            }
            for (reason, count) in file.leftOut.sorted(by: { $0.key < $1.key }) {
                lines.append("\(Counted.of(count, "person", many: "people")) left out: \(reason)")
            }
            if file.repeated > 0 {
                lines.append("\(Counted.of(file.repeated, "line")) with an address that came before")
            }
            if !file.badLines.isEmpty { lines.append(Counted.of(file.badLines.count, "bad line")) }
            if !file.unusedColumns.isEmpty {
                lines.append("columns not taken over: " + file.unusedColumns.map(\.harmless).joined(separator: ", "))
            }
            if from != nil {
                let (nomail, digests) = file.wishes
                lines.append(
                    "of the file, \(nomail) without mail take a break, \(digests) get one mail a day or a week")
            }
            if invite {
                lines.append("each is asked by letter, and joins by answering yes, with the file's choices")
            } else {
                lines.append(welcome ? "each gets a welcome letter" : "no letters (--welcome sends them)")
            }
            return lines
        }
    }
}
