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
    /// Nothing happens where there is no such file.
    func remove(_ name: String) throws(DiskError)
    /// Removes the folder and the files in it.
    func removeFolder(_ name: String) throws(DiskError)
    /// Nothing happens where the folder is there already.
    func makeFolder(_ name: String) throws(DiskError)
    /// The names in a folder, sorted; empty where there is no such folder.
    func names(in folder: String) throws(DiskError) -> [String]

    /// Waits until no other process holds the lock. Not for recursion.
    func lock() throws(DiskError)
    func unlock()
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

    /// Writes a file so that it is there whole or not at all, also after a crash.
    func writeDurably(_ bytes: [UInt8], to name: String, in folder: String) throws(DiskError) {
        try write(bytes, to: name)
        try sync(name)
        try syncFolder(folder)
    }
}
