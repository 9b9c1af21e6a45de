import ArgumentParser
import Base
import Engine
import Foundation
import Mail
import MailingList
import Testing
@testable import kutsu

/// One test's own list: a configuration and a state directory in a temporary folder.
final class ListFixture {
    let folder: String
    var configPath: String { folder + "/verkosto.toml" }
    var stateDirectory: String { folder + "/state" }

    init(_ more: String = "", languages: String = "\"fi\", \"sv\"") throws {
        folder = NSTemporaryDirectory() + "kutsu-tests-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try write("geheim\n", to: "verkosto.password", permissions: 0o600)
        try write(
            """
            [list]
            name = "verkosto"
            address = "verkosto@hel.test"
            languages = [\(languages)]
            coordinators = ["anna@hel.test"]
            timezone = "UTC"
            [joining]
            domains = ["hel.test"]
            [mailbox]
            url = "imap://127.0.0.1:1"
            [relay]
            url = "smtp://127.0.0.1:1"
            per_minute = 30
            [state]
            directory = "\(stateDirectory)"
            \(more)
            """, to: "verkosto.toml")
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    @discardableResult
    func write(_ text: String, to name: String, permissions: Int = 0o600) throws -> String {
        try write(Array(text.utf8), to: name, permissions: permissions)
    }

    @discardableResult
    func write(_ bytes: [UInt8], to name: String, permissions: Int = 0o600) throws -> String {
        let path = "\(folder)/\(name)"
        guard
            FileManager.default.createFile(
                atPath: path, contents: Data(bytes), attributes: [.posixPermissions: permissions])
        else { throw CocoaError(.fileWriteUnknown) }
        return path
    }

    func context() throws -> ListContext { try ListContext(configuration: configPath) }
    func state() throws -> State { try context().openReadOnly() }

    /// Addresses of all members, sorted.
    func members() throws -> [String] {
        var addresses: [String] = []
        try state().members.forEach { (member: Member) in addresses.append(member.address.text) }
        return addresses.sorted()
    }

    func add(_ addresses: String...) throws {
        _ = try MembersCommand.Add.parse(["-c", configPath, "--no-welcome"] + addresses).answer()
    }

    /// A post that waits for its approval.
    func hold(_ subject: String = "Iltapäivä", at time: Int64 = 1_795_000_000) throws -> PostID {
        let context = try context()
        var ledger = try context.ledger(on: context.disk())
        let now = Instant(secondsSince1970: time)
        let identity = MailIdentity(validity: 1, uid: 1, digest: MailDigest(value: UInt64(time)))
        let author = NamedAddress(name: "Anna", address: try #require(Address("anna@hel.test")))
        let post = Post(
            id: PostID(at: now, digest: identity.digest), author: author, subject: subject, audience: .everybody,
            held: now)
        let policy = context.policy
        try ledger.transact(at: now) { (batch: inout Batch) throws(LedgerError) in
            let mail = Array("From: anna@hel.test\r\nSubject: \(subject)\r\n\r\nHei\r\n".utf8)
            try batch.add(
                Decision(.held, entries: [.post(.held(post))]), source: .mail(identity), mail: mail, policy: policy)
        }
        return post.id
    }

    /// Every file of the state directory with what is in it, to see that nothing changed.
    func files() throws -> [String] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: stateDirectory).sorted()
        return names.map { name in
            let content = SystemFiles.read("\(stateDirectory)/\(name)") ?? []
            return "\(name) \(content)"
        }
    }
}

/// What `PagedOutput` wrote.
final class Written {
    var text = ""

    func output() -> PagedOutput {
        PagedOutput { bytes in self.text += String(decoding: bytes, as: UTF8.self) }
    }
}
