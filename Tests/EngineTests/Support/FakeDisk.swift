import Base
import Engine
import Synchronization

/// A disk in memory that remembers every moment, and fails where a test says so.
final class FakeDisk: Disk {
    /// The disk just before a call that changes it.
    struct Moment: Sendable {
        let disk: DiskModel
        /// What the test had noted by then.
        let note: Int
    }

    enum Failure: Int32, Sendable, CaseIterable {
        /// ENOSPC: half of what was to be written is written.
        case full = 28
        /// EIO
        case broken = 5
    }

    private struct Inside {
        var model: DiskModel
        var moments: [Moment] = []
        var keepsMoments = false
        var note = 0
        var calls = 0
        var failing: Range<Int> = 0..<0
        var failure = Failure.full
        /// How this process holds the lock.
        var lock: LockMode?
        /// How another process holds it.
        var otherLock: LockMode?
        var unreadable: Set<String> = []
        /// Whether anything failed yet.
        var hasFailed = false
    }

    private let inside: Mutex<Inside>
    /// Whether its file system has hard links.
    private let knowsLinks: Bool

    init(_ model: DiskModel = DiskModel(), knowsLinks: Bool = true) {
        inside = Mutex(Inside(model: model))
        self.knowsLinks = knowsLinks
    }

    var model: DiskModel { inside.withLock { $0.model } }
    var moments: [Moment] { inside.withLock { $0.moments } }
    /// Calls so far that changed something.
    var calls: Int { inside.withLock { $0.calls } }
    var hasFailed: Bool { inside.withLock { $0.hasFailed } }

    /// The same disk after a power cut.
    func cut(_ survival: DiskModel.Survival) -> FakeDisk {
        inside.withLock { inside in
            inside.model = inside.model.crashed(survival)
            inside.lock = nil
        }
        return self
    }

    func keepMoments() { inside.withLock { $0.keepsMoments = true } }
    func note(_ note: Int) { inside.withLock { $0.note = note } }

    /// Makes the calls with these numbers fail, counted from 0 among those that change something.
    func fail(_ calls: Range<Int>, _ failure: Failure) {
        inside.withLock { ($0.failing, $0.failure) = (calls, failure) }
    }

    /// A change on the disk; `body` gets whether the call is to fail, and answers whether it could be done.
    ///
    /// - Parameter byReaders: whether one who only reads may do it, since nobody sees another file after it.
    private func change(
        _ action: String, _ name: String, byReaders: Bool = false, _ body: (inout DiskModel, Bool) -> Bool
    ) throws(DiskError) {
        let code = inside.withLock { inside -> Int32? in
            precondition(inside.lock != .shared || byReaders, "\(action) \(name) by one who only reads")
            precondition(inside.lock != nil || name != "journal", "\(action) the journal without the lock")
            if inside.keepsMoments { inside.moments.append(Moment(disk: inside.model, note: inside.note)) }
            let fails = inside.failing.contains(inside.calls)
            inside.calls += 1
            inside.hasFailed = inside.hasFailed || fails
            let isDone = body(&inside.model, fails)
            if fails { return inside.failure.rawValue }
            return isDone ? nil : 2
        }
        if let code { throw DiskError(action: action, name: name, code: code, reason: "error \(code)") }
    }

    func read(_ name: String) throws(DiskError) -> [UInt8]? {
        if inside.withLock({ $0.unreadable.contains(name) }) {
            throw DiskError(action: "read", name: name, code: 5, reason: "Input/output error")
        }
        return model.file(name)?.cached
    }

    /// A bad sector: whoever reads the whole of this file fails from now on.
    func damage(_ name: String) { inside.withLock { _ = $0.unreadable.insert(name) } }

    func read(_ name: String, from offset: Int, atMost count: Int) throws(DiskError) -> [UInt8] {
        guard let file = model.file(name) else {
            throw DiskError(action: "read", name: name, code: 2, reason: "No such file or directory")
        }
        return Array(file.cached.dropFirst(offset).prefix(count))
    }

    func status(of name: String) throws(DiskError) -> FileStatus? {
        if let file = model.file(name) { return FileStatus(size: file.cached.count, number: file.number) }
        return model.folder(name) == nil ? nil : FileStatus(size: 0, number: 0)
    }

    func write(_ bytes: [UInt8], to name: String) throws(DiskError) {
        try change("write", name) { model, fails in
            model.change(name) { file in
                file.cached = fails ? Array(bytes.prefix(bytes.count / 2)) : bytes
                file.doomed = nil
            }
        }
    }

    func append(_ bytes: [UInt8], to name: String) throws(DiskError) {
        try change("append to", name) { model, fails in
            model.change(name) { $0.cached += fails ? Array(bytes.prefix(bytes.count / 2)) : bytes }
        }
    }

    func truncate(_ name: String, to size: Int) throws(DiskError) {
        try change("truncate", name) { model, fails in
            if fails { return false }
            return model.change(name) { file in
                file.cached = Array(file.cached.prefix(size))
                file.doomed = file.doomed.flatMap { $0.lowerBound < size ? $0.clamped(to: 0..<size) : nil }
            }
        }
    }

    func sync(_ name: String) throws(DiskError) {
        try change("sync", name, byReaders: true) { model, fails in
            guard model.file(name) != nil else { return false }
            return model.change(name) { file in
                if fails {
                    let kept = zip(file.cached, file.durable).prefix { $0 == $1 }.count
                    file.doomed = kept < file.cached.count ? kept..<file.cached.count : nil
                } else {
                    file.durable = file.written
                }
            }
        }
    }

    func syncFolder(_ name: String) throws(DiskError) {
        try change("sync", name) { model, fails in
            guard let id = model.id(of: name), case .folder(var folder)? = model.nodes[id], !fails else { return false }
            folder.durable = folder.cached
            model.nodes[id] = .folder(folder)
            return true
        }
    }

    func rename(_ name: String, to newName: String) throws(DiskError) {
        try change("rename", name) { model, fails in
            guard !fails, let id = model.id(of: name) else { return false }
            return model.link(id, as: newName) && model.link(nil, as: name)
        }
    }

    func link(_ name: String, as newName: String) throws(DiskError) -> Bool {
        guard knowsLinks else { return false }
        try change("link", name) { model, fails in
            guard !fails, let id = model.id(of: name), model.id(of: newName) == nil else { return false }
            return model.link(id, as: newName)
        }
        return true
    }

    func remove(_ name: String) throws(DiskError) {
        try change("remove", name) { model, fails in
            if fails { return false }
            return model.file(name) == nil || model.link(nil, as: name)
        }
    }

    func removeFolder(_ name: String) throws(DiskError) {
        for file in try names(in: name) { try remove("\(name)/\(file)") }
        try change("remove", name) { model, fails in
            if fails { return false }
            return model.folder(name) == nil || model.link(nil, as: name)
        }
    }

    func makeFolder(_ name: String) throws(DiskError) {
        try change("make the folder", name) { model, fails in
            if fails { return false }
            return model.folder(name) != nil || model.enter(.folder(DiskModel.Folder()), as: name)
        }
    }

    func names(in folder: String) throws(DiskError) -> [String] {
        (model.folder(folder)?.cached.keys).map { $0.sorted() } ?? []
    }

    var boot: BootID? { BootID("boot-\(model.boots)") }
    let patience = Duration.seconds(3)

    func lock(_ mode: LockMode) throws(DiskError) -> Bool {
        inside.withLock {
            precondition($0.lock == nil, "a lock inside a lock")
            if let other = $0.otherLock, other == .exclusive || mode == .exclusive { return false }
            $0.lock = mode
            return true
        }
    }

    func unlock() { inside.withLock { $0.lock = nil } }

    /// Lets another process hold the lock; nil lets it go.
    func hold(_ mode: LockMode?) { inside.withLock { $0.otherLock = mode } }
}

extension FakeDisk {
    /// For what a test does to the files by hand.
    func lock() throws { _ = try lock(.exclusive) }
}
