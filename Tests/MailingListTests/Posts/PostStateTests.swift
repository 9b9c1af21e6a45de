import Base
import TestWorld
import Testing

@testable import MailingList

/// Every pair of a state and a fact, against the table above `Post`.
@Suite("A post's states")
struct PostStateTests {
    typealias Status = Post.Status

    static let table: [Status: Set<Status>] = [
        .held: [.sending, .cancelled, .expired],
        .sending: [.stalled, .finished, .cancelled],
        .stalled: [.sending, .cancelled],
        .finished: [], .cancelled: [], .expired: [],
    ]

    /// A fact that moves a post on.
    enum Step: CaseIterable, Sendable {
        case published, resumed, stalled, cancelled, expired, finished

        var target: Status {
            switch self {
            case .published, .resumed: .sending
            case .stalled: .stalled
            case .cancelled: .cancelled
            case .expired: .expired
            case .finished: .finished
            }
        }

        func entry(_ id: PostID) -> PostEntry {
            switch self {
            case .published: .published(id, recipients: 7)
            case .resumed: .resumed(id)
            case .stalled: .stalled(id)
            case .cancelled: .cancelled(id)
            case .expired: .expired(id)
            case .finished: .finished(id, Report())
            }
        }
    }

    /// A fact that begins a post.
    enum Beginning: CaseIterable, Sendable {
        case held, dispatched, carried

        func entry(_ post: Post) -> PostEntry {
            switch self {
            case .held: .held(post)
            case .dispatched: .dispatched(post)
            case .carried: .carried(post)
            }
        }
    }

    @Test("may be followed by what the table says, and by nothing else", arguments: Status.allCases)
    func next(status: Status) throws {
        #expect(try status.next == #require(Self.table[status]))
        #expect(status.isOver == [.finished, .cancelled, .expired].contains(status))
        #expect(status.isOpen == [.held, .stalled].contains(status))
        #expect(status.canBeCancelled == [.held, .sending, .stalled].contains(status))
    }

    @Test(
        "a step that the table allows arrives, and any other changes nothing", arguments: Status.allCases, Step.allCases
    )
    func pair(status: Status, step: Step) throws {
        let post = W.post(status)
        let before = W.state([status])
        let after = before.after(.post(step.entry(post.id)))
        guard try #require(Self.table[status]).contains(step.target) else {
            #expect(after == before.after())
            return
        }
        var expected = post
        expected.status = step.target
        if step == .published { expected.recipients = 7 }
        if step == .resumed { expected.firstApproved = post.approved }
        if step.target == .sending { expected.approved = W.now }
        #expect(after.posts[post.id] == expected)
        #expect(after.posts.unfinished == (step.target.isOver ? [] : [expected]))
    }

    @Test("a step of a post that is not there changes nothing", arguments: Step.allCases)
    func unknown(step: Step) {
        let before = W.state([.held])
        #expect(before.after(.post(step.entry(W.postID(.sending)))) == before.after())
    }

    @Test("a post begins as it is told, whatever stood there", arguments: Beginning.allCases, Status.allCases)
    func beginning(beginning: Beginning, status: Status) {
        for there in [nil] + Status.allCases.map(Optional.some) {
            var post = W.post(status)
            var old = there.map(W.post)
            post.subject = "Uusi"
            old?.id = post.id
            let after = W.state(entries: [old].compactMap { $0 }.map(W.carried)).after(.post(beginning.entry(post)))
            #expect(after.posts[post.id] == post)
            #expect(after.posts.unfinished == (status.isOver ? [] : [post]))
        }
    }

    @Test("every fact about posts is a step or a beginning")
    func complete() {
        let post = W.post(.held)
        var entries = Step.allCases.map { $0.entry(post.id) } + Beginning.allCases.map { $0.entry(post) }
        // What its author was told is no step.
        entries.append(.reported(post.id, Report()))
        #expect(entries.map(\.record.verb).sorted() == PostEntry.Verb.allCases.map(\.rawValue).sorted())
    }
}
