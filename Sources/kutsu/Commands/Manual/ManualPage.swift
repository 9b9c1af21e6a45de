import ArgumentParser

/// A page of the manual as blocks, before it becomes roff.
struct ManualPage {
    enum Block {
        case section(String)
        case subsection(String)
        case paragraph(String)
        /// What is explained, and what is said of it.
        case term(String, String)
        /// Lines as they are typed.
        case example([String])
    }

    var blocks: [Block]
}

extension String {
    /// A page for man(7). groff reads UTF-8 by itself; what it would take for its own is escaped.
    static func manual(_ page: ManualPage, name: String, section: Int) -> String {
        var lines = [
            ".TH \(name.uppercased()) \(section) \"\" \"kutsu \(Kutsu.configuration.version)\" \"Kutsu\"",
            // No hyphens within words: commands are copied from here.
            ".nh", ".ad l",
        ]
        for block in page.blocks {
            switch block {
            case .section(let title): lines.append(".SH \(title.roff)")
            case .subsection(let title): lines.append(".SS \(title.roff)")
            case .paragraph(let text): lines += [".PP", text.roff]
            case .term(let term, let text): lines += [".TP", ".B \(term.roff)", text.roff]
            case .example(let examples):
                lines += [".PP", ".RS 4", ".nf"] + examples.map(\.roff) + [".fi", ".RE"]
            }
        }
        return lines.map { $0 + "\n" }.joined()
    }

    /// One line of text that roff shows as it is.
    private var roff: String {
        var text = ""
        for character in self {
            switch character {
            case "\\": text += "\\e"
            // A plain hyphen, not a typographic one, so that it can be copied; likewise the quotes.
            case "-": text += "\\-"
            case "'": text += "\\(aq"
            case "\"": text += "\\(dq"
            case "^": text += "\\(ha"
            case "~": text += "\\(ti"
            case "`": text += "\\(ga"
            case "\n": text += " "
            default: text.append(character)
            }
        }
        // At the start of a line a dot is a request.
        return text.hasPrefix(".") ? "\\&" + text : text
    }
}
