import Foundation

/// A mail as it lies in a Maildir.
struct ReceivedMail: Sendable {
    /// The file's name without flags: the same for as long as the mail stays in its folder.
    let id: String
    /// The IMAP folder, `INBOX` or such as `Kutsu.Done`.
    let folder: String
    /// Seen by an IMAP client that said so.
    let isSeen: Bool
    let bytes: [UInt8]
    /// In order, unfolded, otherwise raw.
    let fields: [(name: String, value: String)]

    init(id: String, folder: String, isSeen: Bool, bytes: [UInt8]) {
        self.id = id
        self.folder = folder
        self.isSeen = isSeen
        self.bytes = bytes
        fields = ReceivedMail.fields(of: bytes)
    }

    /// The first field of this name, unfolded, otherwise raw.
    func header(_ name: String) -> String? {
        headers(name).first
    }

    func headers(_ name: String) -> [String] {
        fields.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
    }

    var subject: String { ReceivedMail.decoded(header("Subject") ?? "") }
    var from: String { ReceivedMail.decoded(header("From") ?? "") }
    var to: String { ReceivedMail.decoded(header("To") ?? "") }
    /// With its angle brackets, as all references to it are written.
    var messageID: String { header("Message-ID") ?? "" }
    var references: String { header("References") ?? header("In-Reply-To") ?? "" }
    /// The envelope's sender, as Dovecot noted it; empty for the null sender.
    var returnPath: String? { header("Return-Path").map(ReceivedMail.address(in:)) }
    /// Where an answer goes.
    var replyAddress: String { ReceivedMail.address(in: header("Reply-To") ?? header("From") ?? "") }

    /// Postfix's number for the SMTP transaction that brought it. Two mails with the same one are Postfix's doing: it
    /// repeats what it was just handing over when it was stopped.
    var transaction: String? {
        headers("Received").lazy.compactMap { $0.firstMatch(of: /\(Postfix\).* id (\w+)/) }.first.map { String($0.1) }
    }

    /// All of it as text, undecoded: for looking for what must not be anywhere.
    var raw: String { String(decoding: bytes, as: UTF8.self) }

    /// What stands between the angle brackets, if there are any.
    static func address(in field: String) -> String {
        guard let open = field.lastIndex(of: "<"), let close = field.lastIndex(of: ">"), open < close else {
            return field.trimmingCharacters(in: .whitespaces)
        }
        return String(field[field.index(after: open)..<close])
    }

    private static func fields(of bytes: [UInt8]) -> [(name: String, value: String)] {
        var fields: [(name: String, value: String)] = []
        var rest = bytes[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            let line = rest[..<end]
            rest = rest[(end + 1)...]
            let text = String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
            if text.isEmpty { break }
            if text.first == " " || text.first == "\t" {
                if let last = fields.indices.last {
                    fields[last].value += " " + text.trimmingCharacters(in: .whitespaces)
                }
            } else if let colon = text.firstIndex(of: ":") {
                let value = text[text.index(after: colon)...].trimmingCharacters(in: .whitespaces)
                fields.append((name: String(text[..<colon]), value: value))
            }
        }
        return fields
    }

    /// Encoded words (RFC 2047) as people read them.
    static func decoded(_ field: String) -> String {
        // Space between two encoded words is no space: section 6.2.
        let joined = field.replacing(/\?=\s+=\?/, with: "?==?")
        return joined.replacing(/=\?([^?*]+)(?:\*[^?]*)?\?([bBqQ])\?([^?]*)\?=/) { word in
            let bytes =
                word.2.lowercased() == "b" ? Data(base64Encoded: String(word.3)) ?? Data() : unquoted(word.3.utf8)
            let isLatin = word.1.lowercased() == "iso-8859-1" || word.1.lowercased() == "windows-1252"
            return String(data: bytes, encoding: isLatin ? .windowsCP1252 : .utf8) ?? String(word.0)
        }
    }

    private static func unquoted(_ text: Substring.UTF8View) -> Data {
        var bytes = Data()
        var rest = text[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "_"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "="):
                bytes.append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) ?? UInt8(ascii: "?"))
                rest = rest.dropFirst(2)
            default: bytes.append(byte)
            }
        }
        return bytes
    }
}

extension ReceivedMail {
    /// What the Date field says.
    func date() throws -> Date {
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.dateFormat = "EEE, d MMM yyyy HH:mm:ss Z"
        guard let date = header("Date").flatMap(format.date(from:)) else {
            throw Trouble("no date: \(header("Date") ?? "")")
        }
        return date
    }
}
