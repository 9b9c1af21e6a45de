import Mail

/// Writes comma-separated values (RFC 4180) that a spreadsheet opens as text.
enum CsvText {
    /// The record without its line end. A field is quoted where it must be.
    static func record(_ fields: [String]) -> String { fields.map(field).joined(separator: ",") }

    /// What begins like a formula gets an apostrophe before it: spreadsheets would run it. ``CsvReader`` takes it off.
    /// Lines and tabs stay, since they are quoted; what else nobody sees, a terminal that shows the file would obey.
    private static func field(_ text: String) -> String {
        let parts = text.unicodeScalars.split(omittingEmptySubsequences: false) { layout.contains($0) }
        let breaks = text.unicodeScalars.filter { layout.contains($0) }.map(String.init) + [""]
        let clean = zip(parts, breaks).map { CleanText.visible(String($0)) + $1 }.joined()
        let text = isGuarded(clean) ? "'" + clean : clean
        return text.utf8.contains(where: isSpecial) ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }

    /// Whether a text, behind any apostrophes and spaces, begins like a formula.
    static func isGuarded(_ text: String) -> Bool {
        text.unicodeScalars.first { !before.contains($0) }.map(beginnings.contains) ?? false
    }

    private static let layout: Set<Unicode.Scalar> = ["\t", "\n", "\r"]
    private static let before: Set<Unicode.Scalar> = ["'", " ", "\u{A0}", "\u{3000}"]
    /// Spreadsheets in East Asian languages read the wide and the small forms as they read ASCII's.
    private static let beginnings = layout.union("=+-@＝＋－＠﹦﹢﹣﹫".unicodeScalars)

    /// Separators of other dialects are among them, so that those read a field as one, too.
    private static func isSpecial(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\""), 0x09, 0x0A, 0x0D: true
        default: false
        }
    }
}
