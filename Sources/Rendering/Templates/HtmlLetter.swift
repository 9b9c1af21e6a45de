import Base

/// A letter as HTML: a whole small document, or a piece for another mail. Nothing in it is fetched from anywhere.
enum HtmlLetter {
    static func document(_ blocks: [LetterBlock], subject: String, _ language: Language) -> String {
        """
        <!doctype html>
        <html lang="\(language.rawValue)" dir="\(language.direction)">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>\(escaped(subject))</title>
        <style>
        \(style)
        </style>
        </head>
        <body>
        <main>
        \(body(blocks, language))
        </main>
        </body>
        </html>

        """
    }

    /// A piece takes its colours and its size from the mail it stands in, so that it can be read wherever the mail can.
    static func fragment(_ blocks: [LetterBlock], _ language: Language) -> String {
        """
        <div lang="\(language.rawValue)" dir="\(language.direction)">
        \(body(blocks, language))
        </div>

        """
    }

    private static let fonts = "system-ui,-apple-system,'Segoe UI',Roboto,sans-serif"

    /// Contrast at least 7:1 on both grounds (WCAG 2 asks 4.5:1 for AA). Pixels, because Outlook ignores `rem`.
    private static let style = """
        :root{color-scheme:light dark}
        body{max-width:40em;margin:0 auto;padding:16px;font:16px/1.5 \(fonts);color:#1c1c1c;background:#ffffff}
        h1,h2{font-size:20px;line-height:1.3;margin:1.5em 0 .5em}
        h2{font-size:18px}
        p,ul,ol,blockquote{margin:0 0 1em}
        ul,ol{padding-left:1.5em}
        p,li{overflow-wrap:anywhere}
        blockquote{padding:0 0 0 1em;border-left:3px solid #6b6b6b;overflow-wrap:anywhere}
        div{overflow-wrap:anywhere}
        hr{margin:1.5em 0;border:0;border-top:1px solid #6b6b6b}
        a{color:#003f9e}
        @media (prefers-color-scheme:dark){
        body{color:#ececec;background:#161616}
        blockquote,hr{border-color:#9a9a9a}
        a{color:#a6c8ff}
        }
        """

    private static func body(_ blocks: [LetterBlock], _ language: Language) -> String {
        let first = blocks.firstIndex(where: \.isHeading)
        return blocks.indices.map { block(blocks[$0], level: $0 == first ? 1 : 2, language) }.joined(separator: "\n")
    }

    /// - Parameter level: of a heading: the first one is the letter's, the others stand below it.
    private static func block(_ block: LetterBlock, level: Int, _ language: Language) -> String {
        func line(_ runs: [LetterRun]) -> String { Self.line(runs, language) }
        return switch block {
        case .heading(let runs): "<h\(level)>\(line(runs))</h\(level)>"
        case .paragraph(let lines): "<p>\(lines.map(line).joined(separator: "<br>\n"))</p>"
        case .list(let items): "<ul>\n\(items.map { item($0, language) }.joined(separator: "\n"))\n</ul>"
        case .quote(let lines):
            "<blockquote\(attribute(lines, nil)) dir=\"auto\">\(lines.map(line).joined(separator: "<br>\n"))</blockquote>"
        case .passage(let words): passage(words)
        case .rule: "<hr>"
        }
    }

    /// The words have a language and a direction of their own, which the letter around them may not share.
    private static func passage(_ passage: LetterPassage) -> String {
        func line(_ runs: [LetterRun]) -> String { runs.map(run).joined() }
        func items(_ items: [[LetterRun]]) -> String { items.map { "<li>\(line($0))</li>\n" }.joined() }
        let paragraphs = PassageBlock.blocks(of: passage).map { block in
            switch block {
            case .paragraph(let lines): "<p>\(lines.map(line).joined(separator: "<br>\n"))</p>"
            case .bullets(let list): "<ul>\n\(items(list))</ul>"
            case .numbers(let first, let list): "<ol start=\"\(first)\">\n\(items(list))</ol>"
            }
        }
        return
            "<div\(attribute(passage.paragraphs.flatMap(\.self), passage.language)) dir=\"auto\">\n\(paragraphs.joined(separator: "\n"))\n</div>"
    }

    /// The language of somebody's words; empty where nobody knows it, so that they do not count as the letter's (HTML
    /// Living Standard 3.2.6.2).
    private static func attribute(_ lines: [[LetterRun]], _ known: Language?) -> String {
        let language = known ?? WrittenLanguage.guess(lines.map { $0.map(\.text).joined() }.joined(separator: "\n"))
        return " lang=\"\(language?.rawValue ?? "")\""
    }

    /// A line that speaks to readers of another language is in that.
    private static func item(_ runs: [LetterRun], _ language: Language) -> String {
        let own = LetterBlock.language(of: runs) ?? language
        let attribute = own == language ? "" : " lang=\"\(own.rawValue)\""
        return "<li\(attribute)>\(line(runs, own))</li>"
    }

    /// Words to write back are bold, and in quotation marks for whoever hears the letter.
    private static func line(_ runs: [LetterRun], _ language: Language) -> String {
        var line = ""
        var rest = runs[...]
        while let first = rest.first {
            let stretch = rest.prefix { $0.isStrong == first.isStrong }
            let html = stretch.map(run).joined()
            line += first.isStrong ? "<strong>\(LocalizedFormat.quoted(html, language))</strong>" : html
            rest = rest[stretch.endIndex...]
        }
        return line
    }

    private static func run(_ run: LetterRun) -> String {
        switch run.source {
        case .said:
            run.language.map { "<span lang=\"\($0.rawValue)\">\(escaped(run.text))</span>" } ?? escaped(run.text)
        case .link(let target), .named(let target): anchor(run.text, to: target)
        case .own: linked(run.text, mailto: true)
        case .saidWithLinks: linked(run.text, mailto: false)
        }
    }

    private static func linked(_ text: String, mailto: Bool) -> String {
        Hyperlink.pieces(of: text, mailto: mailto)
            .map { piece in piece.target.map { anchor(piece.text, to: $0) } ?? escaped(piece.text) }
            .joined()
    }

    private static func anchor(_ text: String, to target: String) -> String {
        "<a href=\"\(escaped(target))\">\(escaped(text))</a>"
    }

    /// For text and for attributes in double quotes.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        escaped.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}

extension Language {
    /// The direction of writing, as HTML names it.
    var direction: String {
        switch self {
        case .fi, .sv, .en: "ltr"
        }
    }
}
