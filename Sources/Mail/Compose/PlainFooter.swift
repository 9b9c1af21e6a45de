import Base

/// Puts a footer below plain text, a blank line between them.
struct PlainFooter {
    private let target: TextPart
    private let footer: String

    init(_ footer: String, in message: Message, part: Int) {
        target = TextPart(message, part)
        let isFlowed = target.part.contentType["format"]?.lowercased() == "flowed"
        self.footer = footer.textLines.map { Self.line($0, isFlowed: isFlowed) }.joined(separator: "\r\n")
    }

    var edits: [RewrittenBody.Edit] {
        guard footer.contains(where: { !$0.isWhitespace }) else { return [] }
        let addition = gap + footer + (target.isRoot ? "\r\n" : "")
        guard let bytes = target.encoded(addition) else {
            return target.rewritten(as: target.message.text(of: target.part) + addition)
        }
        switch target.part.encoding {
        case .base64: return target.replacedBase64(target.content + bytes)
        case .quotedPrintable:
            return target.inserting(softBreakEnd + QuotedPrintable.encode(bytes), at: target.part.body.upperBound)
        default: return target.inserting(bytes, at: target.part.body.upperBound)
        }
    }

    /// Ends the last line and leaves one line blank.
    private var gap: String {
        guard let last = target.content.last(where: { $0 != 0x0D }) else { return "" }
        // RFC 3676 section 4.2: a line that ends in a space goes on in the next, so give it a next one.
        let isOpen = last == 0x20 && target.part.contentType["format"]?.lowercased() == "flowed"
        let endsLine = target.content.last == 0x0A
        return (endsLine ? "" : "\r\n") + (isOpen ? "\r\n" : "") + "\r\n"
    }

    /// Closes a soft line break that the text ends with, so that what follows is not taken for its line.
    private var softBreakEnd: [UInt8] {
        guard target.raw.last(where: { !$0.isBlank }) == UInt8(ascii: "=") else { return [] }
        return [0x0D, 0x0A]
    }

    /// One line of the footer: no space at its end (only the signature mark `-- ` has one), stuffed where flowed
    /// text would read a quotation or a continued line (RFC 3676 section 4.4).
    private static func line(_ line: Substring, isFlowed: Bool) -> String {
        let text = line.stripped == "--" ? "-- " : String(line.strippedAtEnd)
        guard isFlowed, text.hasPrefix(" ") || text.hasPrefix(">") || text.hasPrefix("From ") else { return text }
        return " " + text
    }
}
