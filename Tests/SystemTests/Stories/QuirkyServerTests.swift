import Foundation
import Testing

/// What public bug reports tell of servers, against a second, independent server.
@Suite(.mailStack, .serialized) struct QuirkyServerTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let quirks: [String]
        /// Who writes `liity`.
        var people = ["matti", "sanna"]
        /// Who gets a letter, in the end.
        var answered = ["matti", "sanna"]
        /// Whose mail is put away.
        var moved = ["matti", "sanna"]
        /// Words of the log, and of `kutsu status`.
        var told = ""
        var replies: [ServerReply]

        init(
            _ name: String, _ quirks: String..., people: [String]? = nil, answered: [String]? = nil,
            moved: [String]? = nil, told: String = "", replies: ServerReply...
        ) {
            testDescription = name
            self.replies = replies
            self.quirks = quirks
            self.people = people ?? self.people
            self.answered = answered ?? self.people
            self.moved = moved ?? self.people
            self.told = told
        }
    }

    private static let stuck = "cannot be moved"

    static let rows: [Row] = [
        Row("that does nothing odd"),
        Row("whose relay takes one command at a time", "lockstep"),
        Row("whose relay takes BDAT", "chunking"),
        Row("whose relay offers CHUNKING and does not know BDAT", "bdat-refused"),
        Row("whose relay writes AUTH=LOGIN", "auth-equals"),
        Row("whose relay writes auth in lower case", "auth-lower"),
        Row("whose relay forgets the login at a second EHLO", "forgets-login"),
        Row(
            "that cannot move one mail", "stuck-mail", people: ["matti", "stuck", "sanna"], moved: ["matti", "sanna"],
            told: stuck),
        Row(
            "that cannot copy one mail", "stuck-mail", "no-move", people: ["matti", "stuck", "sanna"],
            moved: ["matti", "sanna"], told: stuck),
        Row(
            "out of which a person moves a mail meanwhile", "vanishing-mail", people: ["matti", "gone", "sanna"],
            answered: ["matti", "sanna"], moved: ["matti", "sanna"]),
        Row("with UIDs beyond 32 bits", "wide-numbers"),
        Row("that hides the done folder", "hidden-folder"),
        Row("that spells the done folder in another case", "other-case"),
        Row("that tells of flags unasked", "unasked-fetch"),
        Row("that tells a size too small", "small-size", people: ["matti", "large"]),
        Row("that writes two spaces", "two-spaces"),
        Row("that lists no folders", replies: .init("LIST", "{TAG} NO denied")),
        Row("that does not know LIST", replies: .init("LIST", "{TAG} BAD what?")),
        Row("that lets nobody make folders", replies: .init("CREATE", "{TAG} NO [NOPERM] denied")),
        Row("that offers MOVE and does not know it", replies: .init("MOVE", "{TAG} BAD what?")),
        Row("that hangs up over MOVE", replies: .init("MOVE", times: 2, close: true)),
        Row("that misses the done folder at first", replies: .init("MOVE", "{TAG} NO [TRYCREATE] none", times: 1)),
        Row("that marks mails and does not expunge them", "no-move", replies: .init("EXPUNGE", "{TAG} NO denied")),
        Row("that refuses a listing at first", replies: .init("FETCH", "{TAG} NO busy", to: "^FETCH", times: 1)),
        Row(
            "that tells of much else amid a listing",
            replies: .init(
                "FETCH",
                """
                * 1 FETCH (UID 1 FLAGS (\\Seen) MODSEQ (12))
                * 99 FETCH (FLAGS (\\Recent))
                * VANISHED (EARLIER) 41,43:116
                * 7 RECENT
                * OK Still here
                """, to: "^FETCH", also: true)),
        Row(
            "that numbers a mail 0 at first", told: "broke the protocol",
            replies: .init(
                "FETCH", "* 1 FETCH (UID 0 RFC822.SIZE 10 FLAGS ())\n{TAG} OK", to: "^FETCH", times: 1)),
        Row(
            "that gives a mail the highest number there is at first", told: "broke the protocol",
            replies: .init(
                "FETCH", "* 1 FETCH (UID 18446744073709551615 RFC822.SIZE 10 FLAGS ())\n{TAG} OK", to: "^FETCH",
                times: 1)),
    ]

    @Test("everybody is answered once by a mailbox", arguments: rows)
    func answers(row: Row) async throws {
        let place = try QuirkyPlace(on: try await MailStack.shared())
        for person in row.people { try place.mail(from: person, size: person == "large" ? 40_000 : 0) }
        try place.reply(row.replies)
        try await place.open(row.quirks)
        let daemon = try await place.start()
        let expected = row.answered.map { $0 + "@hel.fi" }.sorted()
        try await awaiting("letters to \(expected)") { place.recipients.count >= expected.count ? () : nil }
        try await awaiting("\(row.moved) to be put away") { place.moved == row.moved.sorted() ? () : nil }
        if !row.told.isEmpty {
            try await awaiting("the log and the status to tell") {
                let status = try await place.command("status")
                let isTold = daemon.log.contains(row.told) && status.output.contains(row.told)
                return isTold ? () : nil
            }
        }
        #expect(try await daemon.terminate() == .exit(0))
        #expect(place.recipients == expected)
        #expect(place.moved == row.moved.sorted())
    }

    @Test(
        "check says before the first post what the relay would refuse",
        arguments: [
            ("no-auth", "offers no login"), ("not-owner", "Send As"), ("quota", "no more mail"),
            ("greylists", "puts off"),
        ])
    func check(quirk: String, words: String) async throws {
        let place = try QuirkyPlace(on: try await MailStack.shared())
        try await place.open([quirk])
        let outcome = try await place.command("check")
        #expect(outcome.output.contains(words), "\(outcome.output)")
        #expect(outcome.status == (quirk == "greylists" ? 0 : 1), "\(outcome.output)")
    }

    @Test("check has a clear word for a relay that greets nobody")
    func silentRelay() async throws {
        let place = try QuirkyPlace(on: try await MailStack.shared())
        try place.reply([ServerReply("GREETING")])
        try await place.open([])
        let outcome = try await place.command("check")
        #expect(outcome.output.contains("✗ relay") && outcome.output.contains("nobody greets"), "\(outcome.output)")
        #expect(outcome.status == 1)
    }

    @Test("a relay without a login gets no mail, and the mail waits until it offers one")
    func noLogin() async throws {
        let place = try QuirkyPlace(on: try await MailStack.shared())
        try place.mail(from: "matti")
        try await place.open(["no-auth"])
        let daemon = try await place.start()
        try await awaiting("the log to tell of it") { daemon.log.contains("offers no login") ? () : nil }
        #expect(!place.conversation.contains("MAIL FROM"))
        #expect(place.recipients.isEmpty)
        try await awaiting("the status to tell of it") {
            try await place.command("status").output.contains("offers no login") ? () : nil
        }
        #expect(try await daemon.terminate() == .exit(0))
    }
}
