import Engine

/// What others on this machine may do with the files that hold secrets, members or decisions. The daemon does not start
/// before it is right, and the doctor names each.
struct FileRights {
    let configuration: Configuration
    /// Nil for a file that is not there.
    var look: (String) -> FileFacts? = { FileFacts($0) }
    var environment: [String: String] = SystemFiles.environment()

    /// What is wrong, and what to do; empty where all is well.
    var objections: [String] { configurationFile + state + secrets }

    /// It says who may announce, and where mail goes; it holds no secret.
    private var configurationFile: [String] {
        guard let facts = look(configuration.file), facts.permissions & 0o022 != 0 else { return [] }
        return [
            "configuration: others can write \(configuration.file), and so name coordinators; do chmod go-w "
                + configuration.file
        ]
    }

    private var state: [String] {
        let directory = configuration.state.directory
        let files = ["secret", "journal", "members"].map { "\(directory)/\($0)" }
        return ([directory] + files).compactMap { path in
            guard let facts = look(path), facts.permissions & 0o077 != 0 else { return nil }
            return "state: others on this machine can get at \(path); do chmod go-rwx \(path)"
        }
    }

    /// Credentials of the unit are the service manager's: they show the rights of an access list.
    private var secrets: [String] {
        let logins = [configuration.mailbox.login] + configuration.relays.compactMap(\.login)
        // A certificate is no secret.
        let files = logins.compactMap(\.file) + (configuration.oauth?.files ?? []).filter { $0.kind != .certificate }
        let credentials = environment["CREDENTIALS_DIRECTORY"].map { $0 + "/" }
        var seen: Set<String> = []
        return files.flatMap { $0.places(environment: environment) }.compactMap { path in
            guard seen.insert(path).inserted, !(credentials.map(path.hasPrefix) ?? false),
                let facts = look(path), facts.permissions & 0o077 != 0
            else { return nil }
            return "secret: others on this machine can get at \(path); do chmod 600 \(path)"
        }
    }
}
