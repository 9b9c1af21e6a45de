import Base

/// The folder of a job: `outbox/NAME/` with `message`, `recipients` and `progress`.
struct JobFolder: Sendable {
    let name: String
    private let disk: any Disk
    /// Whether a power cut leaves the name `progress` in the folder.
    private var isNameDurable = false
    private var tail = Tail.unknown

    /// What stands at the end of `progress`. unknown → whole ⇄ torn: every append passes through torn.
    private enum Tail {
        /// Nobody has looked since this value was made: an earlier run may have left part of a line.
        case unknown
        case whole
        /// An append that began there failed, or is under way: what stands behind it counts as never written.
        case torn(from: Int)
    }

    init(name: String, disk: any Disk) {
        self.name = name
        self.disk = disk
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
        job.begin()
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
        try onDisk { () throws(DiskError) in
            try cutOff()
            let size = try disk.status(of: file("progress"))?.size ?? 0
            tail = .torn(from: size)
            do throws(DiskError) {
                try disk.append(ProgressLine.bytes(of: lines), to: file("progress"))
                if durably { try makeDurable() }
            } catch {
                try? cutOff()
                throw error
            }
            tail = .whole
        }
    }

    /// The contents, and once the name as well: the folder came before the file.
    private mutating func makeDurable() throws(DiskError) {
        try disk.sync(file("progress"))
        if isNameDurable { return }
        try disk.syncFolder("outbox/\(name)")
        isNameDurable = true
    }

    /// Removes what is no whole line, or was to be no line.
    private mutating func cutOff() throws(DiskError) {
        switch tail {
        case .whole: return
        case .torn(let size):
            if try disk.status(of: file("progress")) != nil { try disk.truncate(file("progress"), to: size) }
        case .unknown:
            let progress = try disk.read(file("progress")) ?? []
            let whole = progress.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
            if whole < progress.count { try disk.truncate(file("progress"), to: whole) }
        }
        tail = .whole
    }

    private func file(_ part: String) -> String { "outbox/\(name)/\(part)" }
}
