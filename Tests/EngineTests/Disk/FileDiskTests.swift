import Base
import Glibc
import MailingList
import Synchronization
import Testing

@testable import Engine

@Suite("A real directory")
struct FileDiskTests {
    /// Runs `body` in a new directory, which is gone afterwards.
    private func inDirectory(_ body: (String) throws -> Void) throws {
        var template = Array("/tmp/kutsu-disk-XXXXXX".utf8CString)
        // mkdtemp writes into the template, which lives until the call returns.
        let isMade = template.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress.map { mkdtemp($0) != nil } ?? false
        }
        try #require(isMade)
        let directory = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { clear(directory) }
        try body(directory)
    }

    private func clear(_ directory: String) {
        guard let disk = try? FileDisk(directory: directory, patience: .zero), let names = try? disk.names(in: "")
        else { return }
        for name in names where (try? disk.remove(name)) == nil { try? disk.removeFolder(name) }
        rmdir(directory)
    }

    /// What another process does to a file between two lines that are added to it.
    enum Meddling: String, CaseIterable, CustomTestStringConvertible {
        case nothing, removed, replaced, renamed, cut
        var testDescription: String { rawValue }

        func perform(on disk: FileDisk) throws {
            switch self {
            case .nothing: break
            case .removed: try disk.removeFolder("outbox")
            case .replaced:
                try disk.write([9], to: "outbox/progress.new")
                try disk.rename("outbox/progress.new", to: "outbox/progress")
            case .renamed: try disk.rename("outbox/progress", to: "outbox/old")
            case .cut: try disk.truncate("outbox/progress", to: 0)
            }
        }

        /// Nil where a line can no longer be added.
        var contents: [UInt8]? {
            switch self {
            case .nothing: [1, 2]
            case .removed: nil
            case .replaced: [9, 2]
            case .renamed, .cut: [2]
            }
        }
    }

    @Test("adds to the file that has the name now", arguments: Meddling.allCases)
    func meddling(_ meddling: Meddling) throws {
        try inDirectory { directory in
            let disk = try FileDisk(directory: directory, patience: .zero)
            try disk.makeFolder("outbox")
            try disk.append([1], to: "outbox/progress")
            // By this process itself where no other may: a name is taken away under the lock only.
            let other = meddling == .renamed ? disk : try FileDisk(directory: directory, patience: .zero)
            try meddling.perform(on: other)
            let size = try other.read("outbox/progress")?.count
            #expect(try disk.status(of: "outbox/progress")?.size == size)
            if let contents = meddling.contents {
                try disk.append([2], to: "outbox/progress")
                try disk.sync("outbox/progress")
                #expect(try other.read("outbox/progress") == contents)
            } else {
                #expect(throws: DiskError.self) { try disk.append([2], to: "outbox/progress") }
                #expect(throws: DiskError.self) { try disk.sync("outbox/progress") }
            }
        }
    }

    @Test("does what the protocol says")
    func calls() throws {
        try inDirectory { directory in
            let disk = try FileDisk(directory: directory + "/a/b/", patience: .zero)
            #expect(try disk.read("journal") == nil && disk.status(of: "journal") == nil)
            try disk.write([1, 2, 3], to: "journal")
            try disk.append([4, 5], to: "journal")
            try disk.sync("journal")
            #expect(try disk.read("journal") == [1, 2, 3, 4, 5])
            #expect(try disk.read("journal", from: 3) == [4, 5] && disk.read("journal", from: 9) == [])
            #expect(try disk.read("journal", from: 1, atMost: 2) == [2, 3])
            try disk.truncate("journal", to: 1)
            #expect(try disk.status(of: "journal")?.size == 1)
            try disk.makeFolder("posts")
            try disk.makeFolder("posts")
            #expect(try disk.status(of: "posts") != nil)
            try disk.rename("journal", to: "posts/x")
            try disk.write([], to: "posts/a")
            try disk.syncFolder("posts")
            try disk.syncFolder("")
            #expect(try disk.names(in: "posts") == ["a", "x"] && disk.names(in: "none") == [])
            #expect(try disk.names(in: "") == ["lock", "posts"])
            #expect(try disk.link("posts/x", as: "posts/y"))
            #expect(try disk.read("posts/y") == [1] && disk.status(of: "posts/y") == disk.status(of: "posts/x"))
            try disk.remove("posts/x")
            #expect(try disk.read("posts/y") == [1])
            try disk.remove("posts/none")
            try disk.removeFolder("posts")
            try disk.removeFolder("posts")
            #expect(try disk.status(of: "posts") == nil)
            var information = stat()
            #expect(stat(directory + "/a/b/lock", &information) == 0 && information.st_mode & 0o077 == 0)
            try disk.remove("lock")
            #expect(rmdir(directory + "/a/b") == 0 && rmdir(directory + "/a") == 0)
        }
    }

    @Test("says what it could not do, with which file, and why")
    func errors() throws {
        try inDirectory { directory in
            let disk = try FileDisk(directory: directory, patience: .zero)
            let cases: [(String, () throws -> Void)] = [
                ("cannot read none: No such file or directory", { _ = try disk.read("none", from: 0) }),
                ("cannot write none/x: No such file or directory", { try disk.write([], to: "none/x") }),
                ("cannot sync none: No such file or directory", { try disk.sync("none") }),
                ("cannot rename none: No such file or directory", { try disk.rename("none", to: "x") }),
                ("cannot link none: No such file or directory", { _ = try disk.link("none", as: "x") }),
                ("cannot link lock: File exists", { _ = try disk.link("lock", as: "lock") }),
                ("cannot truncate none: No such file or directory", { try disk.truncate("none", to: 0) }),
                ("cannot list lock: Not a directory", { _ = try disk.names(in: "lock") }),
            ]
            for (text, call) in cases {
                #expect { try call() } throws: { ($0 as? DiskError)?.description == text }
            }
            #expect { try FileDisk(directory: directory + "/lock/x", patience: .zero) } throws: {
                ($0 as? DiskError)?.description == "cannot make the folder \(directory)/lock/x: Not a directory"
            }
        }
    }

    @Test("says that it may not write, where it may not")
    func permissions() throws {
        // The administrator of the machine may write everywhere but here.
        #expect { try FileDisk(directory: "/proc/kutsu", patience: .zero) } throws: {
            ($0 as? DiskError)?.description.hasPrefix("cannot make the folder /proc/kutsu: ") == true
        }
        let error = DiskError(action: "write", name: "journal", code: EROFS, reason: "Read-only file system")
        #expect(
            LedgerError.disk(error).description.hasPrefix(
                "cannot write journal: Read-only file system. Nothing is lost"))
    }

    @Test("lets one who writes in alone, and many who read", arguments: LockMode.allCases)
    func lock(_ mode: LockMode) throws {
        try inDirectory { directory in
            let other = try FileDisk(directory: directory, patience: .zero)
            for disk in try [0, 1].map({ _ in try FileDisk(directory: directory, patience: .zero) }) {
                #expect(try disk.lock(mode))
                #expect(try !other.lock(.exclusive))
                #expect(try other.lock(.shared) == (mode == .shared))
                other.unlock()
                disk.unlock()
                #expect(try other.lock(.exclusive))
                other.unlock()
            }
        }
    }

    /// The pauses that a disk made, and what happens in one of them.
    private final class Pauses: Sendable {
        let lengths = Mutex<[Duration]>([])
    }

    @Test("waits for the lock with growing pauses, as long as it was told")
    func deadline() throws {
        try inDirectory { directory in
            let other = try FileDisk(directory: directory, patience: .zero)
            let pauses = Pauses()
            let disk = try FileDisk(directory: directory, patience: .seconds(2)) { length in
                pauses.lengths.withLock { $0.append(length) }
            }
            #expect(try other.lock(.shared))
            #expect(try !disk.lock(.exclusive))
            let lengths = pauses.lengths.withLock { $0 }
            #expect(lengths.reduce(.zero, +) == .seconds(2))
            #expect(lengths.prefix(3) == [.milliseconds(1), .milliseconds(2), .milliseconds(4)])
            #expect(lengths.max() == .milliseconds(100))
        }
    }

    @Test("takes the lock as soon as the other lets it go")
    func release() throws {
        try inDirectory { directory in
            let other = try FileDisk(directory: directory, patience: .zero)
            let pauses = Pauses()
            let disk = try FileDisk(directory: directory, patience: .seconds(2)) { length in
                let count = pauses.lengths.withLock {
                    $0.append(length)
                    return $0.count
                }
                if count == 4 { other.unlock() }
            }
            #expect(try other.lock(.exclusive) && disk.lock(.exclusive))
            #expect(pauses.lengths.withLock { $0.count } == 4)
        }
    }

    @Test("the pause it comes with waits at least as long as it is told")
    func sleep() {
        let clock = ContinuousClock()
        #expect(clock.measure { FileDisk.sleep(.milliseconds(20)) } >= .milliseconds(20))
    }

    @Test("two processes take turns on one list")
    func turns() throws {
        try inDirectory { directory in
            var life = try [0, 1].map { _ in
                try Ledger(disk: FileDisk(directory: directory, patience: .zero), list: ListLife.list)
            }
            for turn in 0..<20 {
                let index = turn % 2
                try life[index].transact(at: ListLife.start) { (batch: inout Batch) throws(LedgerError) in
                    #expect(batch.state.sequence >= UInt64(turn))
                    try batch.add(
                        Decision(.nothing, entries: [.forwarding(.flooded(ListLife.person(turn)))]), source: .admin,
                        policy: ListLife.policy)
                }
                if turn % 7 == 3 { try life[index].compact(at: ListLife.start) }
            }
            try life[0].refresh()
            try life[1].refresh()
            #expect(life[0].state == life[1].state)
            let contacts = life[0].state.contacts
            #expect(
                (0..<20).allSatisfy {
                    contacts.forwardCount(from: ListLife.person($0), at: ListLife.start) == 1
                })
        }
    }
}
