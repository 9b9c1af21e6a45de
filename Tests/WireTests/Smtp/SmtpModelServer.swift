import Base

@testable import Wire

/// Pseudo-random numbers, the same for the same seed (SplitMix64).
struct Seeded: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
}

/// A server that behaves as Postfix does, as a value: bytes in, replies out, and what it really took.
///
/// Senders are `s<id>@…` and recipients `r<id>.<n>@…`: so it knows whom a refusal concerns.
struct SmtpModelServer {
    struct Character {
        var extensions = SmtpExtensions()
        /// Percent of commands that are refused.
        var refusals = 0
        /// Refuses the sender only at RCPT, as Postfix does with smtpd_delay_reject.
        var delaysSenderRefusal = false
        /// Keeps the transaction open when BDAT has nobody to go to, as Exim does: the next MAIL needs RSET before it.
        var keepsFailedTransaction = false
        /// Offers CHUNKING, answers BDAT with this code, and reads what follows as commands.
        var refusesChunking: Int?
        /// Recipients it takes for one mail.
        var recipientLimit = Int.max
        /// Says 421 in place of the reply with this number.
        var hangsUpAtReply: Int?
        /// Goes on all the same when it has said 421.
        var staysAfterGoodbye = false
    }

    struct Delivery: Hashable {
        let recipients: [String]
        let message: [UInt8]
    }

    let character: Character
    private(set) var output: [UInt8] = []
    private(set) var deliveries: [Delivery] = []
    /// The first refusal that concerns a recipient.
    private(set) var refusals: [String: Int] = [:]
    /// What the client did that no client may do.
    private(set) var offences: [String] = []
    private(set) var isClosed = false
    private(set) var lines: [String] = []

    private var random: Seeded
    private var input: [UInt8] = []
    /// The message so far, after DATA.
    private var dotted: [UInt8] = []
    private var replies = 0
    private var sender: String?
    private var senderRefusal: Int?
    private var recipients: [String] = []
    private var state = State.commands
    private enum State { case commands, chunk(Int, isLast: Bool), data }
    /// The chunks so far.
    private var chunks: [UInt8] = []

    init(_ character: Character, seed: UInt64) {
        self.character = character
        random = Seeded(state: seed)
    }

    mutating func takeOutput(_ count: Int) -> [UInt8] {
        defer { output.removeFirst(count) }
        return Array(output.prefix(count))
    }

    mutating func feed(_ bytes: some Sequence<UInt8>) {
        input.append(contentsOf: bytes)
        while !isClosed, step() {}
    }

    private mutating func step() -> Bool {
        switch state {
        case .commands:
            guard let line = takeLine() else { return false }
            handle(String(decoding: line.dropLast(2), as: UTF8.self))
        case .chunk(let size, let isLast):
            guard input.count >= size else { return false }
            chunks += input.prefix(size)
            input.removeFirst(size)
            state = .commands
            if isLast {
                end(chunks)
                chunks = []
            } else if recipients.isEmpty {
                deny(503, "need RCPT")
            } else {
                reply(250, "go on")
            }
        case .data:
            guard let message = takeDotted() else { return false }
            state = .commands
            end(message)
        }
        return true
    }

    private mutating func takeLine() -> [UInt8]? {
        guard let end = input.firstIndex(of: 10) else { return nil }
        defer { input.removeSubrange(...end) }
        if end == 0 || input[end - 1] != 13 { offences.append("a bare LF in a command") }
        return Array(input[...end])
    }

    /// The message up to the lone dot, with doubled dots made single.
    private mutating func takeDotted() -> [UInt8]? {
        var start = 0
        defer { input.removeSubrange(..<start) }
        while let end = input[start...].firstIndex(of: 10) {
            let line = input[start...end]
            start = end + 1
            if line.elementsEqual(".\r\n".utf8) {
                defer { dotted = [] }
                return dotted
            }
            dotted += line.first == UInt8(ascii: ".") ? line.dropFirst() : line
        }
        return nil
    }

    private mutating func handle(_ line: String) {
        lines.append(line)
        if !character.extensions.pipelining, !input.isEmpty { offences.append("pipelined: \(line)") }
        let argument = line.split(separator: "<", omittingEmptySubsequences: false).dropFirst().first?.split(
            separator: ">"
        ).first
        switch line.prefix(4) {
        case "EHLO": hello()
        case "QUIT":
            reply(221, "bye")
            isClosed = true
        case "NOOP": reply(250, "yes")
        case "RSET":
            reset()
            reply(250, "reset")
        case "MAIL": handleMail(String(argument ?? ""))
        case "RCPT": handleRecipient(String(argument ?? ""))
        case "DATA": handleData()
        case "BDAT":
            guard character.extensions.chunking,
                let size = line.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
            else { return deny(500, "what?") }
            if let code = character.refusesChunking { return deny(code, "what?") }
            state = .chunk(size, isLast: line.hasSuffix("LAST"))
        default:
            offences.append("not a command: \(line)")
            reply(500, "what?")
        }
    }

    private mutating func hello() {
        let offers = character.extensions
        if replies != character.hangsUpAtReply {
            output += Array("250-mail.hel.test\r\n".utf8)
            if offers.pipelining { output += Array("250-PIPELINING\r\n".utf8) }
            if offers.chunking { output += Array("250-CHUNKING\r\n".utf8) }
        }
        reply(250, "HELP")
    }

    private mutating func handleMail(_ address: String) {
        guard sender == nil else {
            offences.append("nested MAIL")
            return deny(503, "nested MAIL")
        }
        let refused = refusal(450)
        if let refusal = refused, !character.delaysSenderRefusal {
            refusals[address] = reply(refusal, "sender refused") ? refusal : 421
            return
        }
        senderRefusal = refused
        if reply(250, "sender ok") { sender = address }
    }

    private mutating func handleRecipient(_ address: String) {
        guard sender != nil else { return deny(503, "need MAIL") }
        if recipients.count >= character.recipientLimit { return deny(452, "too many recipients") }
        if let refusal = senderRefusal ?? refusal(451) {
            refusals[address] = reply(refusal, "<\(address)> refused") ? refusal : 421
        } else if reply(250, "recipient ok") {
            recipients.append(address)
        }
    }

    private mutating func handleData() {
        guard sender != nil else { return deny(503, "need RCPT") }
        guard !recipients.isEmpty else { return deny(554, "no valid recipients") }
        if !input.isEmpty { offences.append("bytes before 354") }
        if random.chance(character.refusals) { return refuse(451, "no data now") }
        if reply(354, "go on") { state = .data }
    }

    private mutating func end(_ message: [UInt8]) {
        guard sender != nil else { return deny(503, "need MAIL") }
        guard !recipients.isEmpty else {
            if !character.keepsFailedTransaction { reset() }
            return deny(554, "no valid recipients")
        }
        if random.chance(character.refusals) {
            refuse(random.chance(50) ? 451 : 552, "no")
        } else if reply(250, "queued") {
            deliveries.append(Delivery(recipients: recipients, message: message))
        }
        reset()
    }

    private mutating func refuse(_ code: Int, _ text: String) {
        let said = reply(code, text) ? code : 421
        for recipient in recipients { refusals[recipient] = said }
    }

    /// A refusal now and then, for good or for now.
    private mutating func refusal(_ temporary: Int) -> Int? {
        guard random.chance(character.refusals) else { return nil }
        return random.chance(50) ? temporary : 550
    }

    private mutating func reset() { (sender, senderRefusal, recipients, chunks) = (nil, nil, [], []) }

    private mutating func deny(_ code: Int, _ text: String) { reply(code, text) }

    /// Answers, unless it is time to hang up.
    @discardableResult
    private mutating func reply(_ code: Int, _ text: String) -> Bool {
        defer { replies += 1 }
        if replies == character.hangsUpAtReply {
            output += Array("421 4.3.0 closing\r\n".utf8)
            isClosed = !character.staysAfterGoodbye
            return false
        }
        output += Array("\(code) \(code / 100).0.0 \(text)\r\n".utf8)
        return true
    }
}
