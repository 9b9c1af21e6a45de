import Base

/// One line of the file `quota`:
///
///     2026-11-21T10:00:00Z ⇥ offered ⇥ posts ⇥ 25 ⇥ 25 ⇥ smtp://relay.hel.fi:587%20kutsu
///
/// A line is written before a byte of these mails goes out, and another when the relay's answers are known. What was
/// offered and has no answer may have been counted by the server until the process ended.
struct QuotaRecord: Equatable, Sendable {
    enum Word: String, Sendable, CaseIterable {
        /// About to be handed to the relay.
        case offered = "offered"
        /// Of what was offered: the relay has answered, or its answer will not come.
        case counted = "counted"
        /// Of what was offered: not tried after all.
        case released = "released"
        /// Counted, and told by the line of an earlier file.
        case carried = "carried"
    }

    var time: Instant
    var word: Word
    var share: QuotaShare
    var amount: MailAmount
    /// The relay's name, which stays the same across restarts.
    var relay: String

    /// Whether they differ in nothing but how much they tell of.
    func isAlike(_ other: QuotaRecord) -> Bool {
        time == other.time && word == other.word && share == other.share && relay == other.relay
    }

    var bytes: [UInt8] {
        let columns = [
            time.text, word.rawValue, share.rawValue, String(amount.messages), String(amount.recipients),
            PercentCodec.column(relay),
        ]
        return Array((columns.joined(separator: "\t") + "\n").utf8)
    }

    init(time: Instant, _ word: Word, _ share: QuotaShare, _ amount: MailAmount, relay: String) {
        (self.time, self.word, self.share, self.amount, self.relay) = (time, word, share, amount, relay)
    }

    /// Nil where the line is none.
    init?(_ line: some Sequence<UInt8>) {
        let columns = String(decoding: Array(line), as: UTF8.self)
            .split(separator: "\t", omittingEmptySubsequences: false)
        guard columns.count == 6, let time = Instant(String(columns[0])), let word = Word(rawValue: String(columns[1])),
            let share = QuotaShare(rawValue: String(columns[2])), let messages = Self.count(columns[3]),
            let recipients = Self.count(columns[4]), let relay = PercentCodec.value(columns[5])
        else { return nil }
        self.init(
            time: time, word, share, MailAmount(messages: messages, recipients: recipients), relay: relay)
    }

    /// Sums of a day's lines stay within an `Int`.
    private static func count(_ text: Substring) -> Int? {
        Int(text).flatMap { (0...1_000_000_000).contains($0) ? $0 : nil }
    }
}

/// What a relay was handed, as its records tell it.
struct QuotaHistory: Equatable, Sendable {
    private struct Account: Hashable {
        var relay: String
        var share: QuotaShare
    }

    private struct Second: Hashable {
        var account: Account
        var time: Instant
    }

    private var counted: [Second: MailAmount] = [:]
    private var open: [Account: MailAmount] = [:]

    mutating func note(_ record: QuotaRecord) {
        let account = Account(relay: record.relay, share: record.share)
        switch record.word {
        case .offered: open[account, default: MailAmount()] += record.amount
        case .counted, .released: close(account, record.amount)
        case .carried: break
        }
        switch record.word {
        case .counted, .carried:
            counted[Second(account: account, time: record.time), default: MailAmount()] += record.amount
        case .offered, .released: break
        }
    }

    private mutating func close(_ account: Account, _ amount: MailAmount) {
        guard let some = open[account] else { return }
        open[account] = MailAmount(
            messages: max(0, some.messages - amount.messages), recipients: max(0, some.recipients - amount.recipients))
    }

    /// What still counts at `now`, in the order of time. What was offered and never answered counts from `now` on; so does
    /// what a clock that was wrong has put behind it.
    func entries(of relay: String, at now: Instant) -> [Quota.Entry] {
        var entries = counted.filter { $0.key.account.relay == relay && $0.key.time + Quota.memory >= now }
            .map { Quota.Entry(time: min($0.key.time, now), share: $0.key.account.share, amount: $0.value) }
        for share in QuotaShare.allCases {
            guard let amount = open[Account(relay: relay, share: share)] else { continue }
            if !amount.isNothing { entries.append(Quota.Entry(time: now, share: share, amount: amount)) }
        }
        return entries.sorted { ($0.time, $0.share.rawValue) < ($1.time, $1.share.rawValue) }
    }

    /// The process that offered them ended: what has no answer by now gets none.
    mutating func closeAll(at now: Instant) {
        for (account, amount) in open where !amount.isNothing {
            counted[Second(account: account, time: now), default: MailAmount()] += amount
        }
        open = [:]
    }

    /// The fewest lines that tell the same from `now` on.
    func records(at now: Instant) -> [QuotaRecord] {
        let spent = counted.filter { $0.key.time + Quota.memory >= now }.map {
            QuotaRecord(
                time: min($0.key.time, now), .carried, $0.key.account.share, $0.value, relay: $0.key.account.relay)
        }
        let waiting = open.filter { !$0.value.isNothing }.map {
            QuotaRecord(time: now, .offered, $0.key.share, $0.value, relay: $0.key.relay)
        }
        return spent.sorted { ($0.time, $0.relay, $0.share.rawValue) < ($1.time, $1.relay, $1.share.rawValue) }
            + waiting.sorted { ($0.relay, $0.share.rawValue) < ($1.relay, $1.share.rawValue) }
    }
}
