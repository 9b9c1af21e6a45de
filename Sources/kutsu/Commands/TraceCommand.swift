import ArgumentParser
import Base
import Engine
import MailingList

/// Did this member get it?
struct TraceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace",
        abstract: "Tells what became of a person, a mail or a post, step by step.",
        discussion: """
            With an address: joining and leaving, letters, and the relay's own words on each copy, its queue's number \
            among them. With a post's name or a Message-ID: from its arrival to its last copy. Letters and members are \
            traced back to the journal's last compaction, copies as long as their post is in the archive.
            """)
    @OptionGroup var list: ListOption
    @OptionGroup var json: JsonOption
    @Argument(help: "An address, a Message-ID, or a post as 'kutsu posts list' names it.")
    var what: String

    func run() throws { Output.print(try answer(), end: "") }

    func answer() throws(CommandError) -> String {
        let context = try list.context()
        let disk = try context.overlayDisk()
        for subject in Self.subjects(what) {
            let trace = try CommandError.onLedger { () throws(LedgerError) in
                try Trace.of(
                    subject, on: disk, list: context.policy.name, domain: context.policy.address.domain)
            }
            if !trace.steps.isEmpty { return text(trace, context) }
        }
        throw .world("the files tell nothing of it: check how it is written; 'journalctl' may go further back")
    }

    /// What it can mean, the likeliest first: a Message-ID often looks like an address.
    static func subjects(_ text: String) -> [Trace.Subject] {
        if let id = PostID(text) { return [.post(id)] }
        if text.hasPrefix("<"), text.hasSuffix(">") { return [.mail(String(text.dropFirst().dropLast()))] }
        return (Address(text).map { [.address($0)] } ?? []) + [.mail(text)]
    }

    private func text(_ trace: Trace, _ context: ListContext) -> String {
        if json.isWanted {
            let steps = trace.steps.map { step -> Json in
                ["time": .text(step.time.text), "place": .text(step.place), "text": .text(step.text)]
            }
            return Json.list(steps).line + "\n"
        }
        var table = Table(heading: ["time", "what", "where"])
        for step in trace.steps { table.add(context.shown(step.time), step.text.harmless, step.place) }
        return table.text
    }
}
