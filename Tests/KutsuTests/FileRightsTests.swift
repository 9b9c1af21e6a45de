import Engine
import Testing

@testable import kutsu

@Suite("What others may do with a list's files")
struct FileRightsTests {
    private let list: ListFixture

    init() throws { list = try ListFixture() }

    private func objections(
        _ permissions: [String: UInt32], owners: [String: UInt32] = [:], environment: [String: String] = [:]
    ) throws -> [String] {
        let configuration = try list.context().configuration
        let sound: [String: UInt32] = [
            configuration.file: 0o644, list.folder + "/state": 0o700, list.folder + "/state/secret": 0o600,
            list.folder + "/state/journal": 0o600, list.folder + "/state/members": 0o600,
            list.folder + "/verkosto.password": 0o600,
        ]
        let all = sound.merging(permissions.map { (list.folder + "/" + $0.key, $0.value) }) { $1 }
        return FileRights(
            configuration: configuration,
            look: { path in
                all[path].map { permissions in
                    let name = path.dropFirst(list.folder.utf8.count + 1)
                    return FileFacts(owner: owners[String(name)] ?? 0, permissions: permissions)
                }
            },
            environment: environment, user: 0
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

    @Test(
        "what another user owns is named; root's and the daemon's own is sound",
        arguments: ["verkosto.toml", "verkosto.password"])
    func owner(file: String) throws {
        let found = try objections([:], owners: [file: 4712])
        #expect(found.count == 1 && found.first?.contains("/\(file)") == true && found.first?.contains("chown") == true)
        #expect(try objections([:], owners: [file: 4711, "state": 4711, "state/secret": 4711]) == [])
    }

    @Test(
        "so is a folder where others can put another configuration",
        arguments: [(UInt32(0o777), 1), (0o775, 1), (0o1777, 0), (0o755, 0)])
    func folder(permissions: UInt32, count: Int) throws {
        let context = try list.context()
        let rights = FileRights(
            configuration: context.configuration,
            look: { $0 == list.folder ? FileFacts(permissions: permissions) : nil }, environment: [:], user: 0)
        #expect(rights.objections.count == count)
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
