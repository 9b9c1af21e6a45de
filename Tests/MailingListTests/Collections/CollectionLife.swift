import Base
import Mail
import TestWorld
import Testing

@testable import MailingList

/// A list with another collection beside its tips as it lives, with every line that its journal gets.
struct CollectionLife {
    let policy: Policy
    let reader: RequestReader
    var state = W.state()
    var now = W.now
    var journal: [Transaction] = []
    private var number: UInt32 = 0

    init(_ collection: CollectionPolicy) {
        var policy = W.timelyPolicy
        policy.collections.append(collection)
        self.policy = policy
        reader = RequestReader(policy: policy, signer: W.signer)
    }

    @discardableResult
    mutating func decide(_ input: Input) -> Decision {
        let decision = W.decide(input, in: state, policy, at: now)
        var source = Transaction.Source.clock
        if case .mail(let request) = input { source = .mail(request.identity) }
        let transaction = Transaction(
            sequence: state.sequence + 1, time: now, source: source, entries: decision.entries,
            letters: decision.letters)
        journal.append(transaction)
        state.apply(transaction)
        return decision
    }

    /// A mail from bytes to decision.
    @discardableResult
    mutating func receives(_ bytes: [UInt8]) -> (kind: MailKind, decision: Decision) {
        let message = Message(bytes)
        number += 1
        let identity = MailIdentity(validity: 1, uid: number, digest: MailDigest(of: message))
        let request = reader.read(message, identity: identity, open: state.openQuestions, at: now)
        return (W.context(state, policy, at: now).kind(of: request), decide(.mail(request)))
    }

    mutating func receives(_ words: String, from address: Address, _ text: String = "") -> Decision {
        receives(Self.mail(words, from: address, text)).decision
    }

    /// In answer to a letter, which proves the sender.
    mutating func receivesProven(_ words: String, from address: Address) -> Decision {
        let fields = ["In-Reply-To: \(Mails.name(.note, address))"]
        return receives(Mails.mail(from: address.text, subject: words, fields)).decision
    }

    /// A coordinator answers the question about an item.
    mutating func answers(_ id: ItemID, _ word: String, from address: Address = W.berit) -> Decision {
        let name = Mails.name(.item(id), address, days: 30)
        // Each mail has a subject of its own, as each has a date.
        let mail = Mails.mail(
            from: address.text, subject: "Re: Ehdotus \(number)", ["In-Reply-To: \(name)"], word)
        return receives(mail).decision
    }

    func recipients(of post: Post) -> [Address: Language] {
        var recipients: [Address: Language] = [:]
        W.context(state, policy, at: now).forEachRecipient(of: post) { recipients[$0] = $1 }
        return recipients
    }
}

extension CollectionLife {
    static func mail(_ subject: String, from address: Address, _ text: String = "") -> [UInt8] {
        Mails.mail(
            from: address.text, subject: subject, ["MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8"],
            text)
    }

    static func received(_ decision: Decision) throws -> Item {
        guard case .item(.received(let item))? = decision.entries.first else {
            throw Failure.noItem("\(decision)")
        }
        return item
    }

    static func digest(_ decision: Decision) throws -> Post {
        guard case .post(.dispatched(let post))? = decision.entries.first, decision.entries.count == 1 else {
            throw Failure.noDigest("\(decision)")
        }
        return post
    }

    enum Failure: Error { case noItem(String), noDigest(String), unreadable(String) }

    /// The journal's own lines, and what a compaction makes of them, give the same state.
    func expectReplay() throws {
        var replayed = W.state()
        for transaction in journal {
            var read = transaction
            read.entries = try transaction.entries.map { entry in
                let record = try #require(JournalRecord(text: entry.record.text))
                guard case .entry(let read) = Entry.read(record) else { throw Failure.unreadable(record.text) }
                #expect(read == entry)
                return read
            }
            read.letters = try transaction.letters.map { letter in
                let record = try #require(JournalRecord(text: letter.record("letter").text))
                return try #require(Letter(record))
            }
            replayed.apply(read)
        }
        #expect(replayed == state)
        var carried = State(members: state.members, sequence: 0)
        carried.apply(
            Transaction(
                sequence: 1, time: now, source: .carried, entries: state.carried(at: now), letters: []))
        #expect(carried.items == state.items && carried.posts == state.posts)
    }
}
