/// The commands of a mail transaction as bytes, and what must never become one.
enum SmtpCommand {
    static let data = Array("DATA\r\n".utf8)
    static let reset = Array("RSET\r\n".utf8)
    static let quit = Array("QUIT\r\n".utf8)

    static func hello(_ name: String) -> [UInt8] { Array("EHLO \(name)\r\n".utf8) }

    /// MAIL with the parameters that the server's extensions allow.
    ///
    /// Where 8BITMIME is offered, BODY is always given: a message that turns out to be 7-bit is fine with it, and no
    /// byte of a large attachment need be looked at. Where it is not, 8-bit mail is sent all the same: re-encoding
    /// would break signatures, and servers that neither offer it nor pass the bytes through have died out.
    static func appendMail(_ mail: OutgoingMail, utf8: Bool, _ extensions: SmtpExtensions, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: "MAIL FROM:<".utf8)
        bytes.append(contentsOf: mail.sender.utf8)
        bytes.append(contentsOf: ">".utf8)
        if extensions.size { bytes.append(contentsOf: " SIZE=\(mail.size)".utf8) }
        if extensions.eightBitMime { bytes.append(contentsOf: " BODY=8BITMIME".utf8) }
        if utf8 { bytes.append(contentsOf: " SMTPUTF8".utf8) }
        bytes.append(contentsOf: "\r\n".utf8)
    }

    static func appendRecipient(_ recipient: String, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: "RCPT TO:<".utf8)
        bytes.append(contentsOf: recipient.utf8)
        bytes.append(contentsOf: ">\r\n".utf8)
    }

    /// The message is the only chunk, and so the last.
    static func appendChunkHeader(_ size: Int, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: "BDAT \(size) LAST\r\n".utf8)
    }
}

/// What we refuse ourselves, in the form the server would use.
enum SmtpPrecheck {
    /// Whether an address can stand between the angle brackets of a path and end nowhere else: one line, one argument.
    /// The longest path is 256 bytes with its brackets (RFC 5321 4.5.3.1.3).
    static func isPath(_ address: String) -> Bool {
        let bytes = address.utf8
        return bytes.count <= 254
            && bytes.allSatisfy { byte in
                byte > UInt8(ascii: " ") && byte != 0x7F && byte != UInt8(ascii: "<") && byte != UInt8(ascii: ">")
            }
    }

    static func needsUtf8(_ address: String) -> Bool { address.utf8.contains { $0 >= 0x80 } }

    /// Why nothing of this mail can go to this server.
    static func refusal(of mail: OutgoingMail, by extensions: SmtpExtensions) -> RecipientResult.Refusal? {
        guard isPath(mail.sender) else {
            return .init(code: 553, enhanced: .init(5, 1, 7), text: "The sender's address cannot be written in SMTP")
        }
        if needsUtf8(mail.sender), !extensions.smtpUtf8 { return noUtf8 }
        // Asked here because after BDAT or DATA the server can only say no when it has got all of it.
        if let limit = extensions.sizeLimit, mail.size > limit {
            let text = "The message has \(mail.size) bytes, and the server takes at most \(limit)"
            return .init(code: 552, enhanced: .init(5, 3, 4), text: text)
        }
        return nil
    }

    /// Why this recipient cannot be named to this server.
    static func refusal(of recipient: String, by extensions: SmtpExtensions) -> RecipientResult.Refusal? {
        guard !recipient.isEmpty, isPath(recipient) else {
            return .init(code: 553, enhanced: .init(5, 1, 3), text: "The address cannot be written in SMTP")
        }
        return needsUtf8(recipient) && !extensions.smtpUtf8 ? noUtf8 : nil
    }

    private static let noUtf8 = RecipientResult.Refusal(
        code: 553, enhanced: .init(5, 6, 7), text: "The server takes only addresses in ASCII")
}
