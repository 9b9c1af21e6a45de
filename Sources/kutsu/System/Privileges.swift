import Glibc

/// What a process may do on this machine. A thin edge: each question is one or two system calls.
enum Privileges {
    /// As root in a state directory of somebody else, the command works on with that user's rights, for good: whatever the
    /// owner has put there, root touches nothing.
    static func takeOnOwner(of directory: String) throws(CommandError) {
        var information = stat()
        guard geteuid() == 0, stat(directory, &information) == 0, information.st_uid != 0 else { return }
        guard setgroups(0, nil) == 0, setgid(information.st_gid) == 0, setuid(information.st_uid) == 0,
            geteuid() == information.st_uid, setuid(0) != 0
        else {
            throw .world("\(directory): cannot work with the rights of its owner: \(String(cString: strerror(errno)))")
        }
    }

    /// A core file would hold passwords, and the key of all tokens.
    static func forbidCoreDumps() {
        var limit = rlimit(rlim_cur: 0, rlim_max: 0)
        _ = setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
    }
}
