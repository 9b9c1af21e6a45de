import Base
import Mail
import TestWorld
import Testing

@testable import MailingList

/// What must hold of every decision, whoever asks for whatever.
enum RandomWalkRules {
    static func fault(in decision: Decision, of input: Input) -> String? {
        switch input {
        case .mail(let request): fault(in: decision, of: request)
        case .admin: nil
        case .firstIntake, .jobFinished, .jobTried, .jobStalled, .relayRecovered, .doneMailRemoved, .due:
            decision.entries.contains { $0.isMembership && !$0.isRemoval || $0.sendsCopies } ? "time alone did it" : nil
        }
    }

    private static func fault(in decision: Decision, of request: Request) -> String? {
        switch request.obstacle {
        case .bounce:
            // The coordinators may hear of it, and whoever is said to have complained; nobody else does.
            let complained = request.returned.map(\.address)
            let isTold = decision.letters.allSatisfy { letter in
                W.policy.isCoordinator(letter.to)
                    || [.goodbye, .confirmLeave].contains(letter.kind) && complained.contains(letter.to)
            }
            return decision.entries.allSatisfy(\.tellsOfReturns) && isTold ? nil : "answered a machine"
        case .automatic, .own:
            return decision.entries.isEmpty && decision.letters.isEmpty ? nil : "answered a machine"
        case .suspect where decision.letters.contains { $0.kind != .keptAside && !W.policy.isCoordinator($0.to) }:
            return "answered a liar"
        default: break
        }
        for entry in decision.entries {
            if !isProven(entry, by: request) { return "without proof: \(entry)" }
        }
        if case .answer? = request.event,
            decision.letters.contains(where: { ![.floodNotice, .senderCheck, .capNotice].contains($0.kind) }),
            request.command == nil, request.reply == nil, request.unsubscribes == nil, request.obstacle == nil
        {
            return "answered an answer"
        }
        let isQuestion =
            request.command != nil || request.event != nil || request.reply != nil || request.obstacle != nil
        let isKept = !decision.entries.isEmpty || decision.verdict == .flooded || decision.verdict == .seen
        if !isQuestion, request.unsubscribes == nil, !isKept { return "a person's mail was lost" }
        return nil
    }

    /// Nil where the answer is to no question whether to join.
    private static func choicesOfJoining(_ answered: TokenPurpose) -> Choices? {
        switch answered {
        case .join: Choices()
        case .invitation(_, let choices): choices
        default: nil
        }
    }

    private static func isProven(_ entry: Entry, by request: Request) -> Bool {
        let sender = request.sender?.address
        let answered = request.reply.flatMap { $0.isProven ? $0.purpose : nil }
        let isCoordinator = sender.map(W.policy.isCoordinator) == true
        switch entry {
        case .membership(.joined(let member)):
            if case .admission(let person) = answered {
                return isCoordinator && person == member.address && request.saysPublish
            }
            guard let choices = answered.flatMap(choicesOfJoining) else { return false }
            return member.address == sender && W.policy.mayJoin(member.address) && member.choices == choices
        case .membership(.left(let address, _)):
            return address == request.unsubscribes?.address || (address == sender && request.provesSender)
        case .membership(.languageChanged(let address, _)): return address == sender && request.provesSender
        case .choice(.chose(let address, _)): return address == sender && request.provesSender
        case .admission(.asked(let asked)):
            guard let choices = answered.flatMap(choicesOfJoining) else { return false }
            return asked.address == sender && !W.policy.mayJoin(asked.address) && asked.choices == choices
        case .admission(.closed(let address, let closing)):
            if closing == .withdrawn { return address == sender && request.provesSender }
            return closing == .declined && answered == .admission(of: address) && isCoordinator && request.saysCancel
        case .erasure(.erased(let address, _)): return address == sender && answered == .erase
        case .post(.published(let id, _)), .post(.resumed(let id)):
            return request.saysPublish && answered == .post(id) && isCoordinator
        case .post(.cancelled(let id)):
            // What is published takes the place of what was on its way.
            guard case .post(let post) = answered, isCoordinator else { return false }
            return request.saysPublish || (request.saysCancel && post == id)
        case .item(.kept(let id)):
            return request.saysPublish && answered == .item(id) && isCoordinator
        case .item(.dropped(let id)):
            return request.saysCancel && answered == .item(id) && isCoordinator
        case .post(.dispatched): return false
        case .post(.held(let post)): return post.author.address == sender && W.policy.isCoordinator(post.author.address)
        default: return true
        }
    }
}

extension Request {
    fileprivate var saysPublish: Bool { command?.command == .publish || command == nil && answer.word == .yes }
    fileprivate var saysCancel: Bool { command?.command == .cancel || command == nil && answer.word == .no }
}

extension Entry {
    fileprivate var isMembership: Bool { if case .membership = self { true } else { false } }

    /// Whether somebody is removed because nobody is there.
    fileprivate var isRemoval: Bool { if case .membership(.left(_, .bounces)) = self { true } else { false } }

    /// Whether a delivery report may bring it.
    fileprivate var tellsOfReturns: Bool {
        switch self {
        case .membership(.left(_, .complaint)): true
        case .bounce(.returned), .bounce(.excluded), .bounce(.suspended), .bounce(.suspensionLifted),
            .bounce(.probeReturned):
            true
        default: false
        }
    }

    fileprivate var sendsCopies: Bool {
        switch self {
        case .post(.published), .post(.resumed): true
        default: false
        }
    }
}

@Suite("Whatever happens")
struct RandomWalkTests {
    @Test(
        "nothing happens without proof, no machine is answered, nobody is flooded, nothing comes twice",
        arguments: 1...5)
    func walk(seed: UInt64) {
        var walk = RandomWalk(seed: seed)
        var published = 0
        for step in 1...6000 {
            if let fault = walk.step() {
                Issue.record("seed \(seed), step \(step): \(fault)")
                return
            }
        }
        var replayed = State()
        var joined = 0
        for transaction in walk.journal {
            replayed.apply(transaction)
            for entry in transaction.entries {
                if case .post(.published) = entry { published += 1 }
                if case .membership(.joined) = entry { joined += 1 }
            }
        }
        #expect(replayed == walk.state)
        // The walk went somewhere.
        #expect(published > 20 && joined > 20 && walk.state.posts.all.count > 40)
        let history = walk.history
        #expect(history.digested.count >= 5 && history.reminderCount >= 3, "\(history)")
        #expect(history.answers + history.changes >= 1, "\(history.answers) \(history.changes)")
    }
}
