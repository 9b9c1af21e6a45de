import Base
import Testing

@testable import Mail

/// Calendars made to be expensive or to break things: they must cost no more than reading them.
@Suite("Hostile calendars")
struct CalendarHostileTests {
    private static func repeated(_ text: String, bytes: Int) -> String {
        String(repeating: text, count: bytes / text.utf8.count)
    }

    @Test("of five megabytes are too large")
    func large() {
        #expect(CalendarFile.error(CalendarFile.event(Self.repeated("X:y\r\n", bytes: 5_000_000))) == .tooLarge)
    }

    @Test(
        "with thousands of events have too many, or are too large",
        arguments: [(501, CalendarError.tooManyEvents), (5000, .tooManyEvents), (10_000, .tooLarge)])
    func manyEvents(count: Int, error: CalendarError) {
        let events = String(repeating: "BEGIN:VEVENT\r\nUID:u\r\nEND:VEVENT\r\n", count: count)
        #expect(CalendarFile.error("BEGIN:VCALENDAR\r\n\(events)END:VCALENDAR\r\n") == error)
    }

    @Test("with a line of a megabyte, folded or not, are too large")
    func longLine() {
        let words = String(repeating: "a", count: 900_000)
        #expect(CalendarFile.error(CalendarFile.event("SUMMARY:\(words)")) == .tooLarge)
        // What a program keeps for itself is no reason: nobody has to read it.
        #expect(CalendarFile.error(CalendarFile.event("DTSTART:20240410T143000Z", "X-OWN:\(words)")) == nil)
        #expect(CalendarFile.error(words) == .tooLarge)
        let folded = Self.repeated("\(String(repeating: "a", count: 70))\r\n ", bytes: 900_000)
        #expect(CalendarFile.error(CalendarFile.event("SUMMARY:\(folded)")) == .tooLarge)
    }

    @Test("with too many lines or properties are too large")
    func manyLines() {
        #expect(CalendarFile.error(CalendarFile.event(Self.repeated("no line\n", bytes: 900_000))) == .tooLarge)
        #expect(CalendarFile.error(CalendarFile.event(String(repeating: "X:\n", count: 10_000))) == .tooLarge)
        #expect(CalendarFile.error(CalendarFile.event(Self.repeated("\r\n", bytes: 900_000))) == nil)
    }

    @Test("nested ten thousand deep stop at the depth limit")
    func deep() {
        let text = Self.repeated("BEGIN:VCALENDAR\r\n", bytes: 170_000)
        #expect(CalendarFile.error(text) == .unreadable)
        let eight = (1...7).map { _ in "BEGIN:X" } + (1...7).map { _ in "END:X" }
        let object = "BEGIN:VCALENDAR\r\n\(eight.joined(separator: "\r\n"))\r\nEND:VCALENDAR\r\n"
        #expect(CalendarFile.error(object) == .noEvent)
        #expect(
            CalendarFile.error(object.replacing("BEGIN:VCALENDAR", with: "BEGIN:VCALENDAR\r\nBEGIN:Y")) == .unreadable)
    }

    @Test("with a line of parameters and a zone of many dates take one pass")
    func wide() throws {
        let parameters = Self.repeated(";A=\"^^\",^n", bytes: 60_000)
        let dates = (0..<500).map { _ in "RDATE:" + Self.repeated("20240331T030000,", bytes: 1900) }
        let zone =
            ["BEGIN:VTIMEZONE", "TZID:Z", "BEGIN:STANDARD", "DTSTART:20000101T000000", "TZOFFSETFROM:+0200"]
            + ["TZOFFSETTO:+0300"] + dates + ["END:STANDARD", "END:VTIMEZONE", "BEGIN:VEVENT", "UID:u"]
            + ["DTSTART;TZID=Z:20240410T120000", "X\(parameters):v"]
        let text = CalendarFile.event("X:y").replacing("BEGIN:VEVENT\r\nUID:u", with: zone.joined(separator: "\r\n"))
        let event = try CalendarFile.object(text: text).event()
        #expect(try event.span { _, _ in nil } == .moments(start: at(1_712_739_600), end: at(1_712_739_600)))
    }

    @Test("that are no calendars at all are an error", arguments: 0..<8)
    func noise(seed: UInt64) {
        var chance = CalendarWriterTests.Chance(state: seed)
        let bytes = (0..<4096).map { _ in UInt8.random(in: 0...255, using: &chance) }
        #expect(throws: CalendarError.unreadable) { try CalendarObject(bytes) }
    }

    @Test(
        "made from real ones by chance are read or refused, and what is read can be written",
        arguments: [
            "outlook-request.ics", "google-request.ics", "apple-request.ics", "outlook-cancel.ics", "series.ics",
            "hard-words.ics",
        ])
    func mutations(file: String) throws {
        let original = try CalendarFile.bytes(file)
        var chance = CalendarWriterTests.Chance(state: 7)
        var read = 0
        for _ in 0..<400 {
            let bytes = Self.mutated(original, &chance)
            guard let object = try? CalendarObject(bytes) else { continue }
            _ = try? CalendarReply(object, from: nil)
            guard let event = try? object.event(), let span = try? event.span(resolving: twoHoursEast) else { continue }
            read += 1
            var invitation = try Invitations.meeting()
            (invitation.uid, invitation.summary, invitation.span) = (event.uid, event.summary, span)
            (invitation.location, invitation.description, invitation.url) = (
                event.location, event.description, event.url
            )
            let written = CalendarWriter.bytes(of: invitation)
            CalendarWriterTests.checkLines(written)
            #expect(try CalendarObject(written).event().uid == event.uid)
        }
        #expect(read > 20 || file == "series.ics")
    }

    /// A few bytes changed, taken out, doubled or moved.
    private static func mutated(_ bytes: [UInt8], _ chance: inout CalendarWriterTests.Chance) -> [UInt8] {
        let special = Array("\r\n :;,=\"^\\09TZ\u{0}ä".utf8)
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...6, using: &chance) {
            let place = Int.random(in: 0..<bytes.count, using: &chance)
            let end = min(bytes.count, place + Int.random(in: 1...30, using: &chance))
            switch Int.random(in: 0..<4, using: &chance) {
            case 0: bytes[place] = special[Int.random(in: 0..<special.count, using: &chance)]
            case 1: bytes.removeSubrange(place..<end)
            case 2: bytes.insert(contentsOf: bytes[place..<end], at: place)
            default: bytes.insert(UInt8.random(in: 0...255, using: &chance), at: place)
            }
            if bytes.isEmpty { return [0] }
        }
        return bytes
    }
}
