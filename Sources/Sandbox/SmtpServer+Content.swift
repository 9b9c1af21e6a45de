/// DATA (RFC 5321, section 4.1.1.4) and BDAT (RFC 3030), and the delivery after either.
extension SmtpServer {
    private static let pieceLimit = 65_536

    mutating func startData() {
        guard let transaction else { return refuse("503 5.5.1 MAIL first") }
        // The transaction stays open, as in Postfix: a client that forgets RSET meets "503 Nested MAIL".
        guard !transaction.recipients.isEmpty else { return reply("554 5.5.1 No valid recipients") }
        guard transaction.bytes.isEmpty else { return refuse("503 5.5.1 DATA after BDAT") }
        expectation = .data
        reply("354 End data with <CR><LF>.<CR><LF>")
    }

    /// Only CR LF dot CR LF ends the data: a bare LF around the dot would let one mail smuggle in another.
    mutating func readData(now: Int64) -> Bool {
        guard let piece = buffer.takeRawLine(pieceLimit: Self.pieceLimit) else { return false }
        let isAtLineStart = transaction?.isAtLineStart ?? true
        if isAtLineStart, piece.elementsEqual([UInt8(ascii: "."), 13, 10]) {
            expectation = .command
            finishMessage(now: now)
            return true
        }
        let isStuffed = isAtLineStart && piece.first == UInt8(ascii: ".")
        transaction?.append(isStuffed ? piece.dropFirst() : piece)
        transaction?.isAtLineStart = piece.suffix(2).elementsEqual([13, 10])
        return true
    }

    /// A chunk is read even when it is refused; otherwise its bytes would be taken for commands.
    mutating func startChunk(_ argument: [UInt8]) {
        let words = argument.split(separator: 32).map { String(decoding: $0, as: UTF8.self).uppercased() }
        guard let count = words.first.flatMap(Int.init), count >= 0, words.count == 1 || words.dropFirst() == ["LAST"]
        else {
            refuse("501 5.5.4 Bad BDAT")
            // Nobody knows how many bytes to skip.
            reply("421 4.5.0 Lost in BDAT, closing connection")
            return outlet.close()
        }
        expectation = .chunk(remaining: count, isLast: words.count == 2)
    }

    mutating func finishChunk(isLast: Bool, now: Int64) {
        guard let transaction else { return reply("503 5.5.1 MAIL first") }
        if transaction.recipients.isEmpty {
            if isLast { self.transaction = nil }
            return reply("554 5.5.1 No valid recipients")
        }
        if transaction.isTooLarge {
            self.transaction = nil
            return reply("552 5.3.4 Message too large")
        }
        if isLast { return finishMessage(now: now) }
        reply("250 2.0.0 Ok")
    }

    private mutating func finishMessage(now: Int64) {
        guard let transaction else { return }
        self.transaction = nil
        guard !transaction.isTooLarge else { return reply("552 5.3.4 Message too large") }
        let with = account != nil ? "ESMTPA" : isExtended ? "ESMTP" : "SMTP"
        let trace = """
            Return-Path: <\(transaction.sender)>\r
            Received: from \(client ?? "unknown") by sandbox.invalid with \(with);\r
            \t\(MessageDate.text(now))\r\n
            """
        // One array for all recipients: nothing in it differs between them.
        let bytes = Array(trace.utf8) + transaction.bytes
        var delivered: [DeliveredMail] = []
        for account in transaction.recipients {
            guard let uid = try? store.deliver(to: account, bytes, at: now) else { continue }
            delivered.append(DeliveredMail(account: account, sender: transaction.sender, uid: uid, bytes: bytes))
        }
        guard !delivered.isEmpty else { return reply("452 4.2.2 Mailbox full") }
        deliveries += delivered
        acceptedMessages += 1
        reply("250 2.0.0 Ok: queued as \(acceptedMessages)")
    }
}
