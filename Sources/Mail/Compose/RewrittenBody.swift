/// The body of an announcement as every member gets it: the coordinator's own bytes, with a footer in the text.
///
/// Everything but the footer stays as it came; the segments share the original's memory. Line ends become CRLF where
/// they were not. Mail that is signed, encrypted or has no text of its own is left whole.
package struct RewrittenBody: Sendable {
    /// The root's content fields as they came, changed only where the root itself had to be encoded anew.
    package let contentFields: [UInt8]
    /// Joined they are the body, in order.
    package let segments: [ArraySlice<UInt8>]
    /// Whether the footer found a place.
    package let hasFooter: Bool
    /// Whether a relay must offer 8BITMIME (RFC 6152) to carry it.
    package let needsEightBit: Bool

    package init(of message: Message, footer: Footer) {
        let places = FooterPlaces(in: message)
        var edits: [Edit] = []
        if let plain = places.plain { edits += PlainFooter(footer.text, in: message, part: plain).edits }
        if let html = places.html { edits += HtmlFooter(footer.html, in: message, part: html).edits }
        hasFooter = !edits.isEmpty
        contentFields = Self.contentFields(of: message, edits: edits)
        segments = Self.segments(of: message, edits: edits)
        needsEightBit = segments.contains { segment in segment.contains { $0 >= 0x80 } }
    }

    /// A stretch of the message that gives way to other bytes; an empty stretch is a place to insert.
    struct Edit: Sendable, Hashable {
        var range: Range<Int>
        var bytes: [UInt8]
        /// Whether it stands in the mail's own header, which is not part of the body.
        var isRootField = false
    }

    private static func segments(of message: Message, edits: [Edit]) -> [ArraySlice<UInt8>] {
        let body = message.parts[0].body.lowerBound..<message.bytes.count
        var segments: [ArraySlice<UInt8>] = []
        var position = body.lowerBound
        // What is inserted before a field stands before what replaces that field.
        let ordered = edits.filter { !$0.isRootField }
            .sorted { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) }
        for edit in ordered where edit.range.lowerBound >= position {
            segments.append(LineEnds.canonical(message.bytes[position..<edit.range.lowerBound]))
            segments.append(edit.bytes[...])
            position = edit.range.upperBound
        }
        segments.append(LineEnds.canonical(message.bytes[position..<body.upperBound]))
        return segments.filter { !$0.isEmpty }
    }

    private static func contentFields(of message: Message, edits: [Edit]) -> [UInt8] {
        var fields: [UInt8] = []
        var named: Set<String> = []
        let rootEdits = edits.filter(\.isRootField)
        for field in message.header.fields where Self.contentFieldNames.contains(field.name.lowercased()) {
            // The first of a name counts, as with the parser.
            guard named.insert(field.name.lowercased()).inserted else { continue }
            let replacement = rootEdits.first { $0.range == field.raw }?.bytes
            fields.append(contentsOf: replacement ?? Self.harmless(field, in: message))
        }
        for edit in rootEdits where edit.range.isEmpty { fields.append(contentsOf: edit.bytes) }
        if !fields.isEmpty, !named.contains("mime-version") { fields.append(contentsOf: "MIME-Version: 1.0\r\n".utf8) }
        return fields
    }

    /// What RFC 2045, 2183 and 3282 say of a body. Any other field that begins with `Content-` may be an attempt: some
    /// programs act on what they find there.
    private static let contentFieldNames: Set<String> = [
        "mime-version", "content-type", "content-transfer-encoding", "content-disposition", "content-id",
        "content-description", "content-language",
    ]

    /// The field as it came. One with a control in it, such as a CR alone that a server would take for a line end, is
    /// folded anew without them.
    private static func harmless(_ field: Header.Field, in message: Message) -> [UInt8] {
        let raw = Array(LineEnds.canonical(message.bytes[field.raw]))
        if isHarmless(raw) { return raw }
        let scalars = field.unfolded.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }
        let value = String(String.UnicodeScalarView(scalars))
        return HeaderWriter.bytes(of: [.text(field.name, value)])
    }

    /// Whether every line after the first begins with white space, and nothing but the line ends and tabs is a control.
    private static func isHarmless(_ raw: [UInt8]) -> Bool {
        guard raw.suffix(2) == [0x0D, 0x0A] else { return false }
        // U+0080 to U+009F are controls as well, such as a line end; and what is no UTF-8 is nobody's to pass on.
        if raw.contains(where: { $0 >= 0x80 }) {
            guard let text = String(validating: raw, as: UTF8.self),
                !text.unicodeScalars.contains(where: { (0x80...0x9F).contains($0.value) })
            else { return false }
        }
        var afterLineEnd = false
        for (index, byte) in raw.dropLast(2).enumerated() {
            if afterLineEnd, byte != 0x20, byte != 0x09 { return false }
            afterLineEnd = byte == 0x0A
            let isLineEnd = byte == 0x0A || byte == 0x0D && index + 1 < raw.count && raw[index + 1] == 0x0A
            if byte < 0x20 && byte != 0x09 && !isLineEnd || byte == 0x7F { return false }
        }
        return true
    }
}
