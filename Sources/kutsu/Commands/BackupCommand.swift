import ArgumentParser
import Base
import Engine
import Glibc
import MailingList
import Wire

/// Everything of a list in one file, or in the mailbox.
struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Writes all of a list into one file, while the daemon runs.",
        subcommands: [ToFile.self, Key.self, ToMailbox.self], defaultSubcommand: ToFile.self)

    struct ToFile: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "file",
            abstract: "Writes all of a list into one file.",
            discussion: """
                Members with their consents, posts, what waits for a digest, events, mail on its way, and the secret that \
                answers are known by, with a copy of the configuration to look at; no passwords and no tokens. It is a \
                tar archive that says of itself whether it is whole. Keep it as safe as the list: it can be read by anybody who has it.
                """)
        @OptionGroup var list: ListOption
        @Argument(help: "The file, for its owner alone; - for standard output.")
        var file: String

        func run() throws {
            let context = try list.context()
            let (disk, now) = (try context.existingDisk(), try context.clock().now())
            let configuration = SystemFiles.read(context.configuration.file)
            if file == "-" {
                _ = try CommandError.onBackup { () throws(BackupError) in
                    try BackupArchive.write(
                        disk, list: context.policy.name, configuration: configuration, at: now, isHolding: true
                    ) {
                        Output.write($0)
                    }
                }
                return
            }
            let output = try NewFile(file)
            let contents = try CommandError.onBackup { () throws(BackupError) in
                try BackupArchive.take(
                    disk, list: context.policy.name, configuration: configuration, at: now,
                    restart: { output.restart() }
                ) {
                    (bytes) throws(BackupError) in try output.write(bytes)
                }
            }
            try output.finish()
            Output.print("\(file): \(Counted.of(contents.files, "file")) of \(contents.list)")
        }
    }

    struct Key: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "key",
            abstract: "Prints the key that backups in the mailbox are encrypted with.",
            discussion: "Keep it away from this machine, on paper for example: without it nobody can read them.")
        @OptionGroup var list: ListOption

        func run() throws {
            let context = try list.context()
            let disk = try context.disk()
            let key = try CommandError.onLedger { () throws(LedgerError) in
                try BackupKeyFile.open(on: disk, entropy: SystemEntropy())
            }
            Output.print(key.text)
        }
    }

    struct ToMailbox: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "mailbox",
            abstract: "Puts an encrypted backup into the mailbox now, as the daemon does every night.",
            discussion: "The configuration's [backup] says into which folder.")
        @OptionGroup var list: ListOption

        func run() async throws {
            let context = try list.context()
            _ = try context.existingDisk()
            let backup = try MailboxBackup(of: context)
            let contents = try await backup.save(at: context.clock().now())
            Output.print(
                "\(Counted.of(contents.files, "file")) of \(contents.list), in the folder \(backup.settings.folder)")
        }
    }
}

/// A backup back into an empty state directory.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Puts a list back from a backup, where there is none.",
        discussion: """
            All of the backup is checked before anything is written. What happened after it was taken is not in it: mails \
            that were dealt with since lie in the folder for done mail; moved back into the inbox they are dealt with \
            again, and those that the backup knows are only marked.
            """)
    @OptionGroup var list: ListOption
    @Flag(help: "The newest one in the mailbox; see [backup] in the configuration.")
    var fromMailbox = false
    @Option(help: "A file with the key that 'kutsu backup key' printed. Default: it is asked for.")
    var keyFile: String?
    @Argument(help: "The file.")
    var file: String?

    func validate() throws {
        if fromMailbox == (file != nil) { throw ValidationError("name a file, or say --from-mailbox") }
        if keyFile != nil, !fromMailbox { throw ValidationError("--key-file is for --from-mailbox") }
    }

    func run() async throws {
        let context = try list.context()
        guard !context.isDaemonRunning else {
            throw CommandError.world("the daemon runs: stop it first, with systemctl stop kutsu@\(context.policy.name)")
        }
        let contents: BackupArchive.Facts
        if let file {
            contents = try restore(context) { () throws(BackupError) in try OldFile(file).source }
        } else {
            let archive = try await MailboxBackup(of: context).load(try key())
            contents = try restore(context) {
                var rest = archive[...]
                return { count in
                    defer { rest = rest.dropFirst(count) }
                    return Array(rest.prefix(count))
                }
            }
        }
        Output.print(
            "restored \(Counted.of(contents.files, "file")) of \(contents.list), as it was on \(context.shown(contents.time))"
        )
        try advise(context)
    }

    private func restore(
        _ context: ListContext, open: () throws(BackupError) -> (Int) throws -> [UInt8]
    ) throws(CommandError) -> BackupArchive.Facts {
        let disk = try context.disk()
        let lock = try DaemonLock(directory: context.directory)
        defer { withExtendedLifetime(lock) {} }
        return try CommandError.onBackup { () throws(BackupError) in
            try BackupArchive.restore(to: disk, list: context.policy.name, open: open)
        }
    }

    /// What was on its way may have arrived since.
    private func advise(_ context: ListContext) throws(CommandError) {
        for post in try context.openReadOnly().posts.sending {
            Output.print(
                "\(post.id) was being sent: who got a copy after the backup may get it again when the daemon starts; 'kutsu "
                    + "posts cancel \(post.id)' ends it")
        }
    }

    private func key() throws(CommandError) -> BackupKey {
        if keyFile == nil, isatty(STDIN_FILENO) == 1 {
            Output.complain("The key that 'kutsu backup key' printed:")
        }
        let line = keyFile.map { SystemFiles.text($0) } ?? readLine()
        guard let line else { throw .world("\(keyFile ?? "standard input"): cannot be read") }
        guard let key = BackupKey(text: line) else {
            throw .usage("this is no key: it is eight groups of eight digits from 0 to f")
        }
        return key
    }
}

extension ListContext {
    /// For what makes sense only with files that are there.
    fileprivate func existingDisk() throws(CommandError) -> FileDisk {
        guard hasDirectory else { throw .world("\(directory): there is no list yet") }
        return try disk()
    }
}

extension MailboxBackup {
    fileprivate init(of context: ListContext) throws(CommandError) {
        guard let settings = context.configuration.backup else {
            throw .configuration(
                "\(context.configuration.file): there is no section [backup]; write it with folder = \"Kutsu/Backup\"")
        }
        let executor = PollExecutor()
        let keeper = try context.tokenKeeper(executor, makesDirectory: false)
        self.init(context: context, settings: settings, keeper: keeper, executor: executor)
    }
}
