import Mail

@testable import Rules

/// SplitMix64: the same seed walks the same way on every machine.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// People, liars, machines and time, at random; every step is decided, checked and lived through.
struct RandomWalk {
    private var chance: SeededGenerator
    private(set) var state = State()
    private(set) var journal: [Transaction] = []
    private(set) var now = W.now
    private var number: UInt64 = 0
    /// When each address got letters that nobody proved to want.
    private var provoked: [Address: [Instant]] = [:]

    private static let people = [
        W.anna, W.berit, W.mikko, W.maria, W.olli, W.stranger, W.address("anna@hel.fi.evil.org"),
    ]
    private static let words = [
        "liity", "anslut", "eroa", "leave", "ohje", "kieli sv", "language en", "omat tiedot", "julkaise", "ok", "peru",
        "avbryt", "tilanne", "unohda minut", "vinkki: tämä", "", "", "Kiitos paljon viestistä",
    ]

    init(seed: UInt64) { chance = SeededGenerator(seed: seed) }

    /// What a step broke, in words; nil where all is well.
    mutating func step() -> String? {
        now = now + Seconds(Int64.random(in: 1...9000, using: &chance))
        let input = input()
        let decision = W.rules.decide(state, input, at: now)
        let fault = RandomWalkRules.fault(in: decision, of: input) ?? tooManyLetters(decision)
        var source = Transaction.Source.clock
        if case .mail(let request) = input { source = .mail(request.identity) }
        let transaction = Transaction(
            sequence: state.sequence + 1, time: now, source: source, entries: decision.entries,
            letters: decision.letters)
        journal.append(transaction)
        state.apply(transaction)
        for index in decision.letters.indices {
            deliver(LetterID(sequence: transaction.sequence, index: index))
        }
        return fault
    }

    private mutating func deliver(_ id: LetterID) {
        let transaction = Transaction(
            sequence: state.sequence + 1, time: now, source: .delivery, entries: [.delivered(id, .accepted)],
            letters: [])
        journal.append(transaction)
        state.apply(transaction)
    }

    private mutating func tooManyLetters(_ decision: Decision) -> String? {
        for letter in decision.letters where LetterKind.provoked.contains(letter.kind) {
            provoked[letter.to, default: []].removeAll { $0 <= now - .days(1) }
            provoked[letter.to, default: []].append(now)
            if provoked[letter.to, default: []].count > W.policy.lettersPerDay { return "flooded \(letter.to)" }
        }
        return nil
    }

    private mutating func input() -> Input {
        switch Int.random(in: 0..<40, using: &chance) {
        case 0: return .due
        case 1: return .jobFinished(anyPost(), Report(), dead: [])
        case 2: return .jobAsleep(anyPost(), accepted: 1, remaining: 2, since: now)
        case 3: return .admin(.approve(anyPost()))
        case 4: return .admin(.cancel(anyPost()))
        case 5: return .admin(.add([(address: anybody(), language: .fi)], .admin, welcome: true))
        case 6: return .admin(.remove([anybody()]))
        default: return .mail(mail())
        }
    }

    private mutating func mail() -> Request {
        number += 1
        let sender = anybody()
        let words = pick(Self.words)
        var request = W.request(sender, words, answer: answer(), isBrief: Int.random(in: 0..<5, using: &chance) > 0)
        // Now and then an old mail turns up again.
        let isRepeated = Int.random(in: 0..<20, using: &chance) == 0
        request.identity = W.identity(isRepeated ? UInt64.random(in: 1...number, using: &chance) : number)
        if Int.random(in: 0..<30, using: &chance) == 0 { request.unsubscribes = anybody() }
        switch Int.random(in: 0..<20, using: &chance) {
        case 0: request.obstacle = .automatic("x")
        case 1: request.obstacle = .bounce("x")
        case 2: request.obstacle = .suspect("x")
        case 3: request.obstacle = .tooLarge(bytes: 1 << 30)
        case 4: request.obstacle = .own
        default: break
        }
        return request
    }

    private mutating func answer() -> Request.Answer? {
        guard Bool.random(using: &chance) else { return nil }
        let purpose = pick(TokenPurpose.all.filter { $0 != .unsubscribe })
        let post = purpose == .post || purpose == .copy ? anyPost() : nil
        return Request.Answer(purpose: purpose, post: post, isProven: Int.random(in: 0..<3, using: &chance) > 0)
    }

    private mutating func anybody() -> Address { pick(Self.people) }

    /// One of the latest posts, or one that never was.
    private mutating func anyPost() -> PostID {
        let ids = Array(state.posts.keys.sorted().suffix(5))
        return ids.isEmpty ? W.postID(.held) : pick(ids)
    }

    private mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: elements.indices, using: &chance)]
    }
}
