import Engine
import Glibc

/// A file that is there whole or not at all: written beside its name, which it gets at the end.
final class NewFile {
    private let path: String
    private let descriptor: Int32
    private var isFinished = false
    private var beside: String { path + ".new" }

    init(_ path: String) throws(CommandError) {
        self.path = path
        descriptor = Privileges.asCaller {
            unlink(path + ".new")
            // Never through a link that somebody else has put there.
            return open(path + ".new", O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        }
        guard descriptor >= 0 else {
            throw .world("\(path): cannot be written (\(String(cString: strerror(errno)))): name a folder of yours")
        }
    }

    deinit {
        close(descriptor)
        if !isFinished { _ = Privileges.asCaller { unlink(beside) } }
    }

    /// Forgets what was written.
    func restart() {
        ftruncate(descriptor, 0)
        lseek(descriptor, 0, SEEK_SET)
    }

    func write(_ bytes: [UInt8]) throws(BackupError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            // The slice stays in place for the length of the call.
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .elsewhere("\(path): cannot be written: \(String(cString: strerror(errno)))") }
            rest = rest.dropFirst(count)
        }
    }

    func finish() throws(CommandError) {
        guard fsync(descriptor) == 0, Privileges.asCaller({ rename(beside, path) }) == 0 else {
            throw .world("\(path): cannot be written: \(String(cString: strerror(errno)))")
        }
        isFinished = true
    }
}

/// A file read from its start, piece by piece.
final class OldFile {
    private let path: String
    private let descriptor: Int32

    init(_ path: String) throws(BackupError) {
        self.path = path
        descriptor = Privileges.asCaller { open(path, O_RDONLY | O_CLOEXEC) }
        guard descriptor >= 0 else {
            throw .elsewhere("\(path): cannot be read: \(String(cString: strerror(errno)))")
        }
    }

    deinit { close(descriptor) }

    /// Gives as many bytes as it is asked for; fewer only at the file's end.
    var source: (Int) throws -> [UInt8] {
        { [self] wanted in
            var bytes: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: min(max(wanted, 1), 1 << 20))
            while bytes.count < wanted {
                // The buffer stays in place for the length of the call.
                let count = buffer.withUnsafeMutableBytes {
                    Glibc.read(descriptor, $0.baseAddress, min($0.count, wanted - bytes.count))
                }
                if count < 0, errno == EINTR { continue }
                guard count >= 0 else {
                    throw BackupError.elsewhere("\(path): cannot be read: \(String(cString: strerror(errno)))")
                }
                if count == 0 { break }
                bytes += buffer[..<count]
            }
            return bytes
        }
    }
}
