import Base

/// One complete reply of an SMTP server (RFC 5321 4.2).
package struct SmtpReply: Hashable, Sendable {
    /// 200–599.
    package let code: Int
    /// The enhanced status code (RFC 3463), where the server gave one that agrees with `code`.
    package let enhanced: SmtpStatus?
    /// What follows the codes, line by line, fit for a log (see ``ServerText``).
    package let lines: [String]

    package init(code: Int, enhanced: SmtpStatus? = nil, lines: [String]) {
        self.code = code
        self.enhanced = enhanced
        self.lines = lines
    }

    /// All lines as one, at most ``ServerText/limit`` characters.
    package var text: String {
        lines.count == 1 ? lines[0] : ServerText.clean(lines.joined(separator: " "))
    }

    /// 2yz: done.
    package var isSuccess: Bool { code / 100 == 2 }
    /// 3yz: the server wants more, as after DATA.
    package var isIntermediate: Bool { code / 100 == 3 }

    /// The server will take nothing more on this connection (RFC 5321 3.8).
    package var endsConnection: Bool { code == 421 }

    /// The server wants less mail from us for a while, whatever the mail is: 421, and Exchange's 432 4.3.2, too many
    /// connections at once. Others say so in words: see ``RefusalSubject/rate``.
    package var asksToSlowDown: Bool { code == 421 || code == 432 }

    /// Whether the command itself was not understood or not expected, rather than refused.
    var isNotUnderstood: Bool { [500, 501, 502, 503, 504, 555].contains(code) }
}

extension SmtpReply: CustomStringConvertible {
    /// The codes alone: servers like to repeat the recipient's address in the text.
    package var description: String { enhanced.map { "\(code) \($0)" } ?? "\(code)" }
}

extension SmtpStatus {
    /// Reads a status code at the start of `bytes`, up to a space or the end, and says how many bytes it and the space
    /// take. Subject and detail have one to three digits; Exchange really uses three (`5.2.252`).
    static func leading(_ bytes: ArraySlice<UInt8>) -> (status: SmtpStatus, length: Int)? {
        var parts = (0, 0, 0)
        var dots = 0
        var digits = 0
        var length = 0
        for byte in bytes {
            length += 1
            if let digit = byte.decimalDigit, digits < 3 {
                parts.2 = parts.2 * 10 + digit
                digits += 1
            } else if byte == UInt8(ascii: "."), digits > 0, dots < 2 {
                parts = (parts.1, parts.2, 0)
                dots += 1
                digits = 0
            } else if byte == UInt8(ascii: " ") {
                break
            } else {
                return nil
            }
        }
        guard dots == 2, digits > 0 else { return nil }
        return SmtpStatus(exactly: parts.0, parts.1, parts.2).map { ($0, length) }
    }
}

extension UInt8 {
    /// The value of an ASCII digit.
    var decimalDigit: Int? { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) ? Int(self) - 48 : nil }
}
