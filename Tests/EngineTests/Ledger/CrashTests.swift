import Base
import MailingList
import Testing

@testable import Engine

@Suite("A crash, whenever it comes")
struct CrashTests {
    private struct Image: Hashable {
        let files: [String: [UInt8]]
        let note: Int

        init(_ model: DiskModel, note: Int) {
            var files: [String: [UInt8]] = [:]
            var open = [("", DiskModel.root)]
            while let (path, id) = open.popLast() {
                switch model.nodes[id] {
                case .file(let file): files[path] = file.cached
                case .folder(let folder):
                    files[path] = []
                    open += folder.cached.map { ("\(path)/\($0.key)", $0.value) }
                case nil: break
                }
            }
            (self.files, self.note) = (files, note)
        }
    }

    @Test("leaves exactly what was committed, and all that was promised")
    func everyCall() throws {
        let disk = FakeDisk()
        disk.keepMoments()
        var life = ListLife(on: disk)
        try life.live()
        let moments = disk.moments + [FakeDisk.Moment(disk: disk.model, note: life.history.count - 1)]
        var tried: Set<Image> = []
        for moment in moments {
            // What was under way at that moment may have happened as well, line by line.
            let next = moments.first { $0.note > moment.note }?.note ?? moment.note
            let allowed = life.history[moment.note...next]
            for survival in DiskModel.Survival.allCases {
                let crashed = moment.disk.crashed(survival)
                guard tried.insert(Image(crashed, note: moment.note)).inserted else { continue }
                try recover(from: crashed, allowed, nested: survival.names, "\(survival) after \(moment.note)")
            }
        }
        print("\(moments.count) moments, \(tried.count) different disks after a crash")
        #expect(moments.count > 150 && tried.count > 300)
    }

    private func recover(
        from crashed: DiskModel, _ allowed: ArraySlice<State>, nested: Bool, _ label: String
    ) throws {
        let disk = FakeDisk(crashed)
        disk.keepMoments()
        let state = try start(on: disk)
        #expect(allowed.contains(state), "\(label): transaction \(state.sequence)")
        #expect(try FileCheck.problems(of: state, on: disk) == [], "\(label)")

        // A start that crashes itself changes nothing for the next one.
        for moment in disk.moments where nested {
            let second = FakeDisk(moment.disk.crashed(DiskModel.Survival(contents: .half, names: true)))
            #expect(try start(on: second) == state, "\(label), again")
        }
        let calls = disk.calls
        var ledger = try Ledger(disk: disk, list: ListLife.list)
        #expect(try ledger.tidyUp() == [] && ledger.warnings == [] && ledger.state == state, "\(label)")
        #expect(disk.calls == calls + 6, "the second start only makes sure of the journal and the folders")

        try ledger.transact(at: ListLife.start) { (batch: inout Batch) throws(LedgerError) in
            let decision = Decision(.left, entries: [.membership(.left(ListLife.person(3), .admin))])
            try batch.add(decision, source: .admin, policy: ListLife.policy)
        }
        #expect(try Ledger(disk: disk, list: ListLife.list).state == ledger.state, "\(label), and going on")
    }

    private func start(on disk: FakeDisk) throws -> State {
        var ledger = try Ledger(disk: disk, list: ListLife.list)
        _ = try ledger.tidyUp()
        return ledger.state
    }

    /// Calls that fail, without a crash.
    private static let failures = FakeDisk.Failure.allCases.flatMap { failure in
        [1, 3].map { (failure, $0) }
    }

    @Test("a call that fails is as if it had not been, and the next try succeeds", arguments: failures)
    func everyFailure(_ failure: FakeDisk.Failure, _ length: Int) throws {
        var quiet = ListLife(on: FakeDisk())
        try quiet.live()
        let wanted = try #require(quiet.history.last)
        for call in stride(from: length - 1, to: quiet.disk.calls, by: length) {
            let disk = FakeDisk()
            disk.fail(call..<(call + length), failure)
            var life = ListLife(on: disk)
            life.tries = length + 1
            try life.live()
            #expect(disk.hasFailed)

            // What an fsync lost must have been written once more.
            let later = FakeDisk(disk.model.crashed(.nothing))
            let state = try start(on: later)
            let problems = try FileCheck.problems(of: state, on: later)
            #expect(problems.isEmpty, "call \(call): \(problems)")
            #expect(state == life.history.last, "call \(call)")
            // Numbers may differ by a compaction that was tried twice.
            #expect(state.members == wanted.members && state.posts == wanted.posts, "call \(call)")
            #expect(state.items == wanted.items && state.events == wanted.events, "call \(call)")
            #expect(state.forwards == wanted.forwards && state.seen == wanted.seen, "call \(call)")
            #expect(Set(state.letters.all) == Set(wanted.letters.all), "call \(call)")
            #expect(state.contacts == wanted.contacts, "call \(call)")
        }
    }
}
