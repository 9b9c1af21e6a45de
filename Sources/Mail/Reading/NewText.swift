/// What the sender of a reply newly wrote: without quotations, the lines that introduce them, and signatures.
///
/// Built to err towards saying nothing: where a mail program repeats the answered mail without marking its lines,
/// all of it is dropped, because the words of our own letters must never come back as somebody's command.
/// So a mail that only quotes or only forwards has no new text.
package enum NewText {
    /// In bytes of UTF-8; nobody writes more above a quotation.
    static let inputLimit = 1 << 18

    /// The new words with the line breaks between them; empty where there are none. Linear in `text`.
    package static func written(in text: String) -> String {
        let lines = String(decoding: text.utf8.prefix(inputLimit), as: UTF8.self).textLines
        var written: [Substring] = []
        var hasWords = false
        var index = 0
        while index < lines.count {
            let line = TrimmedLine(lines[index])
            if line.isSignatureDelimiter || line.isQuotationBanner { break }
            if HeaderBlock.begins(at: index, of: lines) { break }
            if line.isDeviceSignature {
                index += 1
            } else if let end = Disclaimer.end(from: index, of: lines) {
                // Below somebody's words it ends them; above them it is a warning that a server put there.
                guard !hasWords else { break }
                index = end
            } else if let attribution = Attribution.ending(at: index, of: lines) {
                written.removeLast(min(attribution.linesBefore, written.count))
                guard attribution.quotesFollow else { break }
                index = attribution.end
            } else if line.isQuoted {
                index += 1
            } else {
                hasWords = hasWords || !line.isEmptyOrRule
                written.append(lines[index])
                index += 1
            }
        }
        return joined(written)
    }

    /// For people: the new words, and where there are none, what the mail is there to pass on: the mail that it
    /// forwards, or words marked as quoted that no program introduced, so that the sender must have put them there.
    ///
    /// Never for commands: somebody else may have written them.
    package static func writtenOrPassedOn(in text: String) -> String {
        let own = written(in: text)
        guard own.isEmpty else { return own }
        let lines = String(decoding: text.utf8.prefix(inputLimit), as: UTF8.self).textLines
        let first = lines.firstIndex { !$0.stripped.isEmpty } ?? lines.endIndex
        guard first < lines.endIndex else { return "" }
        if TrimmedLine(lines[first]).isForwardBanner { return forwarded(lines[(first + 1)...]) }
        let isQuotation = lines.allSatisfy { $0.stripped.isEmpty || TrimmedLine($0).isQuoted }
        return isQuotation ? joined(lines) : ""
    }

    /// What stands below the fields of the forwarded mail, and the blank line that ends them.
    private static func forwarded(_ lines: ArraySlice<Substring>) -> String {
        let fields = lines.drop { $0.stripped.isEmpty }
        return written(in: fields.drop { !$0.stripped.isEmpty }.joined(separator: "\n"))
    }

    /// Drops the blank lines and drawn rules around what is left.
    private static func joined(_ lines: [Substring]) -> String {
        var rest = lines[...]
        while let last = rest.last, TrimmedLine(last).isEmptyOrRule { rest.removeLast() }
        while let first = rest.first, TrimmedLine(first).isEmptyOrRule { rest.removeFirst() }
        return rest.map { String($0.strippedAtEnd) }.joined(separator: "\n")
    }
}

extension StringProtocol {
    /// The lines without their ends, be those LF, CRLF or CR LF in one grapheme.
    var textLines: [Substring] {
        var lines: [Substring] = []
        let scalars = Substring(self).unicodeScalars
        var start = scalars.startIndex
        while true {
            guard let end = scalars[start...].firstIndex(of: "\n") else { break }
            var last = end
            if last > start, scalars[scalars.index(before: last)] == "\r" { last = scalars.index(before: last) }
            lines.append(Substring(scalars[start..<last]))
            start = scalars.index(after: end)
        }
        lines.append(Substring(scalars[start...]))
        return lines
    }
}

extension Substring {
    var strippedAtEnd: Substring {
        var end = endIndex
        while end > startIndex {
            let previous = unicodeScalars.index(before: end)
            guard unicodeScalars[previous].isSpace else { break }
            end = previous
        }
        return self[..<end]
    }

    var stripped: Substring {
        self[(unicodeScalars.firstIndex { !$0.isSpace } ?? endIndex)...].strippedAtEnd
    }
}

extension Unicode.Scalar {
    /// White space; looks into Unicode's tables only where it must, since each line of each mail is asked.
    fileprivate var isSpace: Bool {
        value < 0x80 ? value == 0x20 || (0x09...0x0D).contains(value) : properties.isWhitespace
    }
}
