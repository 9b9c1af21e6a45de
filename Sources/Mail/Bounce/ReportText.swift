import Base

/// The words of a report, without the mail that it returns below them, and the addresses they name.
struct ReportText {
    /// How sure it is that an address in the text is a failed recipient.
    enum Weight: Int, Comparable {
        /// It stands there.
        case possible
        /// A sentence leads to it: “could not be delivered to …”.
        case told
        /// The conversation with the server names it: `RCPT TO:<…>`, `550 5.1.1 <…>`.
        case said
        /// It is listed: at the start of a line, or behind a label.
        case listed

        static func < (left: Weight, right: Weight) -> Bool { left.rawValue < right.rawValue }
    }

    struct Mention {
        let address: Address
        let weight: Weight
        let line: Int
    }

    /// More of a text is not read, nor more lines of one recipient's passage.
    private static let mostBytes = 64 << 10
    private static let mostMentions = 4 * DeliveryStatus.mostRecipients
    private static let mostPassageLines = 30
    private static let mostPassageBytes = 4 << 10

    let lines: [ArraySlice<UInt8>]
    /// The returned mail, if it stands in the text.
    let returnedMessage: Message?
    private(set) var mentions: [Mention] = []

    /// - Parameter others: addresses that are no recipients unless nothing else is named: the report's own sender and
    ///   receiver.
    init(_ text: String, others: Set<Address>) {
        let bytes = Array(text.utf8.prefix(Self.mostBytes))
        let all = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        let cut = ReturnedText.start(in: all)
        lines = Array(all[..<(cut?.words ?? all.count)])
        returnedMessage = cut.map {
            Message(Array(text.utf8.dropFirst($0.header < all.count ? all[$0.header].startIndex : bytes.count)))
        }
        collect(others)
    }

    /// The failed recipients: those named with the greatest weight.
    var recipients: [Mention] {
        guard let weight = mentions.map(\.weight).max() else { return [] }
        var seen: Set<Address> = []
        let found = mentions.filter { $0.weight == weight && seen.insert($0.address).inserted }
        // A single address that merely occurs is a guess, several are none.
        return weight == .possible && found.count > 1 ? [] : found
    }

    /// Everything said, as far as it is read for one recipient.
    var whole: String { text(of: 0..<lines.count) }

    /// What is said about the address: from the line that names it to the next recipient's.
    func passage(about address: Address) -> String? {
        let own = mentions.filter { $0.address == address }
        guard let weight = own.map(\.weight).max(), let first = own.first(where: { $0.weight == weight }) else {
            return nil
        }
        let next = mentions.first { $0.line > first.line && $0.weight == weight && $0.address != address }
        return text(of: first.line..<min(next?.line ?? lines.count, first.line + Self.mostPassageLines))
    }

    private func text(of range: Range<Int>) -> String {
        var bytes: [UInt8] = []
        for line in lines[range] {
            guard bytes.count + line.count < Self.mostPassageBytes else {
                bytes += line.prefix(Self.mostPassageBytes - bytes.count)
                break
            }
            bytes += line + [0x0A]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private mutating func collect(_ others: Set<Address>) {
        var strangers: Set<Address> = []
        var found: [Mention] = []
        // The words before an address that starts a line: a sentence may be broken there.
        var previous: [String] = []
        for (number, line) in lines.enumerated() {
            let places = line.contains(UInt8(ascii: "@")) ? AddressScan.addresses(in: line) : []
            var last: (end: Int, weight: Weight)?
            for place in places where found.count < Self.mostMentions {
                var sign = MentionSign(of: place, in: line, after: previous)
                // `a@hel.fi, b@hel.fi`: what leads to the first leads to all.
                if let last, line[last.end..<place.range.lowerBound].allSatisfy(MentionSign.separates) {
                    sign = sign.weight == nil ? sign : .weight(last.weight)
                }
                if sign == .stranger { strangers.insert(place.address) }
                if let weight = sign.weight {
                    found.append(Mention(address: place.address, weight: weight, line: number))
                }
                last = (sign == .name ? .listed : sign.weight).map { (place.range.upperBound, $0) }
            }
            let rest = line[(places.last?.range.upperBound ?? line.startIndex)...].suffix(200)
            previous = Words.of(String(decoding: rest, as: UTF8.self))
        }
        found.removeAll { strangers.contains($0.address) }
        let foreign = found.filter { !others.contains($0.address) }
        mentions = foreign.isEmpty ? found : foreign
    }
}
