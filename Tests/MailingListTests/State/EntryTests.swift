import Base
import TestWorld
import Testing

@testable import MailingList

@Suite("Facts in the journal")
struct EntryTests {
    @Test("a fact is the same line as ever, and its line the same fact", arguments: EntrySamples.all.indices)
    func line(index: Int) throws {
        let (line, entry) = EntrySamples.all[index]
        #expect(entry.record.text == line)
        #expect(Entry.read(entry.record) == .entry(entry))
        #expect(Entry.read(try #require(JournalRecord(text: line))) == .entry(entry))
    }

    @Test("every verb has a line above")
    func complete() {
        #expect(Set(EntrySamples.all.map(\.entry.record.verb)) == Entry.verbs)
    }

    @Test("no verb belongs to two subjects")
    func verbs() {
        let verbs =
            words(MembershipEntry.self) + words(ChoiceEntry.self) + words(ErasureEntry.self) + words(RoundupEntry.self)
            + words(AdmissionEntry.self)
            + words(PostEntry.self)
            + words(ItemEntry.self)
            + words(EventEntry.self)
            + words(BounceEntry.self) + words(ForwardingEntry.self) + words(LetterEntry.self)
            + words(RetentionEntry.self) + words(SeenEntry.self)
        #expect(Set(verbs).count == verbs.count)
        #expect(Set(verbs) == Entry.verbs)
    }

    private func words<Slice: JournalSlice>(_: Slice.Type) -> [String] { Slice.Verb.allCases.map(\.rawValue) }

    @Test(
        "a verb that nobody knows is a newer one, whatever stands beside it",
        arguments: ["teleported", "Joined", "joined-again", "letter", "tip.kept", "j\u{301}oined"])
    func unknownVerb(verb: String) throws {
        #expect(Entry.read(JournalRecord(verb)) == .unknownVerb(verb))
        #expect(Entry.read(JournalRecord(verb, ["address": "mikko@hel.fi"])) == .unknownVerb(verb))
    }

    @Test("a known verb whose values are none is unreadable", arguments: Entry.verbs.sorted())
    func unreadable(verb: String) throws {
        let samples = EntrySamples.all.map(\.entry.record).filter { $0.verb == verb && !$0.values.isEmpty }
        for sample in samples {
            var record = JournalRecord(verb)
            for (key, _) in sample.values { record.add(key, "?") }
            #expect(Entry.read(record) == .unreadable)
        }
        #expect(!samples.isEmpty)
    }

    /// What the facts with a verb can do without.
    static let optional: [String: Set<String>] = [
        "joined": ["topics"],
        "join-asked": ["words", "fingerprint", "pause", "portion"],
        "held": ["audience", "topics", "attachment"], "dispatched": ["approved", "kind", "tip", "collection", "of"],
        "post": ["approved", "kind"], "finished": ["reason", "pending"],
        "reported": ["reason", "pending"], "tipped": ["kept", "collection"], "tip": ["kept"],
        "quarantined": ["bytes"],
        "answered": ["sequence", "stamp"],
        "event": ["audience", "topics", "reminded", "cancelled", "stamp", "tentative", "transparent"],
        "told-of-bounces": ["failing", "suspended"], "bounces": ["suspended", "probed", "post"],
        "removed": ["address"], "forwarded": ["post", "to"], "forward": ["to"],
        "carried-letter": ["answers", "fact.forwarded"],
    ]

    @Test("a known verb without one of its values is unreadable", arguments: EntrySamples.all.indices)
    func missing(index: Int) {
        let record = EntrySamples.all[index].entry.record
        for (omitted, value) in record.values.enumerated() {
            var shorter = JournalRecord(record.verb)
            for (other, kept) in record.values.enumerated() where other != omitted { shorter.add(kept.key, kept.value) }
            let reading = Entry.read(shorter)
            // Never the same fact; and no fact at all where it says nothing without the value.
            #expect(reading != .entry(EntrySamples.all[index].entry))
            if Self.optional[record.verb]?.contains(value.key) != true {
                #expect(reading == .unreadable, "without \(value.key)")
            }
        }
    }

    @Test("words from outside come back as they were", arguments: HostileText.all)
    func hostile(text: String) throws {
        var post = W.post(.held)
        (post.subject, post.author.name, post.attachments) = (text, text, [text, "", text])
        var report = Report()
        report.reasons = [Report.Reason(count: 2, kind: .other, text: text)]
        let id = QuarantineID(digest: MailDigest(value: 1))
        let letter = W.letter(.forwarding(.quarantined(id, reason: text, subject: text)), W.anna, .fi)
        let entries: [Entry] = [
            .post(.held(post)), .post(.finished(post.id, report)), .item(.received(W.tip(text: text))),
            .event(.carried(W.event(W.plan(text, uid: text, place: text)))),
            .forwarding(.quarantined(id, reason: text)),
            .letter(.carried(LetterID(sequence: 1, index: 0), written: W.now, letter)),
        ]
        for entry in entries {
            let line = entry.record.text
            #expect(line.utf8.allSatisfy { $0 >= UInt8(ascii: " ") && $0 != 0x7F })
            #expect(Entry.read(try #require(JournalRecord(text: line))) == .entry(entry))
        }
    }
}
