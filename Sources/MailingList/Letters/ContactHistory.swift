import Base

/// Who was written to lately, so that nobody is flooded with letters and the coordinators not with mails.
package struct ContactHistory: Equatable, Sendable {
    private struct Written: Hashable, Sendable {
        let kind: LetterKind
        let time: Instant
    }

    private var letters: [Address: [Written]] = [:]
    private var forwards: [Address: [Instant]] = [:]

    /// "The first time" means: the first time within this.
    package static let memory = Seconds.days(30)

    /// The letters to `address` within the last day.
    package func letterCount(to address: Address, at now: Instant) -> Int {
        letters[address, default: []].count { $0.time > now - .days(1) }
    }

    /// The letters of one kind to `address` within the last day.
    package func letterCount(of kind: LetterKind, to address: Address, at now: Instant) -> Int {
        letters[address, default: []].count { $0.kind == kind && $0.time > now - .days(1) }
    }

    /// When `address` was last written a letter of one kind, as far as that is remembered.
    func latestLetter(_ kind: LetterKind, to address: Address) -> Instant? {
        letters[address, default: []].lazy.filter { $0.kind == kind }.map(\.time).max()
    }

    /// Whether `address` got such a letter within `memory`.
    package func knows(_ kind: LetterKind, to address: Address, at now: Instant) -> Bool {
        letters[address, default: []].contains { $0.kind == kind && $0.time > now - Self.memory }
    }

    /// The mails from `address` that went on to the coordinators within the last day.
    package func forwardCount(from address: Address, at now: Instant) -> Int {
        forwards[address, default: []].count { $0 > now - .days(1) }
    }

    mutating func logLetter(_ kind: LetterKind, to address: Address, at time: Instant) {
        // Only the last of each kind matters beyond a day: the list of one address stays short.
        letters[address, default: []].removeAll { $0.kind == kind && $0.time <= time - .days(1) }
        letters[address, default: []].append(Written(kind: kind, time: time))
    }

    mutating func logForward(from address: Address, at time: Instant) {
        forwards[address, default: []].removeAll { $0 <= time - .days(1) }
        forwards[address, default: []].append(time)
    }

    /// When the first of what is remembered is of no more use; nil where nothing is remembered.
    var firstExpiry: Instant? {
        let written = letters.values.lazy.joined().map { $0.time + Self.memory }.min()
        let forwarded = forwards.values.lazy.joined().map { $0 + .days(1) }.min()
        return [written, forwarded].compactMap { $0 }.min()
    }

    /// What is still remembered at `now`, as entries for a fresh journal.
    func carried(at now: Instant) -> [Entry] {
        let written = letters.keys.sorted().flatMap { address in
            letters[address, default: []].filter { $0.time > now - Self.memory }
                .map { Entry.letter(.logged($0.kind, to: address, at: $0.time)) }
        }
        let forwarded = forwards.keys.sorted().flatMap { address in
            forwards[address, default: []].filter { $0 > now - .days(1) }.map {
                Entry.forwarding(.loggedForward(from: address, $0))
            }
        }
        return written + forwarded
    }
}
