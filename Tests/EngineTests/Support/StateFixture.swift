import Base
import Foundation
import Testing

@testable import Engine
@testable import MailingList

/// A copy of one of the state directories that 341b8c7 wrote, in a folder of its own that is gone afterwards.
///
/// All that the tests of these directories touch of the code is in this file and in its extensions `StateFixture+….swift`;
/// they themselves know nothing but names of files and text.
final class StateFixture {
    static let names = ["lived", "compacted"]
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../Fixtures/state-341b8c7").standardizedFileURL
    /// When 341b8c7 made `compacted` of `lived`, and what is under `expected` of `compacted`.
    static let compaction = "2026-11-21T10:00:00Z"

    let disk: FileDisk
    let policy: Policy
    private let place: URL

    /// - Parameter overlay: files of another fixture that take the place of this one's.
    init(_ name: String, overlay: [String] = [], of other: String = "") throws {
        let text = try String(contentsOf: Self.folder.appending(path: "kutsu.toml"), encoding: .utf8)
        policy = try Configuration.read(text: text, file: "kutsu.toml").policy(zone: .utc)
        place = FileManager.default.temporaryDirectory.appending(path: "kutsu-fixture-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        let directory = place.appending(path: name)
        try FileManager.default.copyItem(at: Self.folder.appending(path: name), to: directory)
        for file in overlay {
            let bytes = try Data(contentsOf: Self.folder.appending(path: other).appending(path: file))
            try bytes.write(to: directory.appending(path: file))
        }
        // As the daemon makes them; Git keeps no such permissions.
        for path in try FileManager.default.subpathsOfDirectory(atPath: directory.path) + [""] {
            let item = directory.appending(path: path)
            let mode = try item.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true ? 0o700 : 0o600
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: item.path)
        }
        disk = try FileDisk(directory: directory.path, patience: .zero)
    }

    deinit { try? FileManager.default.removeItem(at: place) }

    /// Every file but the lock, by its name in the state directory.
    func files() throws -> [String: [UInt8]] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: disk.directory)
        return try Dictionary(
            uniqueKeysWithValues: names.filter { $0 != "lock" }.compactMap { name in
                var isFolder: ObjCBool = false
                _ = FileManager.default.fileExists(atPath: "\(disk.directory)/\(name)", isDirectory: &isFolder)
                return isFolder.boolValue ? nil : try (name, #require(try disk.read(name)))
            })
    }
}

extension StateFixture {
    /// Loads the directory as the daemon does.
    func open() throws -> Ledger { try Ledger(disk: disk, list: policy.name) }

    /// What an admin would hear of when the daemon starts: warnings of the loader, and files that it takes away.
    func complaints() throws -> [String] {
        var ledger = try open()
        return try ledger.warnings + ledger.tidyUp()
    }

    /// What `kutsu fsck` calls damaged.
    func damage() throws -> [String] {
        try Fsck.examine(disk, list: policy.name).filter { $0.severity == .damaged }.map { "\($0)" }
    }

    /// The whole state as text: the journal and the members that a compaction writes.
    func compacted() throws -> (journal: [UInt8], members: [UInt8]) {
        var ledger = try open()
        try ledger.compact(at: #require(Instant(Self.compaction)))
        return try (#require(try disk.read("journal")), #require(try disk.read("members")))
    }

    /// A line of the journal, read and written again; nil where it cannot be read. Both without the line's end.
    static func rewritten(journalLine line: [UInt8]) -> [UInt8]? {
        guard case .transaction(let transaction) = TransactionLine.read(line[...]) else { return nil }
        return TransactionLine.bytes(of: transaction).dropLast()
    }

    static func rewritten(memberLine line: [UInt8]) -> [UInt8]? {
        MemberLine.member(from: line).map { Array(MemberLine.text(of: $0).utf8) }
    }

    static func rewritten(progressLine line: [UInt8]) -> [UInt8]? { ProgressLine(line)?.bytes.dropLast() }

    static func rewritten(status text: String) -> String { StatusPage(text: text).text }

    private func offers(of job: String) throws -> [String] {
        let progress = try disk.read("outbox/\(job)/progress") ?? []
        return progress.split(separator: UInt8(ascii: "\n")).compactMap { ProgressLine($0) }.compactMap { line in
            guard case .offered(let ranges) = line.event else { return nil }
            return "offered: \(ranges.reduce(0) { $0 + $1.count }) at \(line.time.text)"
        }
    }

    /// Each way in which recipients of a job were refused, in the server's own words, the most frequent first.
    private func refusals(of job: String) throws -> [String] {
        let progress = try disk.read("outbox/\(job)/progress") ?? []
        var counts: [String: Int] = [:]
        for line in progress.split(separator: UInt8(ascii: "\n")).compactMap({ ProgressLine($0) }) {
            if case .outcome(_, _, .refused, let text) = line.event { counts[text, default: 0] += 1 }
        }
        return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "refused: \($0.value) \($0.key)" }
    }

    /// What is known of each job in the outbox: one line with numbers, one for each recipient that is still to be
    /// sent to, and one for each reason.
    func jobs() throws -> String {
        try disk.names(in: "outbox").map { name in
            let job = try JobFolder(name: name, disk: disk).load(written: ListLife.start)
            let report = job.report()
            let numbers =
                "\(job.count) recipients, \(job.open) open: \(report.accepted) accepted, \(report.refused) refused, "
                + "\(report.skipped) skipped, \(report.delayed + report.pending) open or delayed, \(report.unknown) sent twice"
            let open = (0..<job.count).filter { job.status[$0] == .waiting }.map { index in
                let recipient = job.recipient(index)
                return "to send: \(index) \(recipient?.address.text ?? "?") \(recipient?.language.rawValue ?? "?")"
            }
            let reasons =
                try refusals(of: name) + job.invalidAddresses.map { "nobody there: \($0.text)" }
            let offers = try offers(of: name)
            let last = ["last progress: \(job.lastProgress?.text ?? "never")"]
            let lines = ["\(name): \(numbers)"] + open + reasons + offers + last
            return lines.joined(separator: "\n    ") + "\n"
        }.joined()
    }
}
