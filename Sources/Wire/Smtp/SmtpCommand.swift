import Base

/// The commands of a mail transaction as bytes (RFC 5321 section 4.1.1). Addresses must have passed ``SmtpPrecheck``.
enum SmtpCommand {
    static let data = Array("DATA\r\n".utf8)
    static let reset = Array("RSET\r\n".utf8)
    static let noop = Array("NOOP\r\n".utf8)
    static let quit = Array("QUIT\r\n".utf8)

    static func hello(_ name: String) -> [UInt8] { Array("EHLO \(name)\r\n".utf8) }

    static func oldHello(_ name: String) -> [UInt8] { Array("HELO \(name)\r\n".utf8) }

    static func mail(from sender: String, utf8: Bool) -> [UInt8] {
        Array("MAIL FROM:<\(sender)>\(utf8 ? " SMTPUTF8" : "")\r\n".utf8)
    }
    static func recipient(_ recipient: String) -> [UInt8] { Array("RCPT TO:<\(recipient)>\r\n".utf8) }

    /// MAIL with the parameters that the server's extensions allow.
    ///
    /// Where 8BITMIME is offered, BODY=8BITMIME is always given: it is right for a 7-bit message too, and so a large
    /// attachment need not be scanned. Where it is not offered, 8-bit mail is sent all the same: encoding it anew would
    /// break signatures, and hardly any server without 8BITMIME still changes the bytes.
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

    /// A chunk after which more will come.
    static func appendFirstChunkHeader(_ size: Int, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: "BDAT \(size)\r\n".utf8)
    }

    /// The message, or the rest of it, is one chunk, which is also the last (RFC 3030 section 2).
    static func appendChunkHeader(_ size: Int, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: "BDAT \(size) LAST\r\n".utf8)
    }
}
