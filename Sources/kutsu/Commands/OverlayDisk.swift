import Engine
import Synchronization

/// A state directory to look at: what is written to it stays in memory, so whoever reads the list's files through it
/// cannot change them, and a shared lock is enough for all. Works also where there is no directory yet.
final class OverlayDisk: Disk {
    private let base: (any Disk)?
    /// What was written since, by name; a nil file was removed.
    private let written = Mutex<[String: [UInt8]?]>([:])

    init(over base: (any Disk)?) { self.base = base }

    func read(_ name: String) throws(DiskError) -> [UInt8]? {
        if let file = written.withLock({ $0[name] }) { return file }
        guard let base else { return nil }
        return try base.read(name)
    }

    func read(_ name: String, from offset: Int) throws(DiskError) -> [UInt8] {
        Array(try existing(name, to: "read").dropFirst(offset))
    }

    func read(_ name: String, from offset: Int, atMost count: Int) throws(DiskError) -> [UInt8] {
        Array(try existing(name, to: "read").dropFirst(offset).prefix(count))
    }

    func status(of name: String) throws(DiskError) -> FileStatus? {
        if let file = written.withLock({ $0[name] }) {
            // A written file is always the same one: nobody else can replace it.
            return file.map { FileStatus(size: $0.count, number: 0) }
        }
        guard let base else { return nil }
        return try base.status(of: name)
    }

    func write(_ bytes: [UInt8], to name: String) throws(DiskError) { put(bytes, name) }

    func append(_ bytes: [UInt8], to name: String) throws(DiskError) { put((try read(name) ?? []) + bytes, name) }

    func truncate(_ name: String, to size: Int) throws(DiskError) {
        put(Array(try existing(name, to: "truncate").prefix(size)), name)
    }

    func rename(_ name: String, to newName: String) throws(DiskError) {
        put(try existing(name, to: "rename"), newName)
        put(nil, name)
    }

    func link(_ name: String, as newName: String) throws(DiskError) -> Bool {
        put(try existing(name, to: "link"), newName)
        return true
    }

    func remove(_ name: String) throws(DiskError) { put(nil, name) }

    func removeFolder(_ name: String) throws(DiskError) {
        for file in try names(in: name) { put(nil, "\(name)/\(file)") }
    }

    func names(in folder: String) throws(DiskError) -> [String] {
        var names = Set(try base?.names(in: folder) ?? [])
        let prefix = folder.isEmpty ? "" : folder + "/"
        for (name, file) in written.withLock({ $0 }) where name.hasPrefix(prefix) {
            let rest = String(name.dropFirst(prefix.count))
            guard !rest.contains("/") else { continue }
            if file == nil { names.remove(rest) } else { names.insert(rest) }
        }
        return names.sorted()
    }

    func sync(_ name: String) throws(DiskError) {}
    func syncFolder(_ name: String) throws(DiskError) {}
    func makeFolder(_ name: String) throws(DiskError) {}

    var boot: BootID? { base?.boot }
    var patience: Duration { base?.patience ?? .zero }
    func lock(_ mode: LockMode) throws(DiskError) -> Bool { try base?.lock(.shared) ?? true }
    func unlock() { base?.unlock() }

    private func put(_ bytes: [UInt8]?, _ name: String) {
        written.withLock { _ = $0.updateValue(bytes, forKey: name) }
    }

    private func existing(_ name: String, to action: String) throws(DiskError) -> [UInt8] {
        guard let file = try read(name) else {
            throw DiskError(action: action, name: name, code: 2, reason: "no such file")
        }
        return file
    }
}
