import Base

/// A mail that Kutsu writes itself, as the facts it is made of: the words are put in when it is sent.
package struct Letter: Hashable, Sendable {
    /// What it says is its subject's business; this is the list of subjects.
    package enum Content: Hashable, Sendable {
        case membership(MembershipLetter)
        case choice(ChoiceLetter)
        case erasure(ErasureLetter)
        case admission(AdmissionLetter)
        case post(PostLetter)
        case item(ItemLetter)
        case event(EventLetter)
        case bounce(BounceLetter)
        case forwarding(ForwardingLetter)
    }

    package var content: Content
    package var to: Address
    package var language: Language
    /// The Message-ID of the mail it answers, without angle brackets.
    package var answers: String?

    package init(_ content: Content, to: Address, language: Language, answers: String? = nil) {
        self.content = content
        self.to = to
        self.language = language
        self.answers = answers
    }

    package var kind: LetterKind { content.slice.kind }

    /// What an answer to it proves.
    package var purpose: TokenPurpose { content.slice.purpose(language) }
}

/// A subject's letters with their facts in the journal.
package protocol LetterSlice: Hashable, Sendable {
    var kind: LetterKind { get }
    /// What only this letter knows.
    func write(to values: inout LetterFacts)
    /// Nil for a kind of another subject, and where a fact is missing that the letter cannot do without.
    init?(_ kind: LetterKind, _ values: LetterFacts)
    /// What an answer to the letter proves; `language` is the letter's.
    func purpose(_ language: Language) -> TokenPurpose
}

extension Letter.Content {
    var slice: any LetterSlice {
        switch self {
        case .membership(let letter): letter
        case .choice(let letter): letter
        case .erasure(let letter): letter
        case .admission(let letter): letter
        case .post(let letter): letter
        case .item(let letter): letter
        case .event(let letter): letter
        case .bounce(let letter): letter
        case .forwarding(let letter): letter
        }
    }

    init?(_ kind: LetterKind, _ values: LetterFacts) {
        let readers: [() -> Self?] = [
            { MembershipLetter(kind, values).map(Self.membership) }, { ChoiceLetter(kind, values).map(Self.choice) },
            { ErasureLetter(kind, values).map(Self.erasure) }, { AdmissionLetter(kind, values).map(Self.admission) },
            { PostLetter(kind, values).map(Self.post) }, { ItemLetter(kind, values).map(Self.item) },
            { EventLetter(kind, values).map(Self.event) }, { BounceLetter(kind, values).map(Self.bounce) },
            { ForwardingLetter(kind, values).map(Self.forwarding) },
        ]
        guard let content = readers.lazy.compactMap({ $0() }).first else { return nil }
        self = content
    }
}

/// The facts of one letter inside its journal record, each under `fact.NAME`.
package struct LetterFacts {
    private var values: [(name: String, value: String)] = []

    init() {}

    init(of record: JournalRecord) {
        values = record.values.filter { $0.key.hasPrefix(Self.prefix) }
            .map { (String($0.key.dropFirst(Self.prefix.count)), $0.value) }
    }

    mutating func add(_ name: String, _ value: String) { values.append((name, value)) }

    subscript(name: String) -> String? { values.first { $0.name == name }?.value }

    func number(_ name: String) -> Int? { self[name].flatMap { Int($0) } }
    func post() -> PostID? { self["post"].flatMap { PostID($0) } }

    /// In the order of their names, as they always stood.
    fileprivate func add(to record: inout JournalRecord) {
        for (name, value) in values.sorted(by: { $0.name < $1.name }) { record.add(Self.prefix + name, value) }
    }

    private static let prefix = "fact."
}

extension Letter {
    /// As a column of a journal line; `more` stands before the letter's own values.
    package func record(_ verb: String, _ more: KeyValuePairs<String, String?> = [:]) -> JournalRecord {
        var record = JournalRecord(verb, more)
        record.add("kind", kind.rawValue)
        record.add("to", to.text)
        record.add("language", language.rawValue)
        record.add("answers", answers)
        var values = LetterFacts()
        content.slice.write(to: &values)
        values.add(to: &record)
        return record
    }

    package init?(_ record: JournalRecord) {
        guard let kind: LetterKind = record.value("kind"), let to = record.address("to"),
            let language: Language = record.value("language"), let content = Content(kind, LetterFacts(of: record))
        else { return nil }
        self.init(content, to: to, language: language, answers: record["answers"])
    }
}
