/// An SMTP server for one connection (RFC 5321 with PIPELINING, CHUNKING, SIZE, 8BITMIME, AUTH, ENHANCEDSTATUSCODES).
///
/// It delivers into the accounts of a ``MailStore`` and refuses every other recipient: it relays nothing.
///
/// What the client's next bytes are (`Expectation`):
///
/// | expectation | input | next |
/// |---|---|---|
/// | `command` | DATA with recipients | `data` |
/// | `command` | BDAT | `chunk` |
/// | `command`, `sasl` | AUTH or a response, while another response is needed | `sasl` |
/// | `command`, `sasl` | a bearer token that is refused | `acknowledgement` |
/// | `command`, `sasl` | any other line | `command` |
/// | `data` | CR LF dot CR LF | `command` |
/// | `chunk` | all of its bytes | `command` |
/// | `acknowledgement` | any line; the login is refused now | `command` |
package struct SmtpServer: Dialogue {
    /// Which of the two services this is.
    package enum Role: Sendable {
        /// Message submission (RFC 6409): nothing without AUTH.
        case submission
        /// Mail from other servers: no AUTH, local recipients only.
        case mx
    }

    /// What the client's next bytes are: see the table above.
    enum Expectation {
        case command
        case sasl(SaslExchange)
        /// The empty line after a refused bearer token.
        case acknowledgement
        case data
        case chunk(remaining: Int, isLast: Bool)
    }

    /// RFC 4954 asks for 12288 bytes in AUTH; everything else is far shorter.
    static let lineByteLimit = 12_288
    static let recipientLimit = 1000
    static let badCommandLimit = 20

    let store: MailStore
    let role: Role
    let faults: Faults
    var outlet: Outlet
    var buffer = LineBuffer()
    var expectation = Expectation.command
    var client: String?
    var isExtended = false
    var account: String?
    var transaction: ReceivedTransaction?
    var deliveries: [DeliveredMail] = []
    var acceptedMessages = 0
    private var badCommands = 0

    /// - Parameter number: which connection of its server this is, from 1; some faults depend on it.
    package init(store: MailStore, role: Role, faults: Faults = .none, number: Int = 1) {
        self.store = store
        self.role = role
        self.faults = faults.held(onConnection: number)
        outlet = Outlet(faults: self.faults)
    }

    package mutating func open() {
        reply("220 sandbox.invalid ESMTP Kutsu sandbox")
    }

    package mutating func receive(_ bytes: ArraySlice<UInt8>, now: Int64) {
        guard !outlet.isClosed else { return }
        buffer.append(bytes)
        proceed(now: now)
    }

    package mutating func proceed(now: Int64) {
        while !outlet.isClosed, !outlet.isFull, step(now: now) {}
    }

    package mutating func storeChanged() {}
    package var wantsChanges: Bool { false }
    package var hasWork: Bool { !outlet.isClosed && outlet.isFull }
    package var isClosed: Bool { outlet.isClosed }
    package mutating func takeOutput() -> [UInt8] { outlet.take() }

    package mutating func takeDeliveries() -> [DeliveredMail] {
        defer { deliveries = [] }
        return deliveries
    }

    /// Uses the next line or chunk.
    /// - Returns: false if more bytes must come first.
    private mutating func step(now: Int64) -> Bool {
        if case .chunk(let remaining, let isLast) = expectation {
            let bytes = buffer.take(upTo: remaining)
            transaction?.append(bytes)
            guard bytes.count == remaining else {
                expectation = .chunk(remaining: remaining - bytes.count, isLast: isLast)
                return false
            }
            expectation = .command
            finishChunk(isLast: isLast, now: now)
            return true
        }
        if case .data = expectation { return readData(now: now) }
        guard let line = buffer.takeLine(limit: Self.lineByteLimit) else { return false }
        switch line {
        case .tooLong: refuse("500 5.5.6 Line too long")
        case .line(let bytes): use(bytes, now: now)
        }
        return true
    }

    private mutating func use(_ line: [UInt8], now: Int64) {
        switch expectation {
        case .sasl(let exchange): continueLogin(exchange, line)
        case .acknowledgement:
            expectation = .command
            reply(Self.loginRefusal)
        default: perform(line, now: now)
        }
    }

    private mutating func perform(_ line: [UInt8], now: Int64) {
        let space = line.firstIndex(of: 32) ?? line.count
        let verb = String(decoding: line[..<space], as: UTF8.self).uppercased()
        let argument = HeaderFields.unfolded(line[min(space + 1, line.count)...])
        guard line.allSatisfy({ (32..<127).contains($0) }) else { return refuse("500 5.5.2 ASCII only") }
        switch verb {
        case "EHLO", "HELO": greet(argument, isExtended: verb == "EHLO")
        case "AUTH": startLogin(argument)
        case "MAIL": startMail(argument)
        case "RCPT": addRecipient(argument)
        case "DATA": startData()
        case "BDAT" where isOffered("CHUNKING"): startChunk(argument)
        case "RSET":
            transaction = nil
            reply("250 2.0.0 Ok")
        case "NOOP": reply("250 2.0.0 Ok")
        case "VRFY": reply("252 2.0.0 Send some mail and see")
        case "QUIT":
            reply("221 2.0.0 Bye")
            outlet.close()
        default: refuse("500 5.5.2 Command not recognised")
        }
    }

    private mutating func greet(_ name: [UInt8], isExtended: Bool) {
        guard !name.isEmpty, name.count <= 255 else { return refuse("501 5.5.4 A name, please") }
        client = String(decoding: name.filter { $0 > 32 && $0 != UInt8(ascii: "(") }, as: UTF8.self)
        self.isExtended = isExtended
        transaction = nil
        guard isExtended else { return reply("250 sandbox.invalid") }
        var lines = ["PIPELINING", "SIZE \(store.messageByteLimit)"]
        if role == .submission {
            let mechanisms = SaslExchange.Mechanism.allCases.map(\.rawValue).filter(isOffered)
            lines.append(mechanisms.isEmpty ? "AUTH" : "AUTH " + mechanisms.joined(separator: " "))
        }
        lines += ["ENHANCEDSTATUSCODES", "8BITMIME", "CHUNKING"]
        lines = ["sandbox.invalid"] + lines.filter { isOffered(String($0.prefix { $0 != " " })) }
        for line in lines.dropLast() { outlet.write("250-\(line)\r\n") }
        reply("250 \(lines[lines.count - 1])")
    }

    func isOffered(_ capability: String) -> Bool {
        !faults.missingCapabilities.contains(capability)
    }

    mutating func reply(_ text: String) {
        outlet.write(text + "\r\n")
    }

    /// Refuses something that no correct client sends. After ``badCommandLimit`` of these the connection is closed.
    mutating func refuse(_ text: String) {
        reply(text)
        badCommands += 1
        guard badCommands >= Self.badCommandLimit else { return }
        reply("421 4.7.0 Too many bad commands")
        outlet.close()
    }
}
