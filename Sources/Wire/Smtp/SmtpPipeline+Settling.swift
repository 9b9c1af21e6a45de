/// How mails leave the pipeline: with a final reply each, or all together.
extension SmtpPipeline {
    mutating func finish(resetNeeded: Bool) {
        let transaction = transactions.removeFirst()
        bytesInFlight -= transaction.mail.size
        if transactions.count <= limits.messages - limits.together { isFilling = true }
        results.append(transaction.result)
        recipientLimit = transaction.recipientLimit ?? recipientLimit
        if resetNeeded { needsReset = true }
        count(transaction)
        if transactions.isEmpty, turn == .wait { turn = .begin }
    }

    /// Counts mails that were refused over something that is not about them, until one is taken.
    private mutating func count(_ transaction: SmtpTransaction) {
        if transaction.hasAccepted {
            refusalsInARow = 0
        } else if let refusal = transaction.foreignRefusal {
            refusalsInARow += 1
            guard refusalsInARow >= limits.refusals else { return }
            self.refusal = self.refusal ?? refusal
            stop()
        }
    }

    /// Closes the pipeline: all that is open gets its outcome, what was not begun is not tried.
    mutating func end(_ settle: (inout SmtpTransaction) -> Void) {
        isClosed = true
        if transactions.first?.awaited == .firstChunk, stream.offered > 0 { isChunkingSuspect = true }
        for var transaction in transactions {
            settle(&transaction)
            results.append(transaction.result)
        }
        transactions = []
        bytesInFlight = 0
        stop()
        stream = SmtpStream()
    }
}
