import MailingList

/// The two files that hold the truth: what of them can be read, and the pair that loads again.
extension Fsck.Examination {
    mutating func lookAtLedger() throws(LedgerError) {
        let membersFile = try read(Snapshot.file)
        let journalFile = try read(Journal.file)
        let hasFolders = try exists("posts")
        if membersFile == nil, journalFile == nil, !hasFolders { return }

        let scan = journalFile.map { JournalScan($0, list: list) }
        let members = membersFile.map { MembersScan($0, list: list) }
        for foreign in [scan?.foreign, members?.foreign].compactMap({ $0 }) {
            isOurs = false
            find(.damaged, foreign.file, line: foreign.line, foreign.text, mend: nil)
        }
        guard isOurs else { return }

        var lines = scan?.lines ?? []
        // Without its header a journal begins no later than the members file ends.
        let first = lines.first.map { $0.transaction.sequence - 1 }
        let after = scan?.after ?? min(first ?? members?.through ?? 0, members?.through ?? .max)
        let through = tell(of: members, after: after)
        let last = lines.last?.transaction.sequence ?? after
        guard last >= through || through - last <= JournalScan.longestGap else {
            isReadable = false
            find(
                .damaged, Journal.file, "it ends long before the members file: restore the two together", mend: nil)
            return
        }
        let filled = fill(&lines, scan, after: after, through: through)
        replay(lines, members?.members ?? Members(), through)

        if members == nil ? after > 0 : members?.isWhole == false || members?.through != through {
            let kept = members?.kept ?? []
            let count = members?.members.count ?? 0
            let header = Snapshot.header(for: kept, count: count, through: through, list: list)
            if let unreadable = members?.unreadable, !unreadable.isEmpty {
                mend(.keep(unreadable, from: Snapshot.file))
            }
            mend(.replace(Snapshot.file, header + kept))
        }
        if scan == nil || scan?.isWhole == false || filled {
            if let unreadable = scan?.unreadable, !unreadable.isEmpty { mend(.keep(unreadable, from: Journal.file)) }
            mend(.replace(Journal.file, Journal.header(list: list, after: after) + lines.flatMap(\.bytes)))
        }
    }

    /// Tells of the members file, and up to which transaction its lines count.
    private mutating func tell(of members: MembersScan?, after: UInt64) -> UInt64 {
        guard let members else {
            if after > 0 {
                find(
                    .damaged, Snapshot.file,
                    "it is missing: whoever joined before transaction \(after) is known nowhere else. "
                        + "Restore it from a backup before you repair", mend: "begins an empty members file")
            }
            return after
        }
        for problem in members.problems {
            find(.damaged, Snapshot.file, line: problem.line, problem.text, mend: problem.mend)
        }
        // Facts that the lines may hold already are told once more by the journal: the last one counts anyway.
        let through = members.through ?? after
        if through < after {
            find(
                .damaged, Snapshot.file, line: 1,
                "it ends with transaction \(through), but the journal goes on after \(after): it is an old copy. "
                    + "Restore the newer one before you repair", mend: "takes these members as they are")
        }
        return max(through, after)
    }

    /// Puts an empty transaction wherever one is missing, so that the numbers of all others, which letters are known
    /// by, stay. True where there was one.
    private mutating func fill(
        _ lines: inout [JournalScan.Line], _ scan: JournalScan?, after: UInt64, through: UInt64
    ) -> Bool {
        for problem in scan?.problems ?? [] {
            find(problem.severity, Journal.file, line: problem.line, problem.text, mend: problem.mend)
        }
        if scan == nil {
            find(
                .damaged, Journal.file,
                "it is missing: everything after transaction \(through) is known nowhere else. "
                    + "Restore it from a backup before you repair", mend: "begins an empty journal")
        }
        var result: [JournalScan.Line] = []
        var last = after
        var time = lines.first?.transaction.time ?? now
        func bridge(to sequence: UInt64) {
            while last < sequence {
                last += 1
                result.append(
                    JournalScan.Line(
                        Transaction(sequence: last, time: time, source: .repair, entries: [], letters: [])))
            }
        }
        for line in lines {
            bridge(to: line.transaction.sequence - 1)
            (last, time) = (line.transaction.sequence, line.transaction.time)
            result.append(line)
        }
        if last < through {
            find(
                .damaged, Journal.file, line: lines.count + 1,
                "it ends with transaction \(last), but the members file knows \(through): it is an old copy. "
                    + "Restore the newer one before you repair", mend: "puts empty transactions in the gap")
            bridge(to: through)
        }
        defer { lines = result }
        return result.count > lines.count
    }

    private mutating func replay(_ lines: [JournalScan.Line], _ members: Members, _ through: UInt64) {
        state = State(members: members, sequence: through)
        for line in lines {
            state.apply(line.transaction, membersThrough: through)
            hasWritten = hasWritten || !line.transaction.letters.isEmpty
        }
        hasWritten = hasWritten || !state.letters.isEmpty || state.posts.all.contains { $0.approved != nil }
    }
}
