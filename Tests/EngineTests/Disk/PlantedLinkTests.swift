import Glibc
import Testing

@testable import Engine

/// Whoever can write in the directory, such as the daemon's user, must not lead root elsewhere.
@Suite("A real directory in which somebody has planted links", .serialized)
struct PlantedLinkTests {
    /// A state directory beside a file that is none of its business.
    private final class Place {
        let folder: String
        var directory: String { folder + "/state" }
        var victim: String { folder + "/victim" }

        init() throws {
            var template = Array("/tmp/kutsu-links-XXXXXX".utf8CString)
            // mkdtemp writes into the template, which lives until the call returns.
            let isMade = template.withUnsafeMutableBufferPointer { $0.baseAddress.map { mkdtemp($0) != nil } ?? false }
            try #require(isMade)
            folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
            let disk = try FileDisk(directory: folder, patience: .zero)
            try disk.write(Array("victim".utf8), to: "victim")
            try disk.makeFolder("elsewhere")
            try disk.write(Array("victim".utf8), to: "elsewhere/x")
            try disk.makeFolder("state")
        }

        deinit {
            guard let disk = try? FileDisk(directory: folder, patience: .zero) else { return }
            for inner in ["state/posts", "state", "elsewhere"] {
                for name in (try? disk.names(in: inner)) ?? [] { try? disk.remove("\(inner)/\(name)") }
                try? disk.removeFolder(inner)
            }
            for name in ["victim", "lock"] { try? disk.remove(name) }
            rmdir(folder)
        }

        var isUntouched: Bool {
            guard let disk = try? FileDisk(directory: folder, patience: .zero) else { return false }
            return ["victim", "elsewhere/x"].allSatisfy { (try? disk.read($0)) == Array("victim".utf8) }
        }
    }

    @Test("a lock that is a link, a folder or a pipe is not opened", arguments: ["link", "dangling", "folder", "pipe"])
    func lock(kind: String) throws {
        let place = try Place()
        let lock = place.directory + "/lock"
        switch kind {
        case "link": symlink(place.victim, lock)
        case "dangling": symlink(place.folder + "/new", lock)
        case "folder": mkdir(lock, 0o700)
        default: mkfifo(lock, 0o600)
        }
        #expect(throws: DiskError.self) { try FileDisk(directory: place.directory, patience: .zero) }
        #expect(place.isUntouched && access(place.folder + "/new", F_OK) != 0)
        if kind == "folder" { rmdir(lock) }
    }

    private static let tricks: [(String, @Sendable (FileDisk) throws -> Void)] = [
        ("read", { _ = try $0.read("planted", from: 0) }), ("read whole", { _ = try $0.read("planted") }),
        ("write", { try $0.write([1], to: "planted") }), ("append", { try $0.append([1], to: "planted") }),
        ("truncate", { try $0.truncate("planted", to: 0) }), ("sync", { try $0.sync("planted") }),
        ("read in a linked folder", { _ = try $0.read("posts/x", from: 0) }),
        ("write in a linked folder", { try $0.write([1], to: "posts/x") }),
        ("append in a linked folder", { try $0.append([1], to: "posts/x") }),
        ("make in a linked folder", { try $0.write([1], to: "posts/new") }),
        ("remove in a linked folder", { try $0.remove("posts/x") }),
        ("rename into a linked folder", { try $0.rename("own", to: "posts/x") }),
        ("rename out of a linked folder", { try $0.rename("posts/x", to: "own") }),
        ("link into a linked folder", { _ = try $0.link("own", as: "posts/y") }),
        ("list a linked folder", { _ = try $0.names(in: "posts") }),
        ("sync a linked folder", { try $0.syncFolder("posts") }),
        ("remove a linked folder", { try $0.removeFolder("posts") }),
        ("make a folder in a linked folder", { try $0.makeFolder("posts/new") }),
        ("climb out", { _ = try $0.read("../victim", from: 0) }),
        ("climb out to write", { try $0.write([1], to: "../victim") }),
        ("climb out of a folder", { try $0.remove("../elsewhere/x") }),
    ]

    @Test("no call follows a link, or leaves the directory", arguments: tricks.map(\.0))
    func follows(name: String) throws {
        let place = try Place()
        let disk = try FileDisk(directory: place.directory, patience: .zero)
        try disk.write([7], to: "own")
        symlink(place.victim, place.directory + "/planted")
        symlink(place.folder + "/elsewhere", place.directory + "/posts")
        let trick = try #require(Self.tricks.first { $0.0 == name }).1
        #expect(throws: DiskError.self) { try trick(disk) }
        #expect(place.isUntouched)
        unlink(place.directory + "/posts")
    }

    @Test("a link may be removed, or give way to a file, and what it led to stays")
    func removing() throws {
        let place = try Place()
        let disk = try FileDisk(directory: place.directory, patience: .zero)
        symlink(place.victim, place.directory + "/planted")
        try disk.remove("planted")
        symlink(place.victim, place.directory + "/planted")
        try disk.write([7], to: "own")
        try disk.rename("own", to: "planted")
        #expect(try disk.read("planted") == [7])
        #expect(place.isUntouched)
    }

    @Test("a key is made beside a planted link")
    func key() throws {
        let place = try Place()
        let disk = try FileDisk(directory: place.directory, patience: .zero)
        symlink(place.victim, place.directory + "/secret.new")
        _ = try SigningKeyFile.open(on: disk, entropy: CountingEntropy())
        #expect(try disk.read("secret")?.count == 65)
        #expect(place.isUntouched)
    }

    @Test("root changes nobody's file, and makes its own the owner's", .enabled(if: geteuid() == 0))
    func owners() throws {
        let place = try Place()
        #expect(chown(place.directory, 4711, 4712) == 0)
        link(place.victim, place.directory + "/planted")
        let disk = try FileDisk(directory: place.directory, patience: .zero)
        #expect(throws: DiskError.self) { try disk.append([1], to: "planted") }
        #expect(throws: DiskError.self) { try disk.write([1], to: "planted") }
        try disk.write([1], to: "own")
        try disk.makeFolder("posts")
        for (name, owner) in [("own", 4711), ("posts", 4711), ("lock", 4711), ("planted", geteuid())]
            as [(String, uid_t)]
        {
            var information = stat()
            #expect(lstat("\(place.directory)/\(name)", &information) == 0 && information.st_uid == owner, "\(name)")
        }
        #expect(place.isUntouched)
        // A lock of root's own in there is not given away.
        try disk.remove("lock")
        link(place.victim, place.directory + "/lock")
        #expect(throws: DiskError.self) { try FileDisk(directory: place.directory, patience: .zero) }
        var information = stat()
        #expect(stat(place.victim, &information) == 0 && information.st_uid == geteuid())
    }
}
