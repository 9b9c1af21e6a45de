import Base
import Mail
import TestWorld

@testable import MailingList

/// What has gone out on a random walk, kept apart from the state that decides about it.
struct RandomWalkHistory {
    private struct Reminder: Hashable {
        let event: PostID
        let due: Instant
    }

    private(set) var digested: Set<ItemID> = []
    private var reminders: Set<Reminder> = []
    private(set) var answers = 0
    private(set) var changes = 0
    var reminderCount: Int { reminders.count }

    /// - Parameter state: before the decision.
    mutating func fault(in decision: Decision, _ state: State, at now: Instant) -> String? {
        for entry in decision.entries {
            switch entry {
            case .post(.dispatched(let post)):
                if let fault = fault(in: post, state, at: now) { return fault }
            case .post(.published(let id, _)):
                if case .invitation? = state.posts[id]?.kind, state.posts[id].flatMap(state.event) != nil {
                    changes += 1
                }
            case .event(.answered): answers += 1
            case .item(.received(let tip)) where tip.status != .waiting: return "kept unseen: \(tip.id)"
            default: break
            }
        }
        return nil
    }

    private mutating func fault(in post: Post, _ state: State, at now: Instant) -> String? {
        switch post.kind {
        case .digest(_, let ids):
            for id in ids where !digested.insert(id).inserted || state.items[id]?.status != .kept {
                return "a tip in two digests, or in one that nobody wanted: \(id)"
            }
            return ids.isEmpty ? "a digest of nothing" : nil
        case .reminder(let id, let due):
            guard let event = state.events[id], !event.isCancelled, event.plan.start(in: W.timelyPolicy.zone) > now
            else { return "a reminder of what does not come" }
            return reminders.insert(Reminder(event: id, due: due)).inserted ? nil : "a reminder twice: \(id) \(due)"
        case .roundup(_, let ids):
            for id in ids {
                guard let status = state.posts[id]?.status, status != .held, status != .cancelled, status != .expired
                else {
                    return "a roundup of what did not go out: \(id)"
                }
            }
            return ids.isEmpty ? "a roundup of nothing" : nil
        default: return "dispatched, though it has to be approved: \(post.id)"
        }
    }

    /// - Parameter state: after the decision.
    func faultyRecipient(of decision: Decision, _ state: State) -> String? {
        for entry in decision.entries {
            let id: PostID
            switch entry {
            case .post(.published(let published, _)): id = published
            case .post(.dispatched(let post)): id = post.id
            default: continue
            }
            guard let post = state.posts[id] else { return "no post" }
            let event = state.event(of: post)
            var fault: String?
            W.context(state, W.timelyPolicy).forEachRecipient(of: post) { address, _ in
                guard let member = state.members[address] else {
                    fault = address == W.mirror ? fault : "a copy to no member"
                    return
                }
                if let event, member.joined > event.invited { fault = "a copy to who was not invited" }
                if case .reminder = post.kind, event?.answers[address]?.participation == .declined {
                    fault = "a reminder to who declined"
                }
            }
            if let fault { return "\(fault): \(id)" }
        }
        return nil
    }
}
