import ArgumentParser
import Engine
import Wire

/// The doctor.
struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Looks for everything that could keep the list from working, and says what to do.",
        discussion: """
            Nothing changes, and no mail is sent. Exit 1 if something is broken (✗); warnings (!) do not count.
            """)
    @OptionGroup var list: ListOption
    @Flag(help: "Look at the files only, not at the servers.")
    var offline = false

    func run() async throws {
        let context: ListContext
        do throws(CommandError) {
            context = try list.context()
        } catch {
            guard case .configuration(let problems) = error else { throw error }
            for problem in problems.split(separator: "\n") { Output.print(Finding(.broken, String(problem)).line) }
            throw ExitCode(error.exitCode)
        }
        var findings: [Finding] = []
        func tell(_ more: [Finding]) {
            for finding in more { Output.print(finding.line) }
            findings += more
        }
        tell(ConfigurationCheck.findings(context))
        tell(StateCheck.findings(context))
        let secrets = SecretCheck(context.configuration)
        tell(secrets.findings)
        if !offline {
            let executor = PollExecutor()
            let mailbox = context.configuration.mailbox
            if !secrets.isMissing(mailbox.login) { tell(await MailboxCheck.findings(mailbox, executor)) }
            for relay in context.configuration.relays where !secrets.isMissing(relay.login) {
                tell(await RelayCheck.findings(relay, context.configuration, executor))
            }
        }
        if findings.contains(where: { $0.grade == .broken }) { throw ExitCode.failure }
    }
}

/// One thing the doctor saw.
struct Finding: Hashable {
    enum Grade: String {
        case good = "✓"
        /// It works, but not as well as it could, or not for ever.
        case doubtful = "!"
        case broken = "✗"
    }

    let grade: Grade
    /// What is so; what to do.
    let text: String

    init(_ grade: Grade, _ text: String) {
        self.grade = grade
        self.text = text
    }

    var line: String { "\(grade.rawValue) \(text.harmless)" }
}
