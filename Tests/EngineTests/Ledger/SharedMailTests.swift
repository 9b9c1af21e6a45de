import Base
import MailingList
import Testing

@testable import Engine

/// The mail of a post lies on the disk once: in `posts/`, in `archive/` and in its job it is the same file.
@Suite("The one copy of a post's mail")
struct SharedMailTests {
    /// Files of a list that has lived, in which posts are held, on their way and over.
    private func lived(on disk: FakeDisk) throws -> State {
        var life = ListLife(on: disk)
        try life.live()
        return try #require(life.history.last)
    }

    private func names(of post: Post, _ disk: FakeDisk) throws -> [String] {
        let names = ["posts/\(post.id.text).eml", "archive/\(post.id.text).eml", "outbox/\(post.id.text)/message"]
        return try names.filter { try disk.status(of: $0) != nil }
    }

    @Test("every name of a published mail is the same file, and of a reminder also its event's")
    func once() throws {
        let disk = FakeDisk()
        let state = try lived(on: disk)
        var published = 0
        for post in state.posts.all {
            var files = try names(of: post, disk)
            if post.approved != nil { published += 1 }
            #expect(files.count >= (post.approved == nil ? 1 : 2))
            if case .reminder = post.kind { files.append("posts/\(ListLife.meeting(1).id.text).eml") }
            #expect(try Set(files.map { try disk.status(of: $0)?.number }).count == 1, "\(files)")
        }
        #expect(published > 5)
        let numbers = try state.posts.all.map { try disk.status(of: "posts/\($0.id.text).eml")?.number }
        #expect(Set(numbers).count == state.posts.all.count - 1, "different posts are different files")
    }

    @Test("a file system without hard links gets a copy, and all else is the same")
    func withoutLinks() throws {
        let disk = FakeDisk(knowsLinks: false)
        let state = try lived(on: disk)
        #expect(try FileCheck.problems(of: state, on: disk) == [])
        let post = try #require(state.posts[ListLife.post(3).id])
        #expect(try Set(names(of: post, disk).map { try disk.status(of: $0)?.number }).count == 3)
    }

    /// As an older Kutsu left them: each name a file of its own.
    private func separate(_ state: State, on disk: FakeDisk) throws {
        for post in state.posts.all {
            for name in try names(of: post, disk).dropFirst() {
                let bytes = try #require(try disk.read(name))
                try disk.remove(name)
                try disk.write(bytes, to: name)
            }
        }
    }

    @Test("files that an older Kutsu left apart are whole, and go on as they are")
    func apart() throws {
        let disk = FakeDisk()
        let state = try lived(on: disk)
        try separate(state, on: disk)
        #expect(try FileCheck.problems(of: state, on: disk) == [])
        var ledger = try Ledger(disk: disk, list: ListLife.list)
        #expect(try ledger.tidyUp() == [] && ledger.state == state)
        try ledger.transact(at: ListLife.start) { (batch: inout Batch) throws(LedgerError) in
            let decision = Decision(.finished, entries: [.post(.finished(ListLife.post(3).id, Report()))])
            try batch.add(decision, source: .delivery, policy: ListLife.policy)
        }
        #expect(try FileCheck.problems(of: ledger.state, on: disk) == [])
    }

    @Test("a mail that is gone at one place is put back as the same file", arguments: [false, true])
    func mended(_ isApart: Bool) throws {
        let disk = FakeDisk()
        let state = try lived(on: disk)
        if isApart { try separate(state, on: disk) }
        let post = try #require(state.posts[ListLife.post(3).id])
        let files = try names(of: post, disk)
        for file in files {
            try disk.remove(file)
            let findings = try Fsck.repair(disk, list: ListLife.list, at: ListLife.start, isDaemonRunning: false)
            #expect(findings.map(\.file) == [file])
            #expect(try Fsck.examine(disk, list: ListLife.list) == [])
            #expect(try disk.status(of: file) == disk.status(of: files[file == files[0] ? 2 : 0]))
        }
        #expect(try FileCheck.problems(of: state, on: disk) == [])
    }

    @Test(
        "a reminder that failed at any call leaves nothing through which another try changes the event's mail",
        arguments: 0..<14)
    func failedReminder(_ call: Int) throws {
        let disk = FakeDisk()
        var ledger = try Ledger(disk: disk, list: ListLife.list)
        let meeting = ListLife.meeting(1)
        let words = ListLife.mail(meeting.id.text)
        func commit(_ entry: Entry, mail: [UInt8] = []) throws {
            try ledger.transact(at: ListLife.start) { (batch: inout Batch) throws(LedgerError) in
                try batch.add(Decision(.nothing, entries: [entry]), source: .clock, mail: mail, policy: ListLife.policy)
            }
        }
        try commit(.post(.held(meeting)), mail: words)
        try commit(.post(.published(meeting.id, recipients: 0)))
        disk.fail((disk.calls + call)..<(disk.calls + call + 1), .broken)
        #expect(throws: LedgerError.self) { try commit(.post(.dispatched(ListLife.reminder))) }
        // The same id with words of its own.
        var digest = ListLife.reminder
        digest.kind = .digest(of: .tips, [])
        try commit(.post(.dispatched(digest)), mail: Array("other words".utf8))
        for folder in ["posts", "archive"] { #expect(try disk.read("\(folder)/\(meeting.id.text).eml") == words) }
    }
}
