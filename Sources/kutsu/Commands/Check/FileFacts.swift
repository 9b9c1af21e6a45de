import Glibc

/// What the system tells of a file. A thin edge: each question is one system call.
struct FileFacts {
    let owner: UInt32
    let group: UInt32
    let permissions: UInt32

    /// Nil where there is no such file, or it is out of reach.
    init?(_ path: String) {
        var information = stat()
        guard stat(path, &information) == 0 else { return nil }
        owner = information.st_uid
        group = information.st_gid
        permissions = information.st_mode & 0o7777
    }

    /// For tables.
    init(owner: UInt32 = 0, group: UInt32 = 0, permissions: UInt32) {
        self.owner = owner
        self.group = group
        self.permissions = permissions
    }

    /// Whether the user has these rights, of read (4), write (2) and execute (1).
    func allows(_ rights: UInt32, user: UInt32, group: UInt32) -> Bool {
        let shift: UInt32 = user == owner ? 6 : group == self.group ? 3 : 0
        return permissions >> shift & rights == rights
    }

    /// Whether somebody else could read a file with an absolute path: it, and every folder on the way.
    static func isReadable(_ path: String, user: UInt32, group: UInt32) -> Bool {
        guard FileFacts(path)?.allows(4, user: user, group: group) == true else { return false }
        var folder = path[...]
        while let slash = folder.lastIndex(of: "/") {
            folder = folder[..<slash]
            let facts = FileFacts(folder.isEmpty ? "/" : String(folder))
            guard facts?.allows(1, user: user, group: group) == true else { return false }
        }
        return true
    }

    static func isReadable(_ path: String) -> Bool { access(path, R_OK) == 0 }
    static func isWritable(_ path: String) -> Bool { access(path, W_OK | X_OK) == 0 }

    static var currentUser: UInt32 { geteuid() }

    /// Free bytes, and free files, of the file system that holds `path`.
    static func room(at path: String) -> (bytes: UInt64, files: UInt64)? {
        var information = statvfs()
        guard Privileges.asCaller({ statvfs(path, &information) }) == 0 else { return nil }
        let block = UInt64(information.f_frsize)
        let (bytes, overflow) = UInt64(information.f_bavail).multipliedReportingOverflow(by: block)
        // Btrfs and others make files as they need them and tell 0 in all.
        return (overflow ? .max : bytes, information.f_files == 0 ? .max : UInt64(information.f_favail))
    }
}
