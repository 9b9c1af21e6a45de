import ArgumentParser
import Base
import Engine
import MailingList

extension MembersCommand {
    struct Sync: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Adds and removes members so that they are those of a file.",
            discussion: """
                For lists whose members another register knows. The file is as for 'import'. Each who joins and each who \
                leaves is named before anything is done, with --dry-run nothing is. Who stays keeps their language and \
                choices; who asked to be forgotten stays away. Nobody is removed where a line is bad, or the file is empty, \
                and more than a quarter only with --many.
                """)
        @OptionGroup var list: ListOption
        @Flag(help: "Say what would be done, and do nothing.")
        var dryRun = false
        @Flag(help: "Send those who join a welcome letter.")
        var welcome = false
        @Flag(help: "Remove them even where that is more than a quarter of all.")
        var many = false
        @Option(help: "The language where a line names none. Default: the list's first.")
        var language: Language?
        @Flag(help: "Also addresses whose domain may not join by mail.")
        var anyway = false
        @Argument(help: "The file; - for standard input.")
        var file: String

        func run() throws { try work(say: { Output.print($0) }, complain: { Output.complain($0) }) }

        /// Says first what it is about to do.
        func work(say: (String) -> Void, complain: (String) -> Void) throws(CommandError) {
            let context = try list.context()
            let gate = MemberGate(policy: context.policy, anyway: anyway)
            if let language, let reason = gate.objection(to: language) { throw .usage(reason) }
            let bytes = try SystemFiles.people(file)
            let wanted = MemberFile(bytes, gate: gate, language: language ?? context.policy.defaultLanguage).file
            for bad in wanted.badLines { complain("\(file):\(bad.line): \(bad.reason)") }
            guard wanted.badLines.isEmpty else {
                throw .world(
                    "nothing was changed, because of \(Counted.of(wanted.badLines.count, "bad line")): correct them")
            }
            guard !wanted.people.isEmpty else {
                throw .world("the file names nobody: nothing was changed; 'kutsu members remove' takes people off")
            }
            let state = try context.openReadOnly()
            let joining = try context.newcomers(of: wanted, in: state)
            let kept = Set(wanted.people.map(\.address))
            var leaving: [Address] = []
            state.members.forEach { (member: Member) in
                if !kept.contains(member.address) { leaving.append(member.address) }
            }
            leaving.sort()
            for person in joining.people { say("+ \(person.address.text)") }
            for address in leaving { say("- \(address.text)") }
            say(
                "\(Counted.members(joining.people.count)) to add to \(context.policy.name), \(leaving.count) to remove, "
                    + "\(state.members.count - leaving.count) stay")
            if joining.forgotten > 0 {
                say("\(Counted.of(joining.forgotten, "person", many: "people")) left out who asked to be forgotten")
            }
            say(welcome ? "who joins gets a welcome letter" : "no letters (--welcome sends them to who joins)")
            guard many || leaving.count <= max(1, state.members.count / 4) else {
                throw .world(
                    "this would remove more than a quarter of the members; nothing was changed; --many does it")
            }
            if dryRun { return }
            let added = try context.take(joining.people, welcome: welcome)
            let removed = try context.remove(leaving)
            say("added \(Counted.members(added)), removed \(removed)")
        }
    }
}

extension SystemFiles {
    /// A million members with their names and departments.
    static func people(_ file: String) throws(CommandError) -> [UInt8] {
        guard let bytes = read(file == "-" ? "/dev/stdin" : file, atMost: 512 << 20) else {
            let isFolder = !names(in: file).isEmpty
            throw .world(
                isFolder
                    ? "\(file): this is a folder: name a file"
                    : "\(file): cannot be read: check the path and its permissions")
        }
        if let reason = UnreadableFile.reason(bytes) { throw .world("\(file): \(reason)") }
        return bytes
    }
}

extension ListContext {
    /// Members in one line of the journal: a line is one write, and it is all or nothing.
    private static let chunk = 1000

    /// Who is no member yet, and how many others asked to be forgotten.
    func newcomers(
        of file: PeopleFile, in state: State
    ) throws(CommandError) -> (people: [Newcomer], forgotten: Int) {
        let strangers = file.people.filter { !state.members.contains($0.address) }
        if state.erasures.isEmpty { return (strangers, 0) }
        let signer = try signer(on: overlayDisk())
        let people = strangers.filter { state.erasures[signer.fingerprint(of: $0.address)] == nil }
        return (people, strangers.count - people.count)
    }

    func take(_ people: [Newcomer], welcome: Bool) throws(CommandError) -> Int {
        try inChunks("importing", people) { chunk, signer in
            let people = chunk.map { person in
                var person = person
                person.fingerprint = signer.fingerprint(of: person.address)
                return person
            }
            return .add(people, .imported, welcome: welcome)
        }
    }

    func invite(_ people: [Newcomer]) throws(CommandError) -> Int {
        try inChunks("inviting", people) { chunk, _ in .invite(chunk) }
    }

    fileprivate func remove(_ addresses: [Address]) throws(CommandError) -> Int {
        try inChunks("removing", addresses) { chunk, _ in .remove(chunk) }
    }

    private func inChunks<Element>(
        _ doing: String, _ elements: [Element], _ request: ([Element], TokenSigner) -> AdminRequest
    ) throws(CommandError) -> Int {
        let disk = try disk()
        let signer = try signer(on: disk)
        var ledger = try ledger(on: disk)
        var bar = ProgressBar(doing, total: elements.count)
        defer { bar.finish() }
        var count = 0
        for start in stride(from: 0, to: elements.count, by: Self.chunk) {
            bar.show(start)
            let chunk = Array(elements[start..<min(start + Self.chunk, elements.count)])
            count += try decide(request(chunk, signer), in: &ledger).count ?? 0
        }
        bar.show(elements.count)
        let now = try clock().now()
        if ledger.isDueForCompaction(at: now) {
            try CommandError.onLedger { () throws(LedgerError) in try ledger.compact(at: now) }
        }
        return count
    }
}
