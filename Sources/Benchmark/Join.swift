import Base
import Engine
import Glibc
import Mail
import MailingList

/// What one join costs, from the confirming answer to the durable line, with few members and with many.
enum Join {
    static func measure(members counts: [Int]) throws {
        var costs: [Double] = []
        for count in counts {
            let workshop = try Workshop()
            var ledger = try Ledger(disk: workshop.disk, list: "list")
            try workshop.fill(&ledger, count, at: Workshop.now)
            // What the filling left in the kernel's hands is written first: an fsync would wait for it.
            sync()
            // The first ones find caches and memory cold.
            let (cold, joins) = (300, 2000)
            for number in 0..<cold { try join(person: count + number, &ledger, workshop.policy, workshop.signer) }
            let time = try Benchmark.seconds {
                for number in cold..<cold + joins {
                    try join(person: count + number, &ledger, workshop.policy, workshop.signer)
                }
            }
            // A disk that has just taken many members is slower for a while: its share is measured beside ours.
            let disk = try Benchmark.seconds {
                for _ in 0..<joins {
                    try workshop.disk.append(Array(repeating: 0x61, count: 300), to: "reference")
                    try workshop.disk.sync("reference")
                }
            }
            let whole = time / Double(joins) * 1_000_000
            let share = disk / Double(joins) * 1_000_000
            costs.append(max(0, whole - share))
            Benchmark.row(
                "a join with \(count) members", "\(whole.short) µs", "\(share.short) µs of it an append and an fsync")
        }
        if let first = costs.first, let last = costs.last, counts.count > 1 {
            Benchmark.row("  without the disk, the last against the first (reference)", "× \((last / first).short)")
        }
    }

    private static func join(
        person number: Int, _ ledger: inout Ledger, _ policy: Policy, _ signer: TokenSigner
    ) throws {
        guard let address = Workshop.address(number) else { return }
        let token = signer.token(.join(.fi), for: address, until: Workshop.now + .days(7))
        let name = MessageName(purpose: .join(.fi), token: token)
        let mail =
            "From: <\(address.text)>\r\nSubject: Re: Vahvista\r\nMessage-ID: <\(number)@x>\r\n"
            + "In-Reply-To: <\(name.messageID(mark: "1.0", domain: address.domain))>\r\n\r\nok\r\n"
        let message = Message(Array(mail.utf8))
        let reader = RequestReader(policy: policy, signer: signer)
        let identity = MailIdentity(validity: 1, uid: UInt32(number), digest: MailDigest(of: message))
        try ledger.transact(at: Workshop.now) { (batch: inout Batch) throws(LedgerError) in
            let request = reader.read(message, identity: identity, at: Workshop.now)
            let decision = batch.decide(.mail(request), policy)
            precondition(decision.verdict == .joined, "the benchmark's people join")
            try batch.add(decision, source: .mail(identity), policy: policy)
        }
    }
}
