import Base
import Engine
import Mail
import MailingList

/// What a mail and an idle second cost with a long history of posts, against none: the two must not differ.
enum History {
    static func measure(posts counts: [Int]) throws {
        var first: (mail: Double, second: Double)?
        for count in counts {
            let workshop = try Workshop()
            var ledger = try Ledger(disk: workshop.disk, list: "list")
            try workshop.fill(&ledger, 1000, at: Workshop.now)
            try finish(count, &ledger, workshop)
            let reader = RequestReader(policy: workshop.policy, signer: workshop.signer)
            let (state, policy) = (ledger.state, workshop.policy)
            let message = Message(Workshop.joinMail(1))
            let identity = MailIdentity(validity: 1, uid: 1, digest: MailDigest(of: message))
            let mails = 2000
            let mail = try Benchmark.seconds {
                for _ in 0..<mails {
                    let request = reader.read(
                        message, identity: identity, open: state.openQuestions, at: Workshop.now)
                    let decision = DecisionContext(policy, state, at: Workshop.now).decide(.mail(request))
                    guard !decision.letters.isEmpty else { throw Trouble(text: "a join mail is answered") }
                }
            }
            let seconds = 20_000
            let second = try Benchmark.seconds {
                for _ in 0..<seconds {
                    let decision = DecisionContext(policy, state, at: Workshop.now).decide(.due)
                    guard decision.verdict == .nothing, state.posts.sending.isEmpty, state.posts.waiting.isEmpty else {
                        throw Trouble(text: "nothing is due")
                    }
                }
            }
            let costs = (mail: mail / Double(mails) * 1_000_000, second: second / Double(seconds) * 1_000_000)
            let base = first ?? costs
            first = base
            Benchmark.row(
                "a mail, read and decided, with \(count) finished posts", "\(costs.mail.short) µs",
                "× \((costs.mail / base.mail).short)")
            Benchmark.row(
                "  a look at what is due", "\(costs.second.short) µs", "× \((costs.second / base.second).short)")
        }
    }

    /// Posts that came, went out and ended, in the journal and in the state, without their files.
    private static func finish(_ count: Int, _ ledger: inout Ledger, _ workshop: Workshop) throws {
        guard let anna = workshop.policy.coordinators.first else { return }
        for start in stride(from: 0, to: count, by: 1000) {
            try ledger.transact(at: Workshop.now) { (batch: inout Batch) throws(LedgerError) in
                let posts = (start..<min(start + 1000, count)).map { number in
                    let day = Workshop.now - .days(Int64(number % 4000))
                    return Post(
                        id: PostID(at: day, seed: "post \(number)"), kind: .announcement,
                        author: NamedAddress(address: anna), subject: "Post \(number)", audience: .everybody, held: day,
                        status: .finished, recipients: 1000, approved: day)
                }
                let decision = Decision(.nothing, entries: posts.map { .post(.carried($0)) })
                try batch.add(decision, source: .carried, policy: workshop.policy)
            }
        }
    }
}
