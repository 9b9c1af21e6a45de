import Base

/// The folder of a job: `outbox/NAME/` with `message`, `recipients` and `progress`.
struct JobFolder: Sendable {
    let name: String
    private let disk: any Disk
    private var progress: LineFile
    /// Whether the lines tell already which run of the machine they are of.
    private var isBootTold = false

    init(name: String, disk: any Disk) {
        self.name = name
        self.disk = disk
        progress = LineFile(name: "progress", folder: "outbox/\(name)")
    }

    /// Reads the job and what became of it; a torn last line of progress is cut off. A job that a newer Kutsu has
    /// worked on is not opened: its copies wait for that one.
    ///
    /// - Parameter written: when its mail was written, or was last wanted.
    func load(written: Instant) throws(LedgerError) -> Job {
        guard try onDisk({ () throws(DiskError) in try disk.status(of: file("message")) }) != nil else {
            throw .missing(file: file("message"))
        }
        guard let recipients = try onDisk({ () throws(DiskError) in try disk.read(file("recipients")) }) else {
            throw .missing(file: file("recipients"))
        }
        var job = Job(name: name, recipients: recipients, written: written)
        let progress = try onDisk { () throws(DiskError) in try disk.read(file("progress")) ?? [] }
        var rest = progress[...]
        var number = 1
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            // A line damaged by a crash tells nothing: its recipient stays in doubt and is sent again.
            if let line = ProgressLine(rest[..<end]) {
                job.note(line)
            } else if let words = ProgressLine.unknownWord(in: rest[..<end]) {
                throw .foreign(file: file("progress"), reason: words.reason(line: number))
            }
            rest = rest[(end + 1)...]
            number += 1
        }
        if !rest.isEmpty {
            let whole = progress.count - rest.count
            try onDisk { () throws(DiskError) in try disk.truncate(file("progress"), to: whole) }
        }
        job.begin(in: disk.boot)
        return job
    }

    /// What the copies are made from.
    func message() throws(LedgerError) -> [UInt8] {
        guard let message = try onDisk({ () throws(DiskError) in try disk.read(file("message")) }) else {
            throw .missing(file: file("message"))
        }
        return message
    }

    /// Adds to the progress: all of it, or nothing. Durable only where `durably`: an outcome that a power cut forgets is
    /// a copy sent twice.
    mutating func append(_ lines: [ProgressLine], durably: Bool) throws(LedgerError) {
        var lines = lines
        if !isBootTold, let first = lines.first, let boot = disk.boot {
            lines.insert(ProgressLine(time: first.time, .boot(boot)), at: 0)
        }
        try onDisk { () throws(DiskError) in
            try progress.append(ProgressLine.bytes(of: lines), on: disk, durably: durably)
        }
        isBootTold = true
    }

    private func file(_ part: String) -> String { "outbox/\(name)/\(part)" }
}
