import Glibc

/// What a process may do on this machine. A thin edge: each question is one or two system calls.
enum Privileges {
    /// As root in a state directory of somebody else, the command works on with that user's rights: whatever the owner has
    /// put there, root touches nothing. What is the caller's own is left to ``asCaller(_:)``.
    static func takeOnOwner(of directory: String) throws(CommandError) {
        var information = stat()
        guard geteuid() == 0, stat(directory, &information) == 0, information.st_uid != 0 else { return }
        guard setgroups(0, nil) == 0, setegid(information.st_gid) == 0, seteuid(information.st_uid) == 0,
            geteuid() == information.st_uid
        else {
            throw .world("\(directory): cannot work with the rights of its owner: \(String(cString: strerror(errno)))")
        }
    }

    /// Opens or moves a file that the caller or the configuration names, outside the state directory, with the rights that
    /// the command was started with: a backup in root's folder, a password that only root may read.
    static func asCaller<R, E: Error>(_ body: () throws(E) -> R) throws(E) -> R {
        let (user, group) = (geteuid(), getegid())
        guard getuid() == 0, user != 0, seteuid(0) == 0 else { return try body() }
        let isWhole = setegid(getgid()) == 0
        defer {
            // A process that could not give the rights up again must not go on.
            guard (!isWhole || setegid(group) == 0), seteuid(user) == 0 else {
                preconditionFailure("the rights of the directory's owner cannot be taken on again")
            }
        }
        return try body()
    }

    /// A core file would hold passwords, and the key of all tokens.
    static func forbidCoreDumps() {
        var limit = rlimit(rlim_cur: 0, rlim_max: 0)
        _ = setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
    }
}
