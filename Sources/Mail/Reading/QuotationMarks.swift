/// How mail programs mark in HTML what they quote.
enum QuotationMarks {
    /// True for an element all of whose text is a quotation or the line that introduces one.
    static func isQuotation(_ tag: HtmlTokens.Tag) -> Bool {
        let classes = tag.attribute("class").split(whereSeparator: \.isWhitespace)
        if tag.name == "blockquote" {
            // Gmail indents with a borderless blockquote: those are the sender's own words.
            let isIndentation = tag.attribute("style").lowercased().filter { $0 != " " }.contains("border:none")
            return !(isIndentation && classes.isEmpty && tag.attribute("type").isEmpty)
        }
        return classes.contains { introductions.contains(String($0)) }
    }

    /// True for the element from which on Outlook, Yahoo and others append the mail that is answered.
    static func beginsQuotedMail(_ tag: HtmlTokens.Tag) -> Bool {
        if beginnings.contains(tag.attribute("id")) { return true }
        return tag.attribute("class").split(whereSeparator: \.isWhitespace).contains { beginnings.contains(String($0)) }
    }

    private static let introductions: Set<String> = ["gmail_attr", "moz-cite-prefix"]

    private static let beginnings: Set<String> = [
        "divRplyFwdMsg", "appendonsend", "OLK_SRC_BODY_SECTION", "mail-editor-reference-message-container",
        "yahoo_quoted", "protonmail_quote", "zmail_extra",
    ]
}
