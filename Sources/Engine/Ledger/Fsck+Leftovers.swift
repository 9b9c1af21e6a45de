import MailingList

/// Files that nothing speaks of, pairs that lost a half, and the key.
extension Fsck.Examination {
    /// What `Ledger.tidyUp` would remove.
    mutating func lookAtOrphans() throws(LedgerError) {
        var names = try names(in: "")
        for folder in ["posts", "archive"] { names += try self.names(in: folder).map { "\(folder)/\($0)" } }
        for name in names where state.isSuperfluous(file: name) {
            let text =
                Ledger.halfWritten.contains(name)
                ? "half-written: a crash or a full disk came between" : "no post that was committed has this mail"
            find(.untidy, name, text, mend: "moves it to damaged/", [.takeAway(name)])
        }
        for job in try self.names(in: "outbox") where state.isOver(job: job) {
            find(
                .untidy, "outbox/\(job)", "the job is over, or was never committed", mend: "moves it to damaged/",
                [.takeFolderAway("outbox/\(job)")])
        }
    }

    mutating func lookAtQuarantine() throws(LedgerError) {
        let names = Set(try names(in: "quarantine"))
        for name in names.sorted() {
            if name.hasSuffix(".eml"), !names.contains(name.dropLast(4) + ".reason") {
                find(
                    .untidy, "quarantine/\(name)", "the file that tells why it lies here is gone",
                    mend: "writes that the reason is lost",
                    [.replace("quarantine/\(name.dropLast(4)).reason", QuarantineID.lostReason)])
            } else if name.hasSuffix(".reason"), !names.contains(name.dropLast(7) + ".eml") {
                find(
                    .untidy, "quarantine/\(name)", "the mail that it is about is gone", mend: "moves it to damaged/",
                    [.takeAway("quarantine/\(name)")])
            }
        }
    }

    /// A lost key harms nobody, but everything that people would answer with it.
    mutating func lookAtSecret() throws(LedgerError) {
        let consequence = "answers to letters and copies that were sent prove nothing any more, and are asked back"
        if let text = try read(SigningKeyFile.file) {
            guard SigningKeyFile.key(in: text) == nil else { return }
            find(
                .damaged, SigningKeyFile.file, line: 1,
                "it is not \(SigningKey.length) bytes in hexadecimal. Without it \(consequence). "
                    + "Restore it from a backup before you repair",
                mend: "moves it to damaged/; the next start makes a new one", [.takeAway(SigningKeyFile.file)])
        } else if hasWritten {
            find(
                .untidy, SigningKeyFile.file,
                "it is missing. Restore it from a backup, or the next start makes a new one: then \(consequence)",
                mend: nil)
        }
    }
}
