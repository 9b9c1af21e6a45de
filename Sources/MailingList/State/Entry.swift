/// A subject's facts with their line format. The verbs are the subject's own, and no two subjects share one.
package protocol JournalSlice: Hashable, Sendable {
    associatedtype Verb: RawRepresentable<String> & CaseIterable & Sendable
    /// Exhaustive: a new fact without a line does not compile.
    var record: JournalRecord { get }
    /// Nil where the values do not fit the verb. Exhaustive over the verbs, so a verb without a reader does not compile.
    init?(_ verb: Verb, _ record: JournalRecord)
}

/// A fact in the journal, in the past tense; what is not an entry did not happen. This is the list of subjects, and
/// nothing of what they say.
package enum Entry: Hashable, Sendable {
    case membership(MembershipEntry)
    case choice(ChoiceEntry)
    case roundup(RoundupEntry)
    case erasure(ErasureEntry)
    case admission(AdmissionEntry)
    case post(PostEntry)
    case item(ItemEntry)
    case event(EventEntry)
    case bounce(BounceEntry)
    case forwarding(ForwardingEntry)
    case letter(LetterEntry)
    case retention(RetentionEntry)
    case seen(SeenEntry)

    /// As a column of a journal line.
    package var record: JournalRecord { slice.record }

    private var slice: any JournalSlice {
        switch self {
        case .membership(let entry): entry
        case .choice(let entry): entry
        case .roundup(let entry): entry
        case .erasure(let entry): entry
        case .admission(let entry): entry
        case .post(let entry): entry
        case .item(let entry): entry
        case .event(let entry): entry
        case .bounce(let entry): entry
        case .forwarding(let entry): entry
        case .letter(let entry): entry
        case .retention(let entry): entry
        case .seen(let entry): entry
        }
    }

    /// What a column may be.
    package enum Reading: Equatable, Sendable {
        case entry(Entry)
        /// The verb is known, and its values do not fit it.
        case unreadable
        /// No subject knows the verb: a newer Kutsu wrote it.
        case unknownVerb(String)
    }

    package static func read(_ record: JournalRecord) -> Reading {
        guard let decode = decoders[record.verb] else { return .unknownVerb(record.verb) }
        return decode(record).map(Reading.entry) ?? .unreadable
    }

    /// Every verb that this Kutsu knows.
    package static var verbs: Set<String> { Set(decoders.keys) }

    private typealias Decoder = @Sendable (JournalRecord) -> Entry?

    /// One look-up a column. Two subjects that claim one verb trap here, in the first test.
    private static let decoders = [
        decoders(MembershipEntry.self, Entry.membership), decoders(ChoiceEntry.self, Entry.choice),
        decoders(ErasureEntry.self, Entry.erasure), decoders(AdmissionEntry.self, Entry.admission),
        decoders(RoundupEntry.self, Entry.roundup),
        decoders(PostEntry.self, Entry.post),
        decoders(ItemEntry.self, Entry.item), decoders(EventEntry.self, Entry.event),
        decoders(BounceEntry.self, Entry.bounce), decoders(ForwardingEntry.self, Entry.forwarding),
        decoders(LetterEntry.self, Entry.letter), decoders(RetentionEntry.self, Entry.retention),
        decoders(SeenEntry.self, Entry.seen),
    ].reduce(into: [String: Decoder]()) { all, some in
        all.merge(some) { _, _ in preconditionFailure("two subjects claim one verb") }
    }

    private static func decoders<Slice: JournalSlice>(
        _ slice: Slice.Type, _ wrap: @escaping @Sendable (Slice) -> Entry
    ) -> [String: Decoder] {
        var decoders: [String: Decoder] = [:]
        for verb in Slice.Verb.allCases { decoders[verb.rawValue] = { record in Slice(verb, record).map(wrap) } }
        return decoders
    }
}
