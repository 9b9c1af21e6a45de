import ArgumentParser
import Base
import Engine
import OAuth
import Wire

/// A person signs in at the mailbox's provider, once: from then on Kutsu renews the tokens itself.
struct LoginCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "login",
        abstract: "Signs in at the mailbox's provider, once, for [oauth] without a certificate or service account.",
        discussion: """
            Prints the address of a page; sign in there with a browser, here or (through ssh -L) on another machine. \
            The daemon may run meanwhile: it uses the new sign-in from its next login on.
            """)
    @OptionGroup var list: ListOption
    @Flag(help: "Show a code to type in on any device instead. Many organisations' rules forbid that.")
    var device = false
    @Option(help: "The port on 127.0.0.1 that the browser comes back to.")
    var port: UInt16 = 8400

    func run() async throws {
        let context = try list.context()
        guard let settings = context.configuration.oauth else {
            throw CommandError.configuration(
                "\(context.configuration.file): there is no [oauth], so nobody has to sign in; kutsu setup writes one")
        }
        guard case .person = settings.grant else {
            throw CommandError.usage(
                "the application logs in by itself here (\(settings.files[0].kind.rawValue)); see kutsu check")
        }
        let executor = PollExecutor()
        let desk = TokenDesk(settings, mailbox: context.configuration.mailbox.login.user, executor: executor)
        // Before anybody signs in for nothing.
        let store = try context.tokenStore()
        let clock = try context.clock()
        let grant =
            device
            ? try await DeviceSignIn(desk: desk, clock: clock, executor: executor).grant()
            : try await BrowserSignIn(desk: desk, port: port, executor: executor).grant()
        Output.print(try await keep(grant, context, desk, store, at: clock.now()))
    }

    /// Stores the tokens, durably, and says whose they are and for how long.
    private func keep(
        _ grant: TokenGrant, _ context: ListContext, _ desk: TokenDesk, _ store: TokenStore, at now: Instant
    ) async throws(CommandError) -> String {
        guard grant.refreshToken != nil else {
            throw .world(
                "the provider gave no refresh token, so this would last for an hour only: let the scope hold "
                    + "offline_access (Microsoft), or remove the application's access at the account and sign in again "
                    + "(Google)")
        }
        var source = TokenSource(StoredTokens(purpose: desk.purpose), needsPerson: true)
        source.granted(grant, at: now)
        do throws(DiskError) {
            let lock = try await store.lock()
            // Where another process asks for long, its answer is about an older sign-in.
            try store.write(source.tokens)
            withExtendedLifetime(lock) {}
        } catch {
            throw .world("\(error)")
        }
        let mailbox = context.configuration.mailbox.login.user
        let person = TokenClaims(token: grant.accessToken)?.person
        var lines = ["Signed in\(person.map { " as \($0)" } ?? "") for the mailbox \(mailbox)."]
        if let person, person.lowercased() != mailbox.lowercased() {
            lines.append("\(person) must have full access to that mailbox, and the right to send as it.")
        }
        let expiry = source.tokens.signInExpiry(unusedLife: nil)
        lines.append(
            expiry.map { "The sign-in \($0.words(at: now)); kutsu check and kutsu status tell in time." }
                ?? "It goes on for as long as Kutsu runs now and then, unless the password is changed or access revoked."
        )
        lines.append("Next: kutsu check -c \(context.configuration.file)")
        return lines.joined(separator: "\n")
    }

    static func refused(_ refusal: TokenRefusal, _ desk: TokenDesk) -> CommandError {
        let advice = Doctor.advice(on: refusal, RemedyValues(signingIn: desk)).map { "\($0.text). In its own words: " }
        return .world("nobody is signed in: \(advice ?? "")\(refusal)")
    }
}

extension RemedyValues {
    init(signingIn desk: TokenDesk) {
        self.init()
        mailbox = desk.mailbox
        application = desk.settings.clientID ?? application
        tenant = desk.settings.tenant ?? tenant
    }
}
