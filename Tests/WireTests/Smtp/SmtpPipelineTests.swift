import Base
import Testing

@testable import Wire

/// Dialogues line by line.
@Suite("The SMTP pipeline")
struct SmtpPipelineTests {
    static func extensions(_ words: String...) -> SmtpExtensions {
        SmtpExtensions(ehlo: SmtpReply(code: 250, lines: ["x"] + words))
    }
    static let window = extensions("PIPELINING", "CHUNKING")
    static let flights = extensions("PIPELINING")
    static let lockstep = extensions()

    static func mail(_ id: UInt64, _ recipients: [String] = ["r@x"], _ text: String = "Hi\r\n.\r\n") -> OutgoingMail {
        OutgoingMail(id: id, sender: "s@x", recipients: recipients, segments: [Array(text.utf8)[...]])
    }

    /// A pipeline and both ends of what it says and hears.
    struct Dialogue {
        var pipeline: SmtpPipeline
        var results: [MailResult] = []

        init(_ extensions: SmtpExtensions, _ mails: [OutgoingMail], limits: SmtpPipeline.Limits = .init()) {
            pipeline = SmtpPipeline(extensions: extensions, limits: limits)
            pipeline.enqueue(mails)
        }

        /// All it writes now.
        mutating func said() -> String {
            var text = ""
            while true {
                let bytes = pipeline.output()
                if bytes.isEmpty { break }
                text += String(decoding: bytes, as: UTF8.self)
                pipeline.wrote(bytes.count)
            }
            results += pipeline.takeResults()
            return text
        }

        mutating func hear(_ lines: String...) throws {
            var parser = SmtpReplyParser()
            for line in lines { parser.feed(Array("\(line)\r\n".utf8)) }
            while let reply = try parser.next() { try pipeline.receive(reply) }
            results += pipeline.takeResults()
        }

        var outcomes: [String] {
            results.map { "\($0.id): " + $0.recipients.map(\.description).joined(separator: ", ") }
        }
    }

    @Test("with CHUNKING, messages go out before any reply")
    func windowBytes() throws {
        var dialogue = Dialogue(Self.window, [Self.mail(1), Self.mail(2, ["a@x", "b@x"], "")])
        #expect(
            dialogue.said() == """
                MAIL FROM:<s@x>\r\nRCPT TO:<r@x>\r\nBDAT 7 LAST\r\nHi\r\n.\r\nRSET\r
                MAIL FROM:<s@x>\r\nRCPT TO:<a@x>\r\nRCPT TO:<b@x>\r\nBDAT 0 LAST\r\n
                """)
        try dialogue.hear("250 ok", "250 ok", "250 taken")
        #expect(dialogue.results.first?.recipients.first?.outcome == .accepted("taken"))
        try dialogue.hear("250 reset", "250 ok", "250 ok", "550 5.1.1 no", "250 taken")
        #expect(dialogue.outcomes == ["1: accepted", "2: accepted, refused 550 5.1.1"])
        #expect(dialogue.pipeline.isDone)
    }

    @Test("without CHUNKING, a message waits for 354 and goes with the next flight")
    func flightBytes() throws {
        var dialogue = Dialogue(Self.flights, [Self.mail(1), Self.mail(2)])
        #expect(dialogue.said() == "MAIL FROM:<s@x>\r\nRCPT TO:<r@x>\r\nDATA\r\n")
        try dialogue.hear("250 ok", "250 ok")
        #expect(dialogue.said() == "")
        try dialogue.hear("354 go on")
        #expect(dialogue.said() == "Hi\r\n..\r\n.\r\nMAIL FROM:<s@x>\r\nRCPT TO:<r@x>\r\nDATA\r\n")
        try dialogue.hear("250 taken", "250 ok", "250 ok", "354 go on")
        #expect(dialogue.said() == "Hi\r\n..\r\n.\r\n")
        try dialogue.hear("451 4.3.0 disk")
        #expect(dialogue.outcomes == ["1: accepted", "2: later 451 4.3.0"])
    }

    @Test("without PIPELINING there is one command at a time")
    func lockstepBytes() throws {
        var dialogue = Dialogue(Self.lockstep, [Self.mail(1, ["a@x", "b@x"]), Self.mail(2)])
        let script = [
            ("MAIL FROM:<s@x>\r\n", "250 ok"), ("RCPT TO:<a@x>\r\n", "550 no"), ("RCPT TO:<b@x>\r\n", "550 no"),
            ("RSET\r\n", "250 ok"), ("MAIL FROM:<s@x>\r\n", "250 ok"), ("RCPT TO:<r@x>\r\n", "251 ok"),
            ("DATA\r\n", "354 ok"), ("Hi\r\n..\r\n.\r\n", "250 ok"),
        ]
        for (command, reply) in script {
            #expect(dialogue.said() == command)
            try dialogue.hear(reply)
        }
        #expect(dialogue.outcomes == ["1: refused 550, refused 550", "2: accepted"])
    }

    @Test("when MAIL is refused, the replies to RCPT and the message do not count", arguments: [window, flights])
    func mailRefused(_ extensions: SmtpExtensions) throws {
        var dialogue = Dialogue(extensions, [Self.mail(1), Self.mail(2)])
        _ = dialogue.said()
        try dialogue.hear("553 5.7.1 sender", "503 need MAIL", "503 need MAIL")
        #expect(dialogue.outcomes == ["1: refused 553 5.7.1"])
    }

    @Test("after a failed DATA comes RSET, since the server still holds the transaction")
    func dataRefused() throws {
        var dialogue = Dialogue(Self.flights, [Self.mail(1), Self.mail(2)])
        _ = dialogue.said()
        try dialogue.hear("250 ok", "550 5.1.1 no", "554 no valid recipients")
        #expect(dialogue.said() == "RSET\r\nMAIL FROM:<s@x>\r\nRCPT TO:<r@x>\r\nDATA\r\n")
        try dialogue.hear("250 ok", "250 ok", "250 ok", "354 ok")
        _ = dialogue.said()
        try dialogue.hear("250 ok")
        #expect(dialogue.outcomes == ["1: refused 550 5.1.1", "2: accepted"])
    }

    @Test("354 after every recipient was refused is answered with an empty message")
    func loneDot() throws {
        var dialogue = Dialogue(Self.flights, [Self.mail(1)])
        _ = dialogue.said()
        try dialogue.hear("250 ok", "550 no", "354 go on")
        #expect(dialogue.said() == ".\r\n")
        try dialogue.hear("250 fine")
        #expect(dialogue.outcomes == ["1: refused 550"])
    }

    @Test("354 after a refused MAIL is a protocol violation")
    func foreignTransaction() throws {
        var dialogue = Dialogue(Self.flights, [Self.mail(1)])
        _ = dialogue.said()
        #expect(throws: WireError.self) { try dialogue.hear("503 nested MAIL", "250 ok", "354 go on") }
    }

    @Test("after 450 4.7.1 mail in flight is finished and no more is begun")
    func slowDown() throws {
        var dialogue = Dialogue(Self.window, (1...4).map { Self.mail($0) }, limits: .init(messages: 2))
        _ = dialogue.said()
        try dialogue.hear("250 ok", "250 ok", "450 4.7.1 too fast")
        #expect(dialogue.said() == "")
        try dialogue.hear("250 ok", "250 ok", "250 ok", "250 taken")
        #expect(dialogue.outcomes == ["3: not tried", "4: not tried", "1: later 450 4.7.1", "2: accepted"])
        #expect(dialogue.pipeline.isDone && !dialogue.pipeline.isClosed && dialogue.pipeline.slowDown?.code == 450)
        dialogue.pipeline.enqueue([Self.mail(5)])
        #expect(dialogue.said().hasPrefix("RSET\r\nMAIL"))
    }

    @Test("421 while nothing is in flight closes the pipeline")
    func idle421() throws {
        var dialogue = Dialogue(Self.window, [])
        try dialogue.hear("421 4.4.2 idle too long")
        dialogue.pipeline.enqueue([Self.mail(1)])
        #expect(dialogue.said() == "")
        #expect(dialogue.outcomes == ["1: not tried"])
    }

    @Test("what the server says after 421 about mails that it has whole counts, and nothing more goes out")
    func afterGoodbye() throws {
        var dialogue = Dialogue(Self.window, (1...4).map { Self.mail($0) }, limits: .init(messages: 3))
        _ = dialogue.said()
        try dialogue.hear("250 ok", "250 ok", "421 4.7.0 later")
        #expect(dialogue.outcomes == ["4: not tried", "1: later 421 4.7.0"] && !dialogue.pipeline.isClosed)
        try dialogue.hear("250 reset", "250 ok", "250 ok", "250 taken")
        #expect(dialogue.said() == "" && dialogue.outcomes.last == "2: accepted")
        dialogue.pipeline.lost()
        _ = dialogue.said()
        #expect(
            dialogue.outcomes.last == "3: later 421 4.7.0" && dialogue.pipeline.isClosed && dialogue.pipeline.isDone)
    }

    @Test("where the server hangs up between two mails, the second has nothing to do with it")
    func betweenMails() throws {
        var dialogue = Dialogue(Self.lockstep, [Self.mail(1), Self.mail(2)])
        for reply in ["250 ok", "250 ok", "354 go on", "250 taken"] {
            _ = dialogue.said()
            try dialogue.hear(reply)
        }
        #expect(dialogue.said() == "MAIL FROM:<s@x>\r\n")
        dialogue.pipeline.lost()
        _ = dialogue.said()
        #expect(dialogue.outcomes == ["1: accepted", "2: not tried"])
        var first = Dialogue(Self.lockstep, [Self.mail(1)])
        _ = first.said()
        first.pipeline.lost()
        _ = first.said()
        #expect(first.outcomes == ["1: later 451 4.4.2"])
    }

    @Test("a message of which a part was sent when the connection broke was not taken")
    func halfSent() {
        let large = Self.mail(2, ["r@x"], String(repeating: "0123456789\r\n", count: 20_000))
        var dialogue = Dialogue(Self.window, [Self.mail(1), large, Self.mail(3)])
        dialogue.pipeline.wrote(dialogue.pipeline.output().count)
        dialogue.pipeline.lost()
        #expect(dialogue.said() == "")
        #expect(dialogue.outcomes == ["1: unknown", "2: later 451 4.4.2", "3: not tried"])
    }

    @Test(
        "a reply that the command cannot have is a protocol violation",
        arguments: [
            (window, ["250 ok", "250 ok", "250 before the end"]), (window, ["354 go on"]),
            (flights, ["250 ok", "354 ok"]),
            (flights, ["250 ok", "250 ok", "250 instead of 354"]), (lockstep, ["250 ok", "250 ok", "250 ok"]),
        ])
    func violations(_ extensions: SmtpExtensions, _ lines: [String]) {
        let large = Self.mail(1, ["r@x"], String(repeating: "0123456789\r\n", count: 20_000))
        var dialogue = Dialogue(extensions, [large])
        #expect(throws: WireError.self) {
            for line in lines {
                _ = dialogue.pipeline.output()
                try dialogue.hear(line)
            }
        }
        dialogue.pipeline.lost()
        #expect(dialogue.said() == "")
        #expect(dialogue.outcomes == ["1: later 451 4.4.2"])
    }

    @Test("a message too large for the server is refused before a byte is sent")
    func size() throws {
        let limited = Self.extensions("PIPELINING", "CHUNKING", "SIZE 7", "8BITMIME")
        var dialogue = Dialogue(limited, [Self.mail(1, ["r@x"], "12345678"), Self.mail(2, ["r@x"], "1234567")])
        #expect(dialogue.said() == "MAIL FROM:<s@x> SIZE=7 BODY=8BITMIME\r\nRCPT TO:<r@x>\r\nBDAT 7 LAST\r\n1234567")
        #expect(dialogue.outcomes == ["1: refused 552 5.3.4"])
    }

    @Test(
        "an address that would end the command is refused and never written",
        arguments: [
            "", "a b@x", "a@x\r\nRCPT TO:<evil@x", "a@x>", "<a@x", "a\0@x", "a\u{7F}@x", "a\t@x",
            String(repeating: "a", count: 253) + "@x",
        ])
    func injection(_ address: String) {
        var dialogue = Dialogue(Self.window, [Self.mail(1, [address, "r@x"]), Self.mail(2, [address])])
        #expect(dialogue.said() == "MAIL FROM:<s@x>\r\nRCPT TO:<r@x>\r\nBDAT 7 LAST\r\nHi\r\n.\r\n")
        #expect(dialogue.outcomes == ["2: refused 553 5.1.3"])
        let sender = OutgoingMail(id: 3, sender: address, recipients: ["r@x"], segments: [])
        dialogue.pipeline.enqueue(address.isEmpty ? [] : [sender])
        #expect(dialogue.said() == "")
    }

    @Test("the null sender is a sender")
    func nullSender() {
        var dialogue = Dialogue(Self.lockstep, [OutgoingMail(id: 1, sender: "", recipients: ["r@x"], segments: [])])
        #expect(dialogue.said() == "MAIL FROM:<>\r\n")
    }

    @Test("an address beyond ASCII needs SMTPUTF8")
    func utf8() {
        var without = Dialogue(Self.window, [Self.mail(1, ["räyhä@x"])])
        #expect(without.said() == "")
        #expect(without.outcomes == ["1: refused 553 5.6.7"])
        var with = Dialogue(Self.extensions("PIPELINING", "SMTPUTF8"), [Self.mail(1, ["räyhä@x"])])
        #expect(with.said() == "MAIL FROM:<s@x> SMTPUTF8\r\nRCPT TO:<räyhä@x>\r\nDATA\r\n")
    }

    @Test("a large message is written in chunks, and the slices of a shared body are not joined")
    func chunks() {
        let body = Array(repeating: UInt8(ascii: "x"), count: 300_000)
        let mails = (1...3).map { OutgoingMail(id: $0, sender: "s@x", recipients: ["r@x"], segments: [body[...]]) }
        var pipeline = SmtpPipeline(extensions: Self.window, limits: .init(bytes: 600_000))
        pipeline.enqueue(mails)
        var total = 0
        while case let bytes = pipeline.output(), !bytes.isEmpty {
            #expect(bytes.count <= SmtpPipeline.chunkSize)
            total += bytes.count
            pipeline.wrote(bytes.count)
        }
        #expect(pipeline.inFlight == 2 && (600_000..<600_200).contains(total))
    }

    // MARK: What a refusal means for the mails behind it

    @Test("greylisting puts off each mail alone, and nothing else waits for it")
    func greylisting() throws {
        var dialogue = Dialogue(Self.flights, (1...9).map { Self.mail($0, ["r\($0)@x"]) })
        for number in 1...9 {
            _ = dialogue.said()
            if number < 9 {
                let isFirst = number == 1
                if !isFirst { try dialogue.hear("250 reset") }
                try dialogue.hear(
                    "250 ok", "451 4.7.1 <r\(number)@x>: Greylisting in action, try again later", "554 no valid")
            } else {
                try dialogue.hear("250 reset", "250 ok", "250 ok", "354 go")
                _ = dialogue.said()
                try dialogue.hear("250 taken")
            }
        }
        #expect(dialogue.outcomes.count == 9 && dialogue.outcomes.last == "9: accepted")
        #expect(dialogue.outcomes.dropLast().allSatisfy { $0.hasSuffix("later 451 4.7.1") })
        #expect(dialogue.pipeline.slowDown == nil && dialogue.pipeline.refusal == nil)
    }

    @Test(
        "three mails in a row that are refused for something not about them are enough",
        arguments: [
            ("250 ok", "550 5.4.5 Daily user sending quota exceeded", RefusalSubject.quota),
            ("554 5.2.252 SendAsDenied", "503 need MAIL", .sender),
            ("250 ok", "530 5.7.0 Authentication required", .login),
            ("452 4.3.1 Insufficient system storage", "503 need MAIL", .server),
            ("250 ok", "550 5.7.1 Your account is blocked for sending", .account),
        ])
    func refusals(mail: String, recipient: String, subject: RefusalSubject) throws {
        var dialogue = Dialogue(Self.flights, (1...9).map { Self.mail($0) })
        var number = 0
        while !dialogue.said().isEmpty, number < 9 {
            number += 1
            if number > 1 { try dialogue.hear("250 reset") }
            try dialogue.hear(mail, recipient, "503 need RCPT")
        }
        #expect(number == 3 && dialogue.pipeline.refusal?.subject == subject)
        #expect(dialogue.outcomes.count { $0.hasSuffix("not tried") } == 6)
        dialogue.pipeline.enqueue([Self.mail(10)])
        #expect(dialogue.said().hasPrefix("RSET") && dialogue.pipeline.refusal == nil)
    }

    @Test("one such refusal among mails that are taken holds nothing up")
    func oneRefusal() throws {
        var dialogue = Dialogue(Self.flights, (1...8).map { Self.mail($0) })
        for number in 1...8 {
            _ = dialogue.said()
            if number % 2 == 0 {
                try dialogue.hear("250 ok", "550 5.7.1 Access denied", "503 need RCPT")
            } else {
                if number > 1 { try dialogue.hear("250 reset") }
                try dialogue.hear("250 ok", "250 ok", "354 go")
                _ = dialogue.said()
                try dialogue.hear("250 taken")
            }
        }
        #expect(dialogue.outcomes.count { $0.hasSuffix(": accepted") } == 4 && dialogue.pipeline.refusal == nil)
    }

    @Test("a mail refused whole for its many recipients is offered to half as many")
    func tooManyAfterData() throws {
        let people = (1...8).map { "r\($0)@x" }
        var dialogue = Dialogue(Self.flights, [Self.mail(1, people), Self.mail(2, people)])
        _ = dialogue.said()
        try dialogue.hear("250 ok")
        for _ in people { try dialogue.hear("250 ok") }
        try dialogue.hear("354 go")
        _ = dialogue.said()
        try dialogue.hear("554 Transaction failed: Recipient count exceeds 5.")
        #expect(dialogue.pipeline.recipientLimit == 4)
        #expect(dialogue.outcomes == ["1: " + people.map { _ in "not tried" }.joined(separator: ", ")])
    }

    @Test(
        "a server that names its limit is never given more",
        arguments: ["LIMITS RCPTMAX=2", "limits mailmax=9 rcptmax=2"])
    func namedLimit(line: String) {
        let extensions = Self.extensions("PIPELINING", line)
        var dialogue = Dialogue(extensions, [Self.mail(1, ["a@x", "b@x", "c@x"])])
        #expect(dialogue.said() == "MAIL FROM:<s@x>\r\nRCPT TO:<a@x>\r\nRCPT TO:<b@x>\r\nDATA\r\n")
    }

    // MARK: BDAT on trial

    private static func trial(_ mails: [OutgoingMail]) -> Dialogue {
        var dialogue = Dialogue(window, [])
        dialogue.pipeline = SmtpPipeline(extensions: window, isChunkingKnown: false)
        dialogue.pipeline.enqueue(mails)
        return dialogue
    }

    @Test("of the first message one line goes first; when the server takes it the window opens")
    func trialTaken() throws {
        var dialogue = Self.trial([Self.mail(1), Self.mail(2), Self.mail(3)])
        #expect(dialogue.said() == "MAIL FROM:<s@x>\r\nRCPT TO:<r@x>\r\n")
        try dialogue.hear("250 ok", "250 ok")
        #expect(dialogue.said() == "BDAT 4\r\nHi\r\n")
        try dialogue.hear("250 go on")
        let said = dialogue.said()
        #expect(said.hasPrefix("BDAT 3 LAST\r\n.\r\nRSET\r\nMAIL") && said.hasSuffix("BDAT 7 LAST\r\nHi\r\n.\r\n"))
        try dialogue.hear("250 taken", "250", "250", "250", "250 taken", "250", "250", "250", "250 taken")
        #expect(dialogue.outcomes == ["1: accepted", "2: accepted", "3: accepted"])
    }

    @Test("a first message that nobody gets is no trial, and the next one is")
    func trialWithoutRecipients() throws {
        var dialogue = Self.trial([Self.mail(1), Self.mail(2)])
        _ = dialogue.said()
        try dialogue.hear("250 ok", "550 5.1.1 no such user")
        #expect(dialogue.said() == "RSET\r\nMAIL FROM:<s@x>\r\nRCPT TO:<r@x>\r\n")
        try dialogue.hear("250 ok", "553 5.7.1 sender", "503 need MAIL")
        #expect(dialogue.said() == "")
        #expect(dialogue.outcomes == ["1: refused 550 5.1.1", "2: refused 553 5.7.1"])
    }

    @Test("a refusal of the first line that is not about the command is the message's")
    func trialRefused() throws {
        var dialogue = Self.trial([Self.mail(1), Self.mail(2)])
        _ = dialogue.said()
        try dialogue.hear("250 ok", "250 ok")
        _ = dialogue.said()
        try dialogue.hear("552 5.3.4 too large")
        #expect(dialogue.outcomes == ["1: refused 552 5.3.4"] && !dialogue.pipeline.isChunkingRefused)
        #expect(dialogue.said().hasPrefix("RSET\r\nMAIL"))
    }

    @Test(
        "a refusal of the first line that one line of a message can be no reason for is one of BDAT",
        arguments: [
            "550 5.5.1 Command rejected", "554 5.5.1 Error: command not allowed", "550 5.7.1 Command blocked by policy",
        ])
    func trialRefusedInOtherWords(reply: String) throws {
        var dialogue = Self.trial([Self.mail(1), Self.mail(2)])
        _ = dialogue.said()
        try dialogue.hear("250 ok", "250 ok")
        _ = dialogue.said()
        try dialogue.hear(reply)
        #expect(dialogue.pipeline.isChunkingRefused && dialogue.outcomes.isEmpty)
        #expect(dialogue.pipeline.takeReturned().map(\.id) == [1, 2])
    }

    @Test("a connection that ends over the first line makes BDAT suspect, and one that ends elsewhere does not")
    func trialCutOff() throws {
        var dialogue = Self.trial([Self.mail(1)])
        _ = dialogue.said()
        try dialogue.hear("250 ok", "250 ok")
        _ = dialogue.said()
        var cut = dialogue
        cut.pipeline.lost()
        #expect(cut.pipeline.isChunkingSuspect)
        var closing = dialogue
        try closing.hear("421 4.7.0 unsupported command, closing")
        #expect(closing.pipeline.isChunkingSuspect)
        try dialogue.hear("250 go on")
        _ = dialogue.said()
        dialogue.pipeline.lost()
        #expect(!dialogue.pipeline.isChunkingSuspect)
    }
}
