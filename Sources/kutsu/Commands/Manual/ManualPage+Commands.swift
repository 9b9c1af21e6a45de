import ArgumentParser

/// The commands as the parser itself explains them, so that the manual and `kutsu help` cannot differ.
extension ManualPage {
    static var commands: [Block] { Kutsu.configuration.subcommands.flatMap { entries(of: $0) } }

    private static func entries(of command: any ParsableCommand.Type) -> [Block] {
        let configuration = command.configuration
        guard configuration.shouldDisplay else { return [] }
        if !configuration.subcommands.isEmpty { return configuration.subcommands.flatMap { entries(of: $0) } }
        let help = Help(Kutsu.helpMessage(for: command, columns: 100_000))
        var blocks: [Block] = [.subsection(help.usage), .paragraph(configuration.abstract)]
        if !configuration.discussion.isEmpty { blocks.append(.paragraph(configuration.discussion)) }
        return blocks + help.options.map { .term($0.label, $0.text) }
    }

    /// The parser's help, taken apart.
    struct Help {
        var usage = ""
        var options: [(label: String, text: String)] = []

        /// Where the explanation of an option begins.
        private static let column = 26
        private static let indent = String(repeating: " ", count: column)

        init(_ text: String) {
            var isList = false
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            for (number, line) in lines.enumerated() {
                if line.hasPrefix("USAGE: ") {
                    usage = String(line.dropFirst(7))
                } else if line == "ARGUMENTS:" || line == "OPTIONS:" {
                    isList = true
                } else if isList, line.hasPrefix("  "), !line.hasPrefix("   ") {
                    let label = String(line.prefix(Self.column)).trimmed
                    // A long one stands alone; what it means is on the next line.
                    let isLong = lines.dropFirst(number + 1).first?.hasPrefix(Self.indent) ?? false
                    options.append(isLong ? (line.trimmed, "") : (label, String(line.dropFirst(Self.column))))
                } else if isList, line.hasPrefix("   "), let last = options.indices.last {
                    options[last].text += (options[last].text.isEmpty ? "" : " ") + line.trimmed
                }
            }
            options.removeAll { $0.label == "--version" || $0.label == "-h, --help" }
        }
    }
}

extension String {
    fileprivate var trimmed: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
