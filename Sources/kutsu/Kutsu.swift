import ArgumentParser

/// The way in: each subcommand is a file in `Commands`; `run` is the daemon.
@main
struct Kutsu: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kutsu",
        abstract: "Turns one ordinary mailbox into an announcement list.",
        version: "0.1.0",
        subcommands: [
            SandboxCommand.self, Run.self, Check.self, SetupCommand.self, LoginCommand.self, Status.self,
            MembersCommand.self, PostsCommand.self, TipsCommand.self, DigestCommand.self, EventsCommand.self,
            TraceCommand.self, BackupCommand.self, RestoreCommand.self, FsckCommand.self, Inspect.self, Manual.self,
        ])

    /// A `CommandError` becomes one line on standard error and its exit code; everything else is the parser's.
    static func main() async {
        Privileges.forbidCoreDumps()
        do {
            try CommandNames.check(Array(CommandLine.arguments.dropFirst()), of: Self.self)
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let error as CommandError {
            Output.complain("kutsu: \(error)")
            exit(withError: ExitCode(error.exitCode))
        } catch {
            exit(withError: error)
        }
    }
}

/// `-c FILE`: which list.
struct ListOption: ParsableArguments {
    @Option(
        name: [.customShort("c"), .customLong("config")],
        help: "The list's configuration. Default: $KUTSU_CONFIG, then the only .toml file in /etc/kutsu.")
    var path: String?

    func context(patience: Duration = .commandPatience) throws(CommandError) -> ListContext {
        try ListContext(configuration: try file(), patience: patience)
    }

    private func file() throws(CommandError) -> String {
        if let path = path ?? SystemFiles.environment("KUTSU_CONFIG") { return path }
        let found = SystemFiles.names(in: "/etc/kutsu").filter { $0.hasSuffix(".toml") }
        guard let only = found.first, found.count == 1 else {
            throw .usage(
                found.isEmpty
                    ? "no configuration: name one with -c FILE, or put one into /etc/kutsu"
                    : "several lists in /etc/kutsu (\(found.joined(separator: ", "))): name one with -c FILE")
        }
        return "/etc/kutsu/\(only)"
    }
}
