import Mail

/// Everything a list knows. It changes only by applying transactions, so loading the files gives the same state as
/// having lived through it.
package struct State: Equatable, Sendable {
    /// The last transaction that was applied.
    package private(set) var sequence: UInt64 = 0
    package private(set) var members = Members()
    package private(set) var posts: [PostID: Post] = [:]
    package private(set) var tips: [TipID: Tip] = [:]
    /// By the id of the post that first invited to it.
    package private(set) var events: [PostID: Event] = [:]
    /// Decided and not yet delivered.
    package private(set) var letters: [LetterID: PendingLetter] = [:]
    package private(set) var forwards: [ForwardID: Forward] = [:]
    package private(set) var bounces = BounceRecords()
    package private(set) var contacts = ContactHistory()
    package private(set) var seen = SeenMail()

    package init() {}

    /// Starts from a snapshot that holds what transactions up to `sequence` said of members.
    package init(members: Members, sequence: UInt64) {
        self.members = members
        self.sequence = sequence
    }

    /// Posts that were published and are not finished, oldest first.
    package var activePosts: [Post] {
        posts.values.filter { $0.status == .sending }.sorted { $0.id < $1.id }
    }

    /// Takes in one line of the journal. Entries about members are skipped where `membersThrough` says that the
    /// snapshot has them already.
    package mutating func apply(_ transaction: Transaction, membersThrough snapshot: UInt64 = 0) {
        for entry in transaction.entries {
            // What else a departure means stands in no snapshot.
            if case .left(let address, let departure) = entry { forget(address, departure) }
            if !(entry.isMembership && transaction.sequence <= snapshot) { apply(entry, at: transaction.time) }
        }
        for (index, letter) in transaction.letters.enumerated() {
            let id = LetterID(sequence: transaction.sequence, index: index)
            letters[id] = PendingLetter(letter: letter, written: transaction.time)
            contacts.wrote(letter.kind, to: letter.to, at: transaction.time)
        }
        if case .mail(let identity) = transaction.source { seen.insert(identity, at: transaction.time) }
        sequence = max(sequence, transaction.sequence)
    }

    private mutating func apply(_ entry: Entry, at time: Instant) {
        switch entry {
        case .joined(let member): members.insert(member)
        case .left(let address, _): members.remove(address)
        case .languageChanged(let address, let language):
            if var member = members[address] {
                member.language = language
                members.insert(member)
            }
        case .held(let post):
            posts[post.id] = post
            contacts.forwarded(from: post.author.address, at: time)
        case .published(let id, let recipients):
            posts[id]?.status = .sending
            posts[id]?.recipients = recipients
            posts[id]?.approved = time
            if let post = posts[id] { noteEvent(of: post, at: time) }
        case .asleep(let id): posts[id]?.status = .asleep
        case .resumed(let id):
            posts[id]?.status = .sending
            posts[id]?.approved = time
        case .cancelled(let id): end(id, .cancelled)
        case .expired(let id): end(id, .expired)
        case .finished(let id, _): end(id, .finished)
        case .dispatched(let post):
            posts[post.id] = post
            if case .digest(let ids) = post.kind { for id in ids { tips[id]?.status = .published } }
            if case .reminder(let id, let moment) = post.kind { events[id]?.reminded = moment }
        case .tipped(let tip):
            tips[tip.id] = tip
            contacts.forwarded(from: tip.author.address, at: time)
        case .tipKept(let id):
            tips[id]?.status = .kept
            tips[id]?.kept = time
        case .tipDropped(let id): tips[id] = nil
        case .answered(let id, let answer): events[id]?.answers[answer.address] = answer
        case .bounced(let address, let post): bounces.note(address, post, at: time)
        case .faultyPost(let id): bounces.excludePost(id)
        case .suspended(let address): bounces.suspend(address, at: time)
        case .suspensionLifted(let address): bounces.liftSuspension(of: address)
        case .probed(let address): bounces.probe(address, at: time)
        case .probeReturned(let address): bounces.returnProbe(address)
        case .reinstated(let address): bounces.reinstate(address)
        case .toldOfBounces(let failing, let suspended):
            bounces.told(.failing, failing)
            bounces.told(.suspended, suspended)
            bounces.toldOfRemoved()
        case .forwarded(let forward):
            forwards[forward.id] = forward
            contacts.forwarded(from: forward.from.address, at: time)
        case .forwardFinished(let id): forwards[id] = nil
        case .flooded(let address): contacts.forwarded(from: address, at: time)
        case .quarantined: break
        case .delivered(let id, let outcome):
            // A server that refuses the probe outright says it as well as a report does.
            if let letter = letters[id]?.letter, letter.kind == .probe, outcome == .refused {
                bounces.returnProbe(letter.to)
            }
            letters[id] = nil
        case .seenNumbers(let day, let keys): seen.restore(numbers: keys, day: day)
        case .seenDigests(let day, let keys): seen.restore(digests: keys, day: day)
        case .carriedPost(let post): posts[post.id] = post
        case .carriedTip(let tip): tips[tip.id] = tip
        case .carriedEvent(let event): events[event.id] = event
        case .carriedForward(let forward): forwards[forward.id] = forward
        case .carriedBounces(let address, let record): bounces.restore(address, record)
        case .carriedRemoved(let addresses): for address in addresses { bounces.leave(address, .bounces) }
        case .carriedLetter(let id, let written, let letter):
            letters[id] = PendingLetter(letter: letter, written: written)
        case .letterLogged(let address, let kind, let time): contacts.wrote(kind, to: address, at: time)
        case .forwardedFrom(let address, let time): contacts.forwarded(from: address, at: time)
        }
    }

    private mutating func forget(_ address: Address, _ departure: LeaveReason) {
        bounces.leave(address, departure)
        for id in events.keys { events[id]?.answers[address] = nil }
    }

    private mutating func end(_ id: PostID, _ status: Post.Status) {
        posts[id]?.status = status
        // What a digest brought is in the archive; who wrote it need not be held any longer.
        if case .digest(let ids)? = posts[id]?.kind { for id in ids { tips[id] = nil } }
    }

    /// What a published post means for the event it is about.
    private mutating func noteEvent(of post: Post, at time: Instant) {
        switch post.kind {
        case .invitation(let plan):
            if let id = event(uid: plan.uid)?.id {
                events[id]?.revise(plan, by: post, at: time)
            } else {
                events[post.id] = Event(
                    id: post.id, post: post.id, plan: plan, sequence: plan.sequence, author: post.author,
                    audience: post.audience, invited: time, revised: time)
            }
        case .cancellation(let id, let sequence): events[id]?.cancel(sequence)
        case .announcement, .reminder, .digest: break
        }
    }

    /// All but the members, as entries that a fresh journal begins with.
    package func carried(at now: Instant) -> [Entry] {
        posts.values.sorted { $0.id < $1.id }.map(Entry.carriedPost)
            + tips.values.sorted { $0.id < $1.id }.map(Entry.carriedTip) + carriedEvents(at: now)
            + letters.sorted { $0.key < $1.key }
            .map { .carriedLetter($0.key, written: $0.value.written, $0.value.letter) }
            + forwards.values.sorted { $0.id < $1.id }.map(Entry.carriedForward)
            + bounces.carried(at: now) + contacts.carried(at: now) + seen.carried(at: now)
    }

    /// What was longer ago than answers to its mails count for is of no more use.
    private func carriedEvents(at now: Instant) -> [Entry] {
        let recent = events.values.filter { $0.plan.end(in: .utc) + Policy.answerWithin > now }
        return recent.sorted { $0.id < $1.id }.flatMap { event -> [Entry] in
            var bare = event
            bare.answers = [:]
            let answers = event.answers.values.sorted { $0.address < $1.address }
            return [.carriedEvent(bare)] + answers.map { .answered(event.id, $0) }
        }
    }
}

extension State {
    package func event(uid: String) -> Event? { events.values.first { $0.plan.uid == uid } }

    /// The event that a post is about; nil where it is about none, or was never published.
    package func event(of post: Post) -> Event? {
        switch post.kind {
        case .invitation(let plan): event(uid: plan.uid)
        case .cancellation(let id, _), .reminder(let id, _): events[id]
        case .announcement, .digest: nil
        }
    }

    /// What goes into the next digest, in the order it came.
    package var keptTips: [Tip] { tips(.kept) }
    /// What waits for a coordinator's word.
    package var waitingTips: [Tip] { tips(.waiting) }

    private func tips(_ status: Tip.Status) -> [Tip] {
        tips.values.filter { $0.status == status }.sorted { ($0.received, $0.id) < ($1.received, $1.id) }
    }

    /// When the last digest went out.
    var latestDigest: Instant? {
        posts.values.lazy.filter { if case .digest = $0.kind { true } else { false } }.map(\.held).max()
    }

    /// Letters that ask a question about something, whose tokens a mail may bring back.
    package var openQuestions: OpenQuestions {
        OpenQuestions(
            posts: posts.values.filter(\.status.isOpen).map(\.id),
            tips: tips.values.filter { $0.status == .waiting }.map(\.id))
    }
}

/// What previews and their like ask about at the moment.
package struct OpenQuestions: Equatable, Sendable {
    package var posts: [PostID]
    package var tips: [TipID]

    package init(posts: [PostID] = [], tips: [TipID] = []) {
        self.posts = posts
        self.tips = tips
    }
}
