import Base
import Testing

@testable import Wire

@Suite("Removing what is old from a folder")
struct ImapAgingTests {
    private static let day = CivilDate(daysSince1970: 20_454)

    @Test("only what the server found is marked and expunged, by number", arguments: [1, Int.max])
    func expunge(pieceSize: Int) async throws {
        let (session, script) = try await ImapSessionTests.session(pieceSize: pieceSize) { command in
            switch command {
            case "UID SEARCH 1:3 BEFORE 1-Jan-2026": "* SEARCH 4 9\r\n$ OK\r\n"
            case "UID STORE 4,9 +FLAGS.SILENT (\\Deleted)": "$ OK\r\n"
            case "UID EXPUNGE 4,9": "* 1 EXPUNGE\r\n* 1 EXPUNGE\r\n$ OK\r\n"
            default: nil
            }
        }
        let found = try await session.received(before: Self.day, at: 1...500)
        #expect(found == [4, 9])
        #expect(try await session.expunge(UidSet(found)) == 2)
        #expect(await !script.lines.contains { $0.hasSuffix(" EXPUNGE") })
    }

    @Test("a server without UIDPLUS is not told to remove anything")
    func withoutUidPlus() async throws {
        let (session, script) = try await ImapSessionTests.session(capabilities: "IDLE MOVE") { _ in nil }
        await #expect(throws: WireError.self) { try await session.expunge(UidSet([4])) }
        #expect(await !script.lines.contains { $0.contains("STORE") || $0.contains("EXPUNGE") })
        #expect(await session.isConnected)
    }

    @Test("a server that keeps what it was told to expunge is believed")
    func kept() async throws {
        let (session, _) = try await ImapSessionTests.session { command in
            command.hasPrefix("UID STORE") || command.hasPrefix("UID EXPUNGE") ? "$ OK\r\n" : nil
        }
        #expect(try await session.expunge(UidSet([4, 9])) == 0)
    }

    @Test(
        "an answer of any shape is read, and what is no number passed over",
        arguments: [
            ("* SEARCH\r\n", []), ("* SEARCH 7\r\n", [7]), ("* SEARCH  2 x 3 (MODSEQ 917162500)\r\n", [2, 3]),
            ("* SEARCH 99999999999999999999999 5\r\n", [5]), ("* SEARCH 1\r\n* SEARCH 2\r\n", [1, 2]),
        ] as [(String, [UInt64])])
    func answers(_ answer: String, _ expected: [UInt64]) async throws {
        let (session, _) = try await ImapSessionTests.session { command in
            command.hasPrefix("UID SEARCH") ? answer + "$ OK\r\n" : nil
        }
        #expect(try await session.received(before: Self.day, at: 1...3) == expected)
    }

    @Test("places behind the end of the folder are not asked for")
    func behind() async throws {
        let (session, script) = try await ImapSessionTests.session { _ in nil }
        #expect(try await session.received(before: Self.day, at: 4...500) == [])
        #expect(await !script.lines.contains { $0.contains("SEARCH") })
    }
}
