/// What a server of a ``QuirkyPlace`` says instead of yes; the head of `servers/quirky.py` tells what the words mean.
struct ServerReply: Encodable, Sendable {
    /// Of the SMTP server GREETING, EHLO, AUTH, MAIL, RCPT, DATA, BDAT or END; of the IMAP server a command.
    var at: String
    /// Nil for silence.
    var say: String?
    /// A pattern of the recipient, or of the whole IMAP command.
    var to: String?
    var after: Int?
    var times: Int?
    /// Counted in each mail anew.
    var each: Bool?
    /// Hangs up then.
    var close: Bool?
    /// Keeps the message nevertheless.
    var take: Bool?
    /// Does what the IMAP command asks for, too.
    var also: Bool?

    init(
        _ at: String, _ say: String? = nil, to: String? = nil, after: Int? = nil, times: Int? = nil, each: Bool? = nil,
        close: Bool? = nil, take: Bool? = nil, also: Bool? = nil
    ) {
        (self.at, self.say, self.to, self.after, self.times) = (at, say, to, after, times)
        (self.each, self.close, self.take, self.also) = (each, close, take, also)
    }
}
