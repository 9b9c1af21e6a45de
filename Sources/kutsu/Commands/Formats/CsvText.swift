/// Writes comma-separated values (RFC 4180) that a spreadsheet opens as text.
enum CsvText {
    /// The record without its line end. A field is quoted where it must be.
    static func record(_ fields: [String]) -> String { fields.map(field).joined(separator: ",") }

    /// What begins like a formula gets an apostrophe before it: spreadsheets would run it. ``CsvReader`` takes it off.
    private static func field(_ text: String) -> String {
        let text = isGuarded(text.utf8) ? "'" + text : text
        return text.utf8.contains(where: isSpecial) ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }

    /// Whether a text, behind any apostrophes, begins like a formula.
    static func isGuarded(_ text: some Sequence<UInt8>) -> Bool {
        text.first { $0 != UInt8(ascii: "'") }.map { "=+-@\t\r".utf8.contains($0) } ?? false
    }

    /// Separators of other dialects are among them, so that those read a field as one, too.
    private static func isSpecial(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\""), 0x09, 0x0A, 0x0D: true
        default: false
        }
    }
}
