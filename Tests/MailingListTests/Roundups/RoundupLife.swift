import Base
import TestWorld

@testable import MailingList

/// A list over which time passes, and what each member got of it.
struct RoundupLife {
    var state: State
    var now = W.now
    let policy: Policy
    /// How often a post came to a member, by itself or in a roundup.
    private(set) var got: [Address: [PostID: Int]] = [:]
    /// The roundups in the order they went out.
    private(set) var roundups: [(post: Post, readers: [Address])] = []
    private var number = 0

    init(_ state: State = W.state(), policy: Policy = W.topicPolicy) {
        (self.state, self.policy) = (state, policy)
    }

    /// Whatever is due until then goes out when it is.
    mutating func pass(to time: Instant) {
        while let next = W.context(state, policy, at: now).nextDue(lastProgress: { _ in nil }), next <= time {
            now = max(now, next)
            settle()
        }
        now = time
        settle()
    }

    mutating func settle() {
        while true {
            let decision = W.decide(.due, in: state, policy, at: now)
            if decision.verdict == .nothing { return }
            for case .post(.dispatched(let post)) in decision.entries { deliver(post) }
            take(decision)
            for case .post(.dispatched(let post)) in decision.entries { finish(post.id) }
        }
    }

    private mutating func finish(_ id: PostID) {
        take(Decision(.finished, entries: [.post(.finished(id, Report()))]))
    }

    mutating func choose(_ mode: Portion.Mode, _ address: Address = W.mikko) {
        take(Decision(.chose, entries: [.choice(.chose(address, .portion(mode)))]))
    }

    mutating func take(_ decision: Decision) { state.live(through: decision, at: now) }

    @discardableResult
    mutating func publish(_ kind: Post.Kind = .announcement, audience: Audience = .everybody) -> PostID {
        number += 1
        let id = PostID(at: now, seed: "\(number)")
        let post = Post(
            id: id, kind: kind, author: NamedAddress(name: "Anna", address: W.anna), subject: "Viesti \(number)",
            audience: audience, held: now)
        take(Decision(.held, entries: [.post(.held(post))]))
        let decision = W.decide(.admin(.approve(id)), in: state, policy, at: now)
        deliver(post)
        take(decision)
        finish(id)
        return id
    }

    private mutating func deliver(_ post: Post) {
        var readers: [Address] = []
        W.context(state, policy, at: now).forEachRecipient(of: post) { address, _ in readers.append(address) }
        var posts = [post.id]
        if case .roundup(_, let ids) = post.kind {
            posts = ids
            roundups.append((post, readers))
        }
        for reader in readers { for id in posts { got[reader, default: [:]][id, default: 0] += 1 } }
    }
}
