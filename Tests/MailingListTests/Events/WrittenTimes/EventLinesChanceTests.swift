import TestWorld
import Testing

@testable import MailingList

@Suite("Any text is safe to read as an event")
struct EventLinesChanceTests {
    /// Sorted, so that the same seed makes the same text.
    static let pieces: [String] =
        TimeWord.rows.map(\.folded).sorted() + [
            "12", "12.", ".", ":", "/", "-", "–", "2026", "T", "24", "0", "31", "(", ")", ",", " ", "\n", "\r\n",
            "Aika:",
            "Tid:", "When:", "Paikka:", "*", "_", "2026-12-12", "12.12.2026", "14:00", "9999", "é", "\u{301}",
            "\u{200D}", "👩‍👩‍👧", "²", "٣", "'",
        ]

    @Test("bytes at random do not trap", arguments: 1...3 as ClosedRange<UInt64>)
    func bytes(seed: UInt64) {
        var chance = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            let bytes = (0..<60).map { _ in UInt8.random(in: .min ... .max, using: &chance) }
            check(EventLines.read("Aika: " + String(decoding: bytes, as: UTF8.self)))
        }
    }

    @Test("words at random make a time that keeps its promises, or a doubt", arguments: 1...3 as ClosedRange<UInt64>)
    func words(seed: UInt64) {
        var chance = SeededGenerator(seed: seed)
        var understood = 0
        for _ in 0..<1000 {
            var text = Bool.random(using: &chance) ? "Aika: 12.12.2026 " : "Aika: "
            for _ in 0..<Int.random(in: 1...8, using: &chance) {
                text += (Self.pieces.randomElement(using: &chance) ?? "") + (Bool.random(using: &chance) ? " " : "")
            }
            let event = EventLines.read(text)
            check(event)
            if case .success = event?.when { understood += 1 }
        }
        #expect(understood > 0)
    }

    private func check(_ event: EventLines?) {
        guard let event else { return }
        #expect(event.writtenTime.unicodeScalars.count <= EventLines.longestTime)
        #expect(event.place.unicodeScalars.count <= EventLines.longestPlace)
        let hasNewline = (event.writtenTime + event.place).contains { $0.isNewline }
        #expect(!hasNewline)
        switch event.when {
        case .success(.days(let first, let last)): #expect(first <= last)
        case .success(.times(let start, let end)): #expect(start <= end)
        case .failure: break
        }
    }
}
