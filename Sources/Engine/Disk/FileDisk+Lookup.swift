import Glibc

/// How names are found below the directory, and files opened there.
extension FileDisk {
    static func bootID() -> BootID? {
        let file = Glibc.open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = Glibc.read(file, &bytes, bytes.count)
        return BootID(String(decoding: bytes.prefix(max(0, count)), as: UTF8.self).prefix { !$0.isNewline })
    }

    /// Runs `body` with the open folder that holds `name`, and its last component.
    func inFolder<R>(
        of name: String, _ action: String, _ body: (Int32, String) throws(DiskError) -> R
    ) throws(DiskError) -> R {
        guard let slash = name.lastIndex(of: "/") else { return try body(root, name) }
        let folder = try openFolder(String(name[..<slash]), action, name)
        defer { close(folder) }
        return try body(folder, String(name[name.index(after: slash)...]))
    }

    /// The folder with this name, to be closed; `""` is the directory itself. A link is no folder.
    func openFolder(_ path: String, _ action: String, _ name: String) throws(DiskError) -> Int32 {
        let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
        let components = path.split(separator: "/")
        var folder = components.isEmpty ? openat(root, ".", flags) : root
        for component in components {
            guard folder >= 0 else { break }
            let above = folder
            folder = component == ".." ? -1 : openat(above, String(component), flags)
            let code = component == ".." ? EINVAL : errno
            if above != root { close(above) }
            errno = code
        }
        guard folder >= 0 else { throw Self.error(action, name) }
        return folder
    }

    /// A file that is there, to be closed.
    func open(_ name: String, _ flags: Int32, _ action: String, making: Bool = false) throws(DiskError) -> Int32 {
        try inFolder(of: name, action) { (folder, leaf) throws(DiskError) in
            try Self.openFile(leaf, name, in: folder, flags, making: making, owner, action)
        }
    }

    /// An ordinary file and nothing else: no link, no pipe, no device. One that is made belongs to `owner`; in somebody
    /// else's directory one that is there must belong to them already before it is written.
    static func openFile(
        _ leaf: String, _ name: String, in folder: Int32, _ flags: Int32, making: Bool,
        _ owner: (user: uid_t, group: gid_t)?, _ action: String
    ) throws(DiskError) -> Int32 {
        let safe = flags | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
        var file = openat(folder, leaf, safe)
        if file < 0, errno == ENOENT, making {
            file = openat(folder, leaf, safe | O_CREAT | O_EXCL, 0o600)
            if file >= 0 {
                if let owner { _ = fchown(file, owner.user, owner.group) }
                return file
            }
            // Another process was quicker.
            if errno == EEXIST { file = openat(folder, leaf, safe) }
        }
        guard file >= 0 else { throw error(action, name) }
        var information = stat()
        guard fstat(file, &information) == 0 else {
            let error = error(action, name)
            close(file)
            throw error
        }
        let isForeign = owner.map { information.st_uid != $0.user && flags & O_ACCMODE != O_RDONLY } ?? false
        guard information.st_mode & S_IFMT == S_IFREG, !isForeign else {
            close(file)
            errno = isForeign ? EPERM : EINVAL
            throw error(action, name)
        }
        return file
    }

    func replaceContents(of name: String, with bytes: [UInt8]) throws(DiskError) {
        let file = try open(name, O_WRONLY, "write", making: true)
        defer { close(file) }
        guard ftruncate(file, 0) == 0 else { throw Self.error("write", name) }
        try Self.write(bytes, to: file, name)
    }

    static func write(_ bytes: [UInt8], to file: Int32, _ name: String) throws(DiskError) {
        var start = 0
        while start < bytes.count {
            // The slice's storage stays in place for the length of the call.
            let put = bytes[start...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if put < 0 {
                if errno == EINTR { continue }
                throw error("write", name)
            }
            start += put
        }
    }

    func ignoringAbsence(_ body: () throws(DiskError) -> Void) throws(DiskError) {
        do throws(DiskError) { try body() } catch { if error.code != ENOENT { throw error } }
    }

    /// Opens the directory, made where there is none, for ``init(root:directory:patience:pause:)``.
    package static func openRoot(_ directory: String) throws(DiskError) -> Int32 {
        try makeFolders(directory)
        let root = Glibc.open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard root >= 0 else { throw error("open", directory) }
        return root
    }

    /// Only the directory itself is closed to others: a service manager that hands it to the daemon's user leaves those
    /// above it as they are, and the daemon must get through them.
    private static func makeFolders(_ directory: String) throws(DiskError) {
        var path = directory.hasPrefix("/") ? "" : "."
        let components = directory.split(separator: "/")
        for (index, component) in components.enumerated() {
            path += "/" + component
            let mode: mode_t = index == components.count - 1 ? 0o700 : 0o755
            guard mkdir(path, mode) == 0 || errno == EEXIST || errno == EISDIR || errno == EROFS else {
                throw error("make the folder", directory)
            }
        }
        guard access(directory, R_OK | W_OK | X_OK) == 0 else { throw error("use", directory) }
    }

    /// Reads `errno`, so nothing may come between the call and this.
    static func error(_ action: String, _ name: String) -> DiskError {
        let code = errno
        return DiskError(action: action, name: name, code: code, reason: String(cString: strerror(code)))
    }
}
