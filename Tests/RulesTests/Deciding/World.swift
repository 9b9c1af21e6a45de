import Mail
import Testing

@testable import Rules

/// The people, the list and the posts that the tables speak of.
enum World {
    static func address(_ text: String) -> Address { required(Address(text)) }

    /// What the tables themselves write is well-formed.
    static func required<Value>(_ value: Value?) -> Value {
        guard let value else { preconditionFailure("a fixture that is none") }
        return value
    }

    static let list = address("verkosto@hel.fi")
    static let anna = address("anna@hel.fi")
    static let berit = address("berit@hel.fi")
    static let mikko = address("mikko@hel.fi")
    static let maria = address("maria@edu.hel.fi")
    static let olli = address("olli@hel.fi")
    static let stranger = address("x@evil.org")
    static let mirror = address("kanava@teams.example")

    /// 2026-11-21T12:20:00Z
    static let now = Instant(secondsSince1970: 1_795_263_600)

    static let policy = Policy(
        name: "verkosto", address: list, titles: [.fi: "Verkosto", .sv: "Nätverket", .en: "Network"],
        languages: [.fi, .sv, .en], coordinators: [anna, berit],
        principles: [.fi: "https://hel.fi/periaatteet"], mirrors: [mirror],
        joining: .domains(["hel.fi", "*.hel.fi"]), lettersPerDay: 5, forwardsPerDay: 8)

    static let rules = Rulebook(policy: policy)

    /// Anna has no other coordinator beside her.
    static let alone: Rulebook = {
        var policy = World.policy
        policy.coordinators = [anna]
        return Rulebook(policy: policy)
    }()

    static let key = required(SigningKey([UInt8](repeating: 7, count: 32)))
    static let signer = TokenSigner(list: "verkosto", key: key)
    static let reader = RequestReader(policy: policy, signer: signer)

    static func member(_ address: Address, _ language: Language) -> Member {
        Member(
            address: address, language: language, joined: now - .days(30),
            consent: Consent(means: .reply, message: "m@hel.fi", wording: "confirmJoin.fi"))
    }

    static func identity(_ number: UInt64) -> MailIdentity {
        MailIdentity(validity: 1, uid: UInt32(truncatingIfNeeded: number), digest: MailDigest(value: number << 32))
    }

    static func postID(_ status: Post.Status) -> PostID {
        let index = required(Post.Status.allCases.firstIndex(of: status))
        return required(PostID("20261120-0000000\(index)"))
    }

    static func post(_ status: Post.Status) -> Post {
        var post = Post(
            id: postID(status), author: NamedAddress(name: "Anna", address: anna), subject: "Iltapäivä", audience: nil,
            held: now - .days(1), status: status)
        if [.sending, .asleep, .finished].contains(status) {
            post.approved = now - .hours(20)
            post.recipients = 4
        }
        return post
    }

    /// Mikko (fi), Maria (sv) and Anna (fi) are members; Anna has one post in each of `posts`.
    static func state(_ posts: [Post.Status] = [], entries: [Entry] = [], letters: [Letter] = []) -> State {
        var state = State()
        let people = [member(mikko, .fi), member(maria, .sv), member(anna, .fi)].map(Entry.joined)
        state.apply(
            Transaction(
                sequence: 1, time: now - .hours(2), source: .admin,
                entries: people + posts.map { .carriedPost(post($0)) } + entries, letters: letters))
        return state
    }

    static func request(
        _ sender: Address, _ words: String = "", answer: Request.Answer? = nil, excerpt: String? = nil,
        subject: String? = nil, isBrief: Bool = true
    ) -> Request {
        Request(
            identity: identity(77), sender: NamedAddress(name: "Nimi", address: sender), answer: answer,
            command: CommandReader.read(subject: words, written: ""), subject: subject ?? words, messageID: "q@x",
            excerpt: excerpt ?? words, isBrief: isBrief)
    }

    static func answer(_ purpose: TokenPurpose, _ post: Post.Status? = nil, proven: Bool = true) -> Request.Answer {
        Request.Answer(purpose: purpose, post: post.map(postID), isProven: proven)
    }

    static func letter(
        _ kind: LetterKind, _ to: Address, _ language: Language, facts: [String: String] = [:], answers: String? = "q@x"
    ) -> Letter {
        Letter(kind, to: to, language: language, answers: answers, facts: facts)
    }

    /// A letter about Anna's post.
    static func letter(
        _ kind: LetterKind, about post: Post.Status, to: Address = anna, answer: String? = nil, answers: String? = "q@x"
    ) -> Letter {
        var facts = ["post": postID(post).text]
        facts["answer"] = answer
        return letter(kind, to, .fi, facts: facts, answers: answers)
    }

    static func forwarded(
        _ sender: Address, to: [Address], post: Post.Status? = nil, letters: [Letter] = []
    ) -> Decision {
        Decision(
            .forwarded,
            entries: [
                .forwarded(
                    Forward(
                        id: ForwardID(digest: identity(77).digest), to: to,
                        from: NamedAddress(name: "Nimi", address: sender), received: now, post: post.map(postID)))
            ], letters: letters)
    }
}

/// Short, because every line of the tables names it.
typealias W = World

/// One line of a table of decisions.
struct Ruling: Sendable, CustomTestStringConvertible {
    var story: String
    var request: Request
    var decision: Decision
    var state: State
    var rules: Rulebook

    init(
        _ story: String, _ request: Request, _ decision: Decision, in state: State = World.state(),
        rules: Rulebook = World.rules
    ) {
        self.story = story
        self.request = request
        self.decision = decision
        self.state = state
        self.rules = rules
    }

    var testDescription: String { story }

    var actual: Decision { rules.decide(state, .mail(request), at: World.now) }
}
