import Glibc

/// A directory that only its owner may look into, for as long as the sandbox is open.
struct SandboxDirectory: Sendable {
    let path: String

    init() throws(CommandError) {
        let parent = SystemFiles.environment("TMPDIR") ?? "/tmp"
        var template = Array("\(parent)/kutsu-sandbox-XXXXXX".utf8CString)
        // mkdtemp writes the name it made into the array, within its length.
        guard let made = mkdtemp(&template) else {
            throw .world("no directory can be made in \(parent) (\(String(cString: strerror(errno)))): set TMPDIR")
        }
        path = String(cString: made)
    }

    /// Writes a file that only its owner may read.
    /// - Returns: its path.
    @discardableResult
    func write(_ text: String, to name: String) throws(CommandError) -> String {
        let file = "\(path)/\(name)"
        let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        let bytes = Array(text.utf8)
        // The array stays in place for the length of the call.
        let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        guard descriptor >= 0, count == bytes.count, close(descriptor) == 0 else {
            throw .world("\(file) cannot be written (\(String(cString: strerror(errno)))): is the disk full?")
        }
        return file
    }

    /// Removes it with all that is in it. Links are removed, never followed.
    func remove() {
        var waiting = [path]
        var opened: Set<String> = []
        while let name = waiting.popLast() {
            // A folder is removed after what it holds: it comes up again, once.
            guard Glibc.remove(name) != 0, errno == ENOTEMPTY, opened.insert(name).inserted else { continue }
            waiting += [name] + Self.names(in: name).map { "\(name)/\($0)" }
        }
    }

    private static func names(in folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            // d_name is a C string within the record, which lives until the next readdir.
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }
}
