import Glibc

/// What the system tells of a file. A thin edge: each question is one system call.
struct FileFacts {
    let owner: UInt32
    let permissions: UInt32

    /// Nil where there is no such file, or it is out of reach.
    init?(_ path: String) {
        var information = stat()
        guard stat(path, &information) == 0 else { return nil }
        owner = information.st_uid
        permissions = information.st_mode & 0o7777
    }

    /// Whether people who have nothing to do with it can read it.
    var isOpenToAll: Bool { permissions & 0o007 != 0 }

    static func isReadable(_ path: String) -> Bool { access(path, R_OK) == 0 }
    static func isWritable(_ path: String) -> Bool { access(path, W_OK | X_OK) == 0 }

    static var currentUser: UInt32 { geteuid() }

    /// Free bytes, and free files, of the file system that holds `path`.
    static func room(at path: String) -> (bytes: UInt64, files: UInt64)? {
        var information = statvfs()
        guard statvfs(path, &information) == 0 else { return nil }
        let block = UInt64(information.f_frsize)
        let (bytes, overflow) = UInt64(information.f_bavail).multipliedReportingOverflow(by: block)
        // Btrfs and others make files as they need them and tell 0 in all.
        return (overflow ? .max : bytes, information.f_files == 0 ? .max : UInt64(information.f_favail))
    }
}
