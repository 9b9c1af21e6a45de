import Rules

/// The folder of a job: `outbox/NAME/` with `message`, `recipients` and `progress`.
struct JobFolder {
    let name: String
    let disk: any Disk

    /// Reads the job and what became of it; a torn last line of progress is cut off.
    func load() throws(LedgerError) -> Job {
        guard let message = try onDisk({ () throws(DiskError) in try disk.read(file("message")) }) else {
            throw .missing(file: file("message"))
        }
        guard let recipients = try onDisk({ () throws(DiskError) in try disk.read(file("recipients")) }) else {
            throw .missing(file: file("recipients"))
        }
        var job = Job(name: name, message: message, recipients: recipients)
        guard let progress = try onDisk({ () throws(DiskError) in try disk.read(file("progress")) }) else { return job }
        var rest = progress[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            // A line damaged by a crash tells nothing: its recipient stays in doubt and is sent again.
            if let line = ProgressLine(rest[..<end]) { job.note(line) }
            rest = rest[(end + 1)...]
        }
        if !rest.isEmpty {
            let whole = progress.count - rest.count
            try onDisk { () throws(DiskError) in try disk.truncate(file("progress"), to: whole) }
        }
        job.doubtOffered()
        return job
    }

    /// Adds to the progress. Durable only where `durably`: an outcome that a power cut forgets is a copy sent twice.
    func append(_ lines: [ProgressLine], durably: Bool) throws(LedgerError) {
        try onDisk { () throws(DiskError) in
            try disk.append(lines.flatMap(\.bytes), to: file("progress"))
            if durably { try disk.sync(file("progress")) }
        }
    }

    private func file(_ part: String) -> String { "outbox/\(name)/\(part)" }
}
