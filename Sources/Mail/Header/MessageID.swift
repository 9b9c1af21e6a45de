import Base

/// Message identifiers in header values (RFC 5322 section 3.6.4).
enum MessageID {
    /// A line of mail holds no more (RFC 5322 section 2.1.1), so a longer one could not be answered to.
    private static let mostBytes = 998

    /// The identifiers in angles, without them. Where there is no angle at all, the words that have an `@`.
    static func all(_ value: String) -> [String] {
        let bytes = Array(value.utf8)
        guard bytes.contains(UInt8(ascii: "<")) else {
            return bytes.split(whereSeparator: \.isFoldingSpace)
                .filter { $0.contains(UInt8(ascii: "@")) }.compactMap(identifier)
        }
        var found: [String] = []
        var start: Int?
        for (index, byte) in bytes.enumerated() {
            if byte == UInt8(ascii: "<") {
                start = index + 1
            } else if byte == UInt8(ascii: ">"), let first = start {
                if let identifier = identifier(bytes[first..<index]) { found.append(identifier) }
                start = nil
            }
        }
        return found
    }

    /// The one identifier of a Message-ID field; some programs write it without angles.
    static func first(_ value: String) -> String? {
        if value.utf8.contains(UInt8(ascii: "<")) { return all(value).first }
        return Array(value.utf8).split(whereSeparator: \.isFoldingSpace).first.flatMap(identifier)
    }

    private static func identifier(_ text: ArraySlice<UInt8>) -> String? {
        let text = text.trimmed()
        guard (1...mostBytes).contains(text.count) else { return nil }
        let identifier = String(decoding: text, as: UTF8.self)
        return identifier.isOnOneLine ? identifier : nil
    }
}
