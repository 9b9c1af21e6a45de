import Base

/// Turns the HTML of a mail into text that reads like the plain part a careful mail program would have sent.
///
/// Quotations become `> ` lines, and where a mail program only marks the place (Outlook) a rule is drawn there that
/// `NewText` knows. One pass, no recursion; at most `inputLimit` bytes are looked at.
package struct HtmlText {
    /// In bytes of UTF-8. What is beyond is not read: nobody writes more by hand.
    package static let inputLimit = 1 << 20

    private var layout = TextLayout()
    private var lists: [ListCount] = []
    /// For each open `div`, whether it is shown as a quotation.
    private var divisions: [Bool] = []
    private var preformatted = 0
    private var link: String?
    private let links: LinkForm
    /// The element whose content is left out, and how many of its name are open inside it.
    private var hidden: (name: String, depth: Int)?

    /// How a link's words and where it leads become text.
    package enum LinkForm: Sendable {
        /// `words <https://…>`, as mail programs write them.
        case behind
        /// `[words](<https://…>)`, so that one sees where the words begin: see ``LinkedText``.
        case bracketed
    }

    private enum ListCount {
        case bullets
        case numbers(next: Int)
    }

    private init(links: LinkForm) { self.links = links }

    package static func text(from html: String, links: LinkForm = .behind) -> String {
        var reader = HtmlText(links: links)
        let bytes = Array(html.utf8.prefix(inputLimit))
        for token in HtmlTokens(bytes) {
            reader.read(token, in: bytes)
        }
        reader.endLink()
        return reader.layout.text
    }

    private mutating func read(_ token: HtmlTokens.Token, in bytes: [UInt8]) {
        if let hidden, !leaves(hidden, at: token) { return }
        switch token {
        case .text(let range): layout.write(HtmlEntities.decode(bytes[range]), preformatted: preformatted > 0)
        case .start(let tag): start(tag)
        case .end(let name): end(name)
        }
    }

    /// Keeps count inside a hidden element; true when `token` already belongs to what follows it.
    private mutating func leaves(_ hidden: (name: String, depth: Int), at token: HtmlTokens.Token) -> Bool {
        switch token {
        case .text:
            return false
        case .start(let tag) where tag.name == "body" || Self.impliesEnd(of: hidden.name, by: tag.name):
            self.hidden = nil
            return true
        case .start(let tag):
            self.hidden?.depth += tag.name == hidden.name ? 1 : 0
            return false
        case .end(let name):
            guard name == hidden.name else { return false }
            if hidden.depth == 0 { self.hidden = nil } else { self.hidden?.depth -= 1 }
            return false
        }
    }

    private mutating func start(_ tag: HtmlTokens.Tag) {
        guard Self.isShown(tag) else {
            if !Self.void.contains(tag.name) { hidden = (tag.name, 0) }
            return
        }
        if QuotationMarks.beginsQuotedMail(tag) { layout.drawQuotationRule() }
        switch tag.name {
        case "br": layout.endLine()
        case "p": Self.isOutlookLine(tag) ? layout.startLine() : layout.startParagraph()
        case "blockquote":
            layout.startParagraph()
            layout.quotationDepth += QuotationMarks.isQuotation(tag) ? 1 : 0
        case "div":
            let isQuotation = QuotationMarks.isQuotation(tag)
            layout.startLine()
            layout.quotationDepth += isQuotation ? 1 : 0
            divisions.append(isQuotation)
        case "a": startLink(tag)
        case "ul", "menu": startList(.bullets)
        case "ol": startList(.numbers(next: Int(tag.attribute("start")).flatMap { abs($0) < 10_000 ? $0 : nil } ?? 1))
        case "li": startItem()
        case "td", "th": layout.space()
        case "pre":
            layout.startParagraph()
            preformatted += 1
        case let name where Self.paragraphs.contains(name): layout.startParagraph()
        case let name where Self.lines.contains(name): layout.startLine()
        default: break
        }
    }

    private mutating func end(_ name: String) {
        switch name {
        case "a": endLink()
        case "blockquote":
            layout.startParagraph()
            layout.quotationDepth -= layout.quotationDepth > divisions.count(where: { $0 }) ? 1 : 0
        case "div":
            layout.startLine()
            layout.quotationDepth -= divisions.popLast() == true ? 1 : 0
        case "ul", "ol", "menu":
            _ = lists.popLast()
            lists.isEmpty ? layout.startParagraph() : layout.startLine()
        case "pre":
            layout.startParagraph()
            preformatted -= preformatted > 0 ? 1 : 0
        case "p": layout.startLine()
        case let name where Self.paragraphs.contains(name): layout.startParagraph()
        case let name where Self.lines.contains(name) || name == "li": layout.startLine()
        default: break
        }
    }

    // MARK: Lists

    private mutating func startList(_ list: ListCount) {
        lists.isEmpty ? layout.startParagraph() : layout.startLine()
        lists.append(list)
    }

    private mutating func startItem() {
        layout.startLine()
        let indentation = String(repeating: "  ", count: min(max(lists.count - 1, 0), 8))
        if case .numbers(let number)? = lists.last {
            layout.label = "\(indentation)\(number). "
            lists[lists.count - 1] = .numbers(next: number + 1)
        } else {
            layout.label = "\(indentation)- "
        }
    }

    // MARK: Links

    private mutating func startLink(_ tag: HtmlTokens.Tag) {
        endLink()
        let target = HtmlEntities.decode(tag.attribute("href").utf8).filter {
            !$0.isWhitespace && $0 != "<" && $0 != ">"
        }
        guard target.utf8.count <= 2000, Self.isAddress(target) else { return }
        link = target
        layout.markNextWord()
    }

    /// Adds where a link leads, unless its text says so already.
    private mutating func endLink() {
        guard let target = link else { return }
        link = nil
        let words = layout.textSinceMark
        guard Self.bare(words) != Self.bare(target) else { return }
        if links == .bracketed, LinkedText.canBracket(words) {
            layout.bracketSinceMark("](<\(target)>)")
        } else {
            layout.space()
            layout.write("<\(target)>", preformatted: false)
        }
    }

    private static func isAddress(_ target: String) -> Bool {
        let start = target.prefix(8).lowercased()
        return ["http://", "https://", "mailto:"].contains { start.hasPrefix($0) }
    }

    /// What people leave out when they write an address as text.
    private static func bare(_ address: String) -> Substring {
        var rest = address.lowercased()[...]
        for prefix in ["mailto:", "https://", "http://", "www."] where rest.hasPrefix(prefix) {
            rest = rest.dropFirst(prefix.count)
        }
        return rest.last == "/" ? rest.dropLast() : rest
    }

    // MARK: What the elements are

    private static let void: Set<String> = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    ]
    private static let paragraphs: Set<String> = ["h1", "h2", "h3", "h4", "h5", "h6", "hr", "dl", "fieldset"]
    private static let lines: Set<String> = [
        "address", "article", "aside", "body", "caption", "center", "dd", "dt", "figcaption", "figure", "footer",
        "form", "header", "main", "nav", "option", "section", "table", "tbody", "tr",
    ]

    private static func isShown(_ tag: HtmlTokens.Tag) -> Bool {
        if unshown.contains(tag.name) || tag.attributes["hidden"] != nil { return false }
        guard let style = tag.attributes["style"] else { return true }
        let text = style.utf8.filter { !$0.isHtmlSpace }.map(\.lowercased)
        return !text.elementsEqual(noSize)
            && !hidings.contains { hiding in
                text.indices.contains { text[$0] == hiding[0] && text[$0...].starts(with: hiding) }
            }
    }

    /// Nobody sees it, or its writer took it back.
    private static let unshown: Set<String> = ["head", "select", "del", "s", "strike"]
    private static let hidings = [
        "display:none", "visibility:hidden", "mso-hide:all", "line-through", "font-size:0;", "font-size:0px",
        "font-size:0pt",
    ].map { Array($0.utf8) }
    private static let noSize = Array("font-size:0".utf8)

    /// Outlook writes each line as `<p class="MsoNormal">` without margins, and `&nbsp;` in one for a blank line.
    private static func isOutlookLine(_ tag: HtmlTokens.Tag) -> Bool {
        tag.attribute("class").contains("Mso")
    }

    /// Elements that end without an end tag when a sibling starts (HTML Living Standard 13.1.2.4).
    private static func impliesEnd(of hidden: String, by name: String) -> Bool {
        switch hidden {
        case "p":
            name == "p" || name == "div" || name == "table" || name == "ul" || name == "ol" || name == "blockquote"
        case "li", "tr", "option": name == hidden
        case "td", "th": name == "td" || name == "th" || name == "tr"
        default: false
        }
    }
}
