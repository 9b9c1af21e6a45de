import Glibc

/// An open file, closed with its value. Never inherited by accident: all are opened close-on-exec, since a child that
/// held the far end of the mail stack's command line would keep the stack alive.
final class Descriptor: Sendable {
    let number: Int32

    init(_ number: Int32, from call: String) throws {
        guard number >= 0 else { throw Trouble.system(call) }
        self.number = number
    }

    deinit {
        close(number)
    }

    /// A file to write to, at its end.
    static func appending(to path: String) throws -> Descriptor {
        try Descriptor(open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600), from: "open \(path)")
    }

    /// A file without a name, gone when the last process closes it.
    static func temporary(holding bytes: [UInt8] = []) throws -> Descriptor {
        var name = Array("/tmp/kutsu-file-XXXXXX".utf8CString)
        let file = try Descriptor(mkstemp(&name), from: "open a temporary file")
        unlink(name)
        _ = fcntl(file.number, F_SETFD, FD_CLOEXEC)
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                write(file.number, $0.baseAddress?.advanced(by: written), $0.count - written)
            }
            guard count > 0 else { throw Trouble.system("write a temporary file") }
            written += count
        }
        lseek(file.number, 0, SEEK_SET)
        return file
    }

    /// Everything in the file, wherever its writers stand.
    func contents() -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = pread(number, &chunk, chunk.count, bytes.count)
            guard count > 0 else { return bytes }
            bytes += chunk[..<count]
        }
    }
}
