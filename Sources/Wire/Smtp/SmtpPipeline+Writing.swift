/// What is written next, by the table of ``SmtpPipeline``.
extension SmtpPipeline {
    /// Writes the next step into the stream, if there is one now.
    mutating func writeMore() -> Bool {
        if stream.hasBody {
            // A refusal before the end of the message has ended the transaction, but the server expects the rest of it.
            if stream.continueBody(), let last = transactions.indices.last { transactions[last].end = stream.made }
            return true
        }
        switch turn {
        case .wait: return false
        case .begin: return begin()
        case .command:
            turn = .wait
            if let transaction = transactions.first { stream.appendCommand(of: transaction, extensions) }
            return true
        case .body:
            guard extensions.mode != .window else { return writeTrial() }
            turn = extensions.mode == .lockstep ? .wait : .begin
            // A server may send 354 although every recipient was refused: a lone dot ends the empty message (RFC 2920
            // section 3.1).
            if let transaction = transactions.first {
                stream.begin(SmtpBody(transaction.isOpen ? transaction.mail.segments : [], form: .lines))
            }
            return true
        }
    }

    /// The first line of the message that is on trial, or the rest of it.
    private mutating func writeTrial() -> Bool {
        guard let transaction = transactions.first else { return false }
        if transaction.awaited == .firstChunk {
            turn = .wait
            stream.appendFirstChunk(of: transaction.mail)
        } else {
            (turn, isTrial) = (.begin, false)
            stream.beginRest(of: transaction.mail)
        }
        return true
    }

    /// Begins the next mail that has recipients left after ``SmtpPrecheck``, if the window has room.
    private mutating func begin() -> Bool {
        while next < queue.count, hasRoom(for: queue[next]) {
            let mail = queue[next]
            next += 1
            let transaction = SmtpTransaction(
                mail, extensions: extensions, afterReset: needsReset, isTrial: isTrial, recipientLimit: recipientLimit)
            guard !transaction.named.isEmpty else {
                results.append(transaction.result)
                continue
            }
            transactions.append(transaction)
            if transactions.count >= limits.messages { isFilling = false }
            bytesInFlight += mail.size
            switch extensions.mode {
            case .lockstep: turn = .command
            case .flights:
                turn = .wait
                stream.appendFlight(of: transaction, extensions)
            case .window where isTrial:
                turn = .wait
                stream.appendFlight(of: transaction, extensions, isTrial: true)
            case .window:
                stream.appendFlight(of: transaction, extensions)
                stream.begin(SmtpBody(mail.segments, form: .chunk))
            }
            // Whether any recipient was accepted is known only when the next messages are written already. If none was,
            // some servers keep the transaction open after BDAT (Exim: `503 sender already given`) and would refuse the
            // next MAIL. So RSET goes first.
            needsReset = extensions.mode == .window
            return true
        }
        if next == queue.count { clearQueue() }
        return false
    }

    private func hasRoom(for mail: OutgoingMail) -> Bool {
        transactions.isEmpty || extensions.mode == .flights
            || isFilling && bytesInFlight + mail.size <= limits.bytes
    }
}
