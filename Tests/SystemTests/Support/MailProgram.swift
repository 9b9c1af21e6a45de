import Foundation

/// A person's mail program at a mailbox: IMAP (RFC 3501) over loopback, one command at a time.
struct MailProgram: ~Copyable {
    private var stream: LineStream

    /// Logged in.
    static func open(_ address: String, on stack: MailStack) throws -> MailProgram {
        var program = MailProgram(try LineStream(port: stack.ports.imap))
        _ = try program.stream.line()
        try program.command("LOGIN \(address) \(MailStack.password)")
        return program
    }

    private init(_ stream: consuming LineStream) { self.stream = stream }

    /// What the server says before it says OK; a failure where it does not.
    @discardableResult
    mutating func command(_ text: String) throws -> [String] {
        try stream.write("a \(text)\r\n")
        var lines: [String] = []
        while true {
            let line = try stream.line()
            guard line.hasPrefix("a ") else {
                lines.append(line)
                continue
            }
            guard line.hasPrefix("a OK") else { throw Trouble("\(text): \(line)") }
            return lines
        }
    }

    /// Puts a mail into a folder as if the server had received it then.
    mutating func append(_ subject: String, to folder: String, received: Date, flags: String = "") throws {
        let mail =
            "From: <a@hel.test>\r\nSubject: \(subject)\r\nMessage-ID: <\(UUID().uuidString)@hel.test>\r\n\r\nHei.\r\n"
        let day = DateFormatter()
        day.locale = Locale(identifier: "en_US_POSIX")
        day.timeZone = .gmt
        day.dateFormat = "dd-MMM-yyyy HH:mm:ss Z"
        // A literal that the server does not ask for first (RFC 7888).
        try command("APPEND \(folder) (\(flags)) \"\(day.string(from: received))\" {\(mail.utf8.count)+}\r\n\(mail)")
    }

    /// The subjects of a folder's mails; opened so that nothing of it changes.
    mutating func subjects(in folder: String) throws -> [String] {
        try command("EXAMINE \(folder)")
        return try command("UID FETCH 1:* (BODY.PEEK[HEADER.FIELDS (SUBJECT)])")
            .filter { $0.hasPrefix("Subject: ") }.map { String($0.dropFirst("Subject: ".count)) }
    }
}
