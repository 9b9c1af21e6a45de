import Mail

extension FuzzTarget {
    /// HTML made into text, and the new words found in text.
    static let html = FuzzTarget(name: "html") { bytes in
        var findings = Findings()
        let html = String(decoding: bytes, as: UTF8.self)
        let text = HtmlText.text(from: html)
        // A list item of five bytes may stand behind 16 quotation marks and as many spaces.
        findings.expect("text", of: text.utf8.count, atMost: 16, timesInput: html.utf8.count)
        findings.note(size: text.utf8.count { $0 == 0x0A })
        for source in [text, html] {
            let written = NewText.written(in: source)
            findings.expect(written.utf8.count <= source.utf8.count, "more new text than text")
            findings.expect(NewText.written(in: written).utf8.count <= written.utf8.count, "new text that grows")
            findings.note(size: written.utf8.count)
        }
        return findings
    }
}
