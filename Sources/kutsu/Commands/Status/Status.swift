import ArgumentParser
import Base
import Engine
import MailingList

/// How the list is.
struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows members, what is to be sent, the last poll and the last error.",
        discussion: """
            Exit 1 if the list does not work: its daemon does not run or does not move, its disk is full, or the mailbox \
            or the relay has been out of reach for ten minutes. --metrics exits 0, since its text says the same.
            """)
    @OptionGroup var list: ListOption
    @OptionGroup var json: JsonOption
    @Flag(help: "Print OpenMetrics text, for the textfile collector of node_exporter.")
    var metrics = false

    func validate() throws {
        if json.isWanted, metrics { throw ValidationError("--json and --metrics exclude each other") }
    }

    func run() throws {
        let context = try list.context()
        let status = try ListStatus(of: context, at: context.clock().now())
        if metrics { return Output.print(status.metrics, end: "") }
        Output.print(json.isWanted ? status.json.line + "\n" : status.text(context), end: "")
        if !status.isWorking { throw ExitCode.failure }
    }
}
