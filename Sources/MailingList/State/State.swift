import Base

/// Everything a list knows: one part a subject. It changes only by applying transactions, so loading the files gives the
/// same state as having lived through it.
package struct State: Equatable, Sendable {
    /// The last transaction that was applied.
    package private(set) var sequence: UInt64 = 0
    package private(set) var members = Members()
    package private(set) var departures = Departures()
    package private(set) var wordings = ConsentWordings()
    package private(set) var erasures = Erasures()
    package private(set) var roundups = Roundups()
    package private(set) var joinRequests = JoinRequests()
    package private(set) var posts = Posts()
    package private(set) var items = Items()
    package private(set) var events = Events()
    package private(set) var bounces = BounceRecords()
    package private(set) var forwards = Forwards()
    package private(set) var letters = PendingLetters()
    package private(set) var contacts = ContactHistory()
    package private(set) var removals = Removals()
    package private(set) var seen = SeenMail()

    package init() {}

    /// Starts from a snapshot that holds what transactions up to `sequence` said of members.
    package init(members: Members, sequence: UInt64) {
        self.members = members
        self.sequence = sequence
    }

    /// Takes in one line of the journal. Entries about members are skipped where `membersThrough` says that the
    /// snapshot has them already.
    package mutating func apply(_ transaction: Transaction, membersThrough snapshot: UInt64 = 0) {
        for entry in transaction.entries {
            apply(entry, at: transaction.time, isInSnapshot: transaction.sequence <= snapshot)
        }
        for (index, letter) in transaction.letters.enumerated() {
            let id = LetterID(sequence: transaction.sequence, index: index)
            letters.add(id, PendingLetter(letter: letter, written: transaction.time))
            // Of a last letter nothing is remembered.
            if erasures.pending[letter.to] == nil {
                contacts.logLetter(letter.kind, to: letter.to, at: transaction.time)
            }
        }
        if case .mail(let identity) = transaction.source { seen.insert(identity, at: transaction.time) }
        sequence = max(sequence, transaction.sequence)
    }

    /// Each subject applies its own facts, and answers with what others have to follow.
    private mutating func apply(_ entry: Entry, at time: Instant, isInSnapshot: Bool) {
        switch entry {
        case .membership(let entry):
            // What else a departure means stands in no snapshot.
            follow(entry)
            departures.apply(entry, at: time)
            wordings.apply(entry)
            if !isInSnapshot { members.apply(entry) }
        case .choice(let entry): if !isInSnapshot { members.apply(entry, at: time) }
        case .roundup(let entry): roundups.apply(entry)
        case .erasure(let entry):
            erasures.apply(entry, at: time)
            follow(entry)
        case .admission(let entry): follow(joinRequests.apply(entry))
        case .post(let entry): follow(posts.apply(entry, at: time), at: time)
        case .item(let entry): follow(items.apply(entry, at: time), at: time)
        case .event(let entry): events.apply(entry)
        case .bounce(let entry): bounces.apply(entry, at: time)
        case .forwarding(let entry): follow(forwards.apply(entry, at: time))
        case .letter(let entry): follow(letters.apply(entry))
        case .retention(let entry):
            removals.apply(entry, at: time)
            follow(entry)
        case .seen(let entry): seen.apply(entry)
        }
    }
}

/// All that a change of one subject means for the others stands here, so that it can be read in one place.
extension State {
    private mutating func follow(_ entry: MembershipEntry) {
        switch entry {
        case .left(let address, let reason):
            bounces.leave(address, reason)
            events.forget(address)
        case .moved(let old, let new):
            // What came back came back from the other address.
            bounces.forget(old)
            events.move(old, to: new)
            items.move(author: old, to: new)
            joinRequests.forget(new)
        // Who is let in waits no longer, whoever did it.
        case .joined(let member): joinRequests.forget(member.address)
        case .languageChanged, .worded, .leftBefore: break
        }
    }

    private mutating func follow(_ entry: ErasureEntry) {
        guard case .erased(let address, _) = entry else { return }
        departures.forget(address)
        bounces.forget(address)
        events.forget(address)
        contacts.forget(address)
        joinRequests.forget(address)
        items.forget(author: address)
        posts.forget(author: address)
        events.forget(author: address)
    }

    private mutating func follow(_ entry: RetentionEntry) {
        switch entry {
        case .removedPosts(let ids): posts.removeMails(of: ids)
        case .removedQuarantined(let ids): forwards.forgetQuarantined(ids)
        case .forgotContacts(let moment): contacts.forget(before: moment)
        case .removedDone, .carried: break
        }
    }

    private mutating func follow(_ change: JoinRequests.Change?) {
        if case .asked(let request) = change { contacts.logForward(from: request.address, at: request.asked) }
    }

    private mutating func follow(_ change: Posts.Change?, at time: Instant) {
        switch change {
        case .held(let post): contacts.logForward(from: post.author.address, at: time)
        case .published(let post): events.take(post, at: time)
        case .dispatched(let post):
            switch post.kind {
            case .digest(_, let ids): items.publish(ids)
            case .reminder(let id, let moment): events.remind(id, due: moment)
            case .announcement, .invitation, .cancellation, .roundup: break
            }
        case .ended(let post):
            // What a digest brought is in the archive; who wrote it need not be held any longer.
            if case .digest(_, let ids) = post.kind { items.forget(ids) }
        case nil: break
        }
    }

    private mutating func follow(_ change: Items.Change?, at time: Instant) {
        if case .received(let item) = change { contacts.logForward(from: item.author.address, at: time) }
    }

    private mutating func follow(_ change: Forwards.Change?) {
        if case .from(let address, let time) = change { contacts.logForward(from: address, at: time) }
    }

    private mutating func follow(_ change: PendingLetters.Change?) {
        switch change {
        // A server that refuses the probe outright says it as well as a report does.
        case .ended(let letter, .refused) where letter.kind == .probe: bounces.returnProbe(letter.to)
        case .logged(let kind, let address, let time): contacts.logLetter(kind, to: address, at: time)
        case .ended, nil: break
        }
    }
}

extension State {
    /// All but the members, as entries that a fresh journal begins with. What is of no more use at `now` is left out.
    package func carried(at now: Instant) -> [Entry] {
        wordings.carried + erasures.carried(without: erasable) + joinRequests.carried + roundups.carried
            + posts.carried + items.carried
            + events.carried(at: now)
            + letters.carried
            + forwards.carried(at: now)
            + bounces.carried(at: now) + contacts.carried(at: now) + departures.carried(at: now)
            + removals.carried
            + seen.carried(at: now)
    }

    /// What is noted of an address beside its membership and its items, as the files say it: mail that came back, letters
    /// that were written, answers to invitations, mails that were passed on.
    package func notes(about address: Address, at now: Instant) -> [String] {
        let entries =
            joinRequests.carried + events.carried(at: now) + letters.carried + forwards.carried(at: now)
            + bounces.carried(at: now) + contacts.carried(at: now)
        return entries.map(\.record).filter { record in
            record.values.contains { $0.value == address.text && $0.key != "author" }
        }.map { record in
            // Of those that name others as well, only what is about this one.
            record.values.count { Address($0.value) != nil } > 1
                ? "\(record.verb) \(address.text)" : record.readable
        }
    }

    /// The first moment at which `carried` leaves something out; nil where there is none.
    package var firstExpiry: Instant? {
        [
            events.firstExpiry, bounces.firstExpiry, forwards.firstExpiry, contacts.firstExpiry, departures.firstExpiry,
            seen.firstExpiry,
        ].compactMap { $0 }.min()
    }

    /// The event that a post is about; nil where it is about none, or was never published.
    package func event(of post: Post) -> Event? {
        switch post.kind {
        case .invitation(let plan): events[uid: plan.uid]
        case .cancellation(let id, _), .reminder(let id, _): events[id]
        case .announcement, .digest, .roundup: nil
        }
    }

    /// Letters that ask a question about something, whose tokens a mail may bring back.
    package var openQuestions: OpenQuestions {
        OpenQuestions(posts: posts.waiting.map(\.id), items: items.with(.waiting).map(\.id))
    }
}
