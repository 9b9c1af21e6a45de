import Glibc

/// What the story is printed on: how wide it is, and whether it shows colours.
struct StoryPage: Sendable {
    /// Columns.
    var width: Int
    var isColoured: Bool

    /// Looks of a piece of text, as the numbers of ECMA-48's "select graphic rendition".
    enum Look: String {
        case bold = "1"
        case dim = "2"
        case good = "32"
        case bad = "1;31"
        case person = "36"
        case list = "35"
    }

    /// Colours only on a terminal that can, and only where nobody said no (https://no-color.org).
    static func ofStandardOutput() -> StoryPage {
        let isPlain = SystemFiles.environment("NO_COLOR").map { !$0.isEmpty } ?? false
        let isDumb = ["dumb", ""].contains(SystemFiles.environment("TERM") ?? "")
        return StoryPage(
            width: min(max(terminalWidth() ?? 80, 40), 100), isColoured: Output.isTerminal && !isPlain && !isDumb)
    }

    func painted(_ text: String, _ look: Look) -> String {
        isColoured && !text.isEmpty ? "\u{1B}[\(look.rawValue)m\(text)\u{1B}[0m" : text
    }

    /// The words on as many lines as they need; a word that is longer than a line stands alone on its own.
    func lines(of text: String, indent: Int = 0) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.harmless.split(separator: " ") {
            if !line.isEmpty, line.count + 1 + word.count > width - indent {
                lines.append(line)
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        if !line.isEmpty { lines.append(line) }
        return lines.map { String(repeating: " ", count: indent) + $0 }
    }

    /// One line, with its end cut off where the page ends.
    /// - Parameter rest: columns that stay free for what follows.
    func line(_ text: String, indent: Int, keeping rest: Int = 0) -> String {
        let text = text.harmless
        let room = max(width - indent - rest, 10)
        return String(repeating: " ", count: indent) + (text.count > room ? text.prefix(room - 1) + "…" : text)
    }

    private static func terminalWidth() -> Int? {
        var size = winsize()
        // The kernel fills in a winsize, and no more.
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }
}
