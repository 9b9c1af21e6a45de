import Base
import MailingList

/// Posts and forwards that are not over, and the files they need.
extension Fsck.Examination {
    mutating func lookAtPosts() throws(LedgerError) {
        for post in state.posts.unfinished {
            let name = "posts/\(post.id.text).eml"
            let isGoingOut = post.status == .sending || post.status == .stalled
            guard isGoingOut || post.status == .held else { continue }
            if isGoingOut, try isNewer("outbox/\(post.id.text)") { continue }
            guard let place = try place(ofMail: post.id) else {
                find(
                    .damaged, name, "the mail of a post that is not over is gone",
                    mend: "cancels the post and tells its author", [cancel(post)])
                continue
            }
            var needed = [name]
            if isGoingOut { needed += ["archive/\(post.id.text).eml", "outbox/\(post.id.text)/message"] }
            for file in needed where try read(file)?.isEmpty != false {
                find(
                    .damaged, file, "the mail of a post is gone here, and lies elsewhere as well",
                    mend: "puts it back from there", [.share(place, as: file)])
            }
            if isGoingOut { try lookAtRecipients(of: post) }
        }
    }

    mutating func lookAtForwards() throws(LedgerError) {
        for forward in state.forwards.all {
            let folder = "outbox/\(forward.id.text)"
            if try isNewer(folder) { continue }
            guard try read("\(folder)/message")?.isEmpty == false else {
                find(
                    .damaged, "\(folder)/message",
                    "a mail on its way to the coordinators is gone; it still lies in the mailbox's Done folder",
                    mend: "gives it up", [commit(.forwarding(.finished(forward.id)))])
                continue
            }
            if try read("\(folder)/recipients") == nil {
                let lines = forward.to.map { "\($0.text)\t\(Language.allCases[0].rawValue)\n" }.joined()
                find(
                    .damaged, "\(folder)/recipients", "the addresses a mail is forwarded to are gone here",
                    mend: "copies them from the journal", [.replace("\(folder)/recipients", Array(lines.utf8))])
            }
            try lookAtProgress(folder)
        }
    }

    /// Where the mail of a post lies.
    private func place(ofMail id: PostID) throws(LedgerError) -> String? {
        for name in ["posts/\(id.text).eml", "outbox/\(id.text)/message", "archive/\(id.text).eml"] {
            if try read(name)?.isEmpty == false { return name }
        }
        return nil
    }

    private mutating func lookAtRecipients(of post: Post) throws(LedgerError) {
        let folder = "outbox/\(post.id.text)"
        let file = "\(folder)/recipients"
        guard let bytes = try read(file), bytes.count(where: { $0 == UInt8(ascii: "\n") }) == post.recipients,
            bytes.isEmpty || bytes.last == UInt8(ascii: "\n")
        else {
            find(
                .damaged, file,
                "it does not hold the \(post.recipients) recipients of the post: nobody knows who waits for a copy",
                mend: "cancels the post and tells its author, who may send the rest anew", [cancel(post)])
            return
        }
        let job = Job(name: post.id.text, recipients: bytes, written: post.approved ?? post.held)
        let ended = try endedCopies(folder)
        for index in 0..<job.count where job.recipient(index) == nil && !ended.contains(index) {
            let line = ProgressLine(time: now, .outcome(index: index, post.author.address, .delayed, "unreadable"))
            find(
                .damaged, file, line: index + 1, "the line names no recipient: this copy cannot be sent",
                mend: "counts the copy as delayed", [.append("\(folder)/progress", line.bytes)])
        }
        try lookAtProgress(folder)
    }

    /// Whether a newer Kutsu has worked on the job: then nothing of it is mended.
    private mutating func isNewer(_ folder: String) throws(LedgerError) -> Bool {
        let file = "\(folder)/progress"
        let lines = try read(file)?.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) ?? []
        for (index, line) in lines.enumerated() {
            guard let words = ProgressLine.unknownWord(in: line) else { continue }
            find(.damaged, file, line: index + 1, words.finding, mend: nil)
            return true
        }
        return false
    }

    private func endedCopies(_ folder: String) throws(LedgerError) -> Set<Int> {
        let lines = try read("\(folder)/progress")?.split(separator: UInt8(ascii: "\n")) ?? []
        var ended: Set<Int> = []
        for line in lines {
            if case .outcome(let index, _, let word, _) = ProgressLine(line)?.event, word.isEnd { ended.insert(index) }
        }
        return ended
    }

    private mutating func lookAtProgress(_ folder: String) throws(LedgerError) {
        let file = "\(folder)/progress"
        guard let bytes = try read(file) else { return }
        var (kept, unreadable): ([UInt8], [UInt8]) = ([], [])
        var rest = bytes[...]
        var number = 1
        while !rest.isEmpty {
            let end = rest.firstIndex(of: UInt8(ascii: "\n"))
            let line = rest[..<(end ?? rest.endIndex)]
            rest = end.map { rest[($0 + 1)...] } ?? []
            if end != nil, ProgressLine(line) != nil {
                kept += line + [UInt8(ascii: "\n")]
            } else {
                unreadable += line + (end == nil ? [] : [UInt8(ascii: "\n")])
                find(
                    .untidy, file, line: number, "the line tells nothing: its recipients may get a second copy",
                    mend: "moves it to damaged/")
            }
            number += 1
        }
        guard !unreadable.isEmpty else { return }
        mend(.keep(unreadable, from: file))
        mend(.replace(file, kept))
    }

    private mutating func cancel(_ post: Post) -> Fsck.Mend {
        let author = post.author.address
        let letter = Letter(
            .post(.cancelled(post.id)), to: author,
            language: state.members[author]?.language ?? Language.allCases[0])
        return commit(.post(.cancelled(post.id)), [letter])
    }

    /// A fact for the end of the journal.
    private mutating func commit(_ entry: Entry, _ letters: [Letter] = []) -> Fsck.Mend {
        let transaction = Transaction(
            sequence: state.sequence + 1, time: now, source: .repair, entries: [entry], letters: letters)
        state.apply(transaction)
        return .append(Journal.file, TransactionLine.bytes(of: transaction))
    }
}

extension ProgressLine.Word {
    /// Whether nothing more is tried after it.
    fileprivate var isEnd: Bool {
        switch self {
        case .accepted, .refused, .skipped, .delayed, .uncertain: true
        case .later, .unknown, .notTried: false
        }
    }
}
