import Base
import Mail
import TestWorld

@testable import MailingList

/// People, liars, machines and time, at random; every step is decided, checked and lived through.
struct RandomWalk {
    private var chance: SeededGenerator
    private(set) var state = State()
    private(set) var journal: [Transaction] = []
    private(set) var now = W.now
    private var number: UInt64 = 0
    /// What has gone out so far.
    private(set) var history = RandomWalkHistory()
    /// When each address got letters that nobody proved to want.
    private var provoked: [Address: [Instant]] = [:]

    private static let people = [
        W.anna, W.berit, W.mikko, W.maria, W.olli, W.stranger, W.address("anna@hel.fi.evil.org"),
    ]
    private static let words = [
        "liity", "anslut", "eroa", "leave", "ohje", "kieli sv", "language en", "omat tiedot", "julkaise", "ok", "peru",
        "avbryt", "tilanne", "unohda minut", "tauko 2 viikkoa", "paus", "jatka", "kooste viikoittain", "daily digest",
        "alla meddelanden", "vain koosteet",
        "only announcements", "aiheet +kainuu", "vinkki: tämä", "",
        "", "Kiitos paljon viestistä", "kyllä", "ja tack",
        "yes",
        "ei kiitos", "nej", "No, I did not ask", "Kuka te olette?",
    ]
    private static let answers = [
        "julkaise", "ok", "publish", "peru", "", "Kiitos", "kyllä", "ei", "julkaise?", "Kyllä, mutta korjaa päivä",
    ]

    /// In every other walk strangers may join, with a coordinator's yes.
    private let policy: Policy

    init(seed: UInt64) {
        chance = SeededGenerator(seed: seed)
        var policy = W.timelyPolicy
        if seed % 2 == 0 { policy.approval = .others }
        self.policy = policy
    }

    /// What a step broke, in words; nil where all is well.
    mutating func step() -> String? {
        now = now + Seconds(Int64.random(in: 1...9000, using: &chance))
        let input = input()
        let decision = W.decide(input, in: state, policy, at: now)
        var fault = RandomWalkRules.fault(in: decision, of: input) ?? tooManyLetters(decision, input)
        fault = fault ?? history.fault(in: decision, state, at: now)
        var source = Transaction.Source.clock
        if case .mail(let request) = input { source = .mail(request.identity) }
        let transaction = Transaction(
            sequence: state.sequence + 1, time: now, source: source, entries: decision.entries,
            letters: decision.letters)
        journal.append(transaction)
        state.apply(transaction)
        fault = fault ?? history.faultyRecipient(of: decision, state)
        for index in decision.letters.indices {
            deliver(LetterID(sequence: transaction.sequence, index: index))
        }
        return fault
    }

    private mutating func deliver(_ id: LetterID) {
        let transaction = Transaction(
            sequence: state.sequence + 1, time: now, source: .delivery, entries: [.letter(.ended(id, .accepted))],
            letters: [])
        journal.append(transaction)
        state.apply(transaction)
    }

    private mutating func tooManyLetters(_ decision: Decision, _ input: Input) -> String? {
        // Who is shown to have asked is nobody's victim.
        if case .mail(let request) = input, request.isFromSender { return nil }
        for letter in decision.letters where LetterKind.provoked.contains(letter.kind) {
            provoked[letter.to, default: []].removeAll { $0 <= now - .days(1) }
            provoked[letter.to, default: []].append(now)
            let policy = W.policy
            let limit = policy.isCoordinator(letter.to) ? policy.forwardsPerDay : policy.lettersPerDay
            if provoked[letter.to, default: []].count > limit { return "flooded \(letter.to)" }
        }
        return nil
    }

    private mutating func input() -> Input {
        switch Int.random(in: 0..<45, using: &chance) {
        case 0, 40...42: return .due
        case 44: return .jobTried(anyPost(), Report())
        case 43: return .admin(.sendDigest(.tips))
        case 1: return .jobFinished(anyPost(), Report(), addressInvalid: [])
        case 2: return .jobStalled(anyPost(), accepted: 1, remaining: 2, since: now)
        case 3: return .admin(.approve(anyPost()))
        case 4: return .admin(.cancel(anyPost()))
        case 5: return .admin(.add([Newcomer(anybody(), .fi)], .admin, welcome: true))
        case 6: return .admin(.remove([anybody()]))
        default: return .mail(mail())
        }
    }

    private mutating func mail() -> Request {
        number += 1
        let sender = anybody()
        let reply = reply()
        let isQuestion = reply?.answersQuestionToCoordinators == true && Bool.random(using: &chance)
        let words = pick(isQuestion ? Self.answers : Self.words)
        var request = W.request(
            isQuestion ? pick(W.policy.coordinators) : sender, words, reply: reply,
            isBrief: Int.random(in: 0..<5, using: &chance) > 0)
        if case .item(_, let text)? = request.command?.command { request.item = text }
        if Int.random(in: 0..<5, using: &chance) < 2 {
            request.event = event()
            if Bool.random(using: &chance) { request.command = nil }
        }
        // Now and then an old mail turns up again.
        let isRepeated = Int.random(in: 0..<20, using: &chance) == 0
        request.identity = W.identity(isRepeated ? UInt64.random(in: 1...number, using: &chance) : number)
        if Int.random(in: 0..<30, using: &chance) == 0 {
            request.unsubscribes = Unsubscribing(address: anybody(), issued: now)
        }
        switch Int.random(in: 0..<20, using: &chance) {
        case 0: request.obstacle = .automatic("x")
        case 1, 5, 6:
            request.obstacle = .bounce("x")
            let origin: ReturnedCopy.Origin = Bool.random(using: &chance) ? .post(anyPost()) : .probe
            let kind: ReturnedCopy.Kind = Int.random(in: 0..<9, using: &chance) == 0 ? .complaint : .addressInvalid
            request.returned = [ReturnedCopy(address: anybody(), origin: origin, kind: kind)]
        case 2:
            request.obstacle = .suspect("x")
            if Bool.random(using: &chance) { request.possibleSenders = [anybody(), anybody()] }
        case 3: request.obstacle = .tooLarge(bytes: 1 << 30)
        case 4: request.obstacle = .own
        default: break
        }
        return request
    }

    private mutating func reply() -> Reply? {
        guard Bool.random(using: &chance) else { return nil }
        let index = Int.random(in: 0..<20, using: &chance)
        let purpose: TokenPurpose
        switch index {
        case 0..<3:
            let language = Language.allCases[index]
            purpose = Bool.random(using: &chance) ? .join(language) : .invitation(language, W.elsewhere)
        case 3: purpose = .leave
        case 4..<7: purpose = .language(Language.allCases[index - 4])
        case 7, 12..<15: purpose = .post(anyPost())
        case 8, 15, 16: purpose = .item(anyItem())
        case 9: purpose = .copy(anyPost())
        case 10: purpose = .note
        case 17: purpose = .erase
        case 18: purpose = Bool.random(using: &chance) ? .choice(.pause(.open)) : .choice(.portion(.daily))
        case 19: purpose = .admission(of: anybody())
        default: purpose = .probe
        }
        return Reply(purpose, isProven: Int.random(in: 0..<3, using: &chance) > 0)
    }

    /// Of a handful of events, in whatever order a calendar sends them.
    private mutating func event() -> EventRequest {
        // The latest, or others every month: who joins later is not invited to the old ones.
        let month = String(now.text.prefix(7))
        let latest = state.events.all.sorted { ($0.invited, $0.id) < ($1.invited, $1.id) }.suffix(3).map(\.plan.uid)
        let uid = pick(latest + latest + ["a-\(month)@hel.fi", "b-\(month)@hel.fi", ""])
        let sequence = Int.random(in: 0...6, using: &chance)
        let stamp = now - Seconds(Int64.random(in: -9000...9000, using: &chance))
        switch Int.random(in: 0..<8, using: &chance) {
        case 0: return .refused(.calendar(.unreadable))
        case 1: return .cancellation(uid: uid, sequence: sequence)
        case 2...4:
            return .plan(
                W.plan(
                    pick(["Kokous", "[sv] Möte", "Re: Kokous"]), uid: uid, sequence: sequence,
                    stamp: Bool.random(using: &chance) ? stamp : nil,
                    start: now + .hours(Int64.random(in: -30...500, using: &chance))))
        default:
            let participation = pick([Participation.accepted, .tentative, .declined, .declined, .needsAction])
            return .answer(
                CalendarAnswer(
                    uid: uid, attendee: Bool.random(using: &chance) ? pick(Self.people + [W.mirror, W.mirror]) : nil,
                    participation: participation,
                    sequence: Bool.random(using: &chance) ? sequence : nil,
                    stamp: Bool.random(using: &chance) ? stamp : nil, isForPeople: Bool.random(using: &chance)))
        }
    }

    private mutating func anybody() -> Address { pick(Self.people) }

    /// One of the latest posts, or one that never was.
    private mutating func anyPost() -> PostID {
        let ids = Array(state.posts.all.map(\.id).sorted().suffix(5))
        return ids.isEmpty ? W.postID(.held) : pick(ids)
    }

    /// One of the latest items, or one that perhaps never was.
    private mutating func anyItem() -> ItemID {
        pick(Array(state.items.all.map(\.id).sorted().suffix(3)) + [W.tip().id])
    }

    private mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: elements.indices, using: &chance)]
    }
}

extension Reply {
    fileprivate var answersQuestionToCoordinators: Bool {
        switch purpose {
        case .post, .item, .admission: true
        default: false
        }
    }
}
