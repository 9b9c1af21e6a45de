import Base

/// Files that may well hold members, and that nothing here reads: what each is, and what to do instead.
enum UnreadableFile {
    /// Nil for what may be text in UTF-8, or in a charset of one byte a character.
    static func reason(_ bytes: [UInt8]) -> String? {
        if let sort = sorts.first(where: { bytes.starts(with: $0.start) }) { return sort.reason }
        let head = bytes.prefix(4096)
        // A pickle begins with the version of its protocol, and ends with a full stop.
        if bytes.first == 0x80, let version = head.dropFirst().first, (1...5).contains(version) { return pickle }
        guard head.contains(0) else { return nil }
        // Text of two bytes a character has a zero in every other place.
        let zeros = head.count { $0 == 0 }
        return zeros * 3 >= head.count && zeros * 3 <= head.count * 2 ? utf16 : "this is no text"
    }

    private static let utf16 = "this is UTF-16: save the file as CSV in UTF-8"
    private static let pickle =
        "this is config.pck of Mailman 2, which only Mailman reads: let it write the members with 'list_members --fullnames "
        + "LIST', and those of --digest and --nomail with 'list_members --digest LIST' and 'list_members --nomail LIST'"
    private static let spreadsheet = "this is a workbook of a spreadsheet program: save the sheet as CSV in UTF-8"
    private static let database =
        "this is a database: let the program export its members, or write their table with 'sqlite3 -csv -header'"

    private static let sorts: [(start: [UInt8], reason: String)] = [
        ([0xFF, 0xFE], utf16), ([0xFE, 0xFF], utf16), (Array("PK\u{3}\u{4}".utf8), spreadsheet),
        ([0xD0, 0xCF, 0x11, 0xE0], spreadsheet), (Array("SQLite format 3\0".utf8), database),
        ([0x1F, 0x8B], "this is compressed: unpack it with gunzip"),
        (Array("%PDF-".utf8), "this is a PDF, and no table"),
    ]
}
