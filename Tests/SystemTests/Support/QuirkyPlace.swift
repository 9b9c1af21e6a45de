import Foundation

/// A list whose mailbox and relay are the Python program `servers/quirky.py`, which does what its quirks say.
final class QuirkyPlace {
    let address = "verkosto@hel.fi"
    private let stack: MailStack
    private let directory: String
    private var servers: Child?
    /// What its daemon and its commands go by; nil where that is the clock on the wall.
    private let clock: TestClockFile?
    private var time = Date()

    /// - Parameter hasClock: whether time passes only by ``pass(hours:)``.
    init(on stack: MailStack, hasClock: Bool = false) throws {
        self.stack = stack
        directory = "\(stack.directory)/quirky-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: directory + "/inbox", withIntermediateDirectories: true)
        clock = hasClock ? TestClockFile(path: directory + "/clock") : nil
        try clock?.set(to: time.formatted(.iso8601))
        try Data("secret\n".utf8).write(to: URL(filePath: directory + "/password"))
        // What others can read is a fault of its own to `check`.
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: directory + "/password")
    }

    /// Puts a mail from `name@hel.fi` into the inbox.
    func mail(from name: String, subject: String = "liity", size: Int = 0, id: String = "") throws {
        let filling = String(repeating: String(repeating: "x", count: 76) + "\r\n", count: size / 78)
        let mail = """
            From: <\(name)@hel.fi>\r\nTo: <\(address)>\r\nSubject: \(subject)\r\n\
            Message-ID: <\(name)\(id)@hel.fi>\r\nDate: \(Self.date)\r\n\r\n\(filling)\r\n
            """
        try Data(mail.utf8).write(to: URL(filePath: "\(directory)/inbox/\(name)\(id).eml"))
    }

    private static var date: String {
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.dateFormat = "EEE, d MMM yyyy HH:mm:ss Z"
        return format.string(from: Date())
    }

    /// Starts both servers and writes the configuration.
    ///
    /// - Parameters:
    ///   - keys: further lines of the relay's section.
    ///   - other: whose relay is a second one, with further lines of its own section.
    func open(_ quirks: [String], keys: String = "", other: (place: QuirkyPlace, keys: String)? = nil) async throws {
        let ports = try await serve(quirks)
        var relays = Self.relay(ports[1], keys, isOneOfSeveral: other != nil)
        if let (place, keys) = other {
            relays += Self.relay(try await place.serve(quirks)[1], keys, isOneOfSeveral: true)
        }
        try Data(configuration(imap: ports[0], relays: relays).utf8).write(to: URL(filePath: configPath))
    }

    private static func relay(_ port: String, _ keys: String, isOneOfSeveral: Bool) -> String {
        "\(isOneOfSeveral ? "[[relay]]" : "[relay]")\nurl = \"smtp://127.0.0.1:\(port)\"\n\(keys)\n"
    }

    /// Starts both servers. The ports of the mailbox and the relay.
    private func serve(_ quirks: [String]) async throws -> [String] {
        let program = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "servers/quirky.py").path
        let output = try Descriptor.appending(to: directory + "/servers.log")
        servers = try Child(
            "/usr/bin/python3", ["-I", program, directory] + quirks, output: output, errors: output)
        return try await awaiting("the quirky servers' ports") {
            try? String(contentsOfFile: directory + "/ports", encoding: .utf8).split(separator: " ").map(String.init)
        }
    }

    /// Both servers are gone.
    func close() { servers = nil }

    func start() async throws -> Daemon {
        let daemon = Daemon(
            ["run", "-c", configPath], binary: try Kutsu.binary(), directory: directory, stack: stack,
            environment: clock?.environment ?? [:])
        try await daemon.start()
        return daemon
    }

    func command(_ words: String...) async throws -> Child.Outcome {
        try await Kutsu.command(words + ["-c", configPath], environment: clock?.environment ?? [:])
    }

    /// Sets its clock.
    func pass(hours: Double) throws {
        time += hours * 3600
        try clock?.set(to: time.formatted(.iso8601))
    }

    /// What the servers say instead of yes from now on.
    func reply(_ replies: [ServerReply]) throws {
        try JSONEncoder().encode(replies).write(to: URL(filePath: directory + "/replies"), options: .atomic)
    }

    /// `m0@hel.fi` and so on.
    func addMembers(_ count: Int) async throws {
        let people = (0..<count).map { "m\($0)@hel.fi" }
        _ = try await Kutsu.command(
            ["members", "add", "--no-welcome", "-c", configPath] + people, environment: clock?.environment ?? [:])
    }

    /// The first lines of the mails that the relay took: who they went to.
    var envelopes: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory + "/sent")) ?? []
        return names.filter { $0.hasSuffix(".eml") }.compactMap { name in
            (try? String(contentsOfFile: "\(directory)/sent/\(name)", encoding: .utf8))?
                .split(separator: "\n", maxSplits: 1).first.map { String($0) }
        }
    }

    /// Who got a mail, in the order of their names.
    var recipients: [String] { envelopes.flatMap { $0.split(separator: " ").map(String.init) }.sorted() }

    /// The names of the mails that were put away, sorted.
    var moved: [String] {
        ((try? String(contentsOfFile: directory + "/moved", encoding: .utf8)) ?? "")
            .split(separator: "\n").map { String($0.dropLast(4)) }.sorted()
    }

    /// What both servers heard and said.
    var conversation: String { (try? String(contentsOfFile: directory + "/log", encoding: .utf8)) ?? "" }

    private var configPath: String { directory + "/verkosto.toml" }

    private func configuration(imap: String, relays: String) -> String {
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
        \(relays)
        [state]
        directory = "\(directory)/state"
        """
    }
}
