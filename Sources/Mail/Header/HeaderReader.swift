import Base

/// Reads one header, line by line, up to its blank line, within the limits.
struct HeaderReader {
    private let bytes: [UInt8]
    private let limits: Message.Limits
    private let start: Int
    private(set) var header = Header()
    private(set) var defects: Message.Defects = []
    /// The field being read: its bytes, and the bytes after its colon.
    private var raw: Range<Int>?
    private var textEnd = 0

    init(bytes: [UInt8], start: Int, limits: Message.Limits) {
        self.bytes = bytes
        self.start = start
        self.limits = limits
    }

    /// Takes the next line of the header, which is not blank.
    mutating func read(_ line: LineReader.Line) {
        // White space at the start continues a field, even if there is nothing else on the line (obs-FWS).
        if bytes[line.start].isBlank, let open = raw {
            raw = open.lowerBound..<line.next
        } else {
            finish()
            raw = line.start..<line.next
        }
        textEnd = line.textEnd
    }

    /// Ends the field being read. A line that is no field is left out, and ends nothing.
    mutating func finish() {
        guard let raw else { return }
        self.raw = nil
        guard raw.upperBound - start <= limits.headerBytes else { return defects.formUnion(.headerTooLarge) }
        guard header.fields.count < limits.fields else { return defects.formUnion(.tooManyFields) }
        let text = bytes[raw.lowerBound..<textEnd]
        if text.contains(0) { defects.insert(.nul) }
        guard let colon = text.firstIndex(of: UInt8(ascii: ":")), let name = Self.name(text[..<colon]) else {
            return defects.formUnion(.malformedField)
        }
        header.fields.append(Header.Field(name: name, raw: raw, value: text[(colon + 1)...]))
    }

    /// A field name (RFC 5322 section 2.2); obsolete syntax lets white space stand before the colon (section 4.5).
    private static func name(_ text: ArraySlice<UInt8>) -> String? {
        guard let last = text.lastIndex(where: { !$0.isBlank }) else { return nil }
        let name = text[...last]
        guard name.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
        return String(decoding: name, as: UTF8.self)
    }

    /// Whether a header could start with this line.
    static func isField(_ text: ArraySlice<UInt8>) -> Bool {
        text.firstIndex(of: UInt8(ascii: ":")).flatMap { name(text[..<$0]) } != nil
    }
}
