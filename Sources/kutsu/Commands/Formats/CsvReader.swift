import Mail

/// Reads comma-separated values (RFC 4180) as spreadsheets really write them: a byte order mark, semicolons or tabs
/// between the fields, a first line `sep=;`, any line ends, line ends within quotes, and windows-1252 where the bytes are
/// not UTF-8, as Excel saves "CSV" in Western Europe.
struct CsvReader {
    struct Record: Equatable {
        /// Where it begins, from 1.
        let line: Int
        /// At least one; without white space around them.
        let fields: [String]
    }

    /// Quotes that are not closed swallow all that follows: nothing behind them can be trusted.
    struct Failure: Error, Equatable {
        let line: Int
        let reason: String
    }

    private let bytes: [UInt8]
    private let separator: UInt8
    private var position: Int
    private var line = 1

    init(_ bytes: [UInt8]) {
        // UTF-8 where it can be that, which costs no copy; see `Charset`.
        let isUTF8 = String(validating: bytes, as: UTF8.self) != nil
        self.bytes = isUTF8 ? bytes : Array(Charset.decode(bytes, charset: nil).utf8)
        var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        // Excel's own word for the separator, which it neither shows nor counts as a line of the table.
        if let named = Self.namedSeparator(in: self.bytes[start...]) {
            separator = named
            start += 5
        } else {
            separator = Self.separator(in: self.bytes[start...])
        }
        position = start
    }

    private static func namedSeparator(in bytes: ArraySlice<UInt8>) -> UInt8? {
        let word = bytes.prefix(5)
        guard word.count == 5, word.starts(with: Array("sep=".utf8)), let named = word.last,
            [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09].contains(named),
            bytes.dropFirst(5).first.map({ $0 < 0x20 }) ?? true
        else { return nil }
        return named
    }

    /// The next record that is not blank; nil at the end.
    mutating func next() throws(Failure) -> Record? {
        while position < bytes.count {
            let start = line
            let fields = try readRecord()
            if fields.count > 1 || !fields[0].isEmpty { return Record(line: start, fields: fields) }
        }
        return nil
    }

    private mutating func readRecord() throws(Failure) -> [String] {
        var fields: [String] = []
        while true {
            fields.append(try readField())
            guard position < bytes.count, bytes[position] == separator else { break }
            position += 1
        }
        takeLineEnd()
        return fields
    }

    /// Stops before the separator or line end behind the field.
    private mutating func readField() throws(Failure) -> String {
        var field: [UInt8] = []
        while position < bytes.count, isBlank(bytes[position]) { position += 1 }
        if position < bytes.count, bytes[position] == UInt8(ascii: "\"") { field = try readQuoted() }
        while position < bytes.count, bytes[position] != separator, !isLineEnd(bytes[position]) {
            field.append(bytes[position])
            position += 1
        }
        while let last = field.last, isBlank(last) { field.removeLast() }
        let text = String(decoding: field, as: UTF8.self)
        let isQuotation = field.first == UInt8(ascii: "'") && CsvText.isGuarded(text)
        return isQuotation ? String(text.unicodeScalars.dropFirst()) : text
    }

    private mutating func readQuoted() throws(Failure) -> [UInt8] {
        let start = line
        var field: [UInt8] = []
        position += 1
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                position += 1
                // Two of them mean one.
                guard position < bytes.count, bytes[position] == byte else { return field }
                field.append(byte)
                position += 1
            } else if isLineEnd(byte) {
                takeLineEnd()
                field.append(UInt8(ascii: "\n"))
            } else {
                field.append(byte)
                position += 1
            }
        }
        throw Failure(line: start, reason: "the quotation mark that opens here is never closed")
    }

    /// CRLF, LF, or CR as old Macintosh programs write it.
    private mutating func takeLineEnd() {
        guard position < bytes.count else { return }
        let isPair =
            bytes[position] == UInt8(ascii: "\r") && position + 1 < bytes.count
            && bytes[position + 1] == UInt8(ascii: "\n")
        position += isPair ? 2 : 1
        line += 1
    }

    private func isLineEnd(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }
    private func isBlank(_ byte: UInt8) -> Bool {
        byte != separator && (byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t"))
    }

    /// What stands most often outside quotes in the first line that holds anything; a comma where nothing does.
    private static func separator(in bytes: ArraySlice<UInt8>) -> UInt8 {
        let blank: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
        let first = bytes.drop { blank.contains($0) }.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        var counts: [UInt8: Int] = [:]
        var isQuoted = false
        for byte in first {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() } else if !isQuoted { counts[byte, default: 0] += 1 }
        }
        let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
        let most = candidates.map { counts[$0, default: 0] }.max() ?? 0
        return candidates.first { counts[$0, default: 0] == most } ?? UInt8(ascii: ",")
    }
}
