/// The header of a message or part: fields in order, found in one walk.
struct HeaderFields: Sendable {
    struct Field: Sendable {
        /// In lower case.
        let name: String
        /// The whole field in the message, line ends included.
        let range: Range<Int>
        /// What follows the colon.
        let value: Range<Int>
    }

    static let fieldLimit = 2000

    private(set) var fields: [Field] = []
    /// From the first byte of the header up to and including the empty line.
    let range: Range<Int>

    /// Reads the header that begins at `range.lowerBound` and ends at the first empty line or with the range.
    init(_ bytes: [UInt8], in range: Range<Int>) {
        var start = range.lowerBound
        var fieldStart = start
        while start < range.upperBound {
            let lineEnd = bytes[start..<range.upperBound].firstIndex(of: 10).map { $0 + 1 } ?? range.upperBound
            let isEmpty = bytes[start] == 10 || (bytes[start] == 13 && lineEnd == start + 2)
            let isFolded = bytes[start] == 32 || bytes[start] == 9
            if !isFolded {
                if start > fieldStart { fields.append(contentsOf: Self.field(bytes, fieldStart..<start)) }
                fieldStart = start
            }
            start = lineEnd
            if isEmpty || fields.count >= Self.fieldLimit { fieldStart = start }
            if isEmpty { break }
        }
        if start > fieldStart, fields.count < Self.fieldLimit {
            fields.append(contentsOf: Self.field(bytes, fieldStart..<start))
        }
        self.range = range.lowerBound..<start
    }

    /// The first field of the name, given in lower case.
    func first(_ name: String) -> Field? {
        fields.first { $0.name == name }
    }

    /// The first value of the name, unfolded and without blanks around it.
    func value(_ name: String, in bytes: [UInt8]) -> [UInt8]? {
        first(name).map { Self.unfolded(bytes[$0.value]) }
    }

    static func unfolded(_ value: ArraySlice<UInt8>) -> [UInt8] {
        var text = value.filter { $0 != 13 && $0 != 10 && $0 != 0 }[...]
        while let first = text.first, first == 32 || first == 9 { text.removeFirst() }
        while let last = text.last, last == 32 || last == 9 { text.removeLast() }
        return Array(text)
    }

    private static func field(_ bytes: [UInt8], _ range: Range<Int>) -> [Field] {
        guard let colon = bytes[range].firstIndex(of: UInt8(ascii: ":")) else { return [] }
        let name = bytes[range.lowerBound..<colon].filter { $0 > 32 }
        guard !name.isEmpty else { return [] }
        let text = String(decoding: name, as: UTF8.self).lowercased()
        return [Field(name: text, range: range, value: colon + 1..<range.upperBound)]
    }
}
