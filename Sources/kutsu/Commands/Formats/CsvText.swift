/// Writes comma-separated values (RFC 4180).
enum CsvText {
    /// The record without its line end. A field is quoted where it must be.
    static func record(_ fields: [String]) -> String { fields.map(field).joined(separator: ",") }

    private static func field(_ text: String) -> String {
        text.utf8.contains(where: isSpecial) ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }

    /// Separators of other dialects are among them, so that those read a field as one, too.
    private static func isSpecial(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\""), 0x09, 0x0A, 0x0D: true
        default: false
        }
    }
}
