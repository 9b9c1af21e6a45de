import ArgumentParser
import Base
import Engine
import MailingList

/// What Kutsu makes of a mail.
struct Inspect: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tells what a mail is, what it asks, and what would be decided about it.",
        discussion: """
            Nothing changes, neither the mail nor the list. Without -c the mail alone is looked at; with -c the list's \
            own files say what its answers prove and what would happen.
            """)
    @Option(
        name: [.customShort("c"), .customLong("config")],
        help: "The list whose rules decide. Default: none.")
    var path: String?
    @OptionGroup var json: JsonOption
    @Argument(help: "The mails, as files; - for standard input.")
    var files: [String]

    func run() throws {
        let list = try path.map { path throws(CommandError) in try ListView(ListContext(configuration: path)) }
        var unreadable = 0
        var output = PagedOutput()
        for file in files {
            guard let bytes = SystemFiles.read(file == "-" ? "/dev/stdin" : file, atMost: Self.largestMail) else {
                Output.complain("kutsu: \(file): cannot be read: check the path and its permissions")
                unreadable += 1
                continue
            }
            let inspected = InspectedMail(bytes, list: list)
            output.add(json.isWanted ? inspected.json(file: file).line + "\n" : inspected.text(file: file))
        }
        if unreadable > 0 { throw ExitCode.failure }
    }

    /// Servers take no larger ones.
    private static let largestMail = 256 << 20

    /// A list as it is now, for looking only.
    struct ListView {
        let rules: DecisionContext
        let reader: RequestReader

        init(_ context: ListContext) throws(CommandError) {
            let disk = try context.overlayDisk()
            let (key, state) = try CommandError.onLedger { () throws(LedgerError) in
                let state = try Ledger.state(on: disk, list: context.policy.name)
                return (try SigningKeyFile.open(on: disk, entropy: SystemEntropy()), state)
            }
            reader = RequestReader(policy: context.policy, signer: TokenSigner(list: context.policy.name, key: key))
            rules = DecisionContext(context.policy, state, at: try context.clock().now())
        }
    }
}
