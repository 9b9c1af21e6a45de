import Glibc
import MailingList

/// Mails in files.
enum MailFiles {
    /// The mails of `folder` and of what lies in it; else of the corpora (`KUTSU_CORPORA`, `../shared/corpora`), else of
    /// this package's tests.
    static func paths(in folder: String?) throws -> [String] {
        let named = getenv("KUTSU_CORPORA").map { String(cString: $0) }
        let folders = folder.map { [$0] } ?? [named, "../shared/corpora", "Tests"].compactMap(\.self)
        for folder in folders where access(folder, R_OK) == 0 {
            let names = try ShellCommand.output(
                "find '\(folder)' -type f '(' -name '*.eml' -o -name '*.txt' ')' | sort")
            return names.split(separator: "\n").map(String.init)
        }
        throw Trouble(text: "no mails to read: name their folder, or set KUTSU_CORPORA")
    }

    static func bytes(_ path: String) throws -> [UInt8] {
        guard let file = fopen(path, "r") else { throw Trouble(text: "cannot open \(path)") }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        // Not grown by doubling: the memory that a large mail takes is measured.
        var status = stat()
        if stat(path, &status) == 0 { bytes.reserveCapacity(Int(status.st_size)) }
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&chunk, 1, chunk.count, file)
            guard count > 0 else { return bytes }
            bytes.append(contentsOf: chunk[..<count])
        }
    }
}

/// A file for as long as somebody holds it.
final class TemporaryFile {
    let path: String

    init(_ bytes: [UInt8] = [], name: String = "", mode: mode_t = 0o600) throws {
        var template = Array("/tmp/kutsu-benchmark-XXXXXX\(name)".utf8CString)
        let descriptor = mkstemps(&template, CInt(name.utf8.count))
        guard descriptor >= 0 else { throw Trouble(text: "no temporary file") }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        guard fchmod(descriptor, mode) == 0, let file = fdopen(descriptor, "w") else {
            throw Trouble(text: "cannot open \(path)")
        }
        let written = fwrite(bytes, 1, bytes.count, file)
        guard fclose(file) == 0, written == bytes.count else { throw Trouble(text: "cannot write \(path)") }
    }

    deinit { unlink(path) }
}

/// Other programs, by the shell.
enum ShellCommand {
    /// What the command prints; whatever its end, an empty answer says that it failed.
    static func output(_ command: String) throws -> String {
        guard let pipe = popen(command, "r") else { throw Trouble(text: "no shell") }
        defer { pclose(pipe) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = fread(&chunk, 1, chunk.count, pipe)
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes.append(contentsOf: chunk[..<count])
        }
    }
}
