import Base
import MailingList

/// Proves the files of a list, and mends them. What mending cuts or takes away lies afterwards in `damaged/`.
package enum Fsck {
    package enum Severity: String, Sendable, CaseIterable {
        /// Left by a crash, or by a hand: nothing is lost, and the daemon copes.
        case untidy
        /// The daemon would not start, or something that was promised cannot be done.
        case damaged
    }

    /// One thing that is not as it should be.
    package struct Finding: Hashable, Sendable {
        package let severity: Severity
        package let file: String
        /// Counted from 1; nil where it is about the whole file.
        package let line: Int?
        /// What is wrong, and what that means.
        package let text: String
        /// What `--repair` does; nil where only a person can help.
        package let mend: String?
    }

    /// Everything that is wrong, in the order in which it would be mended; empty for a healthy list.
    package static func examine(_ disk: some Disk, list: String) throws(LedgerError) -> [Finding] {
        try disk.acquire(.shared)
        defer { disk.unlock() }
        return try examination(of: disk, list, at: Instant(secondsSince1970: 0)).findings
    }

    /// Mends what can be mended, under the lock.
    ///
    /// - Parameters:
    ///   - now: names what is put into `damaged/`: `damaged/journal-20261121T100000Z`.
    ///   - isDaemonRunning: then nothing is touched.
    /// - Returns: what was found; `examine` tells what is left.
    package static func repair(
        _ disk: some Disk, list: String, at now: Instant, isDaemonRunning: Bool
    ) throws(LedgerError) -> [Finding] {
        guard !isDaemonRunning else { throw .inUse }
        try disk.acquire(.exclusive)
        defer { disk.unlock() }
        var findings: [Finding] = []
        // What one round ends may leave files that the next one takes away.
        for _ in 0..<3 {
            let found = try examination(of: disk, list, at: now)
            for finding in found.findings where !findings.contains(finding) { findings.append(finding) }
            guard !found.mends.isEmpty else { break }
            try onDisk { () throws(DiskError) in
                for mend in found.mends { try mend.carryOut(on: disk, at: now) }
            }
        }
        return findings
    }

    private static func examination(
        of disk: some Disk, _ list: String, at now: Instant
    ) throws(LedgerError) -> Examination {
        var examination = Examination(disk: disk, list: list, now: now)
        try examination.lookAtLedger()
        // Whose files these are, and what the others of them should hold, only their own Kutsu knows.
        guard examination.isOurs else { return examination }
        try examination.lookAtSecret()
        if examination.isReadable {
            try examination.lookAtPosts()
            try examination.lookAtForwards()
            try examination.lookAtOrphans()
        }
        try examination.lookAtQuarantine()
        return examination
    }
}

extension Fsck {
    /// One look at all files: what was found, and what is to be done about it, in this order.
    struct Examination {
        let disk: any Disk
        let list: String
        let now: Instant
        private(set) var findings: [Finding] = []
        private(set) var mends: [Mend] = []
        /// The state after the mending.
        var state = State()
        /// False where the files are another list's or a newer Kutsu's: then nothing is mended.
        var isOurs = true
        /// False where nothing can be said of the other files.
        var isReadable = true
        /// Whether any letter or copy went out, so that people hold tokens.
        var hasWritten = false

        init(disk: any Disk, list: String, now: Instant) {
            self.disk = disk
            self.list = list
            self.now = now
        }

        mutating func find(
            _ severity: Severity, _ file: String, line: Int? = nil, _ text: String, mend: String?, _ mends: [Mend] = []
        ) {
            findings.append(Finding(severity: severity, file: file, line: line, text: text, mend: mend))
            self.mends += mends
        }

        /// A mend that belongs to several findings.
        mutating func mend(_ mend: Mend) { mends.append(mend) }

        func read(_ name: String) throws(LedgerError) -> [UInt8]? {
            try onDisk { () throws(DiskError) in try disk.read(name) }
        }

        func names(in folder: String) throws(LedgerError) -> [String] {
            try onDisk { () throws(DiskError) in try disk.names(in: folder) }
        }

        func exists(_ name: String) throws(LedgerError) -> Bool {
            try onDisk { () throws(DiskError) in try disk.status(of: name) } != nil
        }
    }

    /// One thing that repairing does.
    enum Mend: Equatable {
        /// Puts bytes that will be cut into `damaged/`.
        case keep([UInt8], from: String)
        /// Gives a file new contents, whole or not at all.
        case replace(String, [UInt8])
        case append(String, [UInt8])
        /// Puts a mail that is gone at one place back there from another.
        case share(String, as: String)
        /// Moves files into `damaged/`.
        case takeAway(String)
        case takeFolderAway(String)

        func carryOut(on disk: some Disk, at now: Instant) throws(DiskError) {
            switch self {
            case .keep(let bytes, let name): try keep(bytes, from: name, on: disk, at: now)
            case .replace(let name, let bytes):
                let folder = Self.folder(of: name)
                if !folder.isEmpty { try disk.makeFolder(folder) }
                try disk.writeDurably(bytes, to: name + ".new", in: folder)
                try disk.rename(name + ".new", to: name)
                try disk.syncFolder(folder)
            case .share(let name, let newName):
                let folder = Self.folder(of: newName)
                try disk.makeFolder(folder)
                try disk.share(name, as: newName)
                try disk.syncFolder(folder)
            case .append(let name, let bytes):
                try disk.append(bytes, to: name)
                try disk.sync(name)
                try disk.syncFolder(Self.folder(of: name))
            case .takeAway(let name):
                try keep(disk.read(name) ?? [], from: name, on: disk, at: now)
                try disk.remove(name)
                try disk.syncFolder(Self.folder(of: name))
            case .takeFolderAway(let name):
                for file in try disk.names(in: name) {
                    try keep(disk.read("\(name)/\(file)") ?? [], from: "\(name)/\(file)", on: disk, at: now)
                }
                try disk.removeFolder(name)
                try disk.syncFolder(Self.folder(of: name))
            }
        }

        /// `outbox/ID/progress` becomes `damaged/outbox-ID-progress-20261121T100000Z`. Adds, so that nothing that
        /// lies there already is overwritten.
        private func keep(
            _ bytes: [UInt8], from name: String, on disk: some Disk, at now: Instant
        ) throws(DiskError) {
            let time = now.text.filter { $0 != "-" && $0 != ":" }
            let place = "damaged/" + String(name.map { $0 == "/" ? "-" : $0 }) + "-" + time
            try disk.makeFolder("damaged")
            try disk.append(bytes, to: place)
            try disk.sync(place)
            try disk.syncFolder("damaged")
            try disk.syncFolder("")
        }

        private static func folder(of name: String) -> String {
            name.lastIndex(of: "/").map { String(name[..<$0]) } ?? ""
        }
    }
}
