import Base

/// Members who want it so get what went out in one mail, at the end of the day or the week. Whose roundups hold the same posts
/// share one: topics and languages make few sorts.
extension DecisionContext {
    /// One roundup after the other, and at last the note that all of that moment have gone.
    func dueRoundup() -> Decision? {
        for frequency in RoundupFrequency.allCases {
            guard let moment = dueMoment(of: frequency) else { continue }
            for posts in gathered(frequency, upTo: moment).keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
                if let decision = roundUp(posts, frequency, moment) { return decision }
            }
            return Decision(.gathered(frequency), entries: [.roundup(.gathered(frequency, upTo: moment))])
        }
        return nil
    }

    /// When the next one goes out, where somebody wants any.
    var nextRoundup: Instant? {
        RoundupFrequency.allCases.compactMap { frequency in
            let moment = nextRoundup(frequency)
            return isAnybodyGathering(frequency, before: moment) ? moment : nil
        }.min()
    }

    package func nextRoundup(_ frequency: RoundupFrequency) -> Instant {
        policy.roundups.schedule(frequency).next(after: now, in: policy.zone)
    }

    /// Nil where nothing is due.
    private func dueMoment(of frequency: RoundupFrequency) -> Instant? {
        guard !state.members.portions.isEmpty,
            let moment = policy.roundups.schedule(frequency).latest(upTo: now, in: policy.zone),
            moment > state.roundups[frequency], isAnybodyGathering(frequency, before: moment)
        else { return nil }
        return moment
    }

    private func isAnybodyGathering(_ frequency: RoundupFrequency, before moment: Instant) -> Bool {
        let latest = state.roundups[frequency]
        return state.members.portions.values.contains { $0.gathers(frequency, from: latest, before: moment) }
    }

    /// Nil where that roundup is on its way already.
    private func roundUp(_ posts: [PostID], _ frequency: RoundupFrequency, _ moment: Instant) -> Decision? {
        let seed = "roundup \(frequency.rawValue) \(moment.text) \(posts.map(\.text).joined(separator: " "))"
        // At its own moment, so that it is the same one however late it is.
        let id = PostID(at: moment, seed: seed)
        guard state.posts[id] == nil, let coordinator = policy.coordinators.first else { return nil }
        var post = Post(
            id: id, kind: .roundup(frequency, posts), author: NamedAddress(address: coordinator),
            subject: policy.title(in: policy.defaultLanguage), audience: .everybody, held: now, status: .sending,
            approved: now)
        post.recipients = recipientCount(of: post)
        return Decision(.dispatched, entries: [.post(.dispatched(post))])
    }

    /// Who gets such a roundup, of the moment that is due.
    func forEachReader<E>(
        of posts: [PostID], _ frequency: RoundupFrequency, _ body: (Address, Language) throws(E) -> Void
    ) throws(E) {
        guard let moment = dueMoment(of: frequency) else { return }
        for member in gathered(frequency, upTo: moment)[posts] ?? [] {
            try body(member.address, policy.spoken(member.language))
        }
    }

    /// Whose roundup holds which posts.
    private func gathered(_ frequency: RoundupFrequency, upTo moment: Instant) -> [[PostID]: [Member]] {
        let latest = state.roundups[frequency]
        var readers: [[PostID]: [Member]] = [:]
        let people = state.members.portions.filter { $0.value.gathers(frequency, from: latest, before: moment) }.keys
        guard !people.isEmpty else { return [:] }
        let released = state.posts.released(from: latest, before: moment).filter(isGatherable)
        for member in people.sorted().compactMap({ state.members[$0] }) where isReached(member) {
            let posts = released.filter { time, post in
                member.choices.portion.frequency(at: time, joined: member.joined) == frequency
                    && post.audience.includes(member, speaking: policy.spoken(member.language))
            }
            if !posts.isEmpty { readers[posts.map(\.post.id), default: []].append(member) }
        }
        return readers
    }

    /// What is about an event has buttons, and cannot wait; what a coordinator took back is gathered no longer.
    private func isGatherable(_ time: Instant, _ post: Post) -> Bool {
        guard post.status != .cancelled else { return false }
        switch post.kind {
        case .announcement: return true
        case .digest(let name, _): return policy.collection(name)?.readers != .coordinators
        case .invitation, .cancellation, .reminder, .roundup: return false
        }
    }

    /// How many get the post in a roundup, if it goes out now.
    package func gatheredCount(of post: Post) -> Int {
        guard isGatherable(now, post) else { return 0 }
        return state.members.portions.keys.compactMap { state.members[$0] }.count { member in
            isReached(member) && member.choices.portion.frequency(at: now, joined: member.joined) != nil
                && post.audience.includes(member, speaking: policy.spoken(member.language))
        }
    }
}

extension Policy {
    /// When roundups go out.
    package struct RoundupTimes: Hashable, Sendable {
        package var time: TimeOfDay
        package var weekday: Weekday

        package init(at time: TimeOfDay, on weekday: Weekday) {
            self.time = time
            self.weekday = weekday
        }

        /// In the afternoon, and at the end of the week.
        package static let standard: RoundupTimes = {
            guard let four = TimeOfDay(hour: 16, minute: 0) else { preconditionFailure("a time of day") }
            return RoundupTimes(at: four, on: .friday)
        }()

        func schedule(_ frequency: RoundupFrequency) -> Schedule {
            switch frequency {
            case .daily: Schedule(.everyDay, at: time)
            case .weekly: Schedule(.everyWeek(weekday), at: time)
            }
        }
    }
}

extension Verdict {
    package static func gathered(_ frequency: RoundupFrequency) -> Verdict { Verdict("gathered", frequency.rawValue) }
}
