import ArgumentParser
import Base
import Engine
import OAuth

/// From nothing to a list that works: asks, writes the files, says each step at the provider, and ends with the doctor.
struct SetupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "setup",
        abstract: "Sets a list up: asks, writes its configuration, says each step at the provider, checks.",
        discussion: """
            What an option says is not asked. Nothing that is there is overwritten. Run it as root; started again it goes on \
            where the files are.
            """)

    @OptionGroup(title: "The list") var list: SetupListOptions
    @OptionGroup(title: "The mailbox") var mailbox: SetupMailboxOptions
    @Option(help: "Where the configuration and the secrets go.")
    var directory = "/etc/kutsu"
    @Option(help: "Where systemd looks for units; \"\" writes no drop-in.")
    var unitDirectory = "/etc/systemd/system"
    @Flag(help: "Ask nothing and wait for nothing: take the proposals.")
    var yes = false
    @Flag(help: "End before the doctor.")
    var noCheck = false

    func run() async throws {
        let dialogue = SetupDialogue(
            read: { yes ? nil : readLine() },
            write: { if !yes || ($0 != "\n" && $0.contains("\n")) { Output.print($0, end: "") } })
        let answers = try SetupInterview(list: list, mailbox: mailbox, directory: directory, dialogue: dialogue)
            .answers()
        let files = SetupFiles(answers: answers, unitDirectory: unitDirectory)
        for line in try files.write(at: SystemClock().now()) { Output.print(line) }
        let steps = answers.permissions(thumbprint: files.thumbprint)
        Output.print(Self.list(steps, heading: "At the provider:"), end: "")
        if !steps.isEmpty, !yes {
            dialogue.wait("Press Enter when that is done, or Ctrl-C to go on later with the same command.")
        }
        if answers.way == .person {
            Output.print("\nThen somebody signs in, once:\n    kutsu login -c \(answers.configPath)")
            if !yes { try await LoginCommand.parse(["-c", answers.configPath]).run() }
        }
        Output.print(Self.list(answers.start, heading: "When the doctor is content:"), end: "")
        guard !noCheck else { return }
        Output.print("\nkutsu check -c \(answers.configPath)")
        try await Check.parse(["-c", answers.configPath]).run()
    }

    /// Numbered, under their heading; nothing where there are none.
    static func list(_ steps: [String], heading: String) -> String {
        if steps.isEmpty { return "" }
        let lines = steps.enumerated().map { "\($0.offset + 1). \($0.element)\n" }
        return "\n\(heading)\n\(lines.joined())"
    }
}

struct SetupListOptions: ParsableArguments {
    @Option(help: "The list's address, to which everybody writes.")
    var address: String?
    @Option(help: "What the list is called in folders and units: a-z, 0-9 and -.")
    var name: String?
    @Option(help: "What people call it.")
    var title: String?
    @Option(help: "Its languages, the first its own: fi,sv,en.")
    var languages: String?
    @Option(name: .customLong("coordinator"), help: "Who may announce; several times for several.")
    var coordinators: [String] = []
    @Option(name: .customLong("domain"), help: "Whose addresses may join; several times for several.")
    var domains: [String] = []
    @Flag(help: "Everybody may join.")
    var open = false
    @Option(help: "Such as Europe/Helsinki.")
    var timezone: String?
    @Option(help: "Default: /var/lib/kutsu/NAME.")
    var stateDirectory: String?
}

struct SetupMailboxOptions: ParsableArguments {
    @Option(help: "microsoft365, outlook.com, google, fastmail, zoho, yahoo, icloud, or none.")
    var provider: String?
    @Option(help: "The mailbox's server where there is no provider: imaps://mail.example.fi")
    var imap: String?
    @Option(help: "The server to send with, likewise: smtps://mail.example.fi")
    var smtp: String?
    @Option(help: "The only certification authority of those servers to trust, a PEM file.")
    var caFile: String?
    @Option(help: "Who logs in. Default: the list's address.")
    var user: String?
    @Option(help: "How: certificate, secret, person, service-account or password.")
    var login: String?
    @Option(help: "Microsoft's tenant: its id or domain.")
    var tenant: String?
    @Option(help: "The application's id.")
    var clientId: String?
    @Option(help: "The object id of the Enterprise application.")
    var objectId: String?
    @Option(help: "Another identity provider's token endpoint, with --scope.")
    var tokenUrl: String?
    @Option(help: "Its page to sign in at.")
    var authorizeUrl: String?
    @Option(help: "What it is asked for.")
    var scope: String?
    @Option(help: "The only certification authority of the identity provider to trust, a PEM file.")
    var tokenCaFile: String?
}
