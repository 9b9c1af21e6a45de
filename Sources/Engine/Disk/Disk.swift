/// The state directory of one list, as the engine sees it. Names are relative: `journal`, `posts/ID.eml`.
///
/// What was written survives a crash of the machine only after `sync` returned for the file, and its name only after
/// `syncFolder` returned for its folder.
package protocol Disk: Sendable {
    /// The whole file; nil where there is none.
    func read(_ name: String) throws(DiskError) -> [UInt8]?
    /// What stands at and after byte `offset`.
    func read(_ name: String, from offset: Int) throws(DiskError) -> [UInt8]
    /// The same, but no more than `count` bytes.
    func read(_ name: String, from offset: Int, atMost count: Int) throws(DiskError) -> [UInt8]
    /// Nil where there is no such file.
    func status(of name: String) throws(DiskError) -> FileStatus?
    /// Makes the file, or replaces what it held.
    func write(_ bytes: [UInt8], to name: String) throws(DiskError)
    /// Adds to the end; makes the file where there is none.
    func append(_ bytes: [UInt8], to name: String) throws(DiskError)
    func truncate(_ name: String, to size: Int) throws(DiskError)
    func sync(_ name: String) throws(DiskError)
    /// `""` is the state directory itself.
    func syncFolder(_ name: String) throws(DiskError)
    func rename(_ name: String, to newName: String) throws(DiskError)
    /// Gives the file a second name, where nothing stands yet: its bytes are on the disk once, and go with the last of
    /// its names.
    /// False where the file system cannot do that here.
    func link(_ name: String, as newName: String) throws(DiskError) -> Bool
    /// Nothing happens where there is no such file.
    func remove(_ name: String) throws(DiskError)
    /// Removes the folder and the files in it.
    func removeFolder(_ name: String) throws(DiskError)
    /// Nothing happens where the folder is there already.
    func makeFolder(_ name: String) throws(DiskError)
    /// The names in a folder, sorted; empty where there is no such folder.
    func names(in folder: String) throws(DiskError) -> [String]

    /// Which run of the machine this is; nil where nobody can tell.
    var boot: BootID? { get }

    /// How long `lock` waits for other processes.
    var patience: Duration { get }
    /// Takes the lock as soon as it is free; false where that took longer than `patience`. Not for recursion.
    func lock(_ mode: LockMode) throws(DiskError) -> Bool
    func unlock()
}

/// How the lock of a state directory is held.
package enum LockMode: Sendable, CaseIterable {
    /// By any number of processes that only read, while nobody writes: none of them may change anything.
    case shared
    /// By one process alone, which may write.
    case exclusive
}

package struct FileStatus: Hashable, Sendable {
    package var size: Int
    /// Another file under the same name has another number, unless it came after the first was removed.
    package var number: UInt64

    package init(size: Int, number: UInt64) {
        self.size = size
        self.number = number
    }
}

/// The disk said no.
package struct DiskError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was tried, e.g. `write`.
    package var action: String
    package var name: String
    /// The system's error number.
    package var code: Int32
    /// The system's words for it.
    package var reason: String

    package init(action: String, name: String, code: Int32, reason: String) {
        self.action = action
        self.name = name
        self.code = code
        self.reason = reason
    }

    package var description: String { "cannot \(action) \(name): \(reason)" }
}

extension Disk {
    package func read(_ name: String, from offset: Int) throws(DiskError) -> [UInt8] {
        try read(name, from: offset, atMost: .max)
    }

    /// Lets a file that is durable stand under a second name as well, in place of what stood there: with its bytes on
    /// the disk once, or as a copy where the file system has no hard links or the folder lies on another one. The new
    /// name is durable once its folder is.
    func share(_ name: String, as newName: String) throws(DiskError) {
        try remove(newName)
        if try link(name, as: newName) { return }
        try write(try read(name, from: 0), to: newName)
        try sync(newName)
    }

    /// Writes a file so that it is there whole or not at all, also after a crash.
    func writeDurably(_ bytes: [UInt8], to name: String, in folder: String) throws(DiskError) {
        try write(bytes, to: name)
        try sync(name)
        try syncFolder(folder)
    }
}
