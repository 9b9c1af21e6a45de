import Foundation
import Synchronization

/// One test's own list: an address nobody else has, its configuration, its state, its people.
final class TestList: Sendable {
    enum Encryption: Sendable {
        /// IMAPS and SMTPS.
        case implicit
        /// From a server that refuses to log anybody in before STARTTLS.
        case startTLS
    }

    enum Login: Sendable {
        case password
        /// An access token in a file, with XOAUTH2.
        case token
    }

    let stack: MailStack
    let name: String
    let address: String
    /// Holds everything of this list: `config.toml`, `password`, `token`, `daemon.log`, and `state`.
    let directory: String
    let coordinator: Person
    let inbox: Inbox
    /// The clock that its daemon and its commands go by; nil where that is the one on the wall.
    let clock: TestClockFile?
    private let number: Int
    private let config: Mutex<ConfigText>

    var configPath: String { directory + "/config.toml" }
    var stateDirectory: String { directory + "/state" }
    var passwordPath: String { directory + "/password" }
    var tokenPath: String { directory + "/token" }

    fileprivate init(
        on stack: MailStack, name: String, encryption: Encryption, login: Login, clock instant: String?,
        _ edit: (inout ConfigText) -> Void
    ) async throws {
        self.stack = stack
        self.name = name
        number = stack.nextListNumber()
        address = "\(name).\(number)@hel.test"
        directory = "\(stack.directory)/list\(number)"
        inbox = stack.inbox(of: address)
        coordinator = Person("Anna Koordinaattori", "anna.koordinaattori.\(number)@hel.test", on: stack)
        clock = instant.map { [directory] _ in TestClockFile(path: directory + "/clock") }
        config = Mutex(ConfigText())
        try FileManager.default.createDirectory(
            atPath: stateDirectory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try write(MailStack.password + "\n", to: passwordPath)
        if login == .token { try await renewToken() }
        if let clock, let instant { try clock.set(to: instant) }
        try configure { config in
            describe(in: &config)
            connect(in: &config, encryption, login)
            edit(&config)
        }
    }

    /// Changes the configuration file; a daemon that runs learns of it by `reload`.
    func configure(_ edit: (inout ConfigText) -> Void) throws {
        try config.withLock { config in
            edit(&config)
            try write(config.description, to: configPath)
        }
    }

    /// Puts a new access token into the token's file.
    func renewToken(seconds: Int = 3600) async throws {
        try write(try await stack.token(for: address, seconds: seconds) + "\n", to: tokenPath)
    }

    /// Somebody of this test alone.
    func person(_ name: String, at domain: String = "hel.test") -> Person {
        Person(name.capitalized, "\(name.lowercased()).\(number)@\(domain)", on: stack)
    }

    /// `kutsu run` for this list, not yet started.
    func daemon(watchdog: Duration? = nil, environment: [String: String?] = [:]) throws -> Daemon {
        Daemon(
            ["run", "-c", configPath], binary: try Kutsu.binary(), directory: directory, stack: stack,
            watchdog: watchdog, environment: (clock?.environment ?? [:]).merging(environment) { $1 })
    }

    /// `kutsu run` for this list, ready.
    func run() async throws -> Daemon {
        let daemon = try daemon()
        try await daemon.start()
        return daemon
    }

    /// `kutsu SUBCOMMAND … -c` this list's configuration.
    func command(_ arguments: String..., input: String = "", timeout: Duration = .patience) async throws
        -> Child.Outcome
    {
        try await Kutsu.command(
            arguments + ["-c", configPath], input: input, environment: clock?.environment ?? [:], timeout: timeout)
    }

    /// Waits until Kutsu is done with a mail: moved out of INBOX or marked as seen.
    func handles(_ draft: Draft, timeout: Duration = .patience) async throws {
        try await awaiting("Kutsu to be done with \(draft.messageID)", timeout: timeout) {
            let mail = inbox.mails().first { $0.messageID == draft.messageID }
            return mail.map { $0.folder != "INBOX" || $0.isSeen } == true ? () : nil
        }
    }

    private func write(_ text: String, to path: String) throws {
        guard
            FileManager.default.createFile(
                atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
        else { throw Trouble("cannot write \(path)") }
    }
}

extension TestList {
    private func describe(in config: inout ConfigText) {
        config["list", "name"] = .text(name)
        config["list", "address"] = .text(address)
        config["list", "title"] = [
            "fi": "Ihmisoikeusverkosto", "sv": "Nätverket för mänskliga rättigheter", "en": "Human Rights Network",
        ]
        config["list", "languages"] = ["fi", "sv", "en"]
        config["list", "coordinators"] = [.text(coordinator.address)]
        config["list", "timezone"] = "Europe/Helsinki"
        config["joining", "domains"] = ["hel.test", "edu.hel.test"]
        config["state", "directory"] = .text(stateDirectory)
    }

    private func connect(in config: inout ConfigText, _ encryption: Encryption, _ login: Login) {
        let ports = stack.ports
        config["mailbox", "url"] =
            encryption == .implicit ? "imaps://127.0.0.1:\(ports.imaps)" : "imap://127.0.0.2:\(ports.imap)"
        config["mailbox", "user"] = .text(address)
        switch login {
        case .password: config["mailbox", "password_file"] = .text(passwordPath)
        case .token: config["mailbox", "token_file"] = .text(tokenPath)
        }
        config["mailbox", "ca_file"] = .text(stack.authority)
        // The safety net; IDLE does the waking.
        config["mailbox", "poll"] = "1s"
        config["relay", "url"] =
            encryption == .implicit ? "smtps://127.0.0.1:\(ports.smtps)" : "smtp://127.0.0.1:\(ports.submission)"
        config["relay", "per_minute"] = 100_000
        config["relay", "per_day"] = 10_000_000
    }
}

extension MailStack {
    /// A fresh list; its configuration is complete as it is, and changed by `edit`.
    /// - Parameter clock: an instant (RFC 3339) at which its own clock stands still until it is set.
    func list(
        name: String = "verkosto", encryption: TestList.Encryption = .implicit, login: TestList.Login = .password,
        clock: String? = nil, _ edit: (inout ConfigText) -> Void = { _ in }
    ) async throws -> TestList {
        try await TestList(on: self, name: name, encryption: encryption, login: login, clock: clock, edit)
    }
}
