import Base
import Synchronization
import Testing

@testable import Wire

/// What servers do that RFC 3501 does not foresee, or foresees and few programs expect.
@Suite("Quirks of IMAP servers")
struct ImapQuirkTests {
    @Test("a folder that is renumbered while it is open is entered anew; the same number again changes nothing")
    func renumbered() async throws {
        let (session, _) = try await ImapSessionTests.session { command in
            if command.hasPrefix("SELECT") { return "* 1 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n$ OK\r\n" }
            if command.hasPrefix("UID FETCH 1 ") { return "* OK [UIDVALIDITY 7] ok\r\n$ OK\r\n" }
            return command.hasPrefix("UID FETCH 2 ") ? "* OK [UIDVALIDITY 8] anew\r\n$ OK\r\n" : nil
        }
        #expect(try await session.select(ImapFolder("INBOX")).uidValidity == 7)
        #expect(try await session.summaries(of: UidSet([1])).isEmpty)
        await #expect(throws: WireError.closed(byServer: "the folder was renumbered")) {
            try await session.summaries(of: UidSet([2]))
        }
        #expect(await !session.isConnected)
    }

    // MARK: Moving

    @Test(
        "a mail that cannot be moved does not hold the others up",
        arguments: ["NO [OVERQUOTA] Mailbox is full", "NO cannot move message 5", "BAD Command Argument Error. 11"])
    func oneCannotBeMoved(refusal: String) async throws {
        let (session, script) = try await ImapSessionTests.session(capabilities: "MOVE") { command in
            guard command.hasPrefix("UID MOVE") || command.hasPrefix("UID COPY") else {
                return command.hasPrefix("UID ") || command == "EXPUNGE" ? "$ OK\r\n" : nil
            }
            let set = command.split(separator: " ")[2]
            return set.contains(":") || set == "5" ? "$ \(refusal)\r\n" : "$ OK\r\n"
        }
        let refused = try await session.move(UidSet([4, 5, 6]), to: ImapFolder("Done"))
        #expect(refused.keys.sorted() == [5])
        #expect(await script.lines.contains { $0.contains("UID MOVE 4 ") || $0.contains("UID COPY 4 ") })
        #expect(await session.isConnected)
    }

    @Test("where COPY fails nothing is deleted; where STORE fails it is told")
    func copyFails() async throws {
        let (session, script) = try await ImapSessionTests.session(capabilities: "UIDPLUS") { command in
            if command.hasPrefix("UID COPY 4") { return "$ NO [OVERQUOTA] full\r\n" }
            if command.hasPrefix("UID STORE 5") { return "$ NO read-only\r\n" }
            return command.hasPrefix("UID ") ? "$ OK\r\n" : nil
        }
        #expect(try await session.move(UidSet([4]), to: ImapFolder("Done")) == [4: "full"])
        #expect(try await session.move(UidSet([5]), to: ImapFolder("Done")) == [5: "read-only"])
        #expect(await !script.lines.contains { $0.contains("EXPUNGE") })
    }

    @Test("MOVE that is offered and not understood gives way to COPY, once and for all")
    func moveNotUnderstood() async throws {
        let (session, script) = try await ImapSessionTests.session(capabilities: "MOVE UIDPLUS") { command in
            command.hasPrefix("UID MOVE") ? "$ BAD what?\r\n" : command.hasPrefix("UID ") ? "$ OK\r\n" : nil
        }
        #expect(try await session.move(UidSet([4]), to: ImapFolder("Done")).isEmpty)
        #expect(try await session.move(UidSet([5]), to: ImapFolder("Done")).isEmpty)
        #expect(await script.lines.count { $0.contains("UID MOVE") } == 1)
    }

    @Test("a done folder is found in whatever case the server spells it, and else taken as it is asked for")
    func spelling() async throws {
        let (session, _) = try await ImapSessionTests.session { command in
            command == "LIST \"\" \"*\"" ? "* LIST () \"/\" INBOX\r\n* LIST () \"/\" \"kutsu/done\"\r\n$ OK\r\n" : nil
        }
        #expect(try await session.spelling(of: ImapFolder("Kutsu/Done")) == ImapFolder("kutsu/done"))
        #expect(try await session.spelling(of: ImapFolder("Kutsu/Old")) == ImapFolder("Kutsu/Old"))
    }

    @Test("where the server lists no folders, one is taken as it is asked for", arguments: ["NO denied", "BAD what?"])
    func noListing(answer: String) async throws {
        let (session, _) = try await ImapSessionTests.session { command in
            command == "LIST \"\" \"*\"" ? "$ \(answer)\r\n" : nil
        }
        #expect(try await session.spelling(of: ImapFolder("Kutsu/Done")) == ImapFolder("Kutsu/Done"))
        #expect(await session.isConnected)
    }

    // MARK: Listing

    @Test(
        "a number by which other mails would never be seen is refused aloud",
        arguments: ["0", "9223372036854775808", "18446744073709551615", "18446744073709551616", "-1", "seven"])
    func unusableNumber(uid: String) async throws {
        let (session, _) = try await ImapSessionTests.session { command in
            switch command {
            case "NOOP": "* 1 EXISTS\r\n$ OK\r\n"
            case "FETCH 1:1 (UID RFC822.SIZE FLAGS)", "FETCH 1 (UID RFC822.SIZE FLAGS)":
                "* 1 FETCH (UID \(uid) RFC822.SIZE 500 FLAGS ())\r\n$ OK\r\n"
            default: nil
            }
        }
        let message = "UID \(uid) is no number from 1 to 9223372036854775807"
        await #expect(throws: WireError.protocolViolation(message)) { try await session.waiting() }
    }

    @Test("a FETCH that nobody asked for does not end a listing, and takes no size away")
    func unaskedFetch() async throws {
        let (session, _) = try await ImapSessionTests.session() { command in
            switch command {
            case "NOOP": "* 3 EXISTS\r\n$ OK\r\n"
            case "FETCH 1:3 (UID RFC822.SIZE FLAGS)":
                // Of a message below the window's answer: flags of an old one, and of a new one once more, without size.
                "* 9 FETCH (UID 2 FLAGS (\\Seen))\r\n* 2 FETCH (UID 11 RFC822.SIZE 500 FLAGS ())\r\n"
                    + "* 3 FETCH (UID 12 RFC822.SIZE 700 FLAGS ())\r\n* 2 FETCH (UID 11 FLAGS (\\Seen))\r\n"
                    + "* 1 FETCH (FLAGS (\\Flagged))\r\n* 1 FETCH (UID 10 RFC822.SIZE 300 FLAGS ())\r\n$ OK\r\n"
            default: nil
            }
        }
        #expect(
            try await session.waiting(after: 9) == [
                ImapSummary(uid: 10, size: 300), ImapSummary(uid: 11, size: 500, flags: ["\\Seen"]),
                ImapSummary(uid: 12, size: 700),
            ])
    }

    @Test("one mail whose size the server cannot tell does not hide the others")
    func sizeRefused() async throws {
        let (session, _) = try await ImapSessionTests.session() { command in
            if command == "NOOP" { return "* 4 EXISTS\r\n$ OK\r\n" }
            guard command.hasPrefix("FETCH ") else { return nil }
            let words = command.split(separator: " ")
            let ends = words[1].split(separator: ":").compactMap { Int($0) }
            if command.hasSuffix("(UID FLAGS)") {
                return "* \(ends[0]) FETCH (UID \(ends[0] * 10) FLAGS ())\r\n$ OK\r\n"
            }
            let range = ends[0]...(ends.last ?? ends[0])
            if range.contains(3) { return "$ NO The message could not be converted\r\n" }
            return range.map { "* \($0) FETCH (UID \($0 * 10) RFC822.SIZE 5 FLAGS ())\r\n" }.joined() + "$ OK\r\n"
        }
        let waiting = try await session.waiting()
        #expect(waiting.map(\.uid) == [10, 20, 30, 40] && waiting.map(\.size) == [5, 5, 0, 5])
    }

    @Test("one mail whose date the server cannot tell does not hide the others' dates")
    func dateRefused() async throws {
        let (session, _) = try await ImapSessionTests.session() { command in
            if command == "NOOP" { return "* 4 EXISTS\r\n$ OK\r\n" }
            guard command.hasPrefix("FETCH ") else { return nil }
            let ends = command.split(separator: " ")[1].split(separator: ":").compactMap { Int($0) }
            let range = ends[0]...(ends.last ?? ends[0])
            if range.contains(3) { return "$ NO The message could not be converted\r\n" }
            return range.map {
                "* \($0) FETCH (UID \($0 * 10) INTERNALDATE \" 1-Jan-1970 00:00:0\($0) +0000\")\r\n"
            }.joined() + "$ OK\r\n"
        }
        let dates = try await session.receptionDates()
        #expect(dates.mapValues(\.secondsSince1970) == [10: 1, 20: 2, 40: 4])
    }

    @Test("UIDs and UIDVALIDITY beyond 32 bits work")
    func wideNumbers() async throws {
        let (session, script) = try await ImapSessionTests.session() { command in
            switch command {
            case "SELECT \"INBOX\"": "* 1 EXISTS\r\n* OK [UIDVALIDITY 1719220000123456]\r\n$ OK [READ-WRITE]\r\n"
            case "NOOP": "* 1 EXISTS\r\n$ OK\r\n"
            case "FETCH 1:1 (UID RFC822.SIZE FLAGS)":
                "* 1 FETCH (UID 5000000000 RFC822.SIZE 2 FLAGS ())\r\n$ OK\r\n"
            case "UID FETCH 5000000000 (UID BODY.PEEK[])": "* 1 FETCH (UID 5000000000 BODY[] {2}\r\nhi)\r\n$ OK\r\n"
            case "UID MOVE 5000000000 \"Done\"": "$ OK\r\n"
            default: nil
            }
        }
        #expect(try await session.select(.inbox).uidValidity == 1_719_220_000_123_456)
        let waiting = try await session.waiting()
        #expect(try await session.fetch(waiting).first?.body == .bytes(Array("hi".utf8)))
        #expect(try await session.move(UidSet(waiting.map(\.uid)), to: ImapFolder("Done")).isEmpty)
        #expect(await script.lines.last?.hasSuffix("UID MOVE 5000000000 \"Done\"") == true)
    }

    // MARK: Fetching

    @Test(
        "a mail that a person has moved away meanwhile is gone, however the server says so",
        arguments: [
            "* 1 EXPUNGE\r\n$ OK\r\n", "$ OK [EXPUNGEISSUED] Some messages are gone\r\n",
            "$ NO [EXPUNGEISSUED] gone\r\n", "$ NO Some of the requested messages no longer exist\r\n", "$ OK\r\n",
            "* 1 FETCH (UID 5 BODY[] NIL)\r\n$ OK\r\n",
        ])
    func gone(answer: String) async throws {
        let (session, _) = try await ImapSessionTests.session { command in
            switch command {
            case "UID FETCH 5 (UID BODY.PEEK[])": answer
            case "UID FETCH 6 (UID BODY.PEEK[])": "* 2 FETCH (UID 6 BODY[] {2}\r\nhi)\r\n$ OK\r\n"
            case "UID FETCH 7 (UID BODY.PEEK[])": "$ OK\r\n"
            case "NOOP": "$ OK\r\n"
            case "UID FETCH 5,7 (UID FLAGS)": "* 2 FETCH (UID 7 FLAGS ())\r\n$ OK\r\n"
            default: nil
            }
        }
        let bodies = try await session.fetch([5, 6, 7].map { ImapSummary(uid: $0, size: 2) })
        #expect(bodies.map(\.body) == [.gone, .bytes(Array("hi".utf8)), .empty])
    }

    @Test("a server that refuses to tell what is there has lost nothing")
    func goneRefused() async throws {
        let (session, _) = try await ImapSessionTests.session { command in
            command.hasPrefix("UID FETCH 5") ? "$ NO not now\r\n" : command == "NOOP" ? "$ OK\r\n" : nil
        }
        #expect(try await session.fetch([ImapSummary(uid: 5, size: 2)]).first?.body == .refused("not now"))
    }

    @Test("a size told too small, or not at all, is made good by the literal's own", arguments: [0, 3])
    func sizeTooSmall(told: Int) async throws {
        var settings = ImapSession.Settings()
        settings.limits.literal = 20
        let (session, _) = try await ImapSessionTests.session(settings: settings) { command in
            command == "UID FETCH 5 (UID BODY.PEEK[])"
                ? "* 1 FETCH (UID 5 BODY[] {30}\r\n012345678901234567890123456789)\r\n$ OK\r\n" : nil
        }
        #expect(try await session.fetch([ImapSummary(uid: 5, size: told)]).first?.body == .tooLarge(30))
    }
}
