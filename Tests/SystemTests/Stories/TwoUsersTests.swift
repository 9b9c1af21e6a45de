import Foundation
import Testing

/// The daemon's user and root work in one state directory. Whoever owns it can put there what they like; root's commands
/// must not be led elsewhere by it, and leave nothing that the owner cannot use.
@Suite("Two users of one list", .serialized, .enabled(if: geteuid() == 0, "only root can be two users"))
final class TwoUsersTests {
    private static let owner: UInt32 = 4711

    private let folder: String
    private var state: String { folder + "/state" }
    private var configuration: String { folder + "/two.toml" }
    private var victim: String { folder + "/victim" }

    init() throws {
        var template = Array("/tmp/kutsu-two-XXXXXX".utf8CString)
        // mkdtemp writes into the template, which lives until the call returns.
        let isMade = template.withUnsafeMutableBufferPointer { $0.baseAddress.map { mkdtemp($0) != nil } ?? false }
        try #require(isMade)
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        chmod(folder, 0o755)
        mkdir(state, 0o700)
        chown(state, Self.owner, Self.owner)
        let text = """
            [list]
            name = "two"
            address = "verkosto@hel.test"
            languages = ["fi"]
            coordinators = ["anna@hel.test"]
            [joining]
            domains = ["hel.test"]
            [mailbox]
            url = "imap://127.0.0.1:1143"
            user = "verkosto"
            [relay]
            url = "smtp://127.0.0.1:1025"
            [tips]
            moderate = true
            [state]
            directory = "\(state)"
            """
        try Data(text.utf8).write(to: URL(filePath: configuration))
        try Data("root's own\n".utf8).write(to: URL(filePath: victim))
        chmod(victim, 0o600)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private func root(_ arguments: String...) async throws -> Child.Outcome {
        try await Kutsu.command(arguments + ["-c", configuration])
    }

    private func owner(_ arguments: String...) async throws -> Child.Outcome {
        try await Child.run(
            "/usr/bin/setpriv",
            ["--reuid", "\(Self.owner)", "--regid", "\(Self.owner)", "--clear-groups", try Kutsu.binary()] + arguments
                + ["-c", configuration], input: [], environment: Kutsu.neutral, timeout: .patience)
    }

    /// Whose each thing below the directory is, links not followed.
    private func strangers() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: state).filter { name in
            var information = stat()
            return lstat("\(state)/\(name)", &information) == 0 && information.st_uid != Self.owner
        }
    }

    private func expectVictimUntouched(_ comment: Comment) throws {
        var information = stat()
        #expect(lstat(victim, &information) == 0, comment)
        #expect(information.st_uid == 0 && information.st_mode & 0o7777 == 0o600, comment)
        #expect(try String(contentsOfFile: victim, encoding: .utf8) == "root's own\n", comment)
    }

    @Test("what root adds is the owner's, and each reads what the other wrote")
    func together() async throws {
        #expect(try await owner("members", "add", "--no-welcome", "maija@hel.test").status == 0)
        #expect(try await root("members", "add", "--no-welcome", "sven@hel.test").status == 0)
        #expect(try await owner("members", "add", "--no-welcome", "joe@hel.test").status == 0)
        #expect(try await root("fsck").status == 0)
        let listed = try await owner("members", "export")
        #expect(["maija", "sven", "joe"].allSatisfy { listed.output.contains("\($0)@hel.test") })
        #expect(try strangers() == [])
        // A file of root's own, outside, can be written and read all the same.
        #expect(try await root("backup", folder + "/kutsu.tar").status == 0)
        #expect(try await owner("backup", folder + "/other.tar").status == 1)
    }

    @Test(
        "a planted link leads root nowhere",
        arguments: [
            "lock", "journal", "members", "secret", "secret.new", "members.new", "journal.new", "status", "posts",
        ])
    func planted(name: String) async throws {
        #expect(try await owner("members", "add", "--no-welcome", "maija@hel.test").status == 0)
        let path = "\(state)/\(name)"
        try? FileManager.default.removeItem(atPath: path)
        symlink(victim, path)
        lchown(path, Self.owner, Self.owner)
        for arguments in [
            ["status"], ["members", "list"], ["members", "add", "--no-welcome", "sven@hel.test"], ["fsck"],
            ["fsck", "--repair"], ["posts", "list"], ["check", "--offline"], ["backup", folder + "/kutsu.tar"],
        ] {
            _ = try await Kutsu.command(arguments + ["-c", configuration])
            try expectVictimUntouched("\(name): \(arguments.joined(separator: " "))")
        }
        #expect(try strangers() == [])
    }

    @Test(
        "a crash of root's command in between leaves nothing that the owner cannot use",
        arguments: [5, 15, 40, 120, 300])
    func crash(milliseconds: Int) async throws {
        #expect(try await owner("members", "add", "--no-welcome", "maija@hel.test").status == 0)
        let people = (0..<20_000).map { "nimi\($0)@hel.test" }.joined(separator: "\n") + "\n"
        let file = folder + "/people.csv"
        try Data(("email\n" + people).utf8).write(to: URL(filePath: file))
        _ = try await Child.run(
            "/usr/bin/timeout",
            [
                "-s", "KILL", "0.\(String(1000 + milliseconds).dropFirst())", try Kutsu.binary(), "members", "import",
                file, "-c", configuration,
            ], input: [], environment: Kutsu.neutral, timeout: .patience)
        #expect(try strangers() == [])
        #expect(try await owner("members", "add", "--no-welcome", "joe@hel.test").status == 0)
        #expect(try await owner("fsck").status == 0)
        #expect(try await owner("members", "export").output.contains("joe@hel.test"))
    }

    @Test("root reaches a state directory in a folder that only root may enter, as systemd keeps it for dynamic users")
    func behindClosedDoor() async throws {
        let (closed, real) = (folder + "/private", folder + "/private/two")
        mkdir(closed, 0o700)
        #expect(rename(state, real) == 0)
        symlink("private/two", state)
        let mail = folder + "/mail.eml"
        try Data("From: sven@hel.test\r\nTo: verkosto@hel.test\r\nSubject: liity\r\n\r\nliity\r\n".utf8)
            .write(to: URL(filePath: mail))
        for arguments in [
            ["members", "add", "--no-welcome", "sven@hel.test"], ["members", "list"], ["members", "export"],
            ["posts", "list"], ["tips", "list"], ["events", "list"],
            ["trace", "sven@hel.test"], ["inspect", mail], ["fsck"], ["fsck", "--repair"],
            ["backup", folder + "/kutsu.tar"],
        ] {
            let outcome = try await Kutsu.command(arguments + ["-c", configuration])
            #expect(outcome.status == 0, "\(arguments.joined(separator: " ")): \(outcome.output)\(outcome.errors)")
        }
        for arguments in [["status"], ["check", "--offline"], ["digest", "preview", "-o", folder + "/digest"]] {
            let outcome = try await Kutsu.command(arguments + ["-c", configuration])
            #expect(!(outcome.output + outcome.errors).contains("denied"), "\(arguments)")
        }
        // A file that only root can read, read while the owner's rights are taken on.
        #expect(try await root("members", "import", victim).errors.contains("denied") == false)
        try FileManager.default.removeItem(atPath: real)
        mkdir(real, 0o700)
        chown(real, Self.owner, Self.owner)
        #expect(try await root("restore", folder + "/kutsu.tar").status == 0)
        #expect(try await root("members", "export").output.contains("sven@hel.test"))
        #expect(try strangers() == [])
    }

    @Test("the list's files are nobody else's")
    func unreadable() async throws {
        #expect(try await root("members", "add", "--no-welcome", "maija@hel.test").status == 0)
        let other = try await Child.run(
            "/usr/bin/setpriv",
            ["--reuid", "4712", "--regid", "4712", "--clear-groups", "/bin/cat", state + "/journal"], input: [],
            environment: Kutsu.neutral, timeout: .patience)
        #expect(other.status != 0 && other.output.isEmpty)
    }
}
