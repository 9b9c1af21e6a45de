import Base
import Engine
import Synchronization

/// One run of the daemon. It can be killed before any of its calls to the world around it: then none of them has an effect
/// any more, and the disk is kept as it was at that moment.
final class SimulatedProcess: Sendable {
    private struct Inside {
        var callsLeft = Int.max
        var image: DiskModel?
        var work: Task<Void, Never>?
    }

    private let inside = Mutex(Inside())
    let disk: FakeDisk

    init(on disk: FakeDisk) { self.disk = disk }

    /// The disk as it was when the process died; nil while it lives.
    var image: DiskModel? { inside.withLock { $0.image } }
    var isDead: Bool { image != nil }

    /// What ends with it.
    func runs(_ work: Task<Void, Never>) { inside.withLock { $0.work = work } }

    func die(after calls: Int) { inside.withLock { $0.callsLeft = calls } }

    /// Counts a call; false where the process is dead.
    func lives() -> Bool {
        let (isAlive, work) = inside.withLock { inside -> (Bool, Task<Void, Never>?) in
            if inside.image != nil { return (false, nil) }
            inside.callsLeft -= 1
            guard inside.callsLeft < 0 else { return (true, nil) }
            inside.image = disk.model
            return (false, inside.work)
        }
        // What it was about to do comes to its end without any effect.
        work?.cancel()
        return isAlive
    }
}

/// The clock as a process sees it: the dead do not wait.
struct SimulatedClock: Engine.Clock {
    let process: SimulatedProcess
    let base: VirtualClock

    func now() -> Instant { base.now() }
    func sleep(_ length: Duration) async { await sleep(length, as: "") }
    func sleep(_ length: Duration, as name: String) async {
        if process.lives() { await base.sleep(length, as: name) }
    }
}

/// The disk as a process sees it.
final class SimulatedDisk: Disk {
    private let process: SimulatedProcess
    private var base: FakeDisk { process.disk }
    /// Called before a file takes the place of another: the last moment to read that one.
    private let beforeRename: @Sendable () -> Void

    init(_ process: SimulatedProcess, beforeRename: @escaping @Sendable () -> Void) {
        (self.process, self.beforeRename) = (process, beforeRename)
    }

    private func live(_ action: String, _ name: String) throws(DiskError) {
        guard process.lives() else {
            throw DiskError(action: action, name: name, code: 5, reason: "the process is dead")
        }
    }

    func read(_ name: String) throws(DiskError) -> [UInt8]? {
        try live("read", name)
        return try base.read(name)
    }
    func read(_ name: String, from offset: Int, atMost count: Int) throws(DiskError) -> [UInt8] {
        try live("read", name)
        return try base.read(name, from: offset, atMost: count)
    }
    func status(of name: String) throws(DiskError) -> FileStatus? {
        try live("look at", name)
        return try base.status(of: name)
    }
    func write(_ bytes: [UInt8], to name: String) throws(DiskError) {
        try live("write", name)
        try base.write(bytes, to: name)
    }
    func append(_ bytes: [UInt8], to name: String) throws(DiskError) {
        try live("append to", name)
        try base.append(bytes, to: name)
    }
    func truncate(_ name: String, to size: Int) throws(DiskError) {
        try live("truncate", name)
        try base.truncate(name, to: size)
    }
    func sync(_ name: String) throws(DiskError) {
        try live("sync", name)
        try base.sync(name)
    }
    func syncFolder(_ name: String) throws(DiskError) {
        try live("sync", name)
        try base.syncFolder(name)
    }
    func rename(_ name: String, to newName: String) throws(DiskError) {
        try live("rename", name)
        beforeRename()
        try base.rename(name, to: newName)
    }
    func link(_ name: String, as newName: String) throws(DiskError) -> Bool {
        try live("link", name)
        return try base.link(name, as: newName)
    }
    func remove(_ name: String) throws(DiskError) {
        try live("remove", name)
        try base.remove(name)
    }
    func removeFolder(_ name: String) throws(DiskError) {
        try live("remove", name)
        try base.removeFolder(name)
    }
    func makeFolder(_ name: String) throws(DiskError) {
        try live("make the folder", name)
        try base.makeFolder(name)
    }
    func names(in folder: String) throws(DiskError) -> [String] {
        try live("list", folder)
        return try base.names(in: folder)
    }

    var boot: BootID? { base.boot }
    var patience: Duration { base.patience }
    func lock(_ mode: LockMode) throws(DiskError) -> Bool {
        try live("lock", "lock")
        return try base.lock(mode)
    }
    func unlock() { base.unlock() }
}
