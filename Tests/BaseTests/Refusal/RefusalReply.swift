import Base
import Foundation
import Testing

/// A row of `replies.tsv`: a reply as one line, where it came, and what it speaks of.
struct RefusalReply: Sendable, CustomTestStringConvertible {
    var subject = RefusalSubject.recipient
    var stage = SmtpRefusal.Stage.recipient
    let text: String

    var testDescription: String { "\(stage): \(text)" }

    /// As the reply's reader gives it.
    var refusal: SmtpRefusal {
        let words = text.split(separator: " ", maxSplits: 1).map(String.init)
        var rest = words.count > 1 ? words[1] : ""
        let first = rest.prefix { $0 != " " }
        let numbers = first.split(separator: ".").compactMap { Int($0) }
        let enhanced = numbers.count == 3 ? SmtpStatus(exactly: numbers[0], numbers[1], numbers[2]) : nil
        if enhanced != nil { rest = String(rest.dropFirst(first.count + 1)) }
        let isNamed = stage == .recipient || stage == .message
        return SmtpRefusal(
            code: Int(words[0]) ?? 0, enhanced: enhanced, text: rest, stage: stage, sender: "list@hel.test",
            recipient: isNamed ? "maija@hel.test" : nil)
    }

    static let all: [RefusalReply] = {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "replies.tsv")
        let lines = ((try? String(contentsOf: file, encoding: .utf8)) ?? "").split(separator: "\n")
        return lines.filter { !$0.hasPrefix("#") }.map { line in
            let columns = line.split(separator: "\t").map(String.init)
            precondition(columns.count == 3, "no row: \(line)")
            let subject = RefusalSubject.allCases.first { "\($0)" == columns[0] }
            let stage = SmtpRefusal.Stage.allCases.first { "\($0)" == columns[1] }
            guard let subject, let stage else { preconditionFailure("no such subject or stage: \(line)") }
            return RefusalReply(subject: subject, stage: stage, text: columns[2])
        }
    }()
}
