/// A file that grows at its end alone, line by line: an append leaves all of its lines there, or none.
struct LineFile: Sendable {
    let name: String
    /// Empty for the state directory itself.
    let folder: String
    /// Whether a power cut leaves the name in the folder.
    private var isNameDurable = false
    private var tail = Tail.unknown

    /// What stands at the end. unknown → whole ⇄ torn: every append passes through torn.
    private enum Tail {
        /// Nobody has looked since this value was made: an earlier run may have left part of a line.
        case unknown
        case whole
        /// An append that began there failed, or is under way: what stands behind it counts as never written.
        case torn(from: Int)
    }

    init(name: String, folder: String) { (self.name, self.folder) = (name, folder) }

    var path: String { folder.isEmpty ? name : "\(folder)/\(name)" }

    /// - Parameter durably: a power cut forgets them no more.
    mutating func append(_ bytes: [UInt8], on disk: any Disk, durably: Bool) throws(DiskError) {
        try cutOff(on: disk)
        let size = try disk.status(of: path)?.size ?? 0
        tail = .torn(from: size)
        do throws(DiskError) {
            try disk.append(bytes, to: path)
            if durably { try makeDurable(on: disk) }
        } catch {
            try? cutOff(on: disk)
            throw error
        }
        tail = .whole
    }

    /// Puts other lines in the place of all of them, at once.
    mutating func replace(_ bytes: [UInt8], on disk: any Disk) throws(DiskError) {
        try disk.writeDurably(bytes, to: path + ".new", in: folder)
        try disk.rename(path + ".new", to: path)
        try disk.syncFolder(folder)
        (tail, isNameDurable) = (.whole, true)
    }

    /// The contents, and once the name as well: the folder came before the file.
    private mutating func makeDurable(on disk: any Disk) throws(DiskError) {
        try disk.sync(path)
        if isNameDurable { return }
        try disk.syncFolder(folder)
        isNameDurable = true
    }

    /// Removes what is no whole line, or was to be no line.
    private mutating func cutOff(on disk: any Disk) throws(DiskError) {
        switch tail {
        case .whole: return
        case .torn(let size):
            if try disk.status(of: path) != nil { try disk.truncate(path, to: size) }
        case .unknown:
            let bytes = try disk.read(path) ?? []
            let whole = bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
            if whole < bytes.count { try disk.truncate(path, to: whole) }
        }
        tail = .whole
    }
}
