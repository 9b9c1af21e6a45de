import Base
import MailingList

/// Which mails go out next, and through which connection.
extension Delivery {
    /// Letters first, then what is forwarded to people, then copies; of each, what comes again before what is fresh, and
    /// jobs in the order of their names. What is in doubt comes after all others, and alone: it may be what makes the
    /// server hang up.
    mutating func choose(for route: Int, _ room: BatchRoom, at now: Instant) -> BatchPlan {
        var plan = BatchPlan(room)
        let names = jobs.keys.sorted()
        takeRetries(of: .letters, for: route, into: &plan, at: now)
        for id in letters.takeFresh(plan.room.messages(of: .letters)) { offer(id, into: &plan) }
        for name in names where jobs[name]?.share == .letters { takeWaiting(of: name, for: route, into: &plan) }
        takeRetries(of: .posts, for: route, into: &plan, at: now)
        for name in names where jobs[name]?.share == .posts { takeWaiting(of: name, for: route, into: &plan) }
        if plan.isEmpty { takeDoubtful(into: &plan, at: now) }
        return plan
    }

    private mutating func offer(_ letter: LetterID, into plan: inout BatchPlan) {
        plan.add(.letter(letter), .letters)
        letters.offer(1)
    }

    private mutating func takeRetries(
        of share: QuotaShare, for route: Int, into plan: inout BatchPlan, at now: Instant
    ) {
        // Those that share a message leave room for more.
        while true {
            let again = self[retriesOf: share].take(plan.room.messages(of: share), at: now)
            if again.isEmpty { return }
            for item in again {
                switch item {
                case .letter(let id): offer(id, into: &plan)
                case .copy(let job, let index): offerAgain(job, index, for: route, into: &plan)
                }
            }
        }
    }

    private mutating func takeWaiting(of name: String, for route: Int, into plan: inout BatchPlan) {
        // Not the job itself: a second owner would make the change below copy it.
        guard let share = jobs[name].flatMap({ $0.hasWaiting ? $0.share : nil }) else { return }
        let most = groupSize(of: name, for: route)
        if most == 1 {
            for index in jobs[name]?.takeWaiting(plan.room.messages(of: share)) ?? 0..<0 {
                plan.add(.copy(job: name, index: index), share)
            }
        } else {
            _ = jobs[name]?.takeWaiting(plan.room.recipients(of: share)) { index, language in
                plan.add(.copy(job: name, index: index), share, language, most)
            }
        }
    }

    private mutating func offerAgain(_ name: String, _ index: Int, for route: Int, into plan: inout BatchPlan) {
        let most = groupSize(of: name, for: route)
        let known = jobs[name].map { ($0.share, most > 1 ? $0.language(index) : nil) }
        guard let (share, language) = known else { return }
        let isTaken = plan.add(.copy(job: name, index: index), share, language, most)
        precondition(isTaken, "there is room for as many messages as were asked for")
        jobs[name]?.offerAgain(index)
    }

    private mutating func takeDoubtful(into plan: inout BatchPlan, at now: Instant) {
        for item in doubtful.take(min(1, plan.room.messages(of: nil)), at: now) {
            switch item {
            case .letter(let id): offer(id, into: &plan)
            case .copy(let job, let index):
                plan.add(item, jobs[job]?.share ?? .posts)
                jobs[job]?.offerAgain(index)
            }
        }
    }

    /// Whether the copies of a job name nobody. One that goes alone, since it comes again, names nobody either: by its
    /// Message-ID a server knows it again.
    func isShared(_ job: String, on route: Int) -> Bool { groupSize(of: job, for: route) > 1 }

    /// How many recipients of a job share a message.
    private func groupSize(of job: String, for route: Int) -> Int { groupSizes[job]?[routes[route].relay] ?? 1 }
}

extension BatchPlan {
    /// A line of recipients that is damaged has no language, and shares nothing.
    fileprivate mutating func add(
        _ item: SendItem, _ share: QuotaShare, _ language: Language?, _ most: Int
    ) -> Bool {
        if most > 1, let language, case .copy(let job, _) = item {
            return add(item, share, to: Group(job: job, language: language), atMost: most)
        }
        guard room.messages(of: share) > 0 else { return false }
        add(item, share)
        return true
    }
}
