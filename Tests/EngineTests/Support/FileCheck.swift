import Base
import MailingList
import Testing

@testable import Engine

/// Whether the files on a disk are exactly those that a state speaks of, each whole.
enum FileCheck {
    /// A reminder repeats the words of the invitation that stood when it went out.
    private static func source(of post: Post) -> String {
        if case .reminder = post.kind { ListLife.meeting(1).id.text } else { post.id.text }
    }

    static func problems(of state: State, on disk: FakeDisk) throws -> [String] {
        var problems: [String] = []
        func expect(_ file: String, is bytes: [UInt8]) throws {
            if try disk.read(file) != bytes { problems.append("\(file) is not whole") }
        }
        func expect(_ folder: String, holds names: some Sequence<String>) throws {
            let found = try disk.names(in: folder)
            if found != names.sorted() { problems.append("\(folder) holds \(found), not \(names.sorted())") }
        }
        for post in state.posts.all {
            let mail = ListLife.mail(source(of: post))
            try expect("posts/\(post.id.text).eml", is: mail)
            if post.approved != nil { try expect("archive/\(post.id.text).eml", is: mail) }
        }
        try expect("posts", holds: state.posts.all.map { "\($0.id.text).eml" })
        let published = state.posts.all.filter { $0.approved != nil }.map(\.id.text)
        let archive = try disk.names(in: "archive")
        let mails = archive.filter { $0.hasSuffix(".eml") }
        if mails != published.map({ "\($0).eml" }).sorted() { problems.append("archive holds \(mails)") }
        // What became of the copies of a post that is over, as far as its job had begun.
        let kept = archive.filter { !$0.hasSuffix(".eml") }
        if !Set(kept).isSubset(of: published.map { "\($0).progress" }) { problems.append("archive holds \(kept)") }

        let active = state.posts.all.filter { $0.status == .sending || $0.status == .stalled }
        try expect("outbox", holds: active.map(\.id.text) + state.forwards.ids.map(\.text))
        for name in active.map(\.id.text) + state.forwards.ids.map(\.text) {
            let source = PostID(name).flatMap { state.posts[$0] }.map(source) ?? name
            try expect("outbox/\(name)/message", is: ListLife.mail(source))
            let job = try JobFolder(name: name, disk: disk).load(written: ListLife.start)
            let wanted = PostID(name).flatMap { state.posts[$0]?.recipients } ?? 2
            if job.count != wanted { problems.append("the job \(name) has \(job.count) recipients, not \(wanted)") }
        }
        for name in try disk.names(in: "") where name.hasSuffix(".new") { problems.append("\(name) is left") }
        if state.removals.quarantined > 0 { try expect("quarantine", holds: []) }
        problems += try Fsck.examine(disk, list: ListLife.list).map { "fsck: \($0)" }
        return problems
    }
}
