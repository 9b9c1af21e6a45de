import Foundation

/// A list whose mailbox and relay are the Python program `servers/quirky.py`, which does what its quirks say.
final class QuirkyPlace {
    let address = "verkosto@hel.fi"
    private let stack: MailStack
    private let directory: String
    private var servers: Child?

    init(on stack: MailStack) throws {
        self.stack = stack
        directory = "\(stack.directory)/quirky-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: directory + "/inbox", withIntermediateDirectories: true)
        try Data("secret\n".utf8).write(to: URL(filePath: directory + "/password"))
        // What others can read is a fault of its own to `check`.
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: directory + "/password")
    }

    /// Puts a mail from `name@hel.fi` into the inbox.
    func mail(from name: String, subject: String = "liity", size: Int = 0) throws {
        let filling = String(repeating: String(repeating: "x", count: 76) + "\r\n", count: size / 78)
        let mail = """
            From: <\(name)@hel.fi>\r\nTo: <\(address)>\r\nSubject: \(subject)\r\n\
            Message-ID: <\(name)@hel.fi>\r\nDate: \(Self.date)\r\n\r\n\(filling)\r\n
            """
        try Data(mail.utf8).write(to: URL(filePath: "\(directory)/inbox/\(name).eml"))
    }

    private static var date: String {
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.dateFormat = "EEE, d MMM yyyy HH:mm:ss Z"
        return format.string(from: Date())
    }

    /// Starts both servers and writes the configuration.
    func open(_ quirks: [String]) async throws {
        let program = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "servers/quirky.py").path
        let output = try Descriptor.appending(to: directory + "/servers.log")
        servers = try Child(
            "/usr/bin/python3", ["-I", program, directory] + quirks, output: output, errors: output)
        let ports = try await awaiting("the quirky servers' ports") {
            try? String(contentsOfFile: directory + "/ports", encoding: .utf8).split(separator: " ").map(String.init)
        }
        try Data(configuration(imap: ports[0], smtp: ports[1]).utf8).write(to: URL(filePath: configPath))
    }

    func start() async throws -> Daemon {
        let daemon = Daemon(
            ["run", "-c", configPath], binary: try Kutsu.binary(), directory: directory, stack: stack)
        try await daemon.start()
        return daemon
    }

    func command(_ words: String...) async throws -> Child.Outcome {
        try await Kutsu.command([words[0], "-c", configPath] + words.dropFirst())
    }

    /// Who got a mail, in the order of their names.
    var recipients: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory + "/sent")) ?? []
        return names.filter { $0.hasSuffix(".eml") }.compactMap { name in
            (try? String(contentsOfFile: "\(directory)/sent/\(name)", encoding: .utf8))?
                .split(separator: "\n", maxSplits: 1).first.map { String($0) }
        }
        .sorted()
    }

    /// The names of the mails that were put away, sorted.
    var moved: [String] {
        ((try? String(contentsOfFile: directory + "/moved", encoding: .utf8)) ?? "")
            .split(separator: "\n").map { String($0.dropLast(4)) }.sorted()
    }

    /// What both servers heard and said.
    var conversation: String { (try? String(contentsOfFile: directory + "/log", encoding: .utf8)) ?? "" }

    private var configPath: String { directory + "/verkosto.toml" }

    private func configuration(imap: String, smtp: String) -> String {
        """
        [list]
        name = "verkosto"
        address = "\(address)"
        languages = ["fi", "sv", "en"]
        coordinators = ["anna@hel.fi"]
        [joining]
        domains = ["hel.fi"]
        [mailbox]
        url = "imap://127.0.0.1:\(imap)"
        password_file = "\(directory)/password"
        poll = "1s"
        max_message_size = "20 kB"
        [relay]
        url = "smtp://127.0.0.1:\(smtp)"
        [state]
        directory = "\(directory)/state"
        """
    }
}
