/// What the sender of a reply newly wrote: without quotations, the lines that introduce them, and signatures.
///
/// Built to err towards saying nothing: where a mail program repeats the answered mail without marking its lines,
/// all of it is dropped, because the words of our own letters must never come back as somebody's command.
/// So a mail that only quotes or only forwards has no new text.
public enum NewText {
    /// In bytes of UTF-8; nobody writes more above a quotation.
    static let inputLimit = 1 << 18

    /// The new words with the line breaks between them; empty where there are none. Linear in `text`.
    public static func written(in text: String) -> String {
        let lines = String(decoding: text.utf8.prefix(inputLimit), as: UTF8.self).textLines
        var written: [Substring] = []
        var index = 0
        while index < lines.count {
            let line = TrimmedLine(lines[index])
            if line.isSignatureDelimiter || line.isQuotationBanner { break }
            if HeaderBlock.begins(at: index, of: lines) { break }
            if line.isDeviceSignature {
                index += 1
            } else if let attribution = Attribution.ending(at: index, of: lines) {
                written.removeLast(min(attribution.linesBefore, written.count))
                guard attribution.quotesFollow else { break }
                index = attribution.end
            } else if line.isQuoted {
                index += 1
            } else {
                written.append(lines[index])
                index += 1
            }
        }
        return joined(written)
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
        self[..<(lastIndex { !$0.isWhitespace }.map { index(after: $0) } ?? startIndex)]
    }

    var stripped: Substring {
        drop(while: \.isWhitespace).strippedAtEnd
    }
}
