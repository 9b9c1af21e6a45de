/// A mail on its way in: the envelope and what came of the content.
struct SmtpTransaction: Sendable {
    let sender: String
    var recipients: [String] = []
    private(set) var bytes: [UInt8] = []
    private(set) var isTooLarge = false
    /// The last byte of DATA was the end of a line, so that a dot may mean something.
    var isAtLineStart = true

    private let byteLimit: Int

    init(sender: String, byteLimit: Int) {
        self.sender = sender
        self.byteLimit = byteLimit
    }

    /// Past the limit nothing is kept, only remembered.
    mutating func append(_ new: ArraySlice<UInt8>) {
        if isTooLarge || bytes.count + new.count > byteLimit {
            isTooLarge = true
            bytes = []
        } else {
            bytes += new
        }
    }
}

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
        transaction = SmtpTransaction(sender: path.address, byteLimit: store.messageByteLimit)
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

/// `FROM:<address> NAME=value …`
struct SmtpPath {
    let address: String
    private(set) var parameters: [(name: String, value: String)] = []

    init?(_ argument: [UInt8], keyword: String) {
        let text = argument[...]
        guard String(decoding: text.prefix(keyword.utf8.count), as: UTF8.self).uppercased() == keyword else {
            return nil
        }
        // Many clients leave a blank after the colon, though RFC 5321 has none.
        let path = text.dropFirst(keyword.utf8.count).drop { $0 == 32 }
        guard path.first == UInt8(ascii: "<"), let end = Self.end(of: path) else { return nil }
        var inside = path[(path.startIndex + 1)..<end]
        // A source route is read and ignored (RFC 5321, appendix C).
        if inside.first == UInt8(ascii: "@"), let colon = inside.firstIndex(of: UInt8(ascii: ":")) {
            inside = inside[(colon + 1)...]
        }
        guard inside.count <= 254, inside.allSatisfy({ $0 > 32 && $0 < 127 }) else { return nil }
        guard inside.isEmpty || inside.contains(UInt8(ascii: "@")) else { return nil }
        address = String(decoding: inside, as: UTF8.self)

        for word in path[(end + 1)...].split(separator: 32) {
            let halves = word.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(decoding: halves[0], as: UTF8.self).uppercased()
            parameters.append((name, halves.count == 2 ? String(decoding: halves[1], as: UTF8.self) : ""))
        }
    }

    /// The closing bracket outside a quoted local part.
    private static func end(of path: ArraySlice<UInt8>) -> Int? {
        var isQuoted = false
        var isEscaped = false
        for index in path.indices {
            if isEscaped {
                isEscaped = false
            } else if isQuoted, path[index] == UInt8(ascii: "\\") {
                isEscaped = true
            } else if path[index] == UInt8(ascii: "\"") {
                isQuoted.toggle()
            } else if path[index] == UInt8(ascii: ">"), !isQuoted {
                return index
            }
        }
        return nil
    }
}
