import Mail
import Rules

/// Several decisions that are committed together, with one fsync: each sees what those before it decided.
package struct Batch: ~Copyable {
    package private(set) var state: State
    /// The journal lines so far.
    private(set) var lines: [UInt8] = []
    private(set) var lineCount = 0
    /// Jobs whose files go after the commit.
    private(set) var closedJobs: [String] = []
    private let time: Instant
    private let disk: any Disk
    private var touchedFolders: Set<String> = []

    init(state: consuming State, time: Instant, disk: any Disk) {
        self.state = state
        self.time = time
        self.disk = disk
    }

    /// Takes a decision in. What it needs on disk beside the journal is written first, so that the journal never
    /// speaks of a file that is not there.
    ///
    /// - Parameters:
    ///   - mail: the mail that was decided about, or that the decision brings; empty where there is none.
    ///   - rules: who gets a copy when the decision publishes a post.
    package mutating func add(
        _ decision: Decision, source: Transaction.Source, mail: [UInt8] = [], rules: Rulebook
    ) throws(LedgerError) {
        var isMail = false
        if case .mail = source { isMail = true }
        guard isMail || !decision.entries.isEmpty || !decision.letters.isEmpty else { return }
        for entry in decision.entries { try prepare(entry, mail: mail, rules: rules) }
        let transaction = Transaction(
            sequence: state.sequence + 1, time: time, source: source, entries: decision.entries,
            letters: decision.letters)
        lines.append(contentsOf: TransactionLine.bytes(of: transaction))
        lineCount += 1
        state.apply(transaction)
    }

    /// Makes the names of the files durable that `add` wrote.
    mutating func syncFolders() throws(LedgerError) {
        let folders = touchedFolders.sorted()
        try onDisk { () throws(DiskError) in for folder in folders { try disk.syncFolder(folder) } }
    }

    private mutating func prepare(_ entry: Entry, mail: [UInt8], rules: Rulebook) throws(LedgerError) {
        switch entry {
        case .held(let post):
            try write(mail, to: "posts/\(post.id.text).eml", in: "posts")
        case .published(let id, _):
            guard let post = state.posts[id] else { preconditionFailure("a published post was held") }
            let name = "posts/\(id.text).eml"
            guard let message = try onDisk({ () throws(DiskError) in try disk.read(name) }) else {
                throw .missing(file: name)
            }
            try openJob(id.text, message: message, recipients: RecipientList.bytes(for: post, state, rules))
            try write(message, to: "archive/\(id.text).eml", in: "archive")
        case .dispatched(let post):
            let message = try self.message(of: post, mail: mail)
            try write(message, to: "posts/\(post.id.text).eml", in: "posts")
            try openJob(post.id.text, message: message, recipients: RecipientList.bytes(for: post, state, rules))
            try write(message, to: "archive/\(post.id.text).eml", in: "archive")
        case .forwarded(let forward):
            let recipients = forward.to.map { "\($0.text)\t\(rules.policy.defaultLanguage.rawValue)\n" }.joined()
            try openJob(forward.id.text, message: mail, recipients: Array(recipients.utf8))
        case .quarantined(let id, let reason):
            try write(mail, to: "quarantine/\(id.text).eml", in: "quarantine")
            try write(Array((reason + "\n").utf8), to: "quarantine/\(id.text).reason", in: "quarantine")
        case .finished(let id, _), .cancelled(let id): closedJobs.append(id.text)
        case .forwardFinished(let id): closedJobs.append(id.text)
        default: break
        }
    }

    /// A digest is what was composed of its tips; a reminder repeats the words that the event was announced with.
    private func message(of post: Post, mail: [UInt8]) throws(LedgerError) -> [UInt8] {
        guard case .reminder(let id, _) = post.kind else { return mail }
        guard let event = state.events[id] else { preconditionFailure("a reminder is of an event") }
        let name = "posts/\(event.post.text).eml"
        let words = try onDisk { () throws(DiskError) in try disk.read(name) }
        // Where somebody removed them, people are reminded all the same.
        return words ?? Array("Subject: -\r\n\r\n".utf8)
    }

    private mutating func openJob(_ name: String, message: [UInt8], recipients: [UInt8]) throws(LedgerError) {
        let folder = "outbox/\(name)"
        try onDisk { () throws(DiskError) in
            try disk.makeFolder(folder)
            // What a crash before the commit left of the same job is not this job's progress.
            try disk.remove("\(folder)/progress")
        }
        try write(message, to: "\(folder)/message", in: folder)
        try write(recipients, to: "\(folder)/recipients", in: folder)
        touchedFolders.insert("outbox")
    }

    private mutating func write(_ bytes: [UInt8], to name: String, in folder: String) throws(LedgerError) {
        try onDisk { () throws(DiskError) in
            try disk.write(bytes, to: name)
            try disk.sync(name)
        }
        touchedFolders.insert(folder)
    }
}

/// The `recipients` file of a job: an address and the language of its copy a line.
enum RecipientList {
    static func bytes(for post: Post, _ state: State, _ rules: Rulebook) -> [UInt8] {
        var lines: [UInt8] = []
        rules.forEachRecipient(state, of: post) { (address: Address, language: Language) in
            lines.append(contentsOf: address.text.utf8)
            lines.append(contentsOf: "\t\(language.rawValue)\n".utf8)
        }
        return lines
    }
}
