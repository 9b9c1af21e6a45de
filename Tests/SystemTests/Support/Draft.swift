import Foundation

/// A mail in the making, as a person's mail client would write it.
struct Draft: Sendable {
    struct Attachment: Sendable {
        var name: String
        var type: String
        var bytes: [UInt8]
    }

    /// A calendar object beside the text, as calendar programs send it.
    struct Calendar: Sendable {
        var method: String
        var bytes: [UInt8]
    }

    /// The envelope's sender; empty for the null sender.
    var envelopeSender: String
    var recipients: [String]
    /// In order. `From`, `To`, `Subject`, `Date` and `Message-ID` stand here already.
    var fields: [(name: String, value: String)]
    /// Left out where it is empty and something else stands in its place.
    var text: String
    var html: String?
    var calendar: Calendar?
    var attachments: [Attachment] = []

    /// With its angle brackets.
    var messageID: String { fields.first { $0.name == "Message-ID" }?.value ?? "" }

    init(from name: String, _ address: String, to recipients: [String], subject: String, text: String) {
        envelopeSender = address
        self.recipients = recipients
        self.text = text
        let domain = address.split(separator: "@").last ?? "hel.test"
        fields = [
            ("From", "\(Draft.encoded(name)) <\(address)>"),
            ("To", recipients.joined(separator: ", ")),
            ("Subject", Draft.encoded(subject)),
            ("Date", Draft.date(Date())),
            ("Message-ID", "<\(UUID().uuidString)@\(domain)>"),
            ("MIME-Version", "1.0"),
        ]
    }

    /// Sets a field, or adds it; nil removes it.
    mutating func set(_ name: String, _ value: String?) {
        let place = fields.firstIndex { $0.name.lowercased() == name.lowercased() }
        switch (place, value) {
        case (let place?, let value?): fields[place].value = value
        case (let place?, nil): fields.remove(at: place)
        case (nil, let value?): fields.append((name, value))
        case (nil, nil): break
        }
    }

    /// The mail as it goes over the wire.
    var bytes: [UInt8] {
        let head = fields.map { "\($0.name): \($0.value)\r\n" }.joined()
        return Array((head + body).utf8)
    }

    private var body: String {
        var renderings = [html.map { Draft.textPart("html", $0) }, calendar.map(Draft.calendarPart)].compactMap { $0 }
        if !text.isEmpty || renderings.isEmpty { renderings.insert(Draft.textPart("plain", text), at: 0) }
        let body = renderings.count == 1 ? renderings[0] : Draft.multipart("alternative", renderings)
        guard !attachments.isEmpty else { return body }
        return Draft.multipart("mixed", [body] + attachments.map(Draft.attachmentPart))
    }

    private static func textPart(_ subtype: String, _ text: String) -> String {
        "Content-Type: text/\(subtype); charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
            + text.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n") + "\r\n"
    }

    private static func calendarPart(_ calendar: Calendar) -> String {
        "Content-Type: text/calendar; charset=\"utf-8\"; method=\(calendar.method)\r\n"
            + "Content-Transfer-Encoding: base64\r\n\r\n" + base64(calendar.bytes) + "\r\n"
    }

    private static func attachmentPart(_ attachment: Attachment) -> String {
        "Content-Type: \(attachment.type)\r\nContent-Transfer-Encoding: base64\r\n"
            + "Content-Disposition: attachment; filename*=utf-8''\(percentEncoded(attachment.name))\r\n\r\n"
            + base64(attachment.bytes) + "\r\n"
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString(options: [
            .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
        ])
    }

    private static func multipart(_ subtype: String, _ parts: [String]) -> String {
        let boundary = "=_\(UUID().uuidString)"
        return "Content-Type: multipart/\(subtype); boundary=\"\(boundary)\"\r\n\r\n"
            + parts.map { "--\(boundary)\r\n\($0)\r\n" }.joined() + "--\(boundary)--\r\n"
    }

    /// RFC 2231 section 4.
    private static func percentEncoded(_ text: String) -> String {
        text.addingPercentEncoding(
            withAllowedCharacters: .alphanumerics.intersection(.init(charactersIn: "\0"..."\u{7f}"))) ?? ""
    }

    /// RFC 2047, one encoded word for every few characters, so that none grows over 75.
    static func encoded(_ text: String) -> String {
        guard !text.utf8.allSatisfy({ (0x20..<0x7f).contains($0) }) else { return text }
        var words: [String] = []
        var rest = text[...]
        while !rest.isEmpty {
            words.append("=?utf-8?B?\(Data(rest.prefix(10).utf8).base64EncodedString())?=")
            rest = rest.dropFirst(10)
        }
        return words.joined(separator: "\r\n ")
    }

    private static func date(_ date: Date) -> String {
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(secondsFromGMT: 0)
        format.dateFormat = "EEE, d MMM yyyy HH:mm:ss Z"
        return format.string(from: date)
    }
}
