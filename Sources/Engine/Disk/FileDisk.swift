import Glibc

/// A real directory. The thin edge to the system's files: every call is one or two system calls and their error.
package final class FileDisk: Disk {
    /// Without a slash at its end.
    package let directory: String
    /// New files belong to whoever owns the directory, so that an admin's command as root does not lock the
    /// daemon out of its own files.
    private let owner: (user: uid_t, group: gid_t)?
    private let lockFile: Int32
    package let patience: Duration
    private let pause: @Sendable (Duration) -> Void

    /// Makes the directory where there is none.
    ///
    /// - Parameters:
    ///   - patience: how long `lock` waits for other processes. The waiting holds up its thread.
    ///   - pause: waits for the time between two tries.
    package init(
        directory: String, patience: Duration, pause: @escaping @Sendable (Duration) -> Void = FileDisk.sleep
    ) throws(DiskError) {
        self.directory = directory
        self.patience = patience
        self.pause = pause
        try Self.makeFolders(directory)
        var information = stat()
        let found = stat(directory, &information) == 0
        let foreign = found && geteuid() == 0 && information.st_uid != 0
        owner = foreign ? (information.st_uid, information.st_gid) : nil
        lockFile = open("\(directory)/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lockFile >= 0 else { throw Self.error("open", "lock") }
        if let owner { _ = fchown(lockFile, owner.user, owner.group) }
    }

    deinit { close(lockFile) }

    package func read(_ name: String) throws(DiskError) -> [UInt8]? {
        guard try status(of: name) != nil else { return nil }
        return try read(name, from: 0)
    }

    package func read(_ name: String, from offset: Int, atMost limit: Int) throws(DiskError) -> [UInt8] {
        let file = open(path(name), O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw Self.error("read", name) }
        defer { close(file) }
        var information = stat()
        guard fstat(file, &information) == 0 else { throw Self.error("read", name) }
        let wanted = min(max(0, Int(information.st_size) - offset), limit)
        var failure: DiskError?
        // The buffer is uninitialised only up to the count that the loop has really read.
        let bytes = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
            while count < wanted {
                let got = pread(file, buffer.baseAddress.map { $0 + count }, wanted - count, off_t(offset + count))
                if got < 0 {
                    if errno == EINTR { continue }
                    failure = Self.error("read", name)
                    return
                }
                if got == 0 { return }
                count += got
            }
        }
        if let failure { throw failure }
        return bytes
    }

    package func status(of name: String) throws(DiskError) -> FileStatus? {
        var information = stat()
        guard stat(path(name), &information) == 0 else {
            if errno == ENOENT { return nil }
            throw Self.error("look at", name)
        }
        return FileStatus(size: Int(information.st_size), number: UInt64(information.st_ino))
    }

    package func write(_ bytes: [UInt8], to name: String) throws(DiskError) {
        try put(bytes, to: name, flags: O_WRONLY | O_CREAT | O_TRUNC)
    }

    package func append(_ bytes: [UInt8], to name: String) throws(DiskError) {
        try put(bytes, to: name, flags: O_WRONLY | O_CREAT | O_APPEND)
    }

    package func truncate(_ name: String, to size: Int) throws(DiskError) {
        guard Glibc.truncate(path(name), off_t(size)) == 0 else { throw Self.error("truncate", name) }
    }

    package func sync(_ name: String) throws(DiskError) { try flush(name, flags: O_RDONLY) }
    package func syncFolder(_ name: String) throws(DiskError) { try flush(name, flags: O_RDONLY | O_DIRECTORY) }

    package func rename(_ name: String, to newName: String) throws(DiskError) {
        guard Glibc.rename(path(name), path(newName)) == 0 else { throw Self.error("rename", name) }
    }

    package func link(_ name: String, as newName: String) throws(DiskError) -> Bool {
        if Glibc.link(path(name), path(newName)) == 0 { return true }
        // FAT and some network file systems have no links; one of a file that is not ours may be forbidden
        // (fs.protected_hardlinks); an admin may have put a folder on another disk; and there may be too many.
        if [EPERM, EOPNOTSUPP, ENOSYS, EXDEV, EMLINK].contains(errno) { return false }
        throw Self.error("link", name)
    }

    package func remove(_ name: String) throws(DiskError) {
        guard unlink(path(name)) == 0 || errno == ENOENT else { throw Self.error("remove", name) }
    }

    package func removeFolder(_ name: String) throws(DiskError) {
        for file in try names(in: name) { try remove("\(name)/\(file)") }
        guard rmdir(path(name)) == 0 || errno == ENOENT else { throw Self.error("remove", name) }
    }

    package func makeFolder(_ name: String) throws(DiskError) {
        if mkdir(path(name), 0o700) == 0 {
            if let owner { _ = chown(path(name), owner.user, owner.group) }
        } else if errno != EEXIST {
            throw Self.error("make the folder", name)
        }
    }

    package func names(in folder: String) throws(DiskError) -> [String] {
        guard let stream = opendir(path(folder)) else {
            if errno == ENOENT { return [] }
            throw Self.error("list", folder)
        }
        defer { closedir(stream) }
        var names: [String] = []
        while true {
            // A folder that cannot be read to its end must not look like a short one.
            errno = 0
            guard let entry = readdir(stream) else { break }
            // d_name is a C string within the record, which lives until the next readdir.
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        guard errno == 0 else { throw Self.error("list", folder) }
        return names.sorted()
    }

    /// flock(2) knows no deadline, and an alarm that ends it early would be the whole process's: so it is asked without
    /// blocking, with pauses in between.
    package func lock(_ mode: LockMode) throws(DiskError) -> Bool {
        var pauses = LockPauses(patience: patience)
        while flock(lockFile, (mode == .shared ? LOCK_SH : LOCK_EX) | LOCK_NB) != 0 {
            if errno == EINTR { continue }
            guard errno == EWOULDBLOCK else { throw Self.error("lock", "lock") }
            guard let length = pauses.next() else { return false }
            pause(length)
        }
        return true
    }

    package func unlock() { _ = flock(lockFile, LOCK_UN) }

    /// Holds up the thread.
    package static let sleep: @Sendable (Duration) -> Void = { length in
        let (seconds, attoseconds) = length.components
        var time = timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
        var rest = time
        // A signal ends it early.
        while nanosleep(&time, &rest) != 0, errno == EINTR { time = rest }
    }
}

extension FileDisk {
    private func path(_ name: String) -> String { name.isEmpty ? directory : "\(directory)/\(name)" }

    private func put(_ bytes: [UInt8], to name: String, flags: Int32) throws(DiskError) {
        let file = open(path(name), flags | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Self.error("write", name) }
        defer { close(file) }
        if let owner { _ = fchown(file, owner.user, owner.group) }
        var start = 0
        while start < bytes.count {
            // The slice's storage stays in place for the length of the call.
            let put = bytes[start...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if put < 0 {
                if errno == EINTR { continue }
                throw Self.error("write", name)
            }
            start += put
        }
    }

    private func flush(_ name: String, flags: Int32) throws(DiskError) {
        let file = open(path(name), flags | O_CLOEXEC)
        guard file >= 0 else { throw Self.error("sync", name) }
        defer { close(file) }
        guard fsync(file) == 0 else { throw Self.error("sync", name) }
    }

    private static func makeFolders(_ directory: String) throws(DiskError) {
        var path = directory.hasPrefix("/") ? "" : "."
        for component in directory.split(separator: "/") {
            path += "/" + component
            guard mkdir(path, 0o700) == 0 || errno == EEXIST || errno == EISDIR || errno == EROFS else {
                throw error("make the folder", directory)
            }
        }
        guard access(directory, R_OK | W_OK | X_OK) == 0 else { throw error("use", directory) }
    }

    /// Reads `errno`, so nothing may come between the call and this.
    private static func error(_ action: String, _ name: String) -> DiskError {
        let code = errno
        return DiskError(action: action, name: name, code: code, reason: String(cString: strerror(code)))
    }
}
