import Base

/// A mail as parsed: its bytes and where everything lies in them. Any bytes make a message; what was odd about them
/// is in ``defects``. Parsing takes time linear in their number.
package struct Message: Sendable {
    package let bytes: [UInt8]
    /// The tree in document order; `parts[0]` is the message itself.
    package let parts: [Part]
    package let defects: Defects
    /// The bytes that ``Part/source`` counts: the mail's own, then those of inner messages that were encoded.
    private let sources: [[UInt8]]

    package init(_ bytes: [UInt8], limits: Limits = .standard) {
        var parser = MimeParser(bytes, limits: limits)
        parser.run()
        self.bytes = bytes
        parts = parser.parts
        defects = parser.defects
        sources = parser.sources
    }

    package var header: Header { parts[0].header }

    /// The part's bytes as they lie in the mail, header included.
    package func slice(_ part: Part) -> ArraySlice<UInt8> { sources[part.source][part.whole] }

    /// The part's content after its transfer encoding is undone. A multipart has none; its body is returned as it is.
    package func decoded(_ part: Part) -> [UInt8] {
        let body = sources[part.source][part.body]
        return part.contentType.type == "multipart" ? Array(body) : part.encoding.decode(body)
    }

    /// How many bytes ``decoded(_:)`` would be.
    package func decodedCount(of part: Part) -> Int {
        let isBase64 = part.encoding == .base64 && part.contentType.type != "multipart"
        return isBase64 ? Base64.decodedCount(sources[part.source][part.body]) : decoded(part).count
    }

    /// The part's content as text: character set applied, line ends as LF.
    package func text(of part: Part) -> String {
        let text = Charset.decode(decoded(part), charset: part.contentType["charset"])
        let bytes = Array(text.utf8)
        guard bytes.contains(0x0D) else { return text }
        var lines: [UInt8] = []
        lines.reserveCapacity(bytes.count)
        var previous: UInt8 = 0
        for byte in bytes {
            if byte == 0x0D { lines.append(0x0A) } else if byte != 0x0A || previous != 0x0D { lines.append(byte) }
            previous = byte
        }
        return String(decoding: lines, as: UTF8.self)
    }
}

extension Message {
    /// Bounds that keep hostile mail cheap. What lies beyond one is left unread and reported in ``defects``.
    package struct Limits: Sendable, Hashable {
        /// Bytes of one header.
        package var headerBytes = 1 << 20
        /// Fields of one header.
        package var fields = 2000
        /// Parts of the whole message.
        package var parts = 1000
        /// How deep parts may lie in one another.
        package var depth = 100

        package init() {}

        package static let standard = Limits()
    }

    /// What was odd about a mail. Most oddities are harmless and common; see ``isHostile``.
    package struct Defects: OptionSet, Sendable, Hashable {
        package let rawValue: Int

        package init(rawValue: Int) { self.rawValue = rawValue }

        /// Fields beyond ``Limits/headerBytes`` were left unread.
        package static let headerTooLarge = Defects(rawValue: 1 << 0)
        /// Fields beyond ``Limits/fields`` were left unread.
        package static let tooManyFields = Defects(rawValue: 1 << 1)
        /// What follows part number ``Limits/parts`` was not split.
        package static let tooManyParts = Defects(rawValue: 1 << 2)
        /// A part at ``Limits/depth`` was not split.
        package static let tooDeep = Defects(rawValue: 1 << 3)
        /// Encoded messages within encoded messages, together larger than the mail, were not all decoded.
        package static let innerMessagesTooLarge = Defects(rawValue: 1 << 4)
        /// A multipart has no closing boundary.
        package static let unterminatedMultipart = Defects(rawValue: 1 << 5)
        /// A multipart names no usable boundary, and is a leaf.
        package static let noBoundary = Defects(rawValue: 1 << 6)
        /// A line of a header is no field.
        package static let malformedField = Defects(rawValue: 1 << 7)
        /// A header holds a NUL.
        package static let nul = Defects(rawValue: 1 << 8)

        /// Whether a limit was reached: no honest mail does that.
        package var isHostile: Bool {
            !isDisjoint(with: [.headerTooLarge, .tooManyFields, .tooManyParts, .tooDeep, .innerMessagesTooLarge])
        }
    }
}
