import Base
import MailingList

/// What goes out next, through which connection, and when to look again. A value without IO: it is told what happened,
/// answers with what to do, and whoever does it tells how it went.
///
/// A letter, and each copy of a job:
///
///     from        event                                        to          written down
///     waiting     chosen by `next`, letters before copies      in flight   copies: offered, before the first byte
///     in flight   its last byte goes out                       in flight   copies: transmitted
///     postponed   its time has come, chosen by `next`          in flight   copies: offered
///     in flight   answered accepted                            accepted    copy: accepted    letter: accepted
///     in flight   answered refused, for the mail's own sake    refused     copy: refused     letter: refused
///     in flight   answered refused, for the relay's sake       as later
///     in flight   answered later                               postponed   copy: later       letter: nothing
///     in flight   answered later, four days after it was       delayed     copy: delayed     letter: given-up
///                 written and not for the first time
///     in flight   answered unknown, or no answer came          postponed   copy: unknown     letter: nothing
///     in flight   the same for the fifth time                  uncertain   copy: uncertain   letter: given-up
///     in flight   answered not tried                           postponed   copy: not-tried   letter: nothing
///     in flight   could not be put into words                  postponed   nothing
///     in flight   its recipient is none any more               skipped     copy: skipped
///     in flight   the letter is no longer pending              gone        nothing
///     any         its job was closed                           gone        nothing
///
/// `later`, `unknown` and failed words wait for growing pauses; `not tried` only for its connection. What was `unknown` is
/// sent alone, and after all others. Whose sake a refusal is about is told above ``RelayHealth``. A connection:
///
///     from        event                                        to
///     free        `next` has something for it, and room        busy: one batch is in flight
///     busy        the batch ended                              free
///     busy        the batch ended with trouble                 waiting, for a growing pause
///     busy        the batch ended, and the relay is troubled   waiting, as long as the relay; then one mail is tried
///     waiting     its time has come                            free
///     free        a refused login, or a request for silence,   waiting, as long as the relay: they share an account
///                 on another connection to its relay
///
/// While the disk takes nothing, nothing is sent either: what became of a mail could not be written down. An event that
/// the tables do not know changes nothing.
struct Delivery: Equatable, Sendable {
    /// What happened. `chance`, in 0 ..< 1, spreads what is tried again.
    enum Event: Sendable {
        /// Letters that wait, with when they were written; those that are known are passed over.
        case pending([(id: LetterID, written: Instant)])
        case opened(Job)
        /// Nothing more of it is sent, and its folder is gone.
        case closed(job: String)
        /// The mails at these places of the route's batch were noted as offered; from here on they are with the relay.
        case offered(route: Int, places: [Int])
        /// The last byte of the mails at these places goes out next: without an answer the relay may have taken them.
        case transmitted(route: Int, places: [Int])
        /// The mail at this place of the route's batch was not offered.
        case notOffered(route: Int, place: Int, Reason, chance: Double)
        /// What became of the mail at this place of the route's batch.
        case answered(route: Int, place: Int, Outcome, chance: Double)
        /// The relay gave the route's batch back.
        case batchEnded(route: Int, Trouble?, chance: Double)
        /// An action could not be written down, and comes again.
        case notWritten(Action, chance: Double)
        /// An action was written down.
        case written
        /// Nothing more is to be sent.
        case stopped
    }

    enum Reason: Equatable, Sendable {
        /// Its words, or what they are made of, are wrong: somebody may mend them.
        case unrenderable
        /// The letter is no longer pending, or the copy's recipient gets none any more: who that was and why, for the
        /// job's progress.
        case unwanted(Address, String)
    }

    /// Why a batch ended early.
    enum Trouble: Equatable, Sendable {
        /// The server is not there, cut off, too slow, or hung up.
        case connection
        /// The server asks for so many seconds of silence.
        case slowDown(seconds: Int)
        /// The login was refused.
        case denied
        /// Our own stopping.
        case cancelled
    }

    /// What to do.
    enum Action: Equatable, Sendable {
        /// Make the mails and hand them to the relay, a few at a time: the copies are noted as offered, durably, before a
        /// byte of them goes out.
        case send(route: Int, [SendItem])
        /// Add to what the relays' quotas were spent on.
        case charge([QuotaRecord])
        /// Add to a job's progress.
        case record(job: String, [ProgressLine])
        /// Write the ends of letters into the journal.
        case endLetters([LetterEnd])
        /// All copies of a job have their end.
        case finish(job: String)
    }

    var jobs: [String: Job] = [:]
    /// How many recipients of a job share a message, for each relay.
    var groupSizes: [String: [Int]] = [:]
    var letters = LetterQueue()
    /// What comes again: letters and copies of forwarded mails, and copies of posts.
    var letterRetries = RetryQueue()
    var postRetries = RetryQueue()
    /// Letters and copies whose last try was in doubt.
    var doubtful = RetryQueue()
    var routes: [DeliveryRoute]
    var relays: [DeliveryRelay]
    /// The moment that was told last.
    var latest: Instant
    private(set) var isStopped = false
    /// When the relays took something again after they last had had what they take: what waited then, waited for nothing
    /// else.
    var throttledUntil = Instant.earliest

    /// What became of copies and is not written down yet, by job.
    var lines: [String: [ProgressLine]] = [:]
    /// What became of letters and is not written down yet.
    var ends: [LetterEnd] = []
    /// What the relays' quotas were spent on and is not written down yet.
    var charges: [QuotaRecord] = []
    /// Jobs whose end is not written down yet.
    var finished: Set<String> = []
    /// Nothing is written, and nothing sent, before this.
    var diskNotBefore = Instant.earliest
    var diskBackoff = Backoff.disk

    /// - Parameter relays: their connections become the routes, in order.
    init(relays: [RelaySettings], at start: Instant) {
        self.relays = relays.map { DeliveryRelay($0) }
        routes = relays.enumerated().flatMap { number, relay in
            relay.windows.map { DeliveryRoute(relay: number, window: $0) }
        }
        latest = start
    }

    /// Takes in what happened.
    mutating func take(_ event: Event, at now: Instant) {
        adjust(to: now)
        switch event {
        case .pending(let some): letters.add(some)
        case .opened(let job): open(job, at: now)
        case .closed(let name): close(name)
        case .offered(let route, let places): noteOffer(of: places, through: route, at: now)
        case .transmitted(let route, let places): noteTransmission(of: places, through: route, at: now)
        case .notOffered(let route, let place, let reason, let chance):
            guard let item = routes[route].batch?.passOver(place) else { return }
            settleQuota(of: place, through: route, isTried: false, at: now)
            passOver(item, reason, at: now, chance: chance)
        case .answered(let route, let place, let outcome, let chance):
            guard let item = routes[route].batch?.answer(place, outcome) else { return }
            routes[route].lastSign = now
            settleQuota(of: place, through: route, isTried: outcome != .notTried, at: now)
            judge(item, outcome, through: route, at: now, chance: chance)
        case .batchEnded(let route, let trouble, let chance): endBatch(of: route, trouble, at: now, chance: chance)
        case .notWritten(let action, let chance): keep(action, at: now, chance: chance)
        case .written: diskBackoff.succeed()
        case .stopped: isStopped = true
        }
    }

    /// What is to be done now. Whoever does it asks again until nothing is.
    mutating func next(at now: Instant) -> [Action] {
        var actions = nextRecords(at: now)
        guard now >= diskNotBefore else { return [] }
        for (route, most) in deal(at: now) {
            let plan = choose(for: route, room(on: route, at: now).limited(to: most), at: now)
            if plan.isEmpty { continue }
            actions.append(.send(route: route, begin(plan.batch(), plan.amounts, on: route, at: now)))
        }
        if let end = throttleEnd(at: now) { throttledUntil = end }
        return actions
    }

    /// Time goes on, and nothing else happens.
    mutating func pass(to now: Instant) { adjust(to: now) }

    /// What is to be written down now.
    mutating func nextRecords(at now: Instant) -> [Action] {
        adjust(to: now)
        return now >= diskNotBefore ? takeRecords() : []
    }

    /// When `next` has something to say without another event; nil where only an event brings something. After a `next`
    /// that said nothing it is later than that `now`.
    func nextWake(after now: Instant) -> Instant? {
        let earliest = max(now, diskNotBefore)
        var moments: [Instant] = []
        if !lines.isEmpty || !charges.isEmpty || hasWritableEnds || !finished.isEmpty { moments.append(earliest) }
        for (share, due) in nextDue(after: earliest) {
            moments += routes.indices.compactMap { route in
                nextRoom(on: route, of: share, after: due).map {
                    share == .letters ? $0 : nextTurn(of: route, from: $0)
                }
            }
        }
        return moments.min()
    }
}
