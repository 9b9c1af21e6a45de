/// Puts a footer into HTML, before the end of its body.
package struct HtmlFooter {
    private let target: TextPart
    private let footer: String

    init(_ footer: String, in message: Message, part: Int) {
        target = TextPart(message, part)
        let styled = Self.styled(footer, like: message.text(of: target.part))
        self.footer = styled.textLines.joined(separator: "\r\n")
    }

    var edits: [RewrittenBody.Edit] {
        guard footer.contains(where: { !$0.isWhitespace }) else { return [] }
        guard let bytes = target.encoded(footer) ?? target.encoded(Self.referenced(footer)) else {
            return rewritten
        }
        switch target.part.encoding {
        case .base64:
            // UTF-16 and its like: look for the tags in the text instead.
            guard Self.isAsciiSuperset(target.content) else { return rewritten }
            let place = ClosingTag.offset(in: target.content[...], isQuotedPrintable: false) ?? target.content.count
            return target.replacedBase64(
                Array(target.content[..<place]) + Self.lines(bytes) + Array(target.content[place...]))
        case .quotedPrintable:
            let place = ClosingTag.offset(in: target.raw, isQuotedPrintable: true) ?? target.raw.endIndex
            return target.inserting(quotedPrintable(bytes, at: place), at: place)
        default:
            let place = ClosingTag.offset(in: target.raw, isQuotedPrintable: false) ?? target.raw.endIndex
            return target.inserting(Self.lines(bytes), at: place)
        }
    }

    /// The same for HTML that stands in no mail yet.
    package static func adding(_ footer: String, to html: String) -> String {
        let text = Array(html.utf8)
        let place = ClosingTag.offset(in: text[...], isQuotedPrintable: false) ?? text.count
        let styled = Array(styled(footer, like: html).utf8)
        return String(decoding: text[..<place] + styled + text[place...], as: UTF8.self)
    }

    private var rewritten: [RewrittenBody.Edit] {
        let text = Array(target.message.text(of: target.part).utf8)
        let place = ClosingTag.offset(in: text[...], isQuotedPrintable: false) ?? text.count
        let whole = Array(text[..<place]) + Self.lines(Array(footer.utf8)) + Array(text[place...])
        return target.rewritten(as: String(decoding: whole, as: UTF8.self))
    }

    /// On lines of its own, so that no line gets too long.
    private static func lines(_ footer: [UInt8]) -> [UInt8] {
        [0x0D, 0x0A] + footer + [0x0D, 0x0A]
    }

    /// Between soft line breaks: nothing is added to the text but the footer.
    private func quotedPrintable(_ footer: [UInt8], at place: Int) -> [UInt8] {
        let softBreak = [UInt8(ascii: "="), 0x0D, 0x0A]
        let raw = target.raw
        let startsLine = place == raw.startIndex || raw[place - 1] == 0x0A
        // At the very end a soft break may stand already: `=`, its line end being the boundary's.
        let isOpen = place == raw.endIndex && raw.last == UInt8(ascii: "=")
        let start = isOpen ? [0x0D, 0x0A] : startsLine ? [] : softBreak
        let end = place < raw.endIndex ? softBreak : target.isRoot ? [0x0D, 0x0A] : []
        return start + QuotedPrintable.encode(footer) + end
    }

    /// Other characters as numeric references, which every character set can carry.
    private static func referenced(_ html: String) -> String {
        html.unicodeScalars.reduce(into: "") { text, scalar in
            text += scalar.isASCII ? String(scalar) : "&#\(scalar.value);"
        }
    }

    private static func isAsciiSuperset(_ html: [UInt8]) -> Bool {
        !html.prefix(256).contains(0)
    }
}
