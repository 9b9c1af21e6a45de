import Base
import MailingList

/// What became of a post's copies so far, read from the files by whoever is not the daemon.
package struct PostProgress: Sendable {
    private var job: Job
    private let id: PostID
    private var file: String
    /// Bytes of whole lines that were read.
    private var offset = 0

    /// Nil where no copy of it was ever sent, or its files are gone.
    package init?(of post: Post, on disk: some Disk) throws(LedgerError) {
        id = post.id
        let folder = "outbox/\(post.id.text)"
        let recipients = try onDisk { () throws(DiskError) in try disk.read("\(folder)/recipients") }
        if let recipients {
            file = "\(folder)/progress"
            job = Job(name: id.text, recipients: recipients, written: post.approved ?? post.held)
        } else {
            // Who they were is not kept, nor needed to count them.
            let archived = "archive/\(post.id.text)\(Trace.progressSuffix)"
            guard try onDisk({ () throws(DiskError) in try disk.status(of: archived) }) != nil else { return nil }
            file = archived
            let lines = [UInt8](repeating: UInt8(ascii: "\n"), count: post.recipients)
            job = Job(name: id.text, recipients: lines, written: post.approved ?? post.held)
        }
        try refresh(on: disk)
        // Of a job that is over no answer is noted any more: what was with the relay then is in doubt.
        if recipients == nil { job.begin(in: nil) }
    }

    /// Takes in what was written since. Where the job has ended meanwhile, nothing more is.
    package mutating func refresh(on disk: some Disk) throws(LedgerError) {
        let new = try onDisk { () throws(DiskError) -> [UInt8] in
            guard let size = try disk.status(of: file)?.size, size > offset else { return [] }
            return try disk.read(file, from: offset)
        }
        var rest = new[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            if let line = ProgressLine(rest[..<end]) { job.note(line) }
            rest = rest[(end + 1)...]
        }
        offset += new.count - rest.count
    }

    package var recipients: Int { job.count }
    /// Those whose copy has its end.
    package var ended: Int { job.count - job.open }
    /// Those that were not tried yet.
    package var untried: Int { job.untried }
    /// Those whose copy has no end, and was not with the relay either.
    package var unsent: Int { job.unsent }
    package var report: Report { job.report() }
}
