import Base
import TestWorld
import Testing

@testable import MailingList

@Suite("What the list remembers of mail")
struct MemoryTests {
    private static let now = Instant(secondsSince1970: 1_795_000_000)
    private static let address: Address = {
        guard let address = Address("eva@hel.fi") else { preconditionFailure("an address") }
        return address
    }()

    /// The state that a fresh journal gives.
    private func restored(_ entries: [Entry]) -> State {
        var state = State()
        state.apply(Transaction(sequence: 1, time: Self.now, source: .carried, entries: entries, letters: []))
        return state
    }

    @Test("a mail is known by its number and by its digest, each alone")
    func seen() {
        var seen = SeenMail()
        let identity = MailIdentity(validity: 7, uid: .max, digest: MailDigest(value: 5))
        #expect(!seen.contains(validity: 7, uid: .max) && !seen.contains(identity.digest))
        seen.insert(identity, at: Self.now)
        #expect(seen.contains(validity: 7, uid: .max))
        #expect(!seen.contains(validity: 8, uid: .max) && !seen.contains(validity: 7, uid: 1))
        #expect(seen.contains(MailDigest(value: 5)) && !seen.contains(MailDigest(value: 6)))
    }

    @Test("thousands of mails of many days are carried over, and the oldest forgotten")
    func carriedMail() {
        var seen = SeenMail()
        for number in 0..<3000 {
            let identity = MailIdentity(validity: 1, uid: UInt32(number), digest: MailDigest(value: UInt64(number)))
            seen.insert(identity, at: Self.now - .days(Int64(number / 6)))
        }
        let entries = seen.carried(at: Self.now)
        #expect(entries.count == 2 * 401)
        let again = restored(entries).seen
        #expect(again.contains(validity: 1, uid: 0) && again.contains(MailDigest(value: 400 * 6)))
        #expect(!again.contains(validity: 1, uid: 401 * 6) && !again.contains(MailDigest(value: 401 * 6)))
        #expect(again.carried(at: Self.now) == entries)

        var many = SeenMail()
        for number in 0..<1201 {
            many.insert(MailIdentity(validity: 2, uid: UInt32(number), digest: MailDigest(value: 1)), at: Self.now)
        }
        #expect(many.carried(at: Self.now).count == 3 + 1)
        #expect(restored(many.carried(at: Self.now)).seen == many)
    }

    @Test("letters count for a day, and are known for a month")
    func letters() {
        var state = ContactHistory()
        let now = Self.now
        for (kind, time) in [(LetterKind.help, now), (.help, now + .hours(1)), (.welcome, now + .hours(2))] {
            state.logLetter(kind, to: Self.address, at: time)
        }
        #expect(state.letterCount(to: Self.address, at: now + .hours(3)) == 3)
        #expect(state.letterCount(of: .help, to: Self.address, at: now + .hours(3)) == 2)
        #expect(state.letterCount(to: Self.address, at: now + .days(1)) == 2)
        #expect(state.letterCount(to: Self.address, at: now + .hours(26)) == 0)
        #expect(state.knows(.help, to: Self.address, at: now + .days(30)))
        #expect(!state.knows(.help, to: Self.address, at: now + .days(31)))
        #expect(!state.knows(.preview, to: Self.address, at: now))
    }

    @Test("what is carried over gives the same answers, also where the clock jumped back")
    func carriedCorrespondence() {
        var state = State()
        let hours: [Int64] = [0, 1, 2, 30, 29, 31, 700, 60, 701]
        for (index, hour) in hours.enumerated() {
            let time = Self.now + .hours(hour)
            let content: MembershipLetter = index.isMultiple(of: 2) ? .help(forwarded: false) : .welcome
            let letter = Letter(.membership(content), to: Self.address, language: .fi)
            state.apply(
                Transaction(
                    sequence: UInt64(index + 1), time: time, source: .admin,
                    entries: [.forwarding(.flooded(Self.address))],
                    letters: [letter]))
        }
        let then = Self.now + .hours(702)
        let entries = state.contacts.carried(at: then)
        let again = restored(entries).contacts
        #expect(again.carried(at: then) == entries)
        for kind in [LetterKind.help, .welcome] {
            #expect(
                again.letterCount(of: kind, to: Self.address, at: then)
                    == state.contacts.letterCount(of: kind, to: Self.address, at: then))
            #expect(again.knows(kind, to: Self.address, at: then))
        }
        #expect(again.forwardCount(from: Self.address, at: then) == 2)
        #expect(state.contacts.forwardCount(from: Self.address, at: then) == 2)
    }

    @Test(
        "a digest and the names made of it have one spelling",
        arguments: ["+123456789abcdef", "123456789ABCDEF0", "12", ""])
    func spelling(_ text: String) {
        #expect(MailDigest(text) == nil && ForwardID("f-" + text) == nil && QuarantineID("q-" + text) == nil)
    }
}
