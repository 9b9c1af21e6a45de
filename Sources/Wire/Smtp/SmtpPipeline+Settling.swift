import Base

/// How mails leave the pipeline: with a final reply each, or all together.
extension SmtpPipeline {
    mutating func finish(resetNeeded: Bool) {
        let transaction = transactions.removeFirst()
        bytesInFlight -= transaction.mail.size
        if transactions.count <= limits.messages - limits.together { isFilling = true }
        results.append(transaction.result)
        hasFinished = true
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

    /// Mail of the batch that is not to be sent.
    package mutating func decline(_ mails: some Sequence<OutgoingMail>) {
        for mail in mails {
            let recipients = mail.recipients.map { RecipientResult(recipient: $0, outcome: .notTried) }
            results.append(MailResult(id: mail.id, recipients: recipients))
        }
    }

    /// Begins no more mail: what was not begun gets ``Outcome/notTried``, what is in flight goes on.
    package mutating func stop() {
        decline(queue[next...])
        clearQueue()
    }

    /// Takes a 421, and says whether there are replies to wait for nevertheless.
    ///
    /// What was accepted before stays accepted. What the server has not got whole was not taken (RFC 5321 section 3.8). Of
    /// what it has whole some servers take more although they said 421: until they hang up their replies count, since such
    /// mails would go out twice.
    mutating func hearFarewell(_ reply: SmtpReply) -> Bool {
        let sent = stream.sent
        guard transactions.contains(where: { $0.isWhole(within: sent) }) else {
            end { $0.settle(reply, to: .session) }
            return false
        }
        farewell = farewell ?? reply
        while var last = transactions.last, !last.isWhole(within: sent) {
            last.settle(reply, to: .session)
            results.append(last.result)
            bytesInFlight -= last.mail.size
            transactions.removeLast()
        }
        stream.cutOff()
        return true
    }

    /// How many mails the server may have taken without having said so.
    package var doubtful: Int {
        let offered = stream.offered
        return farewell == nil ? transactions.count { $0.isWhole(within: offered) } : 0
    }

    /// Gives everything its outcome after the connection was lost: a message that was offered whole is
    /// ``Outcome/unknown``, since the server may have taken it; the rest was certainly not taken. What had got no further than
    /// MAIL, on a connection that had served others, has nothing to do with it.
    package mutating func lost() {
        if let farewell { return end { $0.settle(farewell, to: .session) } }
        let offered = stream.offered
        let hasServed = extensions.mode == .lockstep && hasFinished
        end { transaction in
            let outcome: Outcome = transaction.isWhole(within: offered) ? .unknown : .incomplete
            transaction.settle(hasServed && transaction.isAtStart ? .notTried : outcome)
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
