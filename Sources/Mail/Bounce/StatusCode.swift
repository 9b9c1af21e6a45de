/// An enhanced mail status code (RFC 3463), `5.1.1`.
struct StatusCode: Hashable, Sendable, CustomStringConvertible {
    /// 2 success, 4 persistent transient failure, 5 permanent failure.
    let level: Int
    let subject: Int
    let detail: Int

    init?(_ level: Int, _ subject: Int, _ detail: Int) {
        guard [2, 4, 5].contains(level), (0...999).contains(subject), (0...999).contains(detail) else { return nil }
        (self.level, self.subject, self.detail) = (level, subject, detail)
    }

    /// The first code in a Status field; comments follow it in practice.
    init?(field: String) {
        guard let code = SmtpReply(field).status else { return nil }
        self = code
    }

    var description: String { "\(level).\(subject).\(detail)" }

    /// Whether it says more than that something went wrong.
    var isSpecific: Bool { detail != 0 }

    /// What the code alone says (the table of RFC 3463, RFC 7372, RFC 7505 and what Exchange and Gmail made of it).
    var reason: BounceReason? {
        switch (subject, detail) {
        case (1, 1), (1, 3), (1, 10), (1, 351): .userUnknown
        case (1, 2): .hostUnknown
        case (1, 6): .hasMoved
        case (1, 7), (1, 8): .policy
        case (2, 1), (7, 13): .suspended
        case (2, 2): .mailboxFull
        case (2, 3), (3, 4): .tooLarge
        case (2, 0): .filtered
        case (4, 4): .hostUnknown
        case (4, 7): .expired
        case (7, 8), (7, 9), (7, 509), (7, 515), (7, 20...27): .authFailure
        case (7, 28), (7, 708), (3, 2): .rateLimited
        case (7, 511), (7, 600...699), (7, 25): .blocked
        case (1, 9), (3, _): .systemError
        case (4, _): .networkError
        case (5, 3): .rateLimited
        case (6, _): .contentError
        case (7, 1...): .policy
        default: nil
        }
    }
}

/// A server's answer in a text: its code, its enhanced code, and where the answer starts.
struct SmtpReply {
    /// The three digits (RFC 5321 section 4.2), failures only.
    private(set) var code: Int?
    /// The enhanced code that stands behind the last three digits, else the last of all: gateways put their own guess
    /// before what the refusing server said.
    private(set) var status: StatusCode?
    /// The answer: from the code to the next blank line or other answer. All of the text where there is no code.
    private(set) var text: Substring

    init(_ whole: String) {
        text = whole[...]
        let bytes = Array(whole.utf8)
        var behindCode = false
        var index = 0
        while index < bytes.count {
            guard bytes[index].isDigit else {
                index += 1
                continue
            }
            var end = index
            while end < bytes.count, bytes[end].isDigit || bytes[end] == UInt8(ascii: ".") { end += 1 }
            defer { index = end }
            guard index == 0 || !(bytes[index - 1].isLetter || bytes[index - 1] == UInt8(ascii: ".")) else { continue }
            if let found = Self.status(bytes[index..<end]) {
                let follows = Self.follows(bytes, index)
                if follows || !behindCode || status == nil { status = found }
                behindCode = behindCode || follows
            } else if code == nil, let found = Self.code(bytes, index, end) {
                code = found
                text = Self.answer(in: whole[whole.utf8.index(whole.startIndex, offsetBy: index)...])
            }
        }
    }

    private static func answer(in text: Substring) -> Substring {
        let code = text.prefix(3)
        var end = text.startIndex
        while end < text.endIndex {
            let line = text[end...].prefix { $0 != "\n" }
            let words = line.drop { $0 == " " || $0 == "\t" || $0 == "\r" }
            let isOther =
                words.first.map { $0.isNumber } == true && SmtpReply.startsAnswer(words) && words.prefix(3) != code
            if end > text.startIndex, words.isEmpty || isOther || words.hasPrefix("<<<") || words.hasPrefix(">>>") {
                break
            }
            end = line.endIndex < text.endIndex ? text.index(after: line.endIndex) : text.endIndex
        }
        return text[..<end]
    }

    private static func startsAnswer(_ line: Substring) -> Bool {
        let bytes = Array(line.utf8.prefix(4))
        return bytes.count == 4 && code(bytes, 0, 3) != nil
    }

    private static func status(_ digits: ArraySlice<UInt8>) -> StatusCode? {
        let numbers = digits.trimmedDots.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard numbers.count == 3, numbers.allSatisfy({ (1...3).contains($0.count) }) else { return nil }
        let values = numbers.map { $0.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) } }
        return StatusCode(values[0], values[1], values[2])
    }

    private static func code(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int? {
        guard end - start == 3, bytes[start..<end].allSatisfy(\.isDigit),
            bytes[start] == UInt8(ascii: "4") || bytes[start] == UInt8(ascii: "5"),
            bytes[start + 1] <= UInt8(ascii: "7"), end == bytes.count || !bytes[end].isLetter
        else { return nil }
        return bytes[start..<end].reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    /// Whether three digits of a failure stand right before, as in `550-5.1.1`, `550 #5.1.1`, `550-'5.1.1`.
    private static func follows(_ bytes: [UInt8], _ index: Int) -> Bool {
        var end = index
        while end > 0, index - end < 3, !bytes[end - 1].isDigit, !bytes[end - 1].isLetter { end -= 1 }
        guard end < index, end >= 3, end == 3 || !bytes[end - 4].isDigit else { return false }
        return bytes[(end - 3)..<end].allSatisfy(\.isDigit) && code(bytes, end - 3, end) != nil
    }
}

extension ArraySlice<UInt8> {
    /// Without full stops at its end, which belong to the sentence.
    fileprivate var trimmedDots: ArraySlice<UInt8> {
        let last = lastIndex { $0 != UInt8(ascii: ".") }
        return last.map { self[...$0] } ?? []
    }
}
