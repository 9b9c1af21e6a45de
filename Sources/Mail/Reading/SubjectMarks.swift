import Base

/// What gateways and mail programs put around a subject's own words: marks (`[EXTERNAL]`, `***SPAM***`, `EXT:`), and the
/// prefixes of answers and forwards in the languages that people's programs speak.
package enum SubjectMarks {
    /// The rest behind a gateway's mark at the start of `text`; nil where none stands there.
    package static func afterMark(_ text: Substring) -> Substring? {
        // `⚠ External:`
        let text = text.drop { !$0.isLetterOrNumber && !isDecoration($0) }
        guard let first = text.first else { return nil }
        if let close = closing(first) {
            guard let end = text.prefix(longestMark).firstIndex(of: close),
                GatewayWords.isMark(text[text.index(after: text.startIndex)..<end])
            else { return nil }
            return text[text.index(after: end)...]
        }
        if isDecoration(first) {
            let inner = text.drop { $0 == first }
            guard let end = inner.prefix(longestMark).firstIndex(of: first), GatewayWords.isMark(inner[..<end]) else {
                return nil
            }
            return inner[end...].drop { $0 == first }
        }
        return afterLabel(text)
    }

    /// `EXT: …`, `External - …`, and `EXTERNAL …` in capitals.
    private static func afterLabel(_ text: Substring) -> Substring? {
        // Cheap: most subjects are neither loud nor parted.
        guard text.first?.isUppercase ?? false || text.utf8.contains(where: mayPart) else { return nil }
        let head = text.prefix(longestMark)
        if let end = head.firstIndex(where: { separators.contains($0) }), GatewayWords.isMark(head[..<end]) {
            return text[text.index(after: end)...]
        }
        let word = head.prefix { $0.isLetter }
        guard word.count >= 3, word.allSatisfy(\.isUppercase), GatewayWords.isMark(word),
            text[word.endIndex...].first?.isWhitespace == true
        else { return nil }
        return text[word.endIndex...]
    }

    /// `text` without the gateway's mark at its end: `liity [EXTERNAL]`.
    package static func withoutMarkAtEnd(_ text: Substring) -> Substring {
        let text = text.strippedAtEnd
        guard let last = text.last, opening(last) != nil || isDecoration(last) || text.utf8.contains(where: mayPart)
        else { return text }
        let tail = text.suffix(longestMark)
        if let open = opening(last) {
            guard let start = tail.lastIndex(of: open),
                GatewayWords.isMark(text[text.index(after: start)...].dropLast())
            else { return text }
            return text[..<start].strippedAtEnd
        }
        if isDecoration(last) {
            let inner = tail.reversed().drop { $0 == last }
            guard let start = inner.firstIndex(of: last) else { return text }
            let content = text[start.base...]
            guard GatewayWords.isMark(content) else { return text }
            var rest = text[..<start.base]
            while rest.last == last { rest.removeLast() }
            return rest.strippedAtEnd
        }
        guard let separator = tail.lastIndex(where: { $0 == "|" || $0 == "–" || $0 == "-" }),
            separator > tail.startIndex, text[..<separator].last?.isWhitespace == true,
            GatewayWords.isMark(text[separator...])
        else { return text }
        return text[..<separator].strippedAtEnd
    }

    /// `Re[2]: …` → (`false`, ` …`): what stands behind the prefix of an answer or a forward. Nil where none stands there.
    package static func afterPrefix(_ text: Substring) -> (isForward: Bool, rest: Substring)? {
        let head = text.prefix(longestPrefix)
        guard let colon = head.firstIndex(where: { $0 == ":" || $0 == "：" }) else { return nil }
        var word = head[..<colon].stripped
        // `Re[2]`, `Re(3)`, `Re*2`, `Re^2`
        while let last = word.last, last.isNumber || "[]()*^.".contains(last) { word.removeLast() }
        let key = String(word.stripped.lowercased().unicodeScalars.filter { $0 != "\u{307}" && $0 != "\u{200F}" })
        if replies.contains(key) { return (false, text[text.index(after: colon)...]) }
        return forwards.contains(key) ? (true, text[text.index(after: colon)...]) : nil
    }

    /// Characters of a mark with what decorates it, and of a prefix.
    private static let longestMark = 48
    private static let longestPrefix = 24

    private static func closing(_ opening: Character) -> Character? {
        switch opening {
        case "[": "]"
        case "(": ")"
        case "{": "}"
        case "<": ">"
        case "【": "】"
        default: nil
        }
    }

    private static func opening(_ closing: Character) -> Character? {
        switch closing {
        case "]": "["
        case ")": "("
        case "}": "{"
        case ">": "<"
        case "】": "【"
        default: nil
        }
    }

    private static let separators: CharacterTable = ":：|>–—-"

    /// Whether a separator may begin with this byte.
    private static func mayPart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ":"), UInt8(ascii: "|"), UInt8(ascii: ">"), UInt8(ascii: "-"): true
        default: byte >= 0xE2
        }
    }

    private static let decorations: CharacterTable = "*_#!=~|+-[({<【"

    private static func isDecoration(_ character: Character) -> Bool { decorations.contains(character) }

    /// `VS` is an answer in Finnish programs but a forward in Norwegian ones; this list lives in Finland.
    private static let replies: Set<String> = [
        "re", "vs", "sv", "aw", "ang", "antw", "antwort", "r", "rif", "res", "ref", "réf", "rép", "odp", "odg", "svar",
        "vast", "vast:", "ynt", "yan", "cvp", "atb", "ats", "vá", "ats", "răsp", "răs", "resp", "απ", "σχετ", "σχ",
        "на", "отг", "ответ", "отв", "відп", "відповідь", "השב", "תשובה", "תגובה", "رد", "الرد", "پاسخ", "回复", "回覆",
        "答复", "答覆", "返信", "회신", "답장", "ตอบ", "ตอบกลับ", "bls", "balas", "trả lời", "tl", "betr", "re", "erantzun",
        "vastaus", "vastus", "uudelleen",
    ]
    private static let forwards: Set<String> = [
        "fwd", "fw", "fwd", "vl", "vb", "wg", "tr", "rv", "enc", "pd", "doorst", "doorgest", "i", "ilt", "ılt", "fs",
        "edasi",
        "továbbítás", "továbbított", "pārsūt", "persiųsta", "redir", "πρθ", "προωθ", "fwd", "пересл", "переслано",
        "препр", "прд", "הועבר", "إعادة توجيه", "转发", "轉寄", "轉發", "転送", "전달", "ส่งต่อ", "trs", "chuyển tiếp",
        "přeposl", "posl", "proslijeđeno", "prosleđeno", "välitetty", "vidarebefordrat",
    ]
}

extension Message {
    /// Whether it answers another mail, as far as the mail itself tells.
    package var isAnswer: Bool {
        if !inReplyTo.isEmpty || !references.isEmpty { return true }
        var subject = subject[...]
        for _ in 0..<8 {
            subject = subject.drop { $0.isWhitespace }
            if let (isForward, rest) = SubjectMarks.afterPrefix(subject) {
                if !isForward { return true }
                subject = rest
            } else if let rest = SubjectMarks.afterMark(subject) {
                subject = rest
            } else {
                return false
            }
        }
        return false
    }
}
