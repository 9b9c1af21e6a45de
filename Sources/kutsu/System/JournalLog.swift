import Logging

/// Logs one line for each message to standard error; under systemd with the priority in front (sd-daemon(3)).
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
