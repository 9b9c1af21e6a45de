import Glibc
import Synchronization

/// A real directory. The thin edge to the system's files: every call is one or two system calls and their error.
///
/// No link is followed below the directory: each name is looked up from the open directory itself, folder by folder
/// (`openat`, `O_NOFOLLOW`), so that whoever can write there cannot lead a process with more rights elsewhere. Only what
/// this process made changes its owner. The way to the directory may hold links; it is the admin's.
package final class FileDisk: Disk {
    /// Without a slash at its end.
    package let directory: String
    /// New files belong to whoever owns the directory, so that an admin's command as root does not lock the
    /// daemon out of its own files.
    let owner: (user: uid_t, group: gid_t)?
    let root: Int32
    let lockFile: Int32
    package let patience: Duration
    /// random(4): another one for each start of the kernel.
    package let boot = FileDisk.bootID()
    let pause: @Sendable (Duration) -> Void
    let openFiles = Mutex(OpenFiles())

    /// Makes the directory where there is none.
    package convenience init(
        directory: String, patience: Duration, pause: @escaping @Sendable (Duration) -> Void = FileDisk.sleep
    ) throws(DiskError) {
        try self.init(root: try Self.openRoot(directory), directory: directory, patience: patience, pause: pause)
    }

    /// Works on a directory that was opened before with other rights: systemd keeps those of its dynamic users in a folder
    /// that only root may enter.
    ///
    /// - Parameters:
    ///   - root: from ``openRoot(_:)``; the disk closes it.
    ///   - patience: how long `lock` waits for other processes. The waiting holds up its thread.
    ///   - pause: waits for the time between two tries.
    package init(
        root: Int32, directory: String, patience: Duration,
        pause: @escaping @Sendable (Duration) -> Void = FileDisk.sleep
    ) throws(DiskError) {
        self.directory = directory
        self.patience = patience
        self.pause = pause
        var information = stat()
        let found = fstat(root, &information) == 0
        let foreign = found && geteuid() == 0 && information.st_uid != 0
        let owner = foreign ? (user: information.st_uid, group: information.st_gid) : nil
        do throws(DiskError) {
            lockFile = try Self.openFile("lock", "lock", in: root, O_RDWR, making: true, owner, "open")
        } catch {
            close(root)
            throw error
        }
        self.root = root
        self.owner = owner
    }

    deinit {
        close(lockFile)
        close(root)
    }

    package func read(_ name: String) throws(DiskError) -> [UInt8]? {
        guard try status(of: name) != nil else { return nil }
        return try read(name, from: 0)
    }

    package func read(_ name: String, from offset: Int, atMost limit: Int) throws(DiskError) -> [UInt8] {
        let file = try open(name, O_RDONLY, "read")
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
        if let information = openFiles.withLock({ $0.file(name)?.information }) { return FileStatus(information) }
        do throws(DiskError) {
            return try inFolder(of: name, "look at") { (folder, leaf) throws(DiskError) in
                var information = stat()
                guard fstatat(folder, leaf, &information, AT_SYMLINK_NOFOLLOW) == 0 else {
                    throw Self.error("look at", name)
                }
                return FileStatus(information)
            }
        } catch {
            if error.code == ENOENT { return nil }
            throw error
        }
    }

    package func write(_ bytes: [UInt8], to name: String) throws(DiskError) {
        do throws(DiskError) { try replaceContents(of: name, with: bytes) } catch {
            // A file that is about to take another's place: a link that was put in its way goes, not what it leads to.
            guard error.code == ELOOP, name.hasSuffix(".new") else { throw error }
            try remove(name)
            try replaceContents(of: name, with: bytes)
        }
    }

    package func append(_ bytes: [UInt8], to name: String) throws(DiskError) {
        try openFiles.withLock { (files) throws(DiskError) in
            if let file = files.file(name) { return try Self.write(bytes, to: file.descriptor, name) }
            let descriptor = try open(name, O_WRONLY | O_APPEND, "write", making: true)
            files.keep(descriptor, name)
            try Self.write(bytes, to: descriptor, name)
        }
    }

    package func truncate(_ name: String, to size: Int) throws(DiskError) {
        let file = try open(name, O_WRONLY, "truncate")
        defer { close(file) }
        guard ftruncate(file, off_t(size)) == 0 else { throw Self.error("truncate", name) }
    }

    package func sync(_ name: String) throws(DiskError) {
        // The same file: whoever opens it anew learns of an earlier failure only once (fsync(2)).
        let isSynced = try openFiles.withLock { (files) throws(DiskError) in
            guard let file = files.file(name) else { return false }
            guard fsync(file.descriptor) == 0 else { throw Self.error("sync", name) }
            return true
        }
        if isSynced { return }
        let file = try open(name, O_RDONLY, "sync")
        defer { close(file) }
        guard fsync(file) == 0 else { throw Self.error("sync", name) }
    }

    package func syncFolder(_ name: String) throws(DiskError) {
        let folder = try openFolder(name, "sync", name)
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw Self.error("sync", name) }
    }

    package func rename(_ name: String, to newName: String) throws(DiskError) {
        openFiles.withLock { files in files.closeAll { $0 == name || $0 == newName } }
        try inFolder(of: name, "rename") { (folder, leaf) throws(DiskError) in
            try inFolder(of: newName, "rename") { (newFolder, newLeaf) throws(DiskError) in
                guard renameat(folder, leaf, newFolder, newLeaf) == 0 else { throw Self.error("rename", name) }
            }
        }
    }

    package func link(_ name: String, as newName: String) throws(DiskError) -> Bool {
        try inFolder(of: name, "link") { (folder, leaf) throws(DiskError) in
            try inFolder(of: newName, "link") { (newFolder, newLeaf) throws(DiskError) in
                if linkat(folder, leaf, newFolder, newLeaf, 0) == 0 { return true }
                // FAT and some network file systems have no links; one of a file that is not ours may be forbidden
                // (fs.protected_hardlinks); a folder may be mounted from another disk; and there may be too many.
                if [EPERM, EOPNOTSUPP, ENOSYS, EXDEV, EMLINK].contains(errno) { return false }
                throw Self.error("link", name)
            }
        }
    }

    package func remove(_ name: String) throws(DiskError) {
        openFiles.withLock { files in files.closeAll { $0 == name } }
        try ignoringAbsence { () throws(DiskError) in
            try inFolder(of: name, "remove") { (folder, leaf) throws(DiskError) in
                guard unlinkat(folder, leaf, 0) == 0 else { throw Self.error("remove", name) }
            }
        }
    }

    package func removeFolder(_ name: String) throws(DiskError) {
        for file in try names(in: name) { try remove("\(name)/\(file)") }
        try ignoringAbsence { () throws(DiskError) in
            try inFolder(of: name, "remove") { (folder, leaf) throws(DiskError) in
                guard unlinkat(folder, leaf, AT_REMOVEDIR) == 0 else { throw Self.error("remove", name) }
            }
        }
    }

    package func makeFolder(_ name: String) throws(DiskError) {
        try inFolder(of: name, "make the folder") { (folder, leaf) throws(DiskError) in
            if mkdirat(folder, leaf, 0o700) == 0 {
                if let owner { _ = fchownat(folder, leaf, owner.user, owner.group, AT_SYMLINK_NOFOLLOW) }
            } else if errno != EEXIST {
                throw Self.error("make the folder", name)
            }
        }
    }

    package func names(in folder: String) throws(DiskError) -> [String] {
        let descriptor: Int32
        do throws(DiskError) { descriptor = try openFolder(folder, "list", folder) } catch {
            if error.code == ENOENT { return [] }
            throw error
        }
        // The stream owns the descriptor from here on.
        guard let stream = fdopendir(descriptor) else {
            let error = Self.error("list", folder)
            close(descriptor)
            throw error
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
}

extension FileStatus {
    fileprivate init(_ information: stat) {
        self.init(size: Int(information.st_size), number: UInt64(information.st_ino))
    }
}
