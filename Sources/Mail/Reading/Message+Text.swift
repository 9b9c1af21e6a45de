extension Message {
    /// What the mail says, for people: all text that a reader shows, one part below the other, HTML turned into text.
    /// Attachments say nothing. Of alternatives the plain text is taken, unless it is blank.
    package var readableText: String {
        var texts = ShownTexts(self)
        return texts.joined
    }

    /// The first of it alone: programs put what they return into further parts.
    var firstText: String {
        if let plainPart {
            let text = shownText(of: plainPart)
            if htmlPart == nil || !text.isBlank { return text }
        }
        return htmlPart.map { HtmlText.text(from: text(of: $0)) } ?? ""
    }

    /// A text part as a reader shows it.
    func shownText(of part: Part) -> String {
        let text = text(of: part)
        if part.contentType.subtype == "html" || text.isHtml { return HtmlText.text(from: text) }
        guard part.contentType["format"]?.lowercased() == "flowed" else { return text }
        return FlowedText.unflowed(text, deletesSpace: part.contentType["delsp"]?.lowercased() == "yes")
    }

    /// What the sender newly wrote, without what is quoted or signed below it; empty for a mail that only quotes.
    package var written: String { newText(isAnswer: isAnswer).words }

    /// - Parameter isAnswer: Whether it answers another mail; a list knows signs of its own.
    package func newText(isAnswer: Bool) -> NewText { NewText(readableText, isAnswer: isAnswer) }

    /// As ``written``, and where that is empty what the mail forwards or quotes on its own. For people only.
    package var writtenOrPassedOn: String {
        NewText.writtenOrPassedOn(in: readableText, isAnswer: isAnswer)
    }
}

extension String {
    /// Whether nobody sees anything of it: white space, and the invisible characters that editors leave behind.
    var isBlank: Bool {
        unicodeScalars.allSatisfy { scalar in
            scalar.value < 0x80
                ? scalar.value <= 0x20
                : scalar.properties.isWhitespace || scalar.properties.generalCategory == .format
                    || scalar.properties.generalCategory == .control || scalar == "\u{34F}" || scalar == "\u{FFFC}"
        }
    }

    /// Whether it is HTML under the name of plain text, as some programs send it.
    fileprivate var isHtml: Bool {
        let start = unicodeScalars.drop { $0.properties.isWhitespace || $0 == "\u{FEFF}" }
        guard start.first == "<" else { return false }
        let head = String(start.prefix(4000)).lowercased()
        let name = head.dropFirst().prefix { $0.isLetter || $0.isNumber || $0 == "!" }
        let isTag = [
            "!doctype", "html", "head", "body", "div", "p", "table", "span", "meta", "font", "center", "br", "style",
        ]
        .contains(String(name))
        return isTag && (head.contains("</") || name == "!doctype" || head.contains("<br"))
    }
}
