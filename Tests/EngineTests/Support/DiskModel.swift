import Base
import Engine

/// What a disk holds, twice: as the system shows it, and as a power cut would leave it. A value, so that any moment
/// can be kept and crashed later.
struct DiskModel: Sendable {
    enum Node: Sendable {
        case file(File)
        case folder(Folder)
    }

    struct File: Sendable {
        var number: UInt64
        var cached: [UInt8] = []
        var durable: [UInt8] = []
        /// Bytes of a failed fsync: shown, never written, and forgotten by the system (Linux marks the pages clean).
        var doomed: Range<Int>?
    }

    struct Folder: Sendable {
        var cached: [String: Int] = [:]
        var durable: [String: Int] = [:]
    }

    /// How much of what was not synced a crash leaves.
    struct Survival: Sendable, CaseIterable, CustomStringConvertible {
        enum Contents: CaseIterable { case nothing, half, allButOneByte, everything }
        var contents: Contents
        var names: Bool

        static let allCases = [false, true].flatMap { names in
            Contents.allCases.map { Survival(contents: $0, names: names) }
        }
        static let nothing = Survival(contents: .nothing, names: false)
        var description: String { "\(contents) of the contents, \(names ? "all" : "no") names" }
    }

    static let root = 0
    var nodes: [Int: Node] = [root: .folder(Folder())]
    private var newest = root
    /// How often the machine was started again.
    private(set) var boots = 0

    func id(of path: String) -> Int? {
        var id = Self.root
        for part in path.split(separator: "/") {
            guard case .folder(let folder)? = nodes[id], let next = folder.cached[String(part)] else { return nil }
            id = next
        }
        return id
    }

    func file(_ path: String) -> File? {
        guard let id = id(of: path), case .file(let file)? = nodes[id] else { return nil }
        return file
    }

    func folder(_ path: String) -> Folder? {
        guard let id = id(of: path), case .folder(let folder)? = nodes[id] else { return nil }
        return folder
    }

    /// Runs `body` on the file, which is made where there is none. False where its folder is not there.
    mutating func change(_ path: String, _ body: (inout File) -> Void) -> Bool {
        if let id = id(of: path) {
            var file = if case .file(let old)? = nodes[id] { old } else { File(number: freeNumber) }
            body(&file)
            nodes[id] = .file(file)
            return true
        }
        var file = File(number: freeNumber)
        body(&file)
        return enter(.file(file), as: path)
    }

    mutating func enter(_ node: Node, as path: String) -> Bool {
        newest += 1
        nodes[newest] = node
        return link(newest, as: path)
    }

    mutating func link(_ node: Int?, as path: String) -> Bool {
        let (parent, name) = Self.parts(path)
        guard let id = id(of: parent), case .folder(var folder)? = nodes[id] else { return false }
        folder.cached[name] = node
        nodes[id] = .folder(folder)
        return true
    }

    /// As a file system does, a removed file's number goes to the next new one.
    private var freeNumber: UInt64 {
        var used: Set<UInt64> = []
        var open = [Self.root]
        while let id = open.popLast() {
            switch nodes[id] {
            case .file(let file): used.insert(file.number)
            case .folder(let folder): open += folder.cached.values
            case nil: break
            }
        }
        return (1...).first { !used.contains($0) } ?? 0
    }

    static func parts(_ path: String) -> (folder: String, name: String) {
        guard let slash = path.lastIndex(of: "/") else { return ("", path) }
        return (String(path[..<slash]), String(path[path.index(after: slash)...]))
    }

    /// The disk after a power cut and a new start.
    func crashed(_ survival: Survival) -> DiskModel {
        var model = self
        model.boots += 1
        for (id, node) in nodes {
            switch node {
            case .folder(var folder):
                folder.cached = survival.names ? folder.cached : folder.durable
                folder.durable = folder.cached
                model.nodes[id] = .folder(folder)
            case .file(var file):
                file.cached = file.surviving(survival.contents)
                file.durable = file.cached
                file.doomed = nil
                model.nodes[id] = .file(file)
            }
        }
        return model
    }
}

extension DiskModel.File {
    /// What an fsync writes: everything but what an earlier one has lost.
    var written: [UInt8] {
        guard let doomed else { return cached }
        return cached.enumerated().map { doomed.contains($0.offset) ? 0 : $0.element }
    }

    fileprivate func surviving(_ contents: DiskModel.Survival.Contents) -> [UInt8] {
        guard contents != .nothing, cached != durable else { return contents == .nothing ? durable : written }
        let common = zip(cached, durable).prefix { $0 == $1 }.count
        let new = cached.count - common
        switch contents {
        case .nothing: return durable
        case .half: return Array(written.prefix(common + new / 2))
        case .allButOneByte: return Array(written.prefix(common + max(0, new - 1)))
        case .everything: return written
        }
    }
}
