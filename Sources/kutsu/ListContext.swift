import Base
import Engine
import Glibc
import MailingList
import Rendering

extension Duration {
    /// A person waits for a command; the longest that another one needs the files, a compaction with a million members,
    /// is shorter.
    static let commandPatience = Duration.seconds(10)
    /// The daemon's waiting holds up all that it does, its signs of life included, and it tries again by itself.
    static let daemonPatience = Duration.seconds(2)
}

/// One list as its configuration names it: what every command begins with.
struct ListContext {
    let configuration: Configuration
    let zone: TimeZoneRules
    let book: LetterBook
    /// How long is waited for other commands that work on the list's files.
    let patience: Duration

    var policy: Policy { configuration.policy(zone: zone, zones: Self.zones) }

    /// Those that calendars name.
    private static let zones = TimeZoneBook { name in
        zoneFile(name).flatMap { $0.isEmpty ? .utc : try? TimeZoneRules(tzif: $0) }
    }
    var directory: String { configuration.state.directory }

    /// Whether the state directory is there.
    var hasDirectory: Bool { Privileges.asCaller { SystemFiles.exists(directory) } }

    /// Reads the configuration and all that it points to, but for secrets and the state directory.
    init(configuration path: String, patience: Duration = .commandPatience) throws(CommandError) {
        self.patience = patience
        guard let bytes = SystemFiles.read(path) else {
            throw .configuration("\(path): cannot be read: check the path and its permissions")
        }
        do {
            configuration = try Configuration.read(bytes: bytes, file: path) { Self.zoneFile($0) != nil }
        } catch {
            throw .configuration(error.description)
        }
        zone = try Self.zone(configuration.list.timezone)
        book = try Self.letters(in: configuration.letters.directory)
    }

    /// - Parameter complain: hears what an admin should know who works here before the daemon did.
    func disk(complain: (String) -> Void = { Output.complain($0) }) throws(CommandError) -> FileDisk {
        let isNew = !hasDirectory
        let isEmpty = SystemFiles.names(in: directory).isEmpty
        // The way there may be open to the caller alone; see ``FileDisk/init(root:directory:patience:pause:)``.
        let root = try onDisk { () throws(DiskError) in
            try Privileges.asCaller { () throws(DiskError) in try FileDisk.openRoot(directory) }
        }
        try Privileges.takeOnOwner(of: directory)
        let disk = try onDisk { () throws(DiskError) in
            try FileDisk(root: root, directory: directory, patience: patience)
        }
        if isEmpty, FileFacts.currentUser == 0 {
            complain(
                "kutsu: \(directory) \(isNew ? "was made" : "was empty") and is root's. The unit kutsu@\(policy.name) takes it over at its first "
                    + "start; for a daemon of another user, do: chown -R USER \(directory)")
        }
        return disk
    }

    private func onDisk<R>(_ body: () throws(DiskError) -> R) throws(CommandError) -> R {
        do throws(DiskError) { return try body() } catch {
            let text = "\(error): check [state] directory, and who owns it"
            // It does not heal by itself: the unit must not try again for ever.
            throw error.isForbidden
                ? .configuration("\(text); for the daemon's user, do: chown -R USER \(directory)") : .world(text)
        }
    }

    /// The list's files, brought up to date.
    func ledger(on disk: FileDisk) throws(CommandError) -> Ledger {
        try CommandError.onLedger { () throws(LedgerError) in try Ledger(disk: disk, list: policy.name) }
    }

    func signer(on disk: some Disk) throws(CommandError) -> TokenSigner {
        let key = try CommandError.onLedger { () throws(LedgerError) in
            try SigningKeyFile.open(on: disk, entropy: SystemEntropy())
        }
        return TokenSigner(list: policy.name, key: key)
    }

    func renderer(_ signer: TokenSigner) -> LetterRenderer {
        LetterRenderer(policy: policy, signer: signer, book: book)
    }

    private static func zoneFile(_ name: String) -> [UInt8]? {
        if name == "UTC" { return [] }
        guard !name.contains("..") else { return nil }
        return SystemFiles.read("/usr/share/zoneinfo/\(name)", atMost: 1 << 20)
    }

    private static func zone(_ name: String) throws(CommandError) -> TimeZoneRules {
        guard let bytes = zoneFile(name) else {
            throw .configuration("the time zone \(name) is unknown: install the package tzdata")
        }
        if bytes.isEmpty { return .utc }
        do { return try TimeZoneRules(tzif: bytes) } catch {
            throw .configuration("/usr/share/zoneinfo/\(name): \(error)")
        }
    }

    private static func letters(in directory: String?) throws(CommandError) -> LetterBook {
        var own: [String: String] = [:]
        if let directory {
            guard SystemFiles.exists(directory) else {
                throw .configuration("\(directory): no such folder; make it, or leave letters.directory out")
            }
            for name in SystemFiles.names(in: directory) where name.hasSuffix(".mustache") {
                guard let text = SystemFiles.text("\(directory)/\(name)") else {
                    throw .configuration("\(directory)/\(name): cannot be read as UTF-8")
                }
                own[name] = text
            }
        }
        do { return try LetterBook(overrides: own) } catch {
            throw .configuration("\(directory ?? ""): \(error)")
        }
    }
}

extension DiskError {
    /// Whether the user may not do it.
    fileprivate var isForbidden: Bool { code == EACCES || code == EPERM }
}
