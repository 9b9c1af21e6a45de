import Base
import Foundation

/// A journal as its text stands in the file, taken apart without the code that reads journals.
struct JournalText {
    /// `joined address=anna@hel.fi language=fi`
    struct Column {
        let text: String
        let verb: String
        /// As they stand, escapes and all, in their order.
        let values: [(key: String, value: String)]

        init(_ text: String) {
            let words = Self.split(text, " ")
            self.text = text
            verb = words[0]
            values = words.dropFirst().map { word in
                let equals = word.utf8.firstIndex(of: UInt8(ascii: "=")) ?? word.endIndex
                return (String(word[..<equals]), String(word.utf8[equals...].dropFirst()) ?? "")
            }
        }

        /// The first value of this name, its escapes undone.
        subscript(key: String) -> String? {
            values.first { $0.key == key }?.value.removingPercentEncoding
        }

        /// Bytes, not Characters: an accent that begins a value melts into the character before it.
        static func split(_ text: String, _ separator: Unicode.Scalar) -> [String] {
            text.unicodeScalars.split(separator: separator, omittingEmptySubsequences: false).map { String($0) }
        }
    }

    struct Line {
        let bytes: [UInt8]
        let source: Column
        /// Without number, time, source and checksum.
        let columns: [Column]

        init(_ bytes: [UInt8]) {
            self.bytes = bytes
            let columns = Column.split(String(decoding: bytes, as: UTF8.self), "\t")
            source = Column(columns.count > 2 ? columns[2] : "")
            self.columns = columns.dropFirst(3).dropLast().map { Column($0) }
        }
    }

    /// Without the header line.
    let lines: [Line]
    let header: Column

    init(_ bytes: [UInt8]) {
        let all = bytes.split(separator: UInt8(ascii: "\n")).map { Array($0) }
        header = Column(Column.split(String(decoding: all.first ?? [], as: UTF8.self), "\t")[0])
        lines = all.dropFirst().map { Line($0) }
    }

    var columns: [Column] { lines.flatMap(\.columns) }
}
