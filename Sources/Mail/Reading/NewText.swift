/// What the sender of a reply newly wrote: without quotations, the lines that introduce them, and signatures.
///
/// Built to err towards saying nothing: where a mail program repeats the answered mail without marking its lines,
/// all of it is dropped, because the words of our own letters must never come back as somebody's command.
/// So a mail that only quotes or only forwards has no new text.
///
/// Where the mail answers none, its sender wrote all of it: a pair of labels, a sentence with “wrote:” or one that sounds
/// like a disclaimer is then somebody's own, and only a form that no person writes ends the words.
package struct NewText: Hashable, Sendable {
    /// The new words with the line breaks between them; empty where there are none.
    package var words = ""
    /// Whether a mail that answers none quotes or passes on more than that.
    package var leavesOut = false

    /// In bytes of UTF-8; nobody writes more above a quotation.
    static let inputLimit = 1 << 18

    /// The words alone. Linear in `text`.
    package static func written(in text: String, isAnswer: Bool = true) -> String {
        NewText(text, isAnswer: isAnswer).words
    }

    /// Linear in `text`.
    package init(_ text: String, isAnswer: Bool) {
        let all = String(decoding: text.utf8.prefix(Self.inputLimit), as: UTF8.self).textLines
        let lines = Array(GatewayNotice.removed(from: all))
        var written: [Substring] = []
        var hasWords = false
        var index = 0
        reading: while index < lines.count {
            let line = TrimmedLine(lines[index])
            switch Self.ending(at: index, of: lines, line, isAnswer: isAnswer) {
            case .signature: break reading
            case .quotation:
                leavesOut = !isAnswer && lines[(index + 1)...].contains { !$0.stripped.isEmpty }
                break reading
            case nil: break
            }
            // A new mail may begin with such words: a concert “sent from my heart”.
            if line.isDeviceSignature, isAnswer || hasWords {
                index += 1
            } else if let end = Disclaimer.end(from: index, of: lines, isAnswer: isAnswer) {
                // Below somebody's words it ends them; above them it is a warning that a server put there.
                guard !hasWords || !isAnswer else { break }
                index = end
            } else if let attribution = Attribution.ending(at: index, of: lines), isAnswer || attribution.quotesFollow {
                written.removeLast(min(attribution.linesBefore, written.count))
                guard attribution.quotesFollow else { break }
                leavesOut = leavesOut || !isAnswer
                index = attribution.end
            } else if line.isQuoted {
                leavesOut = leavesOut || !isAnswer
                index += 1
            } else {
                hasWords = hasWords || !line.isEmptyOrRule
                written.append(lines[index])
                index += 1
            }
        }
        words = Self.joined(AppSignature.removed(from: written))
    }

    private enum Ending { case signature, quotation }

    private static func ending(
        at index: Int, of lines: [Substring], _ line: TrimmedLine, isAnswer: Bool
    ) -> Ending? {
        if line.isSignatureDelimiter { return .signature }
        if line.isQuotationRule {
            // A person may draw one as well: then no header stands below it.
            let below = lines[(index + 1)...].prefix(3).firstIndex { !$0.stripped.isEmpty }
            return isAnswer || below.map { HeaderBlock.begins(at: $0, of: lines) } ?? false ? .quotation : nil
        }
        if line.isQuotationBanner { return .quotation }
        return HeaderBlock.begins(at: index, of: lines, isCertain: !isAnswer) ? .quotation : nil
    }

    /// For people: the new words, and where there are none, what the mail is there to pass on: the mail that it
    /// forwards, or words marked as quoted that no program introduced, so that the sender must have put them there.
    ///
    /// Never for commands: somebody else may have written them.
    package static func writtenOrPassedOn(in text: String, isAnswer: Bool = true) -> String {
        let own = written(in: text, isAnswer: isAnswer)
        guard own.isEmpty else { return own }
        let all = String(decoding: text.utf8.prefix(inputLimit), as: UTF8.self).textLines
        let lines = Array(GatewayNotice.removed(from: all))
        let first = lines.firstIndex { !TrimmedLine($0).isEmptyOrRule } ?? lines.endIndex
        guard first < lines.endIndex else { return "" }
        if TrimmedLine(lines[first]).isForwardBanner { return forwarded(lines[(first + 1)...]) }
        if !isAnswer, HeaderBlock.begins(at: first, of: lines, isCertain: true) { return forwarded(lines[first...]) }
        let isQuotation = lines.allSatisfy { $0.stripped.isEmpty || TrimmedLine($0).isQuoted }
        return isQuotation ? joined(lines) : ""
    }

    /// What stands below the fields of the forwarded mail, and the blank line that ends them.
    private static func forwarded(_ lines: ArraySlice<Substring>) -> String {
        let fields = lines.drop { $0.stripped.isEmpty }
        return written(in: fields.drop { !$0.stripped.isEmpty }.joined(separator: "\n"), isAnswer: true)
    }

    /// Drops the blank lines and drawn rules around what is left.
    private static func joined(_ lines: some Sequence<Substring>) -> String {
        var rest = Array(lines)[...]
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
