import Base
import Mail
import MailingList

/// What became of a person, a mail or a post, as far as the list's files still tell: the journal since its last
/// compaction, the progress of jobs under way, and that of finished posts beside them in `archive/`.
package struct Trace: Sendable {
    package enum Subject: Hashable, Sendable {
        case address(Address)
        case post(PostID)
        /// A Message-ID without angle brackets.
        case mail(String)
    }

    /// One thing that happened.
    package struct Step: Hashable, Sendable {
        package var time: Instant
        /// Where it is written.
        package var place: String
        package var text: String
    }

    /// The oldest first.
    package private(set) var steps: [Step] = []
    /// Values of journal lines that mean the subject: its address, its letters, its posts.
    private var names: Set<String> = []
    private var address: Address?
    private var posts: Set<PostID> = []

    /// - Parameter domain: of the list's own Message-IDs.
    package static func of(
        _ subject: Subject, on disk: some Disk, list: String, domain: Domain
    ) throws(LedgerError) -> Trace {
        var trace = Trace()
        try disk.acquire(.shared)
        defer { disk.unlock() }
        let members = try Snapshot.load(from: disk, list: list)?.members
        try onDisk { () throws(DiskError) in
            switch subject {
            case .address(let address):
                trace.address = address
                trace.names = [address.text]
                trace.addMember(members?[address])
            case .post(let id): trace.add(post: id)
            case .mail(let messageID): try trace.addMail(messageID, domain, disk)
            }
            for line in JournalScan(try disk.read(Journal.file) ?? [], list: list).lines {
                trace.add(line.transaction)
            }
            try trace.addProgress(disk)
        }
        // Equal times stay in the order in which they were read.
        let ordered = trace.steps.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
        trace.steps = ordered.map(\.element)
        return trace
    }

    private mutating func add(post id: PostID) {
        posts.insert(id)
        names.insert(id.text)
    }

    /// Who was a member before the journal began.
    private mutating func addMember(_ member: Member?) {
        guard let member else { return }
        var text = "joined: language \(member.language.rawValue), means \(member.consent.means.rawValue)"
        if !member.consent.message.isEmpty { text += ", message <\(member.consent.message)>" }
        steps.append(Step(time: member.joined, place: Snapshot.file, text: text))
    }

    /// One of our own tells by itself what it was; another is looked for among the mails of posts.
    private mutating func addMail(_ messageID: String, _ domain: Domain, _ disk: some Disk) throws(DiskError) {
        names.insert(messageID)
        let words = messageID.prefix { $0 != "@" }.split(separator: ".").map(String.init)
        if MessageName(messageID: messageID, domain: domain) != nil {
            if words.count >= 2 { names.insert(words.suffix(2).joined(separator: ".")) }
            if words.count >= 2, let id = PostID(words[1]) { add(post: id) }
        }
        for folder in ["posts", "quarantine"] {
            for file in try disk.names(in: folder) where file.hasSuffix(".eml") {
                let name = "\(folder)/\(file)"
                guard try disk.status(of: name) != nil else { continue }
                let header = try disk.read(name, from: 0, atMost: 1 << 16)
                guard Message(header).messageID == messageID else { continue }
                let id = String(file.dropLast(4))
                names.insert(id)
                if let post = PostID(id) { add(post: post) }
            }
        }
    }

    /// The line's facts and letters that name the subject; what set it off is said once.
    private mutating func add(_ transaction: Transaction) {
        let source =
            switch transaction.source {
            case .mail(let identity): "mail with UID \(identity.uid)"
            case .clock: "time"
            case .admin: "command line"
            case .delivery: "delivery"
            case .carried: "before a compaction"
            case .repair: "fsck --repair"
            }
        let place = "journal \(transaction.sequence), \(source)"
        for entry in transaction.entries where isMeant(entry.record) {
            steps.append(Step(time: transaction.time, place: place, text: words(of: entry.record)))
        }
        for (index, letter) in transaction.letters.enumerated() {
            let id = LetterID(sequence: transaction.sequence, index: index).text
            let record = letter.record("letter")
            guard names.contains(id) || isMeant(record) else { continue }
            // How it ended is told by its number alone.
            names.insert(id)
            steps.append(Step(time: transaction.time, place: place, text: "\(id) " + words(of: record)))
        }
    }

    private func isMeant(_ record: JournalRecord) -> Bool {
        record.values.contains { !$0.value.isEmpty && names.contains($0.value) }
    }

    /// As the journal has it, for people.
    private func words(of record: JournalRecord) -> String {
        let values = record.values.filter { !$0.value.isEmpty }.map { "\($0.key) \($0.value)" }
        return values.isEmpty ? record.verb : "\(record.verb): " + values.joined(separator: ", ")
    }

    /// What the relay said of the subject's copies.
    private mutating func addProgress(_ disk: some Disk) throws(DiskError) {
        for job in try disk.names(in: "outbox") {
            try addProgress(of: job, "outbox/\(job)/progress", disk)
        }
        for file in try disk.names(in: "archive") where file.hasSuffix(Self.progressSuffix) {
            try addProgress(of: String(file.dropLast(Self.progressSuffix.count)), "archive/\(file)", disk)
        }
    }

    static let progressSuffix = ".progress"

    private mutating func addProgress(of job: String, _ file: String, _ disk: some Disk) throws(DiskError) {
        let isPost = PostID(job).map(posts.contains) ?? false
        guard address != nil || isPost, let bytes = try disk.read(file) else { return }
        var accepted = (count: 0, last: Instant.earliest)
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            guard let line = ProgressLine(line), case .outcome(_, let recipient, let word, let text) = line.event else {
                continue
            }
            if recipient == address {
                let answer = text.isEmpty ? "" : ": \(text)"
                steps.append(Step(time: line.time, place: file, text: "copy of \(job) \(word.rawValue)\(answer)"))
            } else if isPost, word == .accepted {
                accepted = (accepted.count + 1, line.time)
            } else if isPost {
                steps.append(
                    Step(time: line.time, place: file, text: "copy to \(recipient.text) \(word.rawValue): \(text)"))
            }
        }
        if accepted.count > 0 {
            steps.append(
                Step(time: accepted.last, place: file, text: "the last of \(accepted.count) accepted copies"))
        }
    }
}

extension Disk {
    /// Keeps what the relay said of a finished post's copies, for ``Trace``. No part of the truth: where it fails, that is
    /// forgotten.
    func keepProgress(ofJob name: String) {
        guard PostID(name) != nil else { return }
        try? rename("outbox/\(name)/progress", to: "archive/\(name)\(Trace.progressSuffix)")
    }
}
