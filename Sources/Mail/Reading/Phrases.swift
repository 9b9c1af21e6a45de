/// Phrases to look for in a text, both in lower case. They are found by their first two bytes, so looking for hundreds of them
/// costs hardly more than looking for one; `String.contains` would begin anew for each.
struct Phrases: Sendable, ExpressibleByArrayLiteral {
    private let phrases: [[UInt8]]
    /// The number of the first phrase with these first two bytes, by what `slot` makes of them; `none` where there is none.
    private var first = Array(repeating: Self.none, count: Self.slots)
    /// The number of the next phrase in the same slot, by the number of a phrase.
    private var next: [Int]
    /// The letters in them that are not ASCII: a text may spell them in two scalars (`a` and U+0308).
    private var letters: [Character: [UInt8]] = [:]

    init(arrayLiteral phrases: String...) { self.init(phrases) }

    init(_ phrases: [String]) {
        self.phrases = phrases.map { Array($0.utf8) }
        next = Array(repeating: Self.none, count: phrases.count)
        for (number, phrase) in self.phrases.enumerated() {
            precondition(phrase.count >= 2, "a phrase of one letter says nothing")
            let slot = Self.slot(phrase[0], phrase[1])
            next[number] = first[slot]
            first[slot] = number
        }
        for letter in phrases.joined() where !letter.isASCII { letters[letter] = Array(letter.utf8) }
    }

    /// These and others.
    func union(_ others: some Sequence<String>) -> Phrases {
        Phrases(phrases.map { String(decoding: $0, as: UTF8.self) } + others)
    }

    func union(_ others: Phrases) -> Phrases {
        union(others.phrases.map { String(decoding: $0, as: UTF8.self) })
    }

    /// The bytes that they begin with.
    var firstBytes: Set<UInt8> { Set(phrases.map { $0[0] }) }

    /// Whether one of them is in the text.
    func areIn(_ text: some StringProtocol) -> Bool {
        let bytes = bytes(of: text)
        for place in bytes.indices.dropLast() {
            var number = first[Self.slot(bytes[place], bytes[place + 1])]
            while number != Self.none {
                if Self.stands(phrases[number], in: bytes, at: place) { return true }
                number = next[number]
            }
        }
        return false
    }

    /// Whether `count` different ones are in the text.
    func areIn(_ text: some StringProtocol, atLeast count: Int) -> Bool {
        numbers(in: text, atMost: count).count == count
    }

    /// Whether the text begins with one of them.
    func begin(_ text: some StringProtocol) -> Bool {
        let bytes = bytes(of: text)
        guard bytes.count >= 2 else { return false }
        var number = first[Self.slot(bytes[0], bytes[1])]
        while number != Self.none {
            if Self.stands(phrases[number], in: bytes, at: 0) { return true }
            number = next[number]
        }
        return false
    }

    private func numbers(in text: some StringProtocol, atMost limit: Int) -> [Int] {
        let bytes = bytes(of: text)
        var found: [Int] = []
        for place in bytes.indices.dropLast() {
            var number = first[Self.slot(bytes[place], bytes[place + 1])]
            while number != Self.none {
                if Self.stands(phrases[number], in: bytes, at: place), !found.contains(number) {
                    found.append(number)
                    if found.count == limit { return found }
                }
                number = next[number]
            }
        }
        return found
    }

    private static func stands(_ phrase: [UInt8], in bytes: [UInt8], at place: Int) -> Bool {
        guard bytes.count - place >= phrase.count else { return false }
        return phrase.indices.allSatisfy { bytes[place + $0] == phrase[$0] }
    }

    private func bytes(of text: some StringProtocol) -> [UInt8] {
        // The first bytes of U+0300 to U+036F, the marks that a letter may have behind it.
        guard text.utf8.contains(where: { $0 == 0xCC || $0 == 0xCD }) else { return Array(text.utf8) }
        return text.flatMap { letters[$0] ?? Array($0.utf8) }
    }

    private static let slots = 1024
    private static let none = -1

    private static func slot(_ first: UInt8, _ second: UInt8) -> Int {
        (Int(first) << 5 ^ Int(second)) & (slots - 1)
    }
}
