import Base
import Mail
import MailingList

/// One job of the outbox as loaded from its folder: a message, its recipients, and what became of each.
package struct Job: Sendable {
    /// What is known of one recipient.
    enum Standing: UInt8, Sendable {
        case waiting, accepted, refused, skipped, delayed
        /// Offered to the server, with no answer noted yet.
        case offered
    }

    /// The post's or the forward's id.
    package let name: String
    /// As it came.
    package let message: [UInt8]
    private let recipients: [UInt8]
    private let starts: [UInt32]
    private(set) var standing: [Standing]
    /// Sent again after their first try was in doubt.
    private(set) var unknown = 0
    private var reasons: [String: Int] = [:]
    /// Who was refused because nobody is there.
    private(set) var dead: [Address] = []
    /// When something last became of a recipient, or the job was made.
    private(set) var lastProgress: Instant?
    /// When recipients were offered to the relay, for the day's quota.
    private(set) var offers: [(time: Instant, count: Int)] = []

    package var count: Int { starts.count }
    package var isFinished: Bool { open == 0 }
    /// Recipients that have no end yet.
    package private(set) var open: Int

    init(name: String, message: [UInt8], recipients: [UInt8]) {
        self.name = name
        self.message = message
        self.recipients = recipients
        var starts: [UInt32] = []
        var start = 0
        while start < recipients.count, let end = recipients[start...].firstIndex(of: UInt8(ascii: "\n")) {
            starts.append(UInt32(start))
            start = end + 1
        }
        self.starts = starts
        standing = Array(repeating: .waiting, count: starts.count)
        open = starts.count
    }

    /// The recipient's address, and the language of the copy.
    func recipient(_ index: Int) -> (address: Address, language: Language)? {
        let line = recipients[Int(starts[index])...].prefix { $0 != UInt8(ascii: "\n") }
        let columns = line.split(separator: UInt8(ascii: "\t")).map { String(decoding: $0, as: UTF8.self) }
        guard columns.count == 2, let address = Address(columns[0]), let language = Language(rawValue: columns[1])
        else { return nil }
        return (address, language)
    }

    mutating func note(_ line: ProgressLine) {
        lastProgress = max(lastProgress ?? line.time, line.time)
        switch line.event {
        case .offered(let ranges):
            var offered = 0
            for range in ranges {
                for index in range.clamped(to: standing.indices) {
                    switch standing[index] {
                    case .waiting: standing[index] = .offered
                    case .offered: unknown += 1  // A crash came between that offer and its answer.
                    default: continue
                    }
                    offered += 1
                }
            }
            offers.append((line.time, offered))
        case .outcome(let index, let address, let word, let text):
            guard standing.indices.contains(index), standing[index] == .waiting || standing[index] == .offered else {
                return
            }
            switch word {
            case .accepted: end(index, .accepted)
            case .skipped: end(index, .skipped)
            case .delayed: end(index, .delayed)
            case .refused:
                end(index, .refused)
                reasons[text, default: 0] += 1
                if BounceReason.read(refusal: text, of: address).isDead { dead.append(address) }
            case .later, .notTried: standing[index] = .waiting
            case .unknown:
                standing[index] = .waiting
                unknown += 1
            }
        }
    }

    private mutating func end(_ index: Int, _ new: Standing) {
        standing[index] = new
        open -= 1
    }

    /// After a crash: what was offered and has no answer is in doubt, and is sent again: see <doc:Delivery>, "At least
    /// once".
    mutating func doubtOffered() {
        for index in standing.indices where standing[index] == .offered {
            standing[index] = .waiting
            unknown += 1
        }
    }

    func report() -> Report {
        var report = Report()
        for standing in standing {
            switch standing {
            case .accepted: report.accepted += 1
            case .refused: report.refused += 1
            case .skipped: report.skipped += 1
            default: report.delayed += 1
            }
        }
        report.unknown = unknown
        report.reasons = reasons.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(10)
            .map { Report.Reason(count: $0.value, text: $0.key) }
        return report
    }
}
