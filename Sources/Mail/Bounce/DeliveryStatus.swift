import Base

/// The per-recipient fields of a delivery status (RFC 3464 section 2.3), also where a program writes them into its text.
struct DeliveryStatus: Hashable, Sendable {
    var finalRecipient: Address?
    var originalRecipient: Address?
    var action: BouncedRecipient.Action?
    var status: SmtpStatus?
    /// `smtp`, `x-postfix`, `x-unix` …, in lower case.
    var diagnosticType = ""
    var diagnostic = ""

    /// More recipients than any of our mails has are not read.
    static let mostRecipients = 500
    private static let mostBytes = 256 << 10

    /// The address to report. A final one inside some server (`anna@backend`) tells less than the original one.
    var address: Address? {
        guard let finalRecipient else { return originalRecipient }
        return finalRecipient.domain.text.contains(".") ? finalRecipient : originalRecipient ?? finalRecipient
    }

    private var hasFinal = false
    private var hasOriginal = false

    /// The recipients in a delivery status, or in text that holds such fields among others.
    static func read(_ bytes: [UInt8]) -> (recipients: [DeliveryStatus], messageID: String?) {
        var recipients: [DeliveryStatus] = []
        var current = DeliveryStatus()
        var messageID: String?
        for field in fields(Array(bytes.prefix(mostBytes))) {
            guard let (name, value) = field else {
                if current.isRecipient { recipients.append(current) }
                current = DeliveryStatus()
                continue
            }
            if name == "x-original-message-id" || name == "original-message-id" {
                messageID = messageID ?? MessageID.first(value)
            }
            if current.begins(anew: name) {
                recipients.append(current)
                current = DeliveryStatus()
            }
            current.take(name, value)
            guard recipients.count < mostRecipients else { break }
        }
        if current.isRecipient { recipients.append(current) }
        return (recipients, messageID)
    }

    private var isRecipient: Bool { hasFinal || hasOriginal }

    private func begins(anew name: String) -> Bool {
        name == "final-recipient" && hasFinal || name == "original-recipient" && hasOriginal
    }

    private mutating func take(_ name: String, _ value: String) {
        switch name {
        case "final-recipient":
            hasFinal = true
            finalRecipient = ReportedAddress.read(value)
        case "original-recipient":
            hasOriginal = true
            originalRecipient = ReportedAddress.read(value)
        case "action":
            action = Self.action(value)
        case "status":
            status = SmtpStatus(field: value)
        case "diagnostic-code":
            (diagnosticType, diagnostic) = Self.typed(value)
        default: break
        }
    }

    private static func action(_ value: String) -> BouncedRecipient.Action? {
        let word = value.lowercased().prefix { $0.isLetter }
        // Not in RFC 3464, but written: SendGrid's and Postfix's (address verification).
        if word == "expired" { return .failed }
        if word == "deliverable" { return .delivered }
        if word == "undeliverable" { return .failed }
        return BouncedRecipient.Action(rawValue: String(word))
    }

    /// `smtp; 550 …` as type and text; some leave the type out.
    static func typed(_ value: String) -> (type: String, text: String) {
        guard let semicolon = value.firstIndex(of: ";") else { return ("", value) }
        let type = value[..<semicolon].lowercased().filter { !$0.isWhitespace }
        guard (1...40).contains(type.count), type.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" || $0 == "/" })
        else { return ("", value) }
        return (type, String(value[value.index(after: semicolon)...]).trimmed)
    }

    /// Names in lower case with unfolded values; `nil` for each blank line.
    private static func fields(_ bytes: [UInt8]) -> [(name: String, value: String)?] {
        let lines = LineReader(bytes)
        var fields: [(name: String, value: String)?] = []
        var field: Range<Int>?
        func finish() {
            guard let range = field else { return }
            field = nil
            let text = bytes[range]
            guard let colon = text.prefix(80).firstIndex(of: UInt8(ascii: ":")) else { return }
            let name = String(decoding: text[..<colon].trimmed(), as: UTF8.self).lowercased()
            let value = Header.Field.unfold(text[(colon + 1)...].prefix(4000))
            fields.append((name, EncodedWord.decode(value).withoutControls.trimmed))
        }
        var start = 0
        while let line = lines.line(at: start) {
            start = line.next
            let isBlank = bytes[line.start..<line.textEnd].allSatisfy(\.isBlank)
            if !isBlank, let open = field, bytes[line.start].isBlank {
                field = open.lowerBound..<line.textEnd
                continue
            }
            finish()
            if isBlank { fields.append(nil) } else { field = line.start..<line.textEnd }
        }
        finish()
        return fields
    }
}
