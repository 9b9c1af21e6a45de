import Base

/// Splits HTML into text, start tags and end tags, the way browsers do for what mail programs write.
///
/// One pass, no recursion, no failure: comments, doctypes and processing instructions are skipped, the insides of
/// `script`, `style`, `title` and the like are skipped with their tags, and broken markup ends at the end of the input.
struct HtmlTokens: IteratorProtocol, Sequence {
    enum Token: Equatable {
        case text(Range<Int>)
        case start(Tag)
        case end(name: String)
    }

    struct Tag: Equatable {
        /// In lower case.
        var name: String
        /// The undecoded values of the attributes by lower-case name. The first of equal names counts.
        var attributes: [String: String]

        func attribute(_ name: String) -> String {
            attributes[name] ?? ""
        }
    }

    let bytes: [UInt8]
    private var position = 0

    /// No real tag has more attributes than this; what follows is read over.
    private static let attributeLimit = 64
    /// Elements whose content is not markup (HTML Living Standard 13.2.5) and that nobody reads.
    private static let unread: Set<String> = ["script", "style", "title", "textarea", "iframe", "noframes", "xmp"]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func next() -> Token? {
        while position < bytes.count {
            guard bytes[position] == UInt8(ascii: "<") else { return text() }
            switch peek(1) {
            case UInt8(ascii: "!"): skipDeclaration()
            case UInt8(ascii: "?"): skip(past: [UInt8(ascii: ">")])
            case UInt8(ascii: "/") where peek(2).isLetter: return endTag()
            case UInt8(ascii: "/"): skip(past: [UInt8(ascii: ">")])
            case let byte where byte.isLetter:
                let tag = startTag()
                if Self.unread.contains(tag.name) {
                    skipContent(of: tag.name)
                } else {
                    return .start(tag)
                }
            default: return text()
            }
        }
        return nil
    }

    private func peek(_ distance: Int) -> UInt8 {
        position + distance < bytes.count ? bytes[position + distance] : 0
    }

    /// Everything up to the next `<`; a `<` that starts no tag is text itself.
    private mutating func text() -> Token {
        let start = position
        position += 1
        while position < bytes.count, bytes[position] != UInt8(ascii: "<") { position += 1 }
        return .text(start..<position)
    }

    private mutating func skipDeclaration() {
        if peek(2) == UInt8(ascii: "-"), peek(3) == UInt8(ascii: "-") {
            position += 4
            // `<!-->` and `<!--->` are whole comments.
            position -= peek(0) == UInt8(ascii: ">") || peek(0) == UInt8(ascii: "-") ? 2 : 0
            skip(past: Array("-->".utf8))
        } else {
            // Also Outlook's downlevel-revealed `<![if !mso]>`: its content is for everybody.
            skip(past: [UInt8(ascii: ">")])
        }
    }

    private mutating func skip(past pattern: [UInt8]) {
        while position < bytes.count {
            if bytes[position...].starts(with: pattern) {
                position += pattern.count
                return
            }
            position += 1
        }
    }

    private mutating func skipContent(of name: String) {
        let closing = Array("</\(name)".utf8)
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "<"),
                bytes[position...].prefix(closing.count).map(\.lowercased) == closing,
                !peek(closing.count).isLetter
            {
                skip(past: [UInt8(ascii: ">")])
                return
            }
            position += 1
        }
    }

    private mutating func endTag() -> Token {
        position += 2
        let name = tagName()
        skip(past: [UInt8(ascii: ">")])
        return .end(name: name)
    }

    private mutating func startTag() -> Tag {
        position += 1
        var tag = Tag(name: tagName(), attributes: [:])
        while position < bytes.count, bytes[position] != UInt8(ascii: ">") {
            let byte = bytes[position]
            if byte.isHtmlSpace || byte == UInt8(ascii: "/") {
                position += 1
                continue
            }
            let (name, value) = attribute()
            if tag.attributes.count < Self.attributeLimit, tag.attributes[name] == nil {
                tag.attributes[name] = value
            }
        }
        position += 1
        return tag
    }

    private mutating func tagName() -> String {
        lowerCase { $0.isHtmlSpace || $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: "/") }
    }

    private mutating func attribute() -> (String, String) {
        // A name may begin with `=`: take one byte always, so that each round moves on.
        let first = String(decoding: [bytes[position].lowercased], as: UTF8.self)
        position += 1
        let name =
            first
            + lowerCase {
                $0.isHtmlSpace || $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "=")
            }
        skipSpace()
        guard position < bytes.count, bytes[position] == UInt8(ascii: "=") else { return (name, "") }
        position += 1
        skipSpace()
        let quote = peek(0)
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            return (name, take { $0.isHtmlSpace || $0 == UInt8(ascii: ">") })
        }
        position += 1
        let value = take { $0 == quote }
        position += 1
        return (name, value)
    }

    private mutating func skipSpace() {
        while position < bytes.count, bytes[position].isHtmlSpace { position += 1 }
    }

    private mutating func lowerCase(until stop: (UInt8) -> Bool) -> String {
        take(until: stop).lowercased()
    }

    private mutating func take(until stop: (UInt8) -> Bool) -> String {
        let start = position
        while position < bytes.count, !stop(bytes[position]) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }
}

extension UInt8 {
    /// The space of HTML: tab, line feed, form feed, carriage return, space.
    var isHtmlSpace: Bool { isFoldingSpace || self == 0x0C }
}
