/// One line that shows how far long work has come, redrawn in place; silent where no terminal shows it.
struct ProgressBar {
    private let title: String
    private let total: Int
    private let isShown: Bool
    private var drawn = ""

    init(_ title: String, total: Int, isShown: Bool = Output.isTerminal) {
        self.title = title
        self.total = total
        self.isShown = isShown
    }

    /// - Parameter note: stands behind the bar.
    mutating func show(_ done: Int, note: String = "") {
        let line = Self.line(title, done, of: total) + (note.isEmpty ? "" : "  \(note)")
        guard isShown, line != drawn else { return }
        let rest = String(repeating: " ", count: max(0, drawn.count - line.count))
        Output.print("\r" + line + rest, end: "")
        drawn = line
    }

    /// Wipes the bar away, before something else is printed.
    mutating func finish() {
        guard isShown, !drawn.isEmpty else { return }
        Output.print("\r" + String(repeating: " ", count: drawn.count) + "\r", end: "")
        drawn = ""
    }

    /// `importing [#####---------------]  25 %  2500 of 10000`
    static func line(_ title: String, _ done: Int, of total: Int) -> String {
        let width = 20
        let share = total > 0 ? Double(min(max(done, 0), total)) / Double(total) : 1
        let filled = Int(share * Double(width))
        let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: width - filled)
        let percent = String(Int(share * 100))
        let padding = String(repeating: " ", count: 3 - percent.count)
        return "\(title) [\(bar)] \(padding)\(percent) %  \(done) of \(total)"
    }
}
