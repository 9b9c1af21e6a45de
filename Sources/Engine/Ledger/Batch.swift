import Base
import Mail
import MailingList

/// Several decisions that are committed together, with one fsync: each sees what those before it decided.
package struct Batch: ~Copyable {
    package private(set) var state: State
    /// The journal lines so far.
    private(set) var lines: [UInt8] = []
    private(set) var lineCount = 0
    /// Jobs whose files go after the commit.
    private(set) var closedJobs: [String] = []
    /// Files that go after the commit.
    private(set) var uselessFiles: [String] = []
    private let time: Instant
    private let disk: any Disk
    private var touchedFolders: Set<String> = []

    init(state: consuming State, time: Instant, disk: any Disk) {
        self.state = state
        self.time = time
        self.disk = disk
    }

    /// What the rules say to an input, as things stand after the decisions so far. The context lives no longer than this
    /// call: one that is alive while `add` changes the state would make it be copied.
    package func decide(_ input: Input, _ policy: Policy) -> Decision {
        DecisionContext(policy, state, at: time).decide(input)
    }

    /// Takes a decision in. What it needs on disk beside the journal is written first, so that the journal never
    /// speaks of a file that is not there.
    ///
    /// - Parameters:
    ///   - mail: the mail that was decided about, or that the decision brings; empty where there is none.
    ///   - policy: who gets a copy when the decision publishes a post.
    package mutating func add(
        _ decision: Decision, source: Transaction.Source, mail: [UInt8] = [], policy: Policy
    ) throws(LedgerError) {
        var isMail = false
        if case .mail = source { isMail = true }
        guard isMail || !decision.entries.isEmpty || !decision.letters.isEmpty else { return }
        for entry in decision.entries {
            if let effect = entry.fileEffect(in: state) { try perform(effect, of: entry, mail: mail, policy) }
        }
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

    private mutating func perform(
        _ effect: FileEffect, of entry: Entry, mail: [UInt8], _ policy: Policy
    ) throws(LedgerError) {
        switch effect {
        case .hold(let id): try write(mail, to: "posts/\(id.text).eml", in: "posts")
        case .publish(let id):
            guard let post = state.posts[id] else { preconditionFailure("a published post was held") }
            try publish(post, policy)
        case .dispatch(let id, let words):
            guard case .post(.dispatched(let post)) = entry else { preconditionFailure("only posts are dispatched") }
            try keepMessage(of: id, words: words, mail: mail)
            try publish(post, policy)
        case .gather(let id, let posts):
            guard case .post(.dispatched(let post)) = entry else { preconditionFailure("only posts are dispatched") }
            try write(try gathered(posts), to: "posts/\(id.text).eml", in: "posts")
            try publish(post, policy)
        case .forward(let id, let addresses):
            let recipients = addresses.map { "\($0.text)\t\(policy.defaultLanguage.rawValue)\n" }.joined()
            let folder = try openJob(id.text, recipients: Array(recipients.utf8))
            try write(mail, to: "\(folder)/message", in: folder)
        case .quarantine(let id, let reason):
            try write(mail, to: id.file, in: "quarantine")
            try write(Array((reason + "\n").utf8), to: id.reasonFile, in: "quarantine")
        case .removeMails(let ids): uselessFiles += ids.flatMap(\.storedFiles)
        case .removeQuarantined(let ids):
            // Before the commit: one that a crash left behind would count as an earlier Kutsu's, and stay as long again.
            for name in ids.flatMap(\.storedFiles) { try onDisk { () throws(DiskError) in try disk.remove(name) } }
            touchedFolders.insert("quarantine")
        case .closeJob(let name): closedJobs.append(name)
        }
    }

    /// The `recipients` file of a job: an address and the language of its copy a line.
    private func recipients(of post: Post, _ policy: Policy) -> [UInt8] {
        var lines: [UInt8] = []
        DecisionContext(policy, state, at: time).forEachRecipient(of: post) { address, language in
            lines.append(contentsOf: address.text.utf8)
            lines.append(contentsOf: "\t\(language.rawValue)\n".utf8)
        }
        return lines
    }

    /// The mail of a post lies in `posts/` once. In `archive/`, and in its job while it goes out, it has further names.
    private mutating func publish(_ post: Post, _ policy: Policy) throws(LedgerError) {
        let name = "posts/\(post.id.text).eml"
        let folder = try openJob(post.id.text, recipients: recipients(of: post, policy))
        try share(name, as: "\(folder)/message", in: folder)
        try share(name, as: "archive/\(post.id.text).eml", in: "archive")
    }

    /// A digest is what was composed of its items; a reminder repeats the words that the event was announced with.
    private mutating func keepMessage(of id: PostID, words: PostID?, mail: [UInt8]) throws(LedgerError) {
        let name = "posts/\(id.text).eml"
        guard let words = words.map({ "posts/\($0.text).eml" }) else { return try write(mail, to: name, in: "posts") }
        if try onDisk({ () throws(DiskError) in try disk.status(of: words) }) != nil {
            try share(words, as: name, in: "posts")
        } else {
            // Where somebody removed them, people are reminded all the same.
            try write(Array("Subject: -\r\n\r\n".utf8), to: name, in: "posts")
        }
    }

    /// The mails of posts as they came, each under its post's name. One that somebody removed is left out.
    private func gathered(_ posts: [PostID]) throws(LedgerError) -> [UInt8] {
        var mails: [Attachment] = []
        for post in posts {
            let name = "\(post.text).eml"
            if let mail = try onDisk({ () throws(DiskError) in try disk.read("posts/\(name)") }) {
                mails.append(.message(mail, filename: name))
            }
        }
        return MessageComposer.compose(fields: [], text: "", attachments: mails, boundarySeed: posts.description)
    }

    /// Answers with the job's folder; its message is for the caller to put there.
    private mutating func openJob(_ name: String, recipients: [UInt8]) throws(LedgerError) -> String {
        let folder = "outbox/\(name)"
        try onDisk { () throws(DiskError) in
            try disk.makeFolder(folder)
            // What a crash before the commit left of the same job is not this job's progress.
            try disk.remove("\(folder)/progress")
        }
        try write(recipients, to: "\(folder)/recipients", in: folder)
        touchedFolders.insert("outbox")
        return folder
    }

    private mutating func write(_ bytes: [UInt8], to name: String, in folder: String) throws(LedgerError) {
        try onDisk { () throws(DiskError) in
            // What a try that was not committed left there may share its bytes with a mail that was.
            try disk.remove(name)
            try disk.write(bytes, to: name)
            try disk.sync(name)
        }
        touchedFolders.insert(folder)
    }

    private mutating func share(_ name: String, as newName: String, in folder: String) throws(LedgerError) {
        guard try onDisk({ () throws(DiskError) in try disk.status(of: name) }) != nil else {
            throw .missing(file: name)
        }
        try onDisk { () throws(DiskError) in try disk.share(name, as: newName) }
        touchedFolders.insert(folder)
    }
}

extension PostID {
    /// What lies on disk of a post that is over.
    fileprivate var storedFiles: [String] {
        ["posts/\(text).eml", "archive/\(text).eml", "archive/\(text)\(Trace.progressSuffix)"]
    }
}

extension QuarantineID {
    fileprivate var storedFiles: [String] { [file, reasonFile] }

    /// Tells why the mail lies here.
    var reasonFile: String { "quarantine/\(text).reason" }
}
