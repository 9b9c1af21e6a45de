import Mail

/// Rows under a heading, for people: columns as wide as their widest cell, two spaces between them.
struct Table {
    private var rows: [[String]]
    private let hasHeading: Bool

    init(heading: [String]) {
        rows = [heading.map { $0.uppercased() }]
        hasHeading = true
    }

    /// Names and values, one pair a line.
    init() {
        rows = []
        hasHeading = false
    }

    mutating func add(_ cells: String...) { rows.append(cells.map(\.harmless)) }

    /// Whether there is nothing below the heading.
    var isEmpty: Bool { rows.count == (hasHeading ? 1 : 0) }

    /// Each line with its end.
    var text: String {
        var widths: [Int] = []
        for row in rows {
            for (column, cell) in row.enumerated() {
                if column == widths.count { widths.append(0) }
                widths[column] = max(widths[column], cell.count)
            }
        }
        return rows.map { row in
            var line = ""
            for (column, cell) in row.enumerated() {
                line += cell
                // Nothing is padded at the end of a line.
                if column < row.count - 1 { line += String(repeating: " ", count: widths[column] - cell.count + 2) }
            }
            return line + "\n"
        }.joined()
    }
}

extension String {
    /// What comes from a mail must not move a terminal's cursor, change what it shows, or turn the order of the columns.
    var harmless: String { CleanText.visible(self) }

    /// At most `length` characters, with an ellipsis where something was cut.
    func shortened(to length: Int) -> String { count > length ? prefix(length - 1) + "…" : self }
}
