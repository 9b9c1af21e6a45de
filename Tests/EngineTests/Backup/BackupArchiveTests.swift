import Base
import MailingList
import Testing

@testable import Engine

@Suite("Backups of a list")
struct BackupArchiveTests {
    static let time = Instant(secondsSince1970: 1_795_000_000)

    static func archive(of disk: some Disk, list: String) throws -> [UInt8] {
        var bytes: [UInt8] = []
        _ = try BackupArchive.take(
            disk, list: list, configuration: Array("[list]\n".utf8), at: time, restart: { bytes = [] }
        ) { bytes += $0 }
        return bytes
    }

    static func source(_ bytes: [UInt8]) -> (Int) throws -> [UInt8] {
        var rest = bytes[...]
        return { count in
            defer { rest = rest.dropFirst(count) }
            return Array(rest.prefix(count))
        }
    }

    static func restore(_ bytes: [UInt8], to disk: some Disk, list: String) throws -> BackupArchive.Facts {
        try BackupArchive.restore(to: disk, list: list) { source(bytes) }
    }

    /// What a state directory holds beside the list itself.
    static func isOfTheList(_ name: String) -> Bool { name != "status" && !name.hasPrefix("damaged/") }

    @Test("what is restored is what was there, and loads to the same list", arguments: StateFixture.names)
    func roundTrip(name: String) throws {
        let fixture = try StateFixture(name)
        let bytes = try Self.archive(of: fixture.disk, list: fixture.policy.name)
        let target = FakeDisk()
        let facts = try Self.restore(bytes, to: target, list: fixture.policy.name)
        let files = try fixture.files().filter { Self.isOfTheList($0.key) }
        #expect(facts == BackupArchive.Facts(list: fixture.policy.name, time: Self.time, files: files.count))
        for (file, content) in files { #expect(try target.read(file) == content, "\(file)") }
        let before = try fixture.open().state
        let after = try Ledger(disk: target, list: fixture.policy.name).state
        #expect(after.members.count == before.members.count)
        #expect(Set(after.posts.all) == Set(before.posts.all))
        #expect(try Fsck.examine(target, list: fixture.policy.name).filter { $0.severity == .damaged }.isEmpty)
    }

    /// A small list: its archive is cut and changed everywhere.
    private func small() throws -> (disk: FakeDisk, bytes: [UInt8]) {
        let disk = FakeDisk()
        _ = try Ledger(disk: disk, list: "verkosto")
        _ = try SigningKeyFile.open(on: disk, entropy: FixedEntropy())
        try disk.makeFolder("quarantine")
        try disk.write(Array("From: a\r\n\r\nHei\r\n".utf8), to: "quarantine/q-1.eml")
        return (disk, try Self.archive(of: disk, list: "verkosto"))
    }

    @Test("half a backup, cut anywhere, is refused before anything is written")
    func half() throws {
        let bytes = try small().bytes
        // Whether the two empty blocks at the end are there does not matter.
        for length in stride(from: 0, to: bytes.count - 2 * TarWriter.block, by: 97) {
            let target = FakeDisk()
            let error = #expect(throws: BackupError.self) {
                try Self.restore(Array(bytes[..<length]), to: target, list: "verkosto")
            }
            #expect([.incomplete, .noBackup].contains(error))
            #expect(try target.names(in: "").isEmpty)
        }
    }

    @Test("one changed byte anywhere is noticed, or is one that means nothing")
    func changed() throws {
        let bytes = try small().bytes
        for place in stride(from: 0, to: bytes.count - 2 * TarWriter.block, by: 61) {
            var damaged = bytes
            damaged[place] ^= 1
            let target = FakeDisk()
            do {
                _ = try Self.restore(damaged, to: target, list: "verkosto")
                // Only what fills up a block is in no sum.
                #expect(bytes[place] == 0)
            } catch {
                #expect(try target.read(Journal.file) == nil)
            }
        }
    }

    @Test("another list's backup, and a directory with a list, are refused")
    func strangers() throws {
        let (disk, bytes) = try small()
        #expect(throws: BackupError.self) { try Self.restore(bytes, to: FakeDisk(), list: "toinen") }
        #expect(throws: BackupError.self) { try Self.restore(bytes, to: disk, list: "verkosto") }
        #expect(throws: BackupError.noBackup) {
            try Self.restore(Array(repeating: 0x41, count: 5000), to: FakeDisk(), list: "verkosto")
        }
    }

    @Test(
        "names that lead elsewhere are refused, though their sums fit",
        arguments: [
            "../journal", "/etc/passwd", "posts/../../x", "posts/a/b", "outbox/a/../b", ".ssh/key", "token", "x",
        ])
    func names(_ name: String) throws {
        var sums = ""
        var bytes: [UInt8] = []
        for (name, text) in [
            ("kutsu-backup", "kutsu backup 1\nlist: verkosto\ntime: \(Self.time.text)\n"), (name, "x"),
        ] {
            bytes += try #require(TarWriter.header(name, size: text.utf8.count, secondsSince1970: 0))
            bytes += Array(text.utf8) + TarWriter.padding(for: text.utf8.count)
            sums += text
        }
        let target = FakeDisk()
        let error = #expect(throws: BackupError.self) { try Self.restore(bytes, to: target, list: "verkosto") }
        guard case .unusable? = error else {
            Issue.record("\(name) was not refused by its name: \(String(describing: error))")
            return
        }
        #expect(try target.names(in: "").isEmpty)
    }

    @Test("neither logins nor what the daemon says of itself is in a backup")
    func nothingElse() throws {
        let (disk, _) = try small()
        try disk.write(Array("geheim".utf8), to: "token")
        try disk.write(Array("written: x".utf8), to: StatusPage.file)
        let text = String(decoding: try Self.archive(of: disk, list: "verkosto"), as: UTF8.self)
        #expect(!text.contains("geheim") && !text.contains("written:"))
        #expect(text.contains("kutsu.toml"))
    }
}

@Suite("The encryption of backups")
struct BackupKeyTests {
    static let key = BackupKey(Array(0..<32))

    @Test("a part opens with its key and its label alone")
    func seal() throws {
        let key = try #require(Self.key)
        let sealed = try key.seal(Array("salaista".utf8), label: "1/2", nonce: Array(repeating: 7, count: 12))
        #expect(!String(decoding: sealed, as: UTF8.self).contains("salaista"))
        #expect(try key.open(sealed, label: "1/2") == Array("salaista".utf8))
        #expect(throws: BackupError.self) { try key.open(sealed, label: "2/2") }
        let other = try #require(BackupKey(Array(1..<33)))
        #expect(throws: BackupError.self) { try other.open(sealed, label: "1/2") }
        #expect(throws: BackupError.self) { try key.open(Array(sealed.dropLast()), label: "1/2") }
        #expect(throws: BackupError.self) { try key.open([], label: "1/2") }
    }

    @Test("a key reads back as it is written on paper, also in capitals and with blanks")
    func text() throws {
        let key = try #require(Self.key)
        #expect(key.text == "00010203-04050607-08090a0b-0c0d0e0f-10111213-14151617-18191a1b-1c1d1e1f")
        #expect(BackupKey(text: key.text) == key)
        #expect(BackupKey(text: " " + key.text.uppercased().replacing("-", with: " ") + "\n") == key)
        #expect(BackupKey(text: String(key.text.dropLast())) == nil)
        #expect(BackupKey(text: "") == nil)
    }
}

private struct FixedEntropy: Entropy {
    func bytes(_ count: Int) -> [UInt8] { Array(repeating: 7, count: count) }
}
