import Base
import Mail
import MailingList

/// The people, the list and the posts that the tables speak of.
package enum World {
    package static func address(_ text: String) -> Address { required(Address(text)) }

    /// What the tables themselves write is well-formed.
    package static func required<Value>(_ value: Value?) -> Value {
        guard let value else { preconditionFailure("a fixture that is none") }
        return value
    }

    package static let list = address("verkosto@hel.fi")
    package static let anna = address("anna@hel.fi")
    package static let berit = address("berit@hel.fi")
    package static let mikko = address("mikko@hel.fi")
    package static let maria = address("maria@edu.hel.fi")
    package static let olli = address("olli@hel.fi")
    package static let stranger = address("x@evil.org")
    package static let mirror = address("kanava@teams.example")

    /// 2026-11-21T12:20:00Z
    package static let now = Instant(secondsSince1970: 1_795_263_600)

    package static let policy = Policy(
        name: "verkosto", address: list, titles: [.fi: "Verkosto", .sv: "Nätverket", .en: "Network"],
        languages: [.fi, .sv, .en], coordinators: [anna, berit],
        principles: [.fi: "https://hel.fi/periaatteet"], mirrors: [mirror],
        joining: .domains(domains("hel.fi", "*.hel.fi")), lettersPerDay: 5, forwardsPerDay: 8)

    package static func domains(_ patterns: String...) -> [DomainPattern] {
        patterns.map { required(DomainPattern($0)) }
    }

    package static func changedPolicy(_ change: (inout Policy) -> Void) -> Policy {
        var policy = World.policy
        change(&policy)
        return policy
    }

    /// What somebody who is invited had chosen on another list.
    package static let elsewhere = Choices(pause: .open, portion: Portion(.daily))

    package static let kainuu = required(TopicName("kainuu"))
    package static let oulu = required(TopicName("oulu"))
    package static let topics = Topics([
        Topic(name: kainuu, titles: [.fi: "Kainuu", .sv: "Kajanaland", .en: "Kainuu"]),
        Topic(
            name: oulu, titles: [.fi: "Pohjois-Pohjanmaa", .sv: "Norra Österbotten", .en: "North Ostrobothnia"]),
    ])
    /// The same list with topics.
    package static let topicPolicy = changedPolicy { $0.topics = topics }

    /// Anna has no other coordinator beside her.
    package static let soloPolicy = changedPolicy { $0.coordinators = [anna] }

    package static let key = required(SigningKey([UInt8](repeating: 7, count: 32)))
    package static let signer = TokenSigner(list: "verkosto", key: key)
    package static let reader = RequestReader(policy: policy, signer: signer)

    package static func context(_ state: State, _ policy: Policy = policy, at now: Instant = now) -> DecisionContext {
        DecisionContext(policy, state, at: now)
    }

    package static func decide(
        _ input: Input, in state: State = state(), _ policy: Policy = policy, at now: Instant = now
    ) -> Decision {
        context(state, policy, at: now).decide(input)
    }

    package static func member(_ address: Address, _ language: Language) -> Member {
        Member(
            address: address, language: language, joined: now - .days(30),
            consent: Consent(means: .reply, message: "m@hel.fi", wording: "confirmJoin.fi"))
    }

    package static func identity(_ number: UInt64) -> MailIdentity {
        MailIdentity(validity: 1, uid: UInt32(truncatingIfNeeded: number), digest: MailDigest(value: number << 32))
    }

    package static func postID(_ status: Post.Status) -> PostID {
        let index = required(Post.Status.allCases.firstIndex(of: status))
        return required(PostID("20261120-0000000\(index)"))
    }

    package static func post(_ status: Post.Status) -> Post {
        var post = Post(
            id: postID(status), author: NamedAddress(name: "Anna", address: anna), subject: "Iltapäivä",
            audience: .everybody,
            held: now - .days(1), status: status)
        if [.sending, .stalled, .finished].contains(status) {
            post.approved = now - .hours(20)
            post.recipients = 4
        }
        return post
    }

    /// Mikko (fi), Maria (sv) and Anna (fi) are members; Anna has one post in each of `posts`.
    package static func state(_ posts: [Post.Status] = [], entries: [Entry] = [], letters: [Letter] = []) -> State {
        var state = State()
        let people = [member(mikko, .fi), member(maria, .sv), member(anna, .fi)].map(joined)
        state.apply(
            Transaction(
                sequence: 1, time: now - .hours(2), source: .admin,
                entries: people + posts.map { carried(post($0)) } + entries, letters: letters))
        return state
    }

    package static func joined(_ member: Member) -> Entry { .membership(.joined(member)) }
    package static func carried(_ post: Post) -> Entry { .post(.carried(post)) }

    package static func forwardedFrom(_ address: Address, count: Int) -> [Entry] {
        Array(repeating: .forwarding(.loggedForward(from: address, now - .hours(1))), count: count)
    }
}

/// Short, because every line of the tables names it.
package typealias W = World

extension World {
    /// What a list of tips, and of these topics, reads in a subject.
    package static func command(_ words: String, topics: Topics = Topics()) -> CommandReader.Result? {
        CommandReader.read(subject: words, written: "", collections: .standard, topics: topics)
    }

    package static func request(
        _ sender: Address, _ words: String = "", reply: Reply? = nil, excerpt: String? = nil,
        subject: String? = nil, isBrief: Bool = true, topics: Topics = Topics()
    ) -> Request {
        Request(
            identity: identity(77), sender: NamedAddress(name: "Nimi", address: sender),
            fingerprint: signer.fingerprint(of: sender), reply: reply,
            command: command(words, topics: topics), answer: Answer.read(excerpt ?? words), subject: subject ?? words,
            messageID: "q@x",
            excerpt: excerpt ?? words,
            isBrief: isBrief)
    }

    package static func reply(_ purpose: TokenPurpose, proven: Bool = true) -> Reply {
        Reply(purpose, isProven: proven)
    }

    package static func reply(toPreviewOf post: Post.Status, proven: Bool = true) -> Reply {
        reply(.post(postID(post)), proven: proven)
    }

    package static func reply(toCopyOf post: Post.Status, proven: Bool = true) -> Reply {
        reply(.copy(postID(post)), proven: proven)
    }

    package static func letter(
        _ content: Letter.Content, _ to: Address, _ language: Language, answers: String? = "q@x"
    ) -> Letter {
        Letter(content, to: to, language: language, answers: answers)
    }

    /// A letter to a coordinator.
    package static func letter(_ letter: PostLetter, to: Address = anna, answers: String? = "q@x") -> Letter {
        Letter(.post(letter), to: to, language: .fi, answers: answers)
    }

    /// To every coordinator, of their own accord.
    package static func notices(_ content: Letter.Content) -> [Letter] {
        policy.coordinators.map { letter(content, $0, .fi, answers: nil) }
    }

    package static func forwarded(
        _ sender: Address, to: [Address], post: Post.Status? = nil, letters: [Letter] = []
    ) -> Decision {
        forwarded(sender, to: to, about: post.map(postID), letters: letters)
    }

    package static func forwarded(
        _ sender: Address, to: [Address], about post: PostID?, letters: [Letter] = []
    ) -> Decision {
        let forward = Forward(
            id: ForwardID(digest: identity(77).digest), to: to, from: NamedAddress(name: "Nimi", address: sender),
            received: now, post: post)
        return Decision(.forwarded, entries: [.forwarding(.forwarded(forward))], letters: letters)
    }
}

extension State {
    /// Takes in what was decided.
    package mutating func live(
        through decision: Decision, at time: Instant = World.now, from source: Transaction.Source = .clock
    ) {
        apply(
            Transaction(
                sequence: sequence + 1, time: time, source: source, entries: decision.entries,
                letters: decision.letters))
    }

    package mutating func live(through entries: Entry..., at time: Instant = World.now) {
        live(through: Decision(.nothing, entries: entries), at: time, from: .admin)
    }

    /// What it becomes by these; by none it is the same, one transaction later.
    package func after(_ entries: Entry..., at time: Instant = World.now) -> State {
        after(contentsOf: entries, at: time)
    }

    package func after(contentsOf entries: [Entry], at time: Instant = World.now) -> State {
        var state = self
        state.live(through: Decision(.nothing, entries: entries), at: time, from: .admin)
        return state
    }
}
