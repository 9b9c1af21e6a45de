import Base
import Foundation
import Mail
import TestWorld
import Testing

@testable import MailingList

/// Each subject has a line in each list of subjects. Who adds one adds its line below, and then to what fails.
@Suite("The lists of subjects")
struct SubjectListTests {
    struct Subject: Sendable, CustomTestStringConvertible {
        /// In `Sources/MailingList`.
        var folder: String
        var entry: any JournalSlice.Type
        /// The part of `State` that its facts change.
        var part: String
        /// Parts of others that have to follow, as `State` says in one place.
        var followers: Set<String> = []
        var letter: (any LetterSlice.Type)?
        /// What of a person's mail is its business, with a mail of each kind.
        var mails: [Mail] = []

        var testDescription: String { folder }
    }

    struct Mail: Sendable {
        var request: Request
        var kind: PersonMail
    }

    static let subjects: [Subject] = [
        Subject(
            folder: "Membership", entry: MembershipEntry.self, part: "members",
            followers: ["bounces", "events", "departures", "wordings", "items", "joinRequests"],
            letter: MembershipLetter.self,
            mails: [
                Mail(
                    request: changed(W.request(W.stranger, "eroa")) {
                        $0.unsubscribes = Unsubscribing(address: W.maria, issued: W.now)
                    },
                    kind: .unsubscribe(W.maria)),
                Mail(request: W.request(W.olli, "liity"), kind: .command(.join)),
            ]),
        Subject(
            folder: "Choices", entry: ChoiceEntry.self, part: "members", letter: ChoiceLetter.self,
            mails: [Mail(request: W.request(W.mikko, "aiheet"), kind: .command(.topics([])))]),
        Subject(
            folder: "Erasure", entry: ErasureEntry.self, part: "erasures",
            followers: ["bounces", "events", "departures", "contacts", "items", "posts", "joinRequests"],
            letter: ErasureLetter.self,
            mails: [Mail(request: W.request(W.mikko, "unohda minut"), kind: .command(.erase))]),
        Subject(folder: "Roundups", entry: RoundupEntry.self, part: "roundups", letter: nil),
        Subject(
            folder: "Admission", entry: AdmissionEntry.self, part: "joinRequests", followers: ["contacts"],
            letter: AdmissionLetter.self),
        Subject(
            folder: "Posts", entry: PostEntry.self, part: "posts", followers: ["items", "events", "contacts"],
            letter: PostLetter.self,
            mails: [
                Mail(
                    request: W.request(W.anna, excerpt: "Tervetuloa!", subject: "Iltapäivä", isBrief: false),
                    kind: .announcement),
                Mail(
                    request: W.request(W.anna, "julkaise", reply: W.reply(toPreviewOf: .held)),
                    kind: .reply(W.reply(toPreviewOf: .held), published)),
            ]),
        Subject(
            folder: "Collections", entry: ItemEntry.self, part: "items", followers: ["contacts"],
            letter: ItemLetter.self,
            mails: [
                Mail(
                    request: changed(W.request(W.mikko, "vinkki: Näyttely")) { $0.item = "Näyttely" },
                    kind: .item(.tips))
            ]),
        Subject(
            folder: "Events", entry: EventEntry.self, part: "events", letter: EventLetter.self,
            mails: [
                Mail(request: W.request(W.anna, about: .plan(W.plan())), kind: .event(.plan(W.plan()))),
                Mail(request: W.request(W.mikko, about: .answer(answer)), kind: .calendarAnswer(answer)),
                Mail(request: W.request(W.mikko, about: .unclearAnswer), kind: .unclearCalendarAnswer),
            ]),
        Subject(folder: "Bounces", entry: BounceEntry.self, part: "bounces", letter: BounceLetter.self),
        Subject(
            folder: "Forwarding", entry: ForwardingEntry.self, part: "forwards", followers: ["contacts"],
            letter: ForwardingLetter.self,
            mails: [Mail(request: W.request(W.olli, excerpt: "Hei"), kind: .forPeople)]),
        Subject(
            folder: "Letters", entry: LetterEntry.self, part: "letters", followers: ["bounces", "contacts"],
            letter: nil),
        Subject(
            folder: "Retention", entry: RetentionEntry.self, part: "removals",
            followers: ["posts", "forwards", "contacts"], letter: nil),
        Subject(folder: "State", entry: SeenEntry.self, part: "seen", letter: nil),
    ]

    private static let published = Decision(.published, entries: [.post(.published(W.postID(.held), recipients: 4))])
    private static let answer = CalendarAnswer(uid: W.uid, attendee: W.mikko, participation: .accepted)

    private static func changed(_ request: Request, _ change: (inout Request) -> Void) -> Request {
        var request = request
        change(&request)
        return request
    }

    /// `MembershipEntry` of `.membership(.joined(…))`.
    private static func payload(_ value: Any) -> String? {
        Mirror(reflecting: value).children.first.map { "\(type(of: $0.value))" }
    }

    @Test("every folder with facts, and every type of facts or letters, is a subject below")
    func folders() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../Sources/MailingList")
        var facts: [String: String] = [:]
        var letters: Set<String> = []
        for folder in try FileManager.default.contentsOfDirectory(atPath: root.path) {
            let files = (try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path)) ?? []
            for file in files where file.hasSuffix(".swift") {
                let text = try String(contentsOf: root.appending(path: folder).appending(path: file), encoding: .utf8)
                for line in text.split(separator: "\n") where line.hasPrefix("package enum ") {
                    let name = String(line.dropFirst("package enum ".count).prefix { $0 != ":" })
                    if line.contains(": JournalSlice") { facts[name] = folder }
                    if line.contains(": LetterSlice") { letters.insert(name) }
                }
            }
        }
        #expect(facts == Dictionary(uniqueKeysWithValues: Self.subjects.map { ("\($0.entry)", $0.folder) }))
        #expect(letters == Set(Self.subjects.compactMap { $0.letter.map { "\($0)" } }))
    }

    @Test("each subject's facts are facts of the journal, and nobody else's are")
    func entries() {
        let inJournal = Set(EntrySamples.all.compactMap { Self.payload($0.entry) })
        #expect(inJournal == Set(Self.subjects.map { "\($0.entry)" }))
        func verbs<Slice: JournalSlice>(_: Slice.Type) -> Set<String> { Set(Slice.Verb.allCases.map(\.rawValue)) }
        #expect(Self.subjects.reduce(into: []) { $0.formUnion(verbs($1.entry)) } == Entry.verbs)
    }

    @Test("each subject has its part of the state, which its facts alone change and a compaction restates")
    func parts() {
        let parts = Mirror(reflecting: State()).children.compactMap(\.label)
        // Who was written to lately follows from the facts of the others.
        #expect(Set(parts) == Set(Self.subjects.map(\.part)).union(["sequence", "contacts", "departures", "wordings"]))
    }

    /// With something of everything that the sample facts are about.
    private static func state() -> State {
        var record = BounceRecord()
        (record.posts, record.suspended, record.sentProbes) = ([W.postID(.held): W.now], W.now, 1)
        var digest = W.post(.sending)
        digest.kind = .digest(of: .tips, [W.tip(6).id])
        return W.state(
            W.event(), answers: [W.answer(W.mikko)],
            entries: [
                W.carried(W.post(.held)), W.carried(digest), W.carried(W.tip(5)), W.carried(W.tip(6, .published)),
            ]
                + [.bounce(.carried(W.mikko, record)), .bounce(.carriedRemoved([W.olli]))])
    }

    @Test("a subject's facts change its own part, and of the others what has to follow", arguments: subjects)
    func changes(subject: Subject) {
        var changed: Set<String> = []
        let before = Self.state().after()
        for (_, entry) in EntrySamples.all where Self.payload(entry) == "\(subject.entry)" {
            let parts = zip(Mirror(reflecting: before).children, Mirror(reflecting: Self.state().after(entry)).children)
            changed.formUnion(parts.filter { !Self.isSame($0.0.value, $0.1.value) }.compactMap(\.0.label))
        }
        #expect(changed.contains(subject.part))
        #expect(changed.subtracting([subject.part]).isSubset(of: subject.followers), "\(changed)")
    }

    private static func isSame(_ left: Any, _ right: Any) -> Bool {
        func compare<Value: Equatable>(_ left: Value) -> Bool { left == right as? Value }
        return (left as? any Equatable).map { compare($0) } ?? false
    }

    @Test("each subject's letters are letters, and nobody else's are")
    func letters() {
        let contents = LetterKind.allCases.flatMap { LetterContents.variants(of: $0) }
        #expect(
            Set(contents.compactMap { Self.payload($0) })
                == Set(Self.subjects.compactMap { $0.letter.map { "\($0)" } }))
        for content in contents { #expect("\(type(of: content.slice))" == Self.payload(content)) }
    }

    @Test("each kind of a person's mail is found in its place, and has its rule", arguments: subjects)
    func mails(subject: Subject) {
        let state = W.state(W.event(), entries: [W.carried(W.post(.held))])
        for mail in subject.mails {
            let list = W.context(state)
            #expect(list.kind(of: mail.request) == .person(mail.kind))
            let decision = list.decide(.mail(mail.request))
            #expect(!decision.entries.isEmpty || !decision.letters.isEmpty)
        }
    }

    @Test("every kind of a person's mail is some subject's")
    func kinds() {
        let kinds = Set(Self.subjects.flatMap(\.mails).map { name(of: $0.kind) })
        #expect(kinds.count == 9)
    }

    /// Exhaustive: a new kind does not compile without a name, and is missing above until a subject has it.
    private func name(of kind: PersonMail) -> String {
        switch kind {
        case .unsubscribe: "unsubscribe"
        case .reply: "reply"
        case .calendarAnswer: "calendarAnswer"
        case .unclearCalendarAnswer: "unclearCalendarAnswer"
        case .command: "command"
        case .item: "item"
        case .event: "event"
        case .announcement: "announcement"
        case .forPeople: "forPeople"
        }
    }
}
