import Base

/// Who was written to lately, so that nobody is flooded with letters and the coordinators not with mails.
package struct ContactHistory: Equatable, Sendable {
    private struct Written: Hashable, Sendable {
        let kind: LetterKind
        let time: Instant
        let address: Address
    }

    private struct Forwarded: Hashable, Sendable {
        let time: Instant
        let address: Address
    }

    /// By mailbox: tags make no other person.
    private var letters: [Address: [Written]] = [:]
    private var forwards: [Address: [Forwarded]] = [:]
    /// How many of them are of each day, counted from 1970 in UTC.
    private var days: [Int64: Int] = [:]
    /// Of all addresses together: letters that anybody can set off, and mails that went on to people.
    private var provokedCounts = RecentCounts()
    private var forwardedCounts = RecentCounts()

    /// Letters that anybody can set off, to all together, within `length` (at most a day).
    package func provokedCount(within length: Seconds, at now: Instant) -> Int {
        provokedCounts.count(within: length, at: now)
    }

    /// Mails that went on to people, from all together, within `length` (at most a day).
    package func forwardCount(within length: Seconds, at now: Instant) -> Int {
        forwardedCounts.count(within: length, at: now)
    }

    /// "The first time" means: the first time within this.
    package static let memory = Seconds.days(30)

    /// The letters to `address` within the last day.
    package func letterCount(to address: Address, at now: Instant) -> Int {
        letters[address.mailbox, default: []].count { $0.time > now - .days(1) }
    }

    /// The letters of one kind to `address` within the last day.
    package func letterCount(of kind: LetterKind, to address: Address, at now: Instant) -> Int {
        letters[address.mailbox, default: []].count { $0.kind == kind && $0.time > now - .days(1) }
    }

    /// The letters of some kinds to `address` within the last day.
    func letterCount(of kinds: Set<LetterKind>, to address: Address, at now: Instant) -> Int {
        letters[address.mailbox, default: []].count { kinds.contains($0.kind) && $0.time > now - .days(1) }
    }

    /// When `address` was last written a letter of one kind, as far as that is remembered.
    func latestLetter(_ kind: LetterKind, to address: Address) -> Instant? {
        letters[address.mailbox, default: []].lazy.filter { $0.kind == kind }.map(\.time).max()
    }

    /// Whether `address` got such a letter within `memory`.
    package func knows(_ kind: LetterKind, to address: Address, at now: Instant) -> Bool {
        letters[address.mailbox, default: []].contains { $0.kind == kind && $0.time > now - Self.memory }
    }

    /// The mails from `address` that went on to the coordinators within the last day.
    package func forwardCount(from address: Address, at now: Instant) -> Int {
        forwards[address.mailbox, default: []].count { $0.time > now - .days(1) }
    }

    mutating func logLetter(_ kind: LetterKind, to address: Address, at time: Instant) {
        // Only the last of each kind matters beyond a day: the list of one address stays short.
        letters[address.mailbox] = kept(letters[address.mailbox], at: \.time) { written in
            written.kind != kind || written.time > time - .days(1)
        }
        letters[address.mailbox, default: []].append(Written(kind: kind, time: time, address: address))
        count(time, 1)
        if LetterKind.provoked.contains(kind) { provokedCounts.add(at: time) }
    }

    mutating func logForward(from address: Address, at time: Instant) {
        forwards[address.mailbox] = kept(forwards[address.mailbox], at: \.time) { $0.time > time - .days(1) }
        forwards[address.mailbox, default: []].append(Forwarded(time: time, address: address))
        count(time, 1)
        forwardedCounts.add(at: time)
    }

    /// Somebody asked to be forgotten.
    mutating func forget(_ address: Address) {
        letters[address.mailbox] = kept(letters[address.mailbox], at: \.time) { _ in false }
        forwards[address.mailbox] = kept(forwards[address.mailbox], at: \.time) { _ in false }
    }

    /// All of before that moment is older than it may be.
    mutating func forget(before moment: Instant) {
        for address in Array(letters.keys) {
            letters[address] = kept(letters[address], at: \.time) { $0.time >= moment }
        }
        for address in Array(forwards.keys) {
            forwards[address] = kept(forwards[address], at: \.time) { $0.time >= moment }
        }
    }

    /// The end of the first day of which something is remembered.
    var endOfFirstDay: Instant? { days.keys.min().map { Instant(secondsSince1970: ($0 + 1) * 86_400) } }

    /// Those that stay; the others count no longer. Nil where none does.
    private mutating func kept<Contact>(
        _ contacts: [Contact]?, at time: (Contact) -> Instant, _ stays: (Contact) -> Bool
    ) -> [Contact]? {
        let contacts = contacts ?? []
        let rest = contacts.filter(stays)
        if rest.count < contacts.count {
            for contact in contacts where !stays(contact) { count(time(contact), -1) }
        }
        return rest.isEmpty ? nil : rest
    }

    private mutating func count(_ time: Instant, _ change: Int) {
        let day = CivilDate.floorDivide(time.secondsSince1970, by: 86_400)
        let number = days[day, default: 0] + change
        days[day] = number == 0 ? nil : number
    }

    /// When the first of what is remembered is of no more use; nil where nothing is remembered.
    var firstExpiry: Instant? {
        let written = letters.values.lazy.joined().map { $0.time + Self.memory }.min()
        let forwarded = forwards.values.lazy.joined().map { $0.time + .days(1) }.min()
        return [written, forwarded].compactMap { $0 }.min()
    }

    /// What is still remembered at `now`, as entries for a fresh journal.
    func carried(at now: Instant) -> [Entry] {
        let written = letters.keys.sorted().flatMap { mailbox in
            letters[mailbox, default: []].filter { $0.time > now - Self.memory }
                .map { Entry.letter(.logged($0.kind, to: $0.address, at: $0.time)) }
        }
        let forwarded = forwards.keys.sorted().flatMap { mailbox in
            forwards[mailbox, default: []].filter { $0.time > now - .days(1) }.map {
                Entry.forwarding(.loggedForward(from: $0.address, $0.time))
            }
        }
        return written + forwarded
    }
}
