extension SmtpReplyParser {
    /// Reads until a reply is whole.
    mutating func reply(from channel: any ByteChannel, timeout: Duration) async throws(WireError) -> SmtpReply {
        while true {
            if let reply = try next() { return reply }
            let bytes = try await channel.receive(atMost: Self.replyLimit, timeout: timeout)
            guard !bytes.isEmpty else { throw .closed(byServer: nil) }
            feed(bytes)
        }
    }
}
