/// Phrases to look for in text of ``GatewayWords/normal(_:)``. Each begins with a space, and so at the start of a word; where it
/// ends with one, it is a word's end as well.
///
/// They are found by the first letters of each word of the text, so looking for hundreds of them costs hardly more than looking
/// for one.
struct Phrases: Sendable, ExpressibleByArrayLiteral {
    private typealias Phrase = (number: Int, bytes: [UInt8])
    /// By the three bytes behind the space.
    private var byStart: [UInt32: [Phrase]] = [:]

    init(arrayLiteral phrases: String...) {
        for (number, phrase) in phrases.enumerated() {
            let bytes = Array(phrase.utf8)
            precondition(bytes.count > 3 && bytes[0] == 0x20, "a phrase begins with a space and three letters")
            byStart[Self.start(bytes[1], bytes[2], bytes[3]), default: []].append((number, bytes))
        }
    }

    /// Whether one of them is in the text.
    func areIn(_ text: String) -> Bool { !numbers(in: text, atMost: 1).isEmpty }

    /// Whether `count` different ones are in the text.
    func areIn(_ text: String, atLeast count: Int) -> Bool { numbers(in: text, atMost: count).count == count }

    /// Whether the text begins with one of them.
    func begin(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return candidates(bytes, at: 0).contains { Self.matches($0, bytes, at: 0) }
    }

    private func numbers(in text: String, atMost limit: Int) -> Set<Int> {
        var found: Set<Int> = []
        let bytes = Array(text.utf8)
        for place in bytes.indices where bytes[place] == 0x20 {
            for phrase in candidates(bytes, at: place) where Self.matches(phrase, bytes, at: place) {
                found.insert(phrase.number)
                if found.count == limit { return found }
            }
        }
        return found
    }

    private func candidates(_ bytes: [UInt8], at place: Int) -> [Phrase] {
        guard bytes.count - place > 3 else { return [] }
        return byStart[Self.start(bytes[place + 1], bytes[place + 2], bytes[place + 3])] ?? []
    }

    private static func matches(_ phrase: Phrase, _ bytes: [UInt8], at place: Int) -> Bool {
        bytes.count - place >= phrase.bytes.count
            && zip(phrase.bytes, bytes[place...]).allSatisfy { $0 == $1 }
    }

    private static func start(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> UInt32 {
        UInt32(first) << 16 | UInt32(second) << 8 | UInt32(third)
    }
}
