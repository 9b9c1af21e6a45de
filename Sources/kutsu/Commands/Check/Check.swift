import ArgumentParser
import Base
import Engine
import MailingList
import Wire

/// The doctor.
struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Looks for everything that could keep the list from working, and says what to do.",
        discussion: """
            Nothing is sent without --send, and nothing changes but that a token that has ended is renewed and that the \
            folder for mail that is done is made. Exit 1 if something is broken (✗); warnings (!) do not count.
            """)
    @OptionGroup var list: ListOption
    @Flag(help: "Look at the files only, not at the servers.")
    var offline = false
    @Option(help: "Also send a letter to the list itself and to this address, and wait for it.")
    var send: String?

    func run() async throws {
        let recipient = send.flatMap { Address($0) }
        if let send, recipient == nil { throw CommandError.usage("--send \(send): that is no mail address") }
        if send != nil, offline { throw CommandError.usage("--send and --offline exclude each other") }
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
        tell(FileRights(configuration: context.configuration).objections.map { Finding(.broken, $0) })
        let secrets = SecretCheck(context.configuration)
        tell(secrets.findings)
        let values = RemedyValues(context.configuration)
        let now = try context.clock().now()
        let tokenFiles = try TokenCheck.files(context, at: now)
        tell(tokenFiles)
        var oldMails = 0
        if !offline {
            let executor = PollExecutor()
            let mailbox = context.configuration.mailbox
            let keeper = try context.tokenKeeper(executor, makesDirectory: false)
            var hasToken = false
            if let keeper, !tokenFiles.contains(where: { $0.grade == .broken }) {
                let (answer, isUsable) = await TokenCheck.ask(keeper, values, at: now)
                tell(answer)
                hasToken = isUsable
            }
            tell(await DomainCheck.findings(context.configuration))
            func canLogIn(_ login: Configuration.Login?) -> Bool {
                login?.secret == .oauth ? hasToken : !secrets.isMissing(login)
            }
            if canLogIn(mailbox.login) {
                let look = await MailboxCheck.findings(
                    mailbox, keeper, values, executor, oldBefore: now - OldMail.longestWait,
                    doneMail: context.configuration.retention.doneMail)
                tell(look.findings)
                oldMails = look.oldMails
            }
            for relay in context.configuration.relays where canLogIn(relay.login) {
                tell(await RelayCheck.findings(relay, context.configuration, keeper, values, executor))
            }
            if let recipient, !findings.contains(where: { $0.grade == .broken }) {
                let sending = SendCheck(
                    context: context, address: recipient, keeper: keeper, values: values, executor: executor)
                tell(await sending.findings())

            }
        }
        // Last: root's rights, which the secrets may need, are given up for it.
        tell(StateCheck.findings(context))
        if oldMails > 0, StateCheck.isBeforeFirstIntake(context) {
            tell([MailboxCheck.oldMail(oldMails, context.configuration.mailbox)])
        }
        if findings.contains(where: { $0.grade == .broken }) { throw ExitCode.failure }
    }
}

extension Check {
    /// Somebody waits for the answer: a server that greets nobody for ten seconds is told of, where the daemon waits longer.
    static func connection(to endpoint: Endpoint, caFile: String?) -> Connection {
        Connection(endpoint: endpoint, caFile: caFile, timeout: .seconds(10))
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
