import Base
import Mail
import MailingList

/// One job of the outbox: its recipients, and what became of each. The message itself stays on disk until it is needed.
///
/// It is loaded from its folder by replaying the lines of `progress`, and lives on by taking in the lines that the
/// delivery writes, so a restart finds what was lived through.
struct Job: Equatable, Sendable {
    /// The post's or the forward's id.
    let name: String
    let share: QuotaShare
    /// Whether its copies are the same for all who read the same language.
    var isShareable = false
    /// When the mail was written, or was last wanted: retries count from here.
    let written: Instant
    private let recipients: [UInt8]
    private let starts: [UInt32]
    /// Of each recipient's copy; nil where the line is damaged. The address was read once, and need not be checked again.
    private let languages: [Language?]
    private(set) var status: [RecipientStatus]
    /// The first recipient that is still waiting for its first try; `count` where there is none.
    private(set) var firstWaiting = 0
    /// The run of the machine that its last lines are of.
    private var boot: BootID?
    /// Of whom a try was in doubt: the server may have taken their copy, and they may get it twice.
    private var inDoubt: Set<Int> = []
    private(set) var refusals: [RefusalGroup: Int] = [:]
    /// How many took their copy.
    private(set) var accepted = 0
    /// By recipient: whether something became of them once.
    private var isTried: [Bool]
    private(set) var untried: Int
    /// When every recipient had been tried once, whatever came of it.
    private(set) var triedOnce: Instant?
    /// Who was refused because nobody is there.
    private(set) var invalidAddresses: [Address] = []
    /// When something last became of a recipient.
    private(set) var lastProgress: Instant?
    /// What its lines tell of earlier runs; nil once the delivery has taken it.
    private(set) var past: Past? = Past()
    /// Recipients that have no end yet.
    private(set) var open: Int

    /// What is of use only once, when the job is opened.
    struct Past: Equatable, Sendable {
        /// How often recipients without an end were put off, by their place.
        var attempts: [Int: Int] = [:]
        /// How often the relay gave no verdict on recipients without an end, by their place.
        var doubts: [Int: Int] = [:]
    }

    var count: Int { starts.count }
    var isFinished: Bool { open == 0 }
    var unknown: Int { inDoubt.count }
    /// How many have no end, and no try in doubt.
    var unsent: Int { status.indices.count { !status[$0].isFinal && !inDoubt.contains($0) } }
    var hasWaiting: Bool { firstWaiting < count }

    init(name: String, recipients: [UInt8], written: Instant) {
        self.name = name
        share = ForwardID(name) == nil ? .posts : .letters
        self.written = written
        self.recipients = recipients
        var starts: [UInt32] = []
        var languages: [Language?] = []
        var start = 0
        while start < recipients.count, let end = recipients[start...].firstIndex(of: UInt8(ascii: "\n")) {
            starts.append(UInt32(start))
            languages.append(Self.language(in: recipients[start..<end]))
            start = end + 1
        }
        self.starts = starts
        self.languages = languages
        status = Array(repeating: .waiting, count: starts.count)
        open = starts.count
        (isTried, untried) = (Array(repeating: false, count: starts.count), starts.count)
    }

    func isInFlight(_ index: Int) -> Bool { status.indices.contains(index) && status[index] == .inFlight }

    /// The recipient's address, and the language of the copy; nil where the line is damaged.
    func recipient(_ index: Int) -> (address: Address, language: Language)? {
        guard let language = languages[index] else { return nil }
        let column = recipients[Int(starts[index])...].prefix { $0 != UInt8(ascii: "\t") }
        return (Address(canonical: String(decoding: column, as: UTF8.self)), language)
    }

    /// The second column of a line whose first is an address.
    private static func language(in line: ArraySlice<UInt8>) -> Language? {
        let columns = line.split(separator: UInt8(ascii: "\t")).map { String(decoding: $0, as: UTF8.self) }
        guard columns.count == 2, Address(columns[0])?.text == columns[0] else { return nil }
        return Language(rawValue: columns[1])
    }

    /// Nil where the line is damaged.
    func language(_ index: Int) -> Language? {
        let line = recipients[Int(starts[index])...].prefix { $0 != UInt8(ascii: "\n") }
        guard let tab = line.lastIndex(of: UInt8(ascii: "\t")) else { return nil }
        return Language(rawValue: String(decoding: line[(tab + 1)...], as: UTF8.self))
    }
}

/// Living on.
extension Job {
    /// Takes at most `limit` recipients that wait for their first try.
    mutating func takeWaiting(_ limit: Int) -> Range<Int> {
        let start = firstWaiting
        var end = start
        while end < count, end - start < limit, status[end] == .waiting { end += 1 }
        for index in start..<end { status[index] = .inFlight }
        firstWaiting = end
        skipToWaiting()
        return start..<end
    }

    /// The same, one by one, until one does not fit.
    mutating func takeWaiting(_ limit: Int, while fits: (Int, Language?) -> Bool) -> Range<Int> {
        let start = firstWaiting
        var end = start
        while end < count, end - start < limit, status[end] == .waiting, fits(end, language(end)) { end += 1 }
        for index in start..<end { status[index] = .inFlight }
        firstWaiting = end
        skipToWaiting()
        return start..<end
    }

    private mutating func skipToWaiting() {
        while firstWaiting < count, status[firstWaiting] != .waiting { firstWaiting += 1 }
    }

    /// Its recipients were offered to the relay: what was in flight is now in doubt until an answer comes.
    mutating func noteOffer(at time: Instant) { lastProgress = max(lastProgress ?? time, time) }

    /// What it went through before it was opened, once.
    mutating func takePast() -> Past? {
        defer { past = nil }
        return past
    }

    /// One that was postponed is offered again.
    mutating func offerAgain(_ index: Int) { status[index] = .inFlight }

    /// One that waits for its first try since the job was loaded comes by itself, later.
    mutating func setAside(_ index: Int) {
        status[index] = .postponed
        skipToWaiting()
    }

    /// One that was to be offered could not be, for no reason of the relay's.
    mutating func postpone(_ index: Int) { status[index] = .postponed }

    /// Takes in what a line says. A recipient that has its end keeps it.
    mutating func note(_ line: ProgressLine) {
        lastProgress = max(lastProgress ?? line.time, line.time)
        switch line.event {
        case .offered(let ranges): noteOffered(ranges)
        case .transmitted(let ranges): noteTransmitted(ranges)
        case .boot(let id):
            settleDoubts(in: id)
            boot = id
        case .outcome(let index, let address, let word, let text):
            guard status.indices.contains(index), !status[index].isFinal else { return }
            if word != .notTried { noteTried(index, at: line.time) }
            switch word {
            case .accepted: end(index, .accepted)
            case .skipped: end(index, .skipped)
            case .delayed: end(index, .delayed)
            case .uncertain: end(index, .uncertain)
            case .refused:
                end(index, .refused)
                let reason = BounceReason.read(refusal: text, of: address)
                let group = RefusalGroup(RefusalKind(reason.reason), text, of: address)
                refusals[group, default: 0] += 1
                if reason.isDead { invalidAddresses.append(address) }
            case .later:
                status[index] = .postponed
                past?.attempts[index, default: 0] += 1
            case .notTried: status[index] = .postponed
            case .unknown:
                status[index] = .postponed
                past?.doubts[index, default: 0] += 1
            }
            if word == .unknown || word == .uncertain { inDoubt.insert(index) }
        }
    }

    private mutating func noteTried(_ index: Int, at time: Instant) {
        guard !isTried[index] else { return }
        isTried[index] = true
        untried -= 1
        if untried == 0 { triedOnce = time }
    }

    private mutating func noteOffered(_ ranges: [Range<Int>]) {
        for range in ranges {
            for index in range.clamped(to: status.indices) where !status[index].isFinal {
                // A crash came between that offer and its answer.
                if status[index] == .inFlight || status[index] == .transmitted { inDoubt.insert(index) }
                status[index] = .inFlight
            }
        }
    }

    private mutating func noteTransmitted(_ ranges: [Range<Int>]) {
        for range in ranges {
            for index in range.clamped(to: status.indices) where status[index] == .inFlight {
                status[index] = .transmitted
            }
        }
    }

    /// The process that wrote the lines up to here has ended. What was transmitted and has no answer is in doubt. What was
    /// only offered is in doubt as well where a power cut may have taken the lines that told of its transmission.
    private mutating func settleDoubts(in present: BootID?) {
        let isComplete = boot != nil && boot == present
        for index in status.indices {
            switch status[index] {
            case .transmitted: inDoubt.insert(index)
            case .inFlight: if !isComplete { inDoubt.insert(index) }
            default: continue
            }
            status[index] = .waiting
        }
    }

    private mutating func end(_ index: Int, _ new: RecipientStatus) {
        status[index] = new
        if new == .accepted { accepted += 1 }
        past?.attempts[index] = nil
        past?.doubts[index] = nil
        open -= 1
    }

    /// After the lines were replayed: all that has no end waits anew.
    mutating func begin(in present: BootID?) {
        settleDoubts(in: present)
        for index in status.indices where !status[index].isFinal { status[index] = .waiting }
        skipToWaiting()
    }
}
