import Base
import MailingList

/// One line of a job's `progress` file:
///
///     12 ⇥ anna@hel.fi ⇥ 2026-11-21T10:00:00Z ⇥ accepted ⇥ 250 2.0.0 Ok
///     - ⇥ - ⇥ 2026-11-21T10:00:00Z ⇥ offered ⇥ 0-49,60
///     - ⇥ - ⇥ 2026-11-21T10:00:00Z ⇥ transmitted ⇥ 0-12
struct ProgressLine: Equatable {
    enum Word: String {
        case accepted, refused, later, unknown, skipped, delayed, uncertain
        case notTried = "not-tried"
    }

    enum Event: Equatable {
        case outcome(index: Int, Address, Word, String)
        /// About to be handed to the relay; durable before it is.
        case offered([Range<Int>])
        /// Of those offered, what is about to be whole with the relay; not durable.
        case transmitted([Range<Int>])
        /// In which run of the machine the lines behind it are written.
        case boot(BootID)
    }

    var time: Instant
    var event: Event

    var bytes: [UInt8] { Self.bytes(of: [self]) }

    static func bytes(of lines: [ProgressLine]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(lines.count * 96)
        // Lines that are written together mostly have one time.
        var written: (time: Instant, text: String)?
        for line in lines {
            let time = written.flatMap { $0.time == line.time ? $0.text : nil } ?? line.time.text
            written = (line.time, time)
            line.append(to: &bytes, time: time)
        }
        return bytes
    }

    private func append(to bytes: inout [UInt8], time: String) {
        func column(_ text: String, _ end: UInt8 = UInt8(ascii: "\t")) {
            bytes.append(contentsOf: text.utf8)
            bytes.append(end)
        }
        switch event {
        case .outcome(let index, let address, let word, let text):
            column(String(index))
            column(address.text)
            column(time)
            column(word.rawValue)
            let isClean = text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
            column(isClean ? text : text.filter { $0 != "\t" && !$0.isNewline }, UInt8(ascii: "\n"))
        case .offered(let ranges): appendOfJob("offered", Self.text(of: ranges))
        case .transmitted(let ranges): appendOfJob("transmitted", Self.text(of: ranges))
        case .boot(let id): appendOfJob("boot", id.text)
        }
        func appendOfJob(_ word: String, _ text: String) {
            column("-")
            column("-")
            column(time)
            column(word)
            column(text, UInt8(ascii: "\n"))
        }
    }

    init(time: Instant, _ event: Event) {
        self.time = time
        self.event = event
    }

    /// Nil where the line is none.
    init?(_ line: some Sequence<UInt8>) {
        let columns = String(decoding: Array(line), as: UTF8.self)
            .split(separator: "\t", maxSplits: 4, omittingEmptySubsequences: false)
        guard columns.count == 5, let time = Instant(String(columns[2])) else { return nil }
        self.time = time
        switch columns[3] {
        case "offered", "transmitted":
            guard let ranges = Self.ranges(in: columns[4]) else { return nil }
            event = columns[3] == "offered" ? .offered(ranges) : .transmitted(ranges)
        case "boot":
            guard let id = BootID(columns[4]) else { return nil }
            event = .boot(id)
        default:
            guard let index = Int(columns[0]), let address = Address(columns[1]),
                let word = Word(rawValue: String(columns[3]))
            else { return nil }
            event = .outcome(index: index, address, word, String(columns[4]))
        }
    }

    private static func text(of ranges: [Range<Int>]) -> String {
        ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound - 1)" }
            .joined(separator: ",")
    }

    /// `0-49,60`; nil where one of them is none.
    private static func ranges(in text: Substring) -> [Range<Int>]? {
        let ranges = text.split(separator: ",").map { range($0) }
        return ranges.contains(nil) ? nil : ranges.compactMap { $0 }
    }

    /// `12` or `0-49`.
    private static func range(_ text: Substring) -> Range<Int>? {
        let ends = text.split(separator: "-").map { Int($0) }
        guard let first = ends.first.flatMap({ $0 }), let last = ends.last.flatMap({ $0 }), ends.count <= 2,
            first >= 0, last >= first, last < Int(UInt32.max)
        else { return nil }
        return first..<(last + 1)
    }

    /// The word of a line that is one but for its word: a newer Kutsu's. What it says of the recipient is unknown,
    /// perhaps that they have their copy, or must not get it.
    static func unknownWord(in line: some Sequence<UInt8>) -> UnknownWords? {
        let columns = String(decoding: Array(line), as: UTF8.self)
            .split(separator: "\t", maxSplits: 4, omittingEmptySubsequences: false)
        guard columns.count == 5, columns[0] == "-" || Int(columns[0]) != nil,
            columns[1] == "-" || Address(columns[1]) != nil, Instant(String(columns[2])) != nil,
            !["offered", "transmitted", "boot"].contains(columns[3]),
            Word(rawValue: String(columns[3])) == nil, !columns[3].isEmpty,
            columns[3].utf8.allSatisfy({ (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "-") })
        else { return nil }
        return UnknownWords(word: columns[3])
    }

    /// Sorted numbers as ranges.
    static func ranges(of indices: [Int]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        for index in indices.sorted() {
            if let last = ranges.last, last.upperBound == index {
                ranges[ranges.count - 1] = last.lowerBound..<(index + 1)
            } else {
                ranges.append(index..<(index + 1))
            }
        }
        return ranges
    }
}
