import Base

/// All members. The lines of the `members` file stay as they were read, with an index over them, and what has
/// changed since lies above; so a million members cost about their file's size, and a join costs the same with
/// a thousand as with a million.
package struct Members: Sendable {
    /// The member lines as read, each with its line end.
    private(set) var lines: [UInt8] = []
    /// Open addressing with linear probing: 0 is free, otherwise the line's offset plus one.
    private var slots: [UInt32] = []
    /// What the journal changed since the lines were written; a nil member has left.
    private(set) var changes: [Address: Member?] = [:]
    package private(set) var count = 0
    /// Those who take a break: how many they are is what it costs to look for the next that ends.
    package private(set) var pauses: [Address: Pause] = [:]
    /// Those who do not simply get everything.
    package private(set) var portions: [Address: Portion] = [:]
    private let seed: UInt64

    /// A line of the file that is no member line.
    package struct Damage: Error, Hashable, Sendable, CustomStringConvertible {
        /// Counted from 1 among the member lines.
        package let line: Int
        package let reason: String
        /// The line is well formed, but holds more than this Kutsu knows.
        package var isNewer = false
        package var description: String { "member line \(line): \(reason)" }
    }

    package init() {
        // Swift seeds its own hashing anew in each process: crafted addresses cannot aim at one slot.
        seed = UInt64(truncatingIfNeeded: Hasher().finalize())
    }

    /// Takes over the lines of a `members` file, without its header line.
    package init(lines: [UInt8]) throws(Damage) {
        self.init()
        guard lines.count < Int(UInt32.max) else { throw Damage(line: 1, reason: "begins more than 4 GB of members") }
        self.lines = lines
        try index()
    }

    package subscript(address: Address) -> Member? {
        if let change = changes[address] { return change }
        return find(address.text.utf8).flatMap { MemberLine.member(from: line(at: $0)) }
    }

    package func contains(_ address: Address) -> Bool {
        if let change = changes[address] { return change != nil }
        return find(address.text.utf8) != nil
    }

    /// Adds the member, or replaces what was known of that address.
    package mutating func insert(_ member: Member) {
        if !contains(member.address) { count += 1 }
        changes.updateValue(member, forKey: member.address)
        note(member.choices, of: member.address)
        foldIfLarge()
    }

    /// False where the address was no member.
    @discardableResult
    package mutating func remove(_ address: Address) -> Bool {
        guard contains(address) else { return false }
        count -= 1
        note(Choices(), of: address)
        if find(address.text.utf8) == nil {
            changes.removeValue(forKey: address)
        } else {
            changes.updateValue(nil, forKey: address)
        }
        foldIfLarge()
        return true
    }

    /// A change takes four times the memory of a line. Where they are many beside the lines, as after an import, they
    /// become lines as well. At a rising number, so that a member costs the same time with many as with few.
    private mutating func foldIfLarge() {
        guard changes.count > Self.mostChanges, changes.count > count / 2,
            let folded = try? Members(lines: fileLines()), folded.count == count
        else { return }
        self = folded
    }

    private static let mostChanges = 20_000

    /// How many changes lie above the lines.
    var changeCount: Int { changes.count }
}

extension Members {
    private mutating func index() throws(Damage) {
        let tab = UInt8(ascii: "\t")
        let newline = UInt8(ascii: "\n")
        // A member line is never shorter than 40 bytes, so at least a fifth of the slots stays free.
        var capacity = 16
        while capacity < lines.count / 32 { capacity *= 2 }
        slots = Array(repeating: 0, count: capacity)
        let languages = Language.allCases.map { Array($0.rawValue.utf8) }
        let means = Consent.Means.allCases.map { Array($0.rawValue.utf8) }
        var start = 0
        var number = 1
        while start < lines.count {
            var end = start
            var tabs = 0
            var addressEnd = start
            var hasKnownWords = true
            var column = start
            var choices = start
            while end < lines.count, lines[end] != newline {
                if lines[end] == tab {
                    if tabs == 0 { addressEnd = end }
                    if tabs == 1 { hasKnownWords = isWord(lines[column..<end], of: languages) }
                    if tabs == 3 { hasKnownWords = hasKnownWords && isWord(lines[column..<end], of: means) }
                    tabs += 1
                    column = end + 1
                    if tabs == 6 { choices = column }
                }
                end += 1
            }
            guard end < lines.count else { throw Damage(line: number, reason: "has no end") }
            guard tabs >= 5, addressEnd > start else {
                throw Damage(line: number, reason: "does not have six columns")
            }
            if tabs > 5 {
                let text = String(decoding: lines[choices..<end], as: UTF8.self)
                guard tabs == 6, let chosen = Choices(text), chosen.text == text else {
                    throw Damage(line: number, reason: "tells of choices that are unknown", isNewer: true)
                }
                if chosen.pause != .over || chosen.portion != .everything {
                    let address = Address(String(decoding: lines[start..<addressEnd], as: UTF8.self))
                    if let address { note(chosen, of: address) }
                }
            }
            // Such a member would be counted and get nothing.
            guard hasKnownWords else {
                throw Damage(line: number, reason: "names an unknown language, or means of joining", isNewer: true)
            }
            guard number < capacity else { throw Damage(line: number, reason: "comes after too many short lines") }
            guard enter(start..<addressEnd) else { throw Damage(line: number, reason: "repeats an address") }
            start = end + 1
            number += 1
        }
        count = number - 1
    }

    private mutating func note(_ choices: Choices, of address: Address) {
        pauses[address] = choices.pause == .over ? nil : choices.pause
        portions[address] = choices.portion == .everything ? nil : choices.portion
    }

    private func isWord(_ word: ArraySlice<UInt8>, of known: [[UInt8]]) -> Bool {
        for candidate in known where candidate.count == word.count {
            var index = word.startIndex
            while index < word.endIndex, word[index] == candidate[index - word.startIndex] { index += 1 }
            if index == word.endIndex { return true }
        }
        return false
    }

    /// False where the address is there already.
    private mutating func enter(_ address: Range<Int>) -> Bool {
        var slot = slotIndex(of: lines[address])
        while slots[slot] != 0 {
            if isAddress(lines[address], at: Int(slots[slot]) - 1) { return false }
            slot = (slot + 1) & (slots.count - 1)
        }
        slots[slot] = UInt32(address.lowerBound + 1)
        return true
    }

    /// The offset of the line that begins with `address`.
    func find(_ address: some Collection<UInt8>) -> Int? {
        guard !slots.isEmpty else { return nil }
        var slot = slotIndex(of: address)
        while slots[slot] != 0 {
            let offset = Int(slots[slot]) - 1
            if isAddress(address, at: offset) { return offset }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    private func isAddress(_ address: some Collection<UInt8>, at offset: Int) -> Bool {
        var position = offset
        for byte in address {
            guard position < lines.count, lines[position] == byte else { return false }
            position += 1
        }
        return position < lines.count && lines[position] == UInt8(ascii: "\t")
    }

    private func line(at offset: Int) -> ArraySlice<UInt8> { lines[offset..<lineEnd(from: offset)] }

    func lineEnd(from offset: Int) -> Int {
        var end = offset
        while end < lines.count, lines[end] != UInt8(ascii: "\n") { end += 1 }
        return end
    }

    /// FNV-1a with a final mix: spreads short texts well and needs no buffer.
    private func slotIndex(of address: some Collection<UInt8>) -> Int {
        var hash = seed ^ 0xCBF2_9CE4_8422_2325
        for byte in address { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        hash ^= hash >> 32
        return Int(truncatingIfNeeded: hash) & (slots.count - 1)
    }
}
