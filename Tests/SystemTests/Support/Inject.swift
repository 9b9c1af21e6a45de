/// The world outside, writing to a mailbox: SMTP to a port that asks for no login and believes every sender.
struct Inject: Sendable {
    /// One message with its envelope.
    struct Envelope: Sendable {
        /// The return path; empty for the null sender.
        var sender: String
        var recipients: [String]
        var mail: [UInt8]
    }

    let port: UInt16

    /// Sends one message, and returns when the server has it.
    func send(from sender: String, to recipients: [String], _ mail: [UInt8]) async throws {
        try await send([Envelope(sender: sender, recipients: recipients, mail: mail)])
    }

    /// Sends many over one connection, pipelined (RFC 2920) and in one chunk each (RFC 3030): a message's bytes go
    /// out as they are, whatever lines they consist of, and nobody waits for a reply before the next message.
    func send(_ envelopes: [Envelope]) async throws {
        let port = self.port
        try await blocking {
            var stream = try LineStream(port: port)
            try Inject.expect("220", from: &stream, after: "the connection")
            try stream.write("EHLO world.test\r\n")
            try Inject.expect("250", from: &stream, after: "EHLO")
            for window in stride(from: 0, to: envelopes.count, by: 32) {
                let flight = envelopes[window..<min(window + 32, envelopes.count)]
                for envelope in flight { try stream.write(Inject.transaction(envelope)) }
                for envelope in flight {
                    try Inject.expect("250", from: &stream, after: "MAIL FROM:<\(envelope.sender)>")
                    for recipient in envelope.recipients {
                        try Inject.expect("250", from: &stream, after: "RCPT TO:<\(recipient)>")
                    }
                    try Inject.expect("250", from: &stream, after: "BDAT \(envelope.mail.count) LAST")
                }
            }
            try stream.write("QUIT\r\n")
        }
    }

    private static func transaction(_ envelope: Envelope) -> [UInt8] {
        let commands =
            "MAIL FROM:<\(envelope.sender)> BODY=8BITMIME\r\n"
            + envelope.recipients.map { "RCPT TO:<\($0)>\r\n" }.joined()
            + "BDAT \(envelope.mail.count) LAST\r\n"
        return Array(commands.utf8) + envelope.mail
    }

    /// Reads one reply, which may have several lines, and fails unless it has this code.
    private static func expect(_ code: String, from stream: inout LineStream, after command: String) throws {
        var line = try stream.line()
        while line.dropFirst(3).first == "-" { line = try stream.line() }
        guard line.hasPrefix(code) else { throw Trouble("\(command) was answered \(line)") }
    }
}
