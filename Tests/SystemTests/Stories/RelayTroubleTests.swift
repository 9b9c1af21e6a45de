import Foundation
import Testing

/// A relay that says no to what is not the recipients' fault, against the built binary and an independent server: the mails
/// wait, the status tells why, and when it is over everybody gets theirs once.
@Suite(.mailStack, .serialized) struct RelayTroubleTests {
    static let members = 6

    /// What a relay says at one place, one row a reply.
    struct Table: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let at: String
        var quirks: [String] = []
        let replies: [String]

        init(_ name: String, at: String, _ quirks: String..., replies: [String]) {
            (testDescription, self.at, self.quirks, self.replies) = (name, at, quirks, replies)
        }
    }

    static let refusals: [Table] = [
        Table(
            "in answer to MAIL", at: "MAIL",
            replies: [
                "550 5.1.8 <verkosto@hel.fi>: Sender address rejected: Domain not found",
                "550 5.7.60 SMTP; Client does not have permissions to send as this sender",
                "553 5.7.1 <verkosto@hel.fi>: Sender address rejected: not owned by user verkosto",
                "501 5.1.7 Invalid address",
                "530 5.7.0 Authentication required",
                "454 4.7.0 Throttling failure: Maximum sending rate exceeded.",
                "450 4.7.1 Error: too much mail from 10.0.0.1",
            ]),
        Table(
            "in answer to RCPT", at: "RCPT", "chunking",
            replies: [
                "550 5.4.5 Daily user sending limit exceeded. x1-2 - gsmtp",
                "550 5.4.6 Outgoing mail limit reached",
                "550 5.7.1 <{TO}>: Relay access denied",
                "550 5.1.90 Your message can't be sent because you've reached your daily limit for message recipients",
                "554 5.7.1 The sender is blocked: too many messages this hour",
                "550 5.7.232 Your message can't be sent because your trial tenant has exceeded its daily limit",
                "452 4.3.1 Insufficient system storage",
            ]),
        Table(
            "in answer to DATA", at: "DATA",
            replies: [
                "554 5.5.1 Error: no valid recipients",
                "550 5.7.1 Client does not have permissions to send as this sender",
                "451 4.3.0 Error: queue file write error",
                "421 4.7.0 Temporary System Problem. Try again later. - gsmtp",
            ]),
        Table(
            "after a message", at: "END", "chunking",
            replies: [
                "554 5.2.252 SendAsDenied; verkosto@hel.fi not allowed to send as verkosto@hel.fi",
                "554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException; Failed to process message",
                "552 5.2.2 mailbox full",
                "554 Message rejected: Email address is not verified. The following identities failed the check",
                "550 Maximum credits exceeded",
                "550 5.7.1 Unusual sending activity detected. Please try after sometime.",
                "454 Throttling failure: Daily message quota exceeded.",
            ]),
        Table(
            "after a message, one command at a time", at: "END", "lockstep",
            replies: [
                "550 5.7.509 Access denied, sending domain hel.fi does not pass DMARC verification",
                "550 Domain hel.fi is not allowed to send: Free accounts are for test purposes only",
                "535 Authentication failed: account disabled",
                "550 Requested action not taken",
            ]),
    ]

    @Test("mails wait for a relay that refuses", arguments: refusals)
    func refuses(table: Table) async throws {
        try await Self.each(table.replies) { reply in
            let place = try await Self.place(table.quirks)
            let daemon = try await place.start()
            let post = try await Self.hold(place)
            try place.reply([ServerReply(table.at, reply)])
            try await Self.waits(post, place, because: reply)
            try await Self.isOver(post, place, row: reply)
            _ = try await daemon.terminate()
        }
    }

    static let sessions: [ServerReply] = [
        ServerReply("GREETING", "421 4.3.2 too busy", close: true),
        ServerReply("GREETING", "554 5.7.1 your address is blocked", close: true),
        ServerReply("EHLO", "550 5.7.1 helo rejected"),
        ServerReply("AUTH", "535 5.7.139 Authentication unsuccessful, basic authentication is disabled"),
        ServerReply("AUTH", "534 5.7.9 Application-specific password required"),
        ServerReply("AUTH", "454 4.7.0 Temporary authentication failure"),
        ServerReply("AUTH", "421 4.7.0 Too many login attempts", close: true),
    ]

    @Test("mails wait for a relay that lets nobody in")
    func letsNobodyIn() async throws {
        try await Self.each(Self.sessions) { reply in
            let place = try await Self.place([])
            let first = try await place.start()
            let post = try await Self.hold(place)
            _ = try await first.terminate()
            try place.reply([reply])
            let daemon = try await place.start()
            try await Self.waits(post, place, because: reply.say ?? "")
            try await Self.isOver(post, place, row: reply.say ?? "")
            _ = try await daemon.terminate()
        }
    }

    /// What a relay does for good, and what becomes of the members' mails.
    struct Habit: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var quirks: [String]
        var replies: [ServerReply]
        /// Of whom each gets as many as this; the others get one.
        var copies: [String: Int]
        /// What `posts show --json` tells.
        var told: String

        init(
            _ name: String, _ quirks: String..., replies: ServerReply..., copies: [String: Int] = [:],
            told: String = "\"accepted\": 6"
        ) {
            (testDescription, self.quirks, self.replies) = (name, quirks, replies)
            (self.copies, self.told) = (copies, told)
        }
    }

    static let habits: [Habit] = [
        Habit(
            "knows nobody of one name", replies: .init("RCPT", "550 5.1.1 <{TO}>: User unknown", to: "m2@"),
            copies: ["m2": 0], told: "\"refused\": 1"),
        Habit(
            "puts everybody off at first", replies: .init("RCPT", "451 4.7.1 Greylisted, try again", to: "^m", times: 6)
        ),
        Habit(
            "closes after each third mail", "chunking",
            replies: .init("MAIL", "421 4.7.0 Too many messages on this connection", after: 3, times: 1, close: true)),
        Habit(
            "takes one mail and hangs up before the answer",
            replies: .init("END", to: "m2@", close: true, take: true), copies: ["m2": 5], told: "\"uncertain\": "),
        Habit(
            "takes one mail in BDAT and hangs up before the answer", "chunking",
            replies: .init("END", to: "m2@", close: true, take: true), copies: ["m2": 5], told: "\"uncertain\": "),
        Habit(
            "hangs up over one mail and does not take it", "lockstep",
            replies: .init("END", to: "m2@", close: true), copies: ["m2": 0], told: "\"uncertain\": "),
        Habit("answers 500 to BDAT", "chunking", replies: .init("BDAT", "500 5.5.2 unrecognized command")),
        Habit("answers 502 to BDAT", "chunking", replies: .init("BDAT", "502 5.5.1 not implemented")),
        Habit("answers 503 to BDAT", "chunking", replies: .init("BDAT", "503 5.5.1 bad sequence of commands")),
        Habit("answers 501 to BDAT", "chunking", replies: .init("BDAT", "501 5.5.4 syntax error")),
        Habit("answers 550 to BDAT", "chunking", replies: .init("BDAT", "550 5.5.1 Command rejected")),
        Habit("answers 554 to BDAT", "chunking", replies: .init("BDAT", "554 5.5.1 Error: command not allowed")),
        Habit(
            "answers 421 to BDAT and hangs up", "chunking", replies: .init("BDAT", "421 4.7.0 unsupported", close: true)
        ),
        Habit("hangs up over BDAT", "chunking", replies: .init("BDAT", close: true)),
    ]

    @Test("each member's mail comes to its end where the relay")
    func comesToItsEnd() async throws {
        try await Self.each(Self.habits) { habit in
            let place = try await Self.place(habit.quirks)
            try place.reply(habit.replies)
            let daemon = try await place.start()
            let post = try await Self.hold(place)
            _ = try await place.command("posts", "approve", post)
            let shown = try await Self.finish(post, place, row: habit.testDescription)
            #expect(shown.contains(habit.told), "\(habit.testDescription): \(shown)")
            for number in 0..<Self.members {
                let copies = place.recipients.count { $0 == "m\(number)@hel.fi" }
                #expect(copies == habit.copies["m\(number)"] ?? 1, "\(habit.testDescription): m\(number)")
            }
            _ = try await daemon.terminate()
        }
    }
}

// What the rows have in common.
extension RelayTroubleTests {
    /// Runs the rows of a table, a few at a time: most of each is waiting.
    private static func each<Row: Sendable>(
        _ rows: [Row], _ body: @escaping @Sendable (Row) async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (number, row) in rows.enumerated() {
                if number >= 5 { try await group.next() }
                group.addTask { try await body(row) }
            }
            try await group.waitForAll()
        }
    }

    /// A list with its members, and a mail of anna's that waits in the inbox.
    private static func place(_ quirks: [String]) async throws -> QuirkyPlace {
        let place = try QuirkyPlace(on: try await MailStack.shared(), hasClock: true)
        try place.mail(from: "anna", subject: "Kutsu")
        try await place.open(quirks)
        try await place.addMembers(members)
        return place
    }

    /// The post, which waits for its approval; its preview is sent.
    private static func hold(_ place: QuirkyPlace) async throws -> String {
        let post = try await awaiting("the post to wait") {
            try await place.command("posts", "list").output.split(separator: "\n").first { $0.contains(" held ") }
                .flatMap { $0.split(separator: " ").first.map(String.init) }
        }
        try await awaiting("the preview", timeout: .seconds(20)) {
            if place.recipients.contains("anna@hel.fi") { return () }
            try place.pass(hours: 0.1)
            return nil
        }
        return post
    }

    /// Approves the post, and sees that the status tells the relay's words, and that half a day ends nobody's mail.
    private static func waits(_ post: String, _ place: QuirkyPlace, because reply: String) async throws {
        _ = try await place.command("posts", "approve", post)
        let code = String(reply.prefix(3))
        for _ in 0..<4 {
            try await awaiting("the status to tell of \(reply)") {
                let status = try await place.command("status").output
                return status.split(separator: "\n").contains { $0.hasPrefix("trouble") && $0.contains(code) }
                    ? () : nil
            }
            let shown = try await place.command("posts", "show", post, "--json").output
            #expect(shown.contains("\"status\": \"sending\"") && shown.contains("\"refused\": 0"), "\(reply): \(shown)")
            try place.pass(hours: 3)
            try await Task.sleep(for: .milliseconds(300))
        }
        let members = try await place.command("members", "list", "--json").output
        #expect(members.components(separatedBy: "\"pause\": null").count - 1 == Self.members, "\(reply): \(members)")
        #expect(place.recipients.allSatisfy { !$0.hasPrefix("m") }, "\(reply)")
    }

    /// The relay is willing again.
    private static func isOver(_ post: String, _ place: QuirkyPlace, row: String) async throws {
        try place.reply([])
        let shown = try await finish(post, place, row: row)
        #expect(shown.contains("\"accepted\": \(members)") && shown.contains("\"refused\": 0"), "\(row): \(shown)")
        let copies = place.recipients.filter { $0.hasPrefix("m") }
        #expect(copies == (0..<members).map { "m\($0)@hel.fi" }, "\(row)")
        let status = try await place.command("status").output
        #expect(!status.split(separator: "\n").contains { $0.hasPrefix("trouble") }, "\(row): \(status)")
    }

    /// Lets hours pass until the post is finished; what is told of it then.
    private static func finish(_ post: String, _ place: QuirkyPlace, row: String) async throws -> String {
        try await awaiting("the post to be finished, \(row)") {
            let shown = try await place.command("posts", "show", post, "--json").output
            if shown.contains("\"status\": \"finished\"") { return shown }
            try place.pass(hours: 0.5)
            try await Task.sleep(for: .milliseconds(300))
            return nil
        }
    }
}
