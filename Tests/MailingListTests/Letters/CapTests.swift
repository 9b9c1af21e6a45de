import Base
import TestWorld
import Testing

@testable import MailingList

@Suite("What strangers can set off has a cap over all, and silences nobody who is proven")
struct CapTests {
    /// A list that lives through mails, a second apart.
    private struct Life {
        var state = W.state()
        var now = W.now
        var policy = W.changedPolicy { policy in
            policy.lettersPerHour = 20
            policy.forwardsPerHour = 15
        }
        var letters: [Letter] = []
        var forwarded = 0
        private var number: UInt64 = 1000

        @discardableResult
        mutating func takes(_ request: Request) -> Decision {
            var request = request
            number += 1
            request.identity = W.identity(number)
            let decision = W.decide(.mail(request), in: state, policy, at: now)
            state.live(through: decision, at: now, from: .mail(request.identity))
            letters += decision.letters
            for case .forwarding(.forwarded) in decision.entries { forwarded += 1 }
            now = now + 1
            return decision
        }

        func count(_ kind: LetterKind) -> Int { letters.count { $0.kind == kind } }
    }

    private static func name(_ number: Int) -> Address { W.address("nimi\(number)@hel.fi") }

    @Test(
        "a thousand forged names draw no more letters than an hour's cap, and the coordinators hear of it once",
        arguments: ["liity", "ohje", "omat tiedot", "kieli sv", "vinkki: x"])
    func letters(words: String) {
        var life = Life()
        for number in 0..<1000 {
            var request = W.request(Self.name(number), words)
            if case .item? = request.command?.command { request.item = "x" }
            life.takes(request)
        }
        let provoked = life.letters.filter { LetterKind.provoked.contains($0.kind) }
        #expect(provoked.count <= 20)
        #expect(life.count(.capNotice) == W.policy.coordinators.count)
        // A proven member is served all the same.
        let served = life.takes(W.request(W.mikko, "ohje", reply: W.reply(.note)))
        #expect(served.verdict == .helped && served.letters.count == 1)
        // And so is everybody an hour later.
        life.now = life.now + .hours(1) + .minutes(5)
        #expect(life.takes(W.request(W.olli, "liity")).verdict == .askedToJoin)
    }

    @Test("a thousand forged names draw no more forwards than an hour's cap; answers with a token go on")
    func forwards() {
        var life = Life()
        for number in 0..<1000 { life.takes(W.request(Self.name(number), "", excerpt: "Hei", subject: "Hei")) }
        #expect(life.forwarded <= 15)
        #expect(life.count(.capNotice) == W.policy.coordinators.count)
        // A member who proves nothing is asked, and a coordinator's announcement is none of it.
        let asked = life.takes(W.request(W.mikko, "", excerpt: "Hei", subject: "Hei"))
        #expect(asked.letters.map(\.kind) == [.senderCheck] && asked.letters[0].to == W.mikko)
        #expect(
            life.takes(W.request(W.anna, "", excerpt: "Tervetuloa!", subject: "Tiedote", isBrief: false)).verdict
                == .held)
        let answer = W.request(W.mikko, "", reply: W.reply(toCopyOf: .finished), excerpt: "Hieno", subject: "Re: x")
        #expect(life.takes(answer).verdict == .forwarded)
    }

    @Test("a thousand mails that cannot be handled fill no more than a day's cap of files and bytes")
    func quarantine() {
        for (size, most) in [(1000, Policy.quarantinePerDay.files), (10_000_000, 10)] {
            var life = Life()
            var kept = 0
            for _ in 0..<1000 {
                let request = Request(
                    identity: W.identity(1), sender: nil, obstacle: .suspect("two addresses"), size: size)
                if life.takes(request).verdict.word == "quarantined" { kept += 1 }
            }
            #expect(kept == most)
            #expect(life.count(.capNotice) == W.policy.coordinators.count)
        }
    }

    @Test("forty tags of one mailbox are one mailbox")
    func tags() {
        var life = Life()
        for number in 0..<40 { life.takes(W.request(W.address("olli+t\(number)@hel.fi"), "liity")) }
        #expect(life.count(.confirmJoin) == W.policy.lettersPerDay)
        #expect(life.takes(W.request(W.address("oskar@hel.fi"), "liity")).verdict == .askedToJoin)
    }

    @Test("letters that others set off lock nobody out of joining", arguments: ["ohje", "omat tiedot", "kieli sv"])
    func lockOut(words: String) {
        var life = Life()
        for _ in 0..<20 { life.takes(W.request(W.olli, words)) }
        #expect(life.takes(W.request(W.olli, "liity")).verdict == .askedToJoin)
        #expect(life.letters.count { $0.to == W.olli } <= W.policy.lettersPerDay)
    }

    @Test("forged mails in a coordinator's name are asked about, and the coordinator's own answer is taken")
    func coordinator() {
        var life = Life()
        life.policy.forwardsPerHour = 1000
        func announcement(_ reply: Reply? = nil) -> Request {
            W.request(W.anna, "", reply: reply, excerpt: "Tervetuloa!", subject: "Tiedote", isBrief: false)
        }
        for _ in 0..<52 { life.takes(announcement()) }
        #expect(life.count(.preview) == W.policy.forwardsPerDay)
        #expect(life.count(.senderCheck) == 1)
        #expect(life.letters.first { $0.kind == .senderCheck }?.to == W.anna)
        #expect(life.takes(announcement(W.reply(.sender))).verdict == .held)
        #expect(life.takes(announcement(W.reply(.sender, proven: false))).verdict == .flooded)
        var authenticated = announcement()
        authenticated.isAuthenticated = true
        #expect(life.takes(authenticated).verdict == .held)
    }

    @Test("forged mails in a member's name do not silence the member")
    func member() {
        var life = Life()
        for number in 0..<60 { life.takes(W.request(W.mikko, "", excerpt: "Hei \(number)", subject: "Hei")) }
        #expect(life.forwarded == W.policy.forwardsPerDay && life.count(.senderCheck) == 1)
        let answer = W.request(W.mikko, "", reply: W.reply(.sender), excerpt: "Oma asia", subject: "Re: Kirjoititko?")
        #expect(life.takes(answer).verdict == .forwarded)
    }

    @Test("the rest of the relays' day is for posts")
    func quota() {
        var life = Life()
        life.policy.lettersPerHour = 1000
        life.policy.forwardsPerHour = 1000
        life.policy.unprovenPerDay = 30
        for number in 0..<200 {
            life.takes(W.request(Self.name(number), "liity"))
            life.takes(W.request(Self.name(1000 + number), "", excerpt: "Hei", subject: "Hei"))
        }
        #expect(life.letters.count { LetterKind.provoked.contains($0.kind) } <= 30)
        #expect(life.forwarded * W.policy.coordinators.count <= 30)
    }

    @Test("the counts are the same after a compaction and in whatever order they are told")
    func carrying() {
        var life = Life()
        for number in 0..<40 { life.takes(W.request(Self.name(number), "liity")) }
        let entries = life.state.contacts.carried(at: life.now)
        for order in [entries, entries.reversed()] {
            let again = State().after(contentsOf: order)
            #expect(
                again.contacts.provokedCount(within: .hours(1), at: life.now)
                    == life.state.contacts.provokedCount(within: .hours(1), at: life.now))
        }
    }
}
