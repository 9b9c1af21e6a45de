/// MAIL and RCPT (RFC 5321, sections 4.1.1.2 and 4.1.1.3).
extension SmtpServer {
    mutating func startMail(_ argument: [UInt8]) {
        guard client != nil else { return refuse("503 5.5.1 EHLO first") }
        guard role == .mx || account != nil else { return refuse("530 5.7.0 Authentication required") }
        guard transaction == nil else { return refuse("503 5.5.1 Nested MAIL command") }
        if let limit = faults.closesAfterMessages, acceptedMessages >= limit {
            reply("421 4.3.2 Try again later, closing connection")
            return outlet.close()
        }
        guard let path = SmtpPath(argument, keyword: "FROM:") else { return refuse("501 5.1.7 Bad sender address") }
        for parameter in path.parameters {
            switch parameter.name {
            case "SIZE":
                guard let size = Int(parameter.value) else { return refuse("501 5.5.4 Bad SIZE") }
                guard size <= store.messageByteLimit else { return reply("552 5.3.4 Message too large") }
            case "BODY" where ["7BIT", "8BITMIME"].contains(parameter.value.uppercased()): break
            case "AUTH" where role == .submission: break
            default: return refuse("555 5.5.4 Unsupported parameter")
            }
        }
        if faults.requiresOwnSender, path.address.lowercased() != account {
            return reply("554 5.2.252 SendAsDenied; the sender is not this mailbox")
        }
        transaction = ReceivedTransaction(sender: path.address, byteLimit: store.messageByteLimit)
        reply("250 2.1.0 Ok")
    }

    mutating func addRecipient(_ argument: [UInt8]) {
        guard let transaction else { return refuse("503 5.5.1 MAIL first") }
        guard let path = SmtpPath(argument, keyword: "TO:"), !path.address.isEmpty else {
            return refuse("501 5.1.3 Bad recipient address")
        }
        guard path.parameters.isEmpty else { return refuse("555 5.5.4 Unsupported parameter") }
        guard transaction.recipients.count < Self.recipientLimit else {
            return reply("452 4.5.3 Too many recipients")
        }
        if faults.deferredRecipients.contains(path.address.lowercased()) {
            return reply("450 4.2.1 The recipient is receiving mail too quickly, try later")
        }
        guard let account = store.account(receiving: path.address) else {
            return reply("550 5.1.1 No such user here")
        }
        self.transaction?.recipients.append(account)
        reply("250 2.1.5 Ok")
    }
}
