import Engine

/// What others on this machine may do with the files that hold secrets, members or decisions. The daemon does not start
/// before it is right, and the doctor names each.
struct FileRights {
    let configuration: Configuration
    /// Nil for a file that is not there.
    var look: (String) -> FileFacts? = { FileFacts($0) }
    var environment: [String: String] = SystemFiles.environment()
    var user: UInt32 = FileFacts.currentUser

    /// What is wrong, and what to do; empty where all is well.
    var objections: [String] { configurationFile + state + secrets }

    /// It says who may announce, and where mail goes; it holds no secret.
    private var configurationFile: [String] {
        let file = configuration.file
        var objections: [String] = []
        if let facts = look(file) {
            if facts.permissions & 0o022 != 0 {
                objections.append(
                    "configuration: others can write \(file), and so name coordinators; do chmod go-w \(file)")
            }
            if !owners.contains(facts.owner) {
                objections.append(
                    "configuration: \(file) is another user's, who can write it, and so name coordinators; do chown root "
                        + file)
            }
        }
        // Whoever can put another file in its place; in a folder as /tmp (the sticky bit) only its owner can.
        let folder = file.lastIndex(of: "/").map { $0 == file.startIndex ? "/" : String(file[..<$0]) } ?? "."
        if let facts = look(folder), facts.permissions & 0o022 != 0, facts.permissions & 0o1000 == 0 {
            objections.append(
                "configuration: others can put another file in the place of \(file); do chmod go-w \(folder)")
        }
        return objections
    }

    /// Root, who works here, and whose the list's files are.
    private var owners: [UInt32] {
        [0, user] + (look(configuration.state.directory).map { [$0.owner] } ?? [])
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
                let facts = look(path)
            else { return nil }
            if facts.permissions & 0o077 != 0 {
                return "secret: others on this machine can get at \(path); do chmod 600 \(path)"
            }
            return owners.contains(facts.owner) ? nil : "secret: \(path) is another user's; do chown root \(path)"
        }
    }
}
