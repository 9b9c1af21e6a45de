import Engine
import Testing

@testable import kutsu

@Suite("What others may do with a list's files")
struct FileRightsTests {
    private let list: ListFixture

    init() throws { list = try ListFixture() }

    private func objections(
        _ permissions: [String: UInt32], environment: [String: String] = [:]
    ) throws -> [String] {
        let configuration = try list.context().configuration
        let sound: [String: UInt32] = [
            configuration.file: 0o644, list.folder + "/state": 0o700, list.folder + "/state/secret": 0o600,
            list.folder + "/state/journal": 0o600, list.folder + "/state/members": 0o600,
            list.folder + "/verkosto.password": 0o600,
        ]
        let all = sound.merging(permissions.map { (list.folder + "/" + $0.key, $0.value) }) { $1 }
        return FileRights(
            configuration: configuration, look: { path in all[path].map { FileFacts(permissions: $0) } },
            environment: environment
        ).objections
    }

    @Test("what is as the daemon makes it, and a configuration that all may read, are sound")
    func sound() throws { #expect(try objections([:]) == []) }

    @Test(
        "each file is named that others can get at",
        arguments: [
            ("verkosto.toml", UInt32(0o664)), ("verkosto.toml", 0o646), ("state", 0o755), ("state", 0o750),
            ("state", 0o701), ("state", 0o777), ("state/secret", 0o640), ("state/secret", 0o644),
            ("state/secret", 0o602),
            ("state/journal", 0o644), ("state/journal", 0o620), ("state/members", 0o604),
            ("verkosto.password", 0o644), ("verkosto.password", 0o640), ("verkosto.password", 0o666),
        ])
    func open(file: String, permissions: UInt32) throws {
        let found = try objections([file: permissions])
        #expect(found.count == 1 && found.first?.contains("/\(file)") == true && found.first?.contains("chmod") == true)
    }

    @Test("a credential's rights are the service manager's")
    func credentials() throws {
        let folder = list.folder + "/cred"
        #expect(
            try objections(["cred/verkosto.password": 0o440], environment: ["CREDENTIALS_DIRECTORY": folder]) == [])
    }

    @Test(
        "who may read a file, by its owner, its group and others",
        arguments: [
            (UInt32(0o600), UInt32(7), UInt32(8), true), (0o600, 9, 8, false), (0o640, 9, 8, true),
            (0o640, 9, 9, false),
            (0o604, 9, 9, true), (0o044, 7, 8, false), (0o404, 9, 8, false),
        ])
    func readers(permissions: UInt32, user: UInt32, group: UInt32, isAllowed: Bool) {
        let facts = FileFacts(owner: 7, group: 8, permissions: permissions)
        #expect(facts.allows(4, user: user, group: group) == isAllowed)
    }
}
