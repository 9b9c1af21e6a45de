import Base

/// A server's answer in a text: its code, its enhanced code, and where the answer starts.
struct QuotedReply {
    /// The three digits (RFC 5321 section 4.2), failures only.
    private(set) var code: Int?
    /// The enhanced code that stands behind the last three digits, else the last of all: gateways put their own guess
    /// before what the refusing server said.
    private(set) var status: SmtpStatus?
    /// The answer: from the code to the next blank line or other answer. All of the text where there is no code.
    private(set) var text: Substring

    init(_ whole: String) {
        let bytes = Array(whole.utf8)
        let numbers = Self.numbers(in: bytes)
        text = whole[...]
        let start = numbers.first { Self.code(bytes, $0.lowerBound, $0.upperBound) != nil }
        if let start {
            code = Self.code(bytes, start.lowerBound, start.upperBound)
            text = Self.answer(in: whole[whole.utf8.index(whole.startIndex, offsetBy: start.lowerBound)...])
            let end = start.lowerBound + text.utf8.count
            status = Self.status(
                in: bytes, numbers.filter { $0.lowerBound >= start.lowerBound && $0.upperBound <= end })
        }
        status = status ?? Self.status(in: bytes, numbers)
    }

    /// Runs of digits and full stops that stand alone.
    private static func numbers(in bytes: [UInt8]) -> [Range<Int>] {
        var numbers: [Range<Int>] = []
        var index = 0
        while index < bytes.count {
            var end = index
            while end < bytes.count, bytes[end].isDigit || end > index && bytes[end] == UInt8(ascii: ".") { end += 1 }
            let isInner = index > 0 && (bytes[index - 1].isLetter || bytes[index - 1] == UInt8(ascii: "."))
            if end > index, !isInner { numbers.append(index..<end) }
            index = max(end, index + 1)
        }
        return numbers
    }

    private static func status(in bytes: [UInt8], _ numbers: [Range<Int>]) -> SmtpStatus? {
        let found = numbers.compactMap { range in status(bytes[range]).map { (range.lowerBound, $0) } }
        return (found.last { follows(bytes, $0.0) } ?? found.last)?.1
    }

    private static func answer(in text: Substring) -> Substring {
        let code = text.prefix(3)
        var end = text.startIndex
        while end < text.endIndex {
            let line = text[end...].prefix { $0 != "\n" }
            let words = line.drop { $0 == " " || $0 == "\t" || $0 == "\r" }
            let isOther =
                words.first.map { $0.isNumber } == true && QuotedReply.startsAnswer(words) && words.prefix(3) != code
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

    private static func status(_ digits: ArraySlice<UInt8>) -> SmtpStatus? {
        let numbers = digits.trimmedDots.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard numbers.count == 3, numbers.allSatisfy({ (1...3).contains($0.count) }) else { return nil }
        let values = numbers.map { $0.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) } }
        return SmtpStatus(exactly: values[0], values[1], values[2])
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
