import Glibc
import Logging

/// Standard output and error, written whole: a closed pipe or a full disk is no reason to crash.
enum Output {
    static func print(_ text: String, end: String = "\n") { write(text + end, to: STDOUT_FILENO) }
    static func complain(_ text: String) { write(text + "\n", to: STDERR_FILENO) }
    static func write(_ bytes: [UInt8]) { write(bytes, to: STDOUT_FILENO) }

    /// Whether people read what is printed.
    static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    private static func write(_ text: String, to descriptor: Int32) { write(Array(text.utf8), to: descriptor) }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            // The slice stays in place for the length of the call.
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR || errno == EAGAIN { continue }
                return
            }
            rest = rest.dropFirst(count)
        }
    }
}

/// One line a message on standard error; under systemd with the priority in front (sd-daemon(3)).
struct JournalLog: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .info
    /// systemd says by `$JOURNAL_STREAM` that standard error is its journal.
    let hasPriorities = SystemFiles.environment("JOURNAL_STREAM") != nil

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let line = event.message.description.split(whereSeparator: \.isNewline).joined(separator: " ")
        Output.complain(hasPriorities ? "<\(priority(event.level))>\(line)" : "\(event.level): \(line)")
    }

    private func priority(_ level: Logger.Level) -> Int {
        switch level {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }
}
