import Base
import Testing

@testable import Wire

/// The pipeline against the model server over a connection that cuts the bytes anywhere and may break anywhere.
@Suite("The SMTP pipeline against a model server")
struct SmtpPipelineModelTests {
    /// One run: everything that follows from its seed.
    struct Run {
        let mails: [OutgoingMail]
        var pipeline: SmtpPipeline
        var server: SmtpModelServer
        let limits: SmtpPipeline.Limits
        var results: [MailResult] = []
        var offences: [String] = []
        private var parser = SmtpReplyParser()
        private var random: Seeded
        /// Bytes on their way to the server.
        private var wire: [UInt8] = []
        private var steps = 0

        init(_ character: SmtpModelServer.Character, seed: UInt64, mails count: Int = 40) {
            var random = Seeded(state: seed)
            mails = (0..<count).map { Self.mail(UInt64($0), &random) }
            limits = .init(
                messages: Int.random(in: 1...12, using: &random), bytes: Int.random(in: 1...4000, using: &random),
                refusals: .max)
            pipeline = SmtpPipeline(
                extensions: character.extensions, limits: limits, isChunkingKnown: seed.isMultiple(of: 3))
            server = SmtpModelServer(character, seed: seed &+ 1)
            self.random = random
            pipeline.enqueue(mails)
        }

        /// More than a chunk.
        private static let large = Array(String(repeating: "..large\r\n", count: 9000).utf8)

        /// A small message full of dots, sometimes of many pieces, sometimes with a large one.
        private static func mail(_ id: UInt64, _ random: inout Seeded) -> OutgoingMail {
            var segments = [Array("Subject: \(id)\r\n\r\n".utf8)[...]]
            for _ in 0..<Int.random(in: 0...4, using: &random) {
                let line =
                    [".\r\n", "..\r\n", "a.\r\n", "\r\n", ".MAIL FROM:<x@y>\r\n"].randomElement(using: &random) ?? ""
                segments.append(Array(line.utf8)[...])
            }
            if random.chance(2) { segments.append(large[...]) }
            let recipients = (0..<Int.random(in: 1...4, using: &random)).map { "r\(id).\($0)@hel.test" }
            return OutgoingMail(id: id, sender: "s\(id)@hel.test", recipients: recipients, segments: segments)
        }

        /// Moves some bytes somewhere; false when nothing is left to do.
        mutating func step() throws -> Bool {
            let bytes = pipeline.output()
            if pipeline.isDone { return false }
            if server.isClosed, server.output.isEmpty, pipeline.farewell != nil { pipeline.lost() }
            steps += 1
            guard steps < 200_000 else {
                offences.append("both sides wait")
                return false
            }
            check(bytes)
            switch Int.random(in: 0..<3, using: &random) {
            case 0:
                let count = some(bytes.count)
                wire += bytes.prefix(count)
                pipeline.wrote(count)
            case 1:
                let count = some(wire.count)
                server.feed(wire.prefix(count))
                wire.removeFirst(count)
            default:
                parser.feed(server.takeOutput(some(server.output.count)))
                while let reply = try parser.next() { try pipeline.receive(reply) }
                results += pipeline.takeResults()
            }
            return true
        }

        private mutating func check(_ bytes: ArraySlice<UInt8>) {
            if bytes.count > SmtpPipeline.chunkSize { offences.append("a chunk too large") }
            guard pipeline.extensions.mode == .window else { return }
            if pipeline.inFlight > limits.messages { offences.append("too many messages in flight") }
            if pipeline.inFlight > 1, pipeline.bytesInFlight > limits.bytes {
                offences.append("too many bytes in flight")
            }
        }

        /// Mostly all of it, sometimes a byte or two.
        private mutating func some(_ count: Int) -> Int {
            random.chance(70)
                ? count : Int.random(in: 0...min(count, count < 4000 && random.chance(50) ? 3 : count), using: &random)
        }

        mutating func finish() throws {
            while try step() {}
            results += pipeline.takeResults()
        }

        /// Breaks the connection after so many steps; what was on its way may still have arrived.
        mutating func breakAfter(_ count: Int) throws {
            for _ in 0..<count { guard try step() else { break } }
            if random.chance(50) { server.feed(wire) }
            pipeline.lost()
            results += pipeline.takeResults()
        }

        var outcomes: [String: Outcome] {
            Dictionary(uniqueKeysWithValues: results.flatMap { $0.recipients.map { ($0.recipient, $0.outcome) } })
        }

        /// How often the server took a mail for a recipient.
        var taken: [String: Int] {
            server.deliveries.flatMap(\.recipients).reduce(into: [:]) { $0[$1, default: 0] += 1 }
        }

        /// What is wrong, however it ended. (Collected, because a hundred thousand expectations take long.)
        func errors() -> [String] {
            var errors = offences + server.offences
            if results.map(\.id).sorted() != mails.map(\.id) { errors.append("not one result for each mail") }
            for result in results where result.recipients.map(\.recipient) != mails[Int(result.id)].recipients {
                errors.append("other recipients for mail \(result.id)")
            }
            let byRecipient = Dictionary(
                uniqueKeysWithValues: mails.flatMap { mail in mail.recipients.map { ($0, mail) } })
            for delivery in server.deliveries {
                let mail = byRecipient[delivery.recipients[0]]
                if mail?.segments.reduce([], +) != delivery.message { errors.append("another message") }
            }
            let taken = taken
            for (recipient, outcome) in outcomes {
                let isTrue =
                    switch (outcome, taken[recipient] ?? 0) {
                    case (.accepted, 1), (.refused, 0), (.later, 0), (.notTried, 0), (.unknown, 0), (.unknown, 1): true
                    default: false
                    }
                if !isTrue { errors.append("\(recipient) is \(outcome) and was taken \(taken[recipient] ?? 0) times") }
            }
            return errors
        }

        /// Where an outcome differs from what the server said about that recipient.
        func wrongVerdicts() -> [String] {
            let outcomes = outcomes
            return mails.flatMap { mail in
                mail.recipients.filter { recipient in
                    let truth = server.refusals[recipient] ?? server.refusals[mail.sender]
                    return switch outcomes[recipient] {
                    case .accepted: truth != nil
                    case .refused(let refusal): truth != refusal.code || refusal.code < 500
                    case .later(let refusal): truth != refusal.code || refusal.code >= 500
                    default: true
                    }
                }
            }
        }
    }

    static let modes: [SmtpExtensions] = [
        "PIPELINING CHUNKING", "PIPELINING", "CHUNKING", "PIPELINING CHUNKING SIZE 8BITMIME",
    ].map {
        SmtpExtensions(ehlo: SmtpReply(code: 250, lines: ["x"] + $0.split(separator: " ").map(String.init)))
    }

    @Test("each recipient gets the server's verdict, each mail goes once", arguments: modes, 0..<25)
    func verdicts(_ extensions: SmtpExtensions, _ seed: Int) throws {
        var character = SmtpModelServer.Character(extensions: extensions)
        character.refusals = [0, 5, 20, 60][seed % 4]
        character.delaysSenderRefusal = seed % 3 == 0
        character.keepsFailedTransaction = seed % 2 == 0
        var run = Run(character, seed: UInt64(seed))
        try run.finish()
        #expect(run.errors() == [])
        #expect(run.wrongVerdicts() == [])
    }

    @Test(
        "when the server hangs up with 421, what it had taken is accepted and nothing is unknown", arguments: modes,
        0..<25)
    func hangUp(_ extensions: SmtpExtensions, _ seed: Int) throws {
        var character = SmtpModelServer.Character(extensions: extensions)
        character.refusals = [0, 10][seed % 2]
        character.hangsUpAtReply = seed * 7
        var run = Run(character, seed: UInt64(seed))
        try run.finish()
        #expect(run.errors() == [])
        #expect(run.pipeline.isClosed && run.pipeline.slowDown?.code == 421)
        #expect(!run.outcomes.values.contains(.unknown))
        #expect(run.results.contains { $0.recipients.contains { $0.outcome == .notTried } })
    }

    @Test("a server that goes on after 421 gets no mail twice: what it took is accepted", arguments: modes, 0..<25)
    func farewell(_ extensions: SmtpExtensions, _ seed: Int) throws {
        var character = SmtpModelServer.Character(extensions: extensions)
        character.hangsUpAtReply = seed * 7
        character.staysAfterGoodbye = true
        var run = Run(character, seed: UInt64(seed))
        try run.finish()
        #expect(run.errors() == [])
        #expect(run.pipeline.isClosed && run.pipeline.slowDown?.code == 421)
        #expect(!run.outcomes.values.contains(.unknown))
    }

    @Test("when the connection breaks, what was taken is accepted or unknown", arguments: modes, 0..<40)
    func broken(_ extensions: SmtpExtensions, _ seed: Int) throws {
        var character = SmtpModelServer.Character(extensions: extensions)
        character.refusals = [0, 10][seed % 2]
        var run = Run(character, seed: UInt64(seed))
        try run.breakAfter(seed * seed)
        #expect(run.errors() == [])
        let unknown = run.results.filter { $0.recipients.contains { $0.outcome == .unknown } }
        let most = extensions.mode == .window ? run.limits.messages : 1
        #expect(unknown.count <= most)
        #expect(run.pipeline.isDone && run.pipeline.isClosed)
    }
}
