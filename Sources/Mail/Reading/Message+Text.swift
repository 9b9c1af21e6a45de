extension Message {
    /// What the mail says, for people: its plain text, else its HTML turned into text. Attachments say nothing.
    package var readableText: String {
        if let plainPart {
            let text = shownText(of: plainPart)
            // Some programs send an empty plain part beside the HTML that holds the words.
            if htmlPart == nil || text.contains(where: { !$0.isWhitespace }) { return text }
        }
        return htmlPart.map { HtmlText.text(from: text(of: $0)) } ?? ""
    }

    private func shownText(of part: Part) -> String {
        let text = text(of: part)
        guard part.contentType["format"]?.lowercased() == "flowed" else { return text }
        return FlowedText.unflowed(text, deletesSpace: part.contentType["delsp"]?.lowercased() == "yes")
    }

    /// What the sender newly wrote, without what is quoted or signed below it; empty for a mail that only quotes.
    package var written: String {
        NewText.written(in: readableText)
    }

    /// As ``written``, and where that is empty what the mail forwards or quotes on its own. For people only.
    package var writtenOrPassedOn: String {
        NewText.writtenOrPassedOn(in: readableText)
    }
}
