import ArgumentParser
import Base
import Engine
import MailingList

extension MembersCommand {
    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes in members from a file.",
            discussion: """
                CSV with a first line such as 'address,language', or an address a line. Who is a member already is left \
                as they are. If a line is bad, nobody is taken in. The record of consent says that an admin imported \
                them: import only people who asked for it.
                """)
        @OptionGroup var list: ListOption
        @Flag(help: "Say what would be done, and do nothing.")
        var dryRun = false
        @Flag(help: "Send everybody a welcome letter.")
        var welcome = false
        @Option(help: "The language where a line names none. Default: the list's first.")
        var language: Language?
        @Flag(help: "Pass over bad lines.")
        var skipBad = false
        @Flag(help: "Also addresses whose domain may not join by mail.")
        var anyway = false
        @Argument(help: "The file; - for standard input.")
        var file: String

        func run() throws {
            try work(say: { Output.print($0) }, complain: { Output.complain($0) })
        }

        /// Says first what it is about to do.
        func work(say: (String) -> Void, complain: (String) -> Void) throws(CommandError) {
            let context = try list.context()
            let gate = MemberGate(policy: context.policy, anyway: anyway)
            if let language, let reason = gate.objection(to: language) { throw .usage(reason) }
            guard let bytes = SystemFiles.read(file == "-" ? "/dev/stdin" : file, atMost: Self.largestFile) else {
                throw .world("\(file): cannot be read: check the path and its permissions")
            }
            let people = MemberFile(bytes, gate: gate, language: language ?? context.policy.defaultLanguage)
            for bad in people.badLines { complain("\(file):\(bad.line): \(bad.reason)") }
            let state = try context.openReadOnly()
            var newcomers = people.people.filter { !state.members.contains($0.address) }
            let all = newcomers.count
            if !state.erasures.isEmpty {
                let signer = try context.signer(on: context.overlayDisk())
                newcomers.removeAll { state.erasures[signer.fingerprint(of: $0.address)] != nil }
            }
            for line in plan(people, newcomers.count, forgotten: all - newcomers.count, context) { say(line) }
            guard people.badLines.isEmpty || skipBad else {
                throw .world(
                    "nobody was imported, because of \(Counted.of(people.badLines.count, "bad line")): correct them, or "
                        + "pass over them with --skip-bad")
            }
            if dryRun { return }
            let count = try take(newcomers, into: context)
            say("imported \(Counted.members(count))")
        }

        /// A million members with their names and departments.
        private static let largestFile = 512 << 20
        /// Members in one line of the journal: a line is one write, and it is all or nothing.
        private static let chunk = 1000

        private func plan(
            _ file: MemberFile, _ newcomers: Int, forgotten: Int, _ context: ListContext
        ) -> [String] {
            var lines = ["\(Counted.members(newcomers)) to import into \(context.policy.name)"]
            let known = file.people.count - newcomers - forgotten
            if known > 0 { lines.append("\(Counted.members(known)) already: left as they are") }
            if forgotten > 0 {
                lines.append("\(Counted.of(forgotten, "person", many: "people")) left out who asked to be forgotten")
            }
            if file.repeated > 0 {
                lines.append("\(Counted.of(file.repeated, "line")) with an address that came before")
            }
            if !file.badLines.isEmpty { lines.append(Counted.of(file.badLines.count, "bad line")) }
            if !file.unusedColumns.isEmpty {
                lines.append("columns not taken over: " + file.unusedColumns.map(\.harmless).joined(separator: ", "))
            }
            lines.append(welcome ? "each gets a welcome letter" : "no letters (--welcome sends them)")
            return lines
        }

        private func take(_ people: [Newcomer], into context: ListContext) throws(CommandError) -> Int {
            let disk = try context.disk()
            let signer = try context.signer(on: disk)
            var ledger = try context.ledger(on: disk)
            var bar = ProgressBar("importing", total: people.count)
            defer { bar.finish() }
            var count = 0
            for start in stride(from: 0, to: people.count, by: Self.chunk) {
                bar.show(start)
                var chunk = Array(people[start..<min(start + Self.chunk, people.count)])
                for index in chunk.indices { chunk[index].fingerprint = signer.fingerprint(of: chunk[index].address) }
                count += try context.decide(.add(chunk, .imported, welcome: welcome), in: &ledger).count ?? 0
            }
            bar.show(people.count)
            let now = try context.clock().now()
            if ledger.isDueForCompaction(at: now) {
                try CommandError.onLedger { () throws(LedgerError) in try ledger.compact(at: now) }
            }
            return count
        }
    }
}
