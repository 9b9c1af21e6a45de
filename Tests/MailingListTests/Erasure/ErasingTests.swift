import Base
import TestWorld
import Testing

@testable import MailingList

@Suite("Being forgotten")
struct ErasingTests {
    private static let mark = W.signer.fingerprint(of: W.mikko)
    private static let ask = Decision(.askedToErase, letters: [W.letter(.erasure(.confirm), W.mikko, .fi)])
    private static let erased = Decision(
        .erased(1), entries: [.membership(.left(W.mikko, .erased)), .erasure(.erased(W.mikko, mark))],
        letters: [W.letter(.erasure(.erased), W.mikko, .fi)])
    private static let question = W.reply(.erase)

    static let rulings: [Ruling] = [
        Ruling("a bare word asks back", W.request(W.mikko, "unohda minut"), ask),
        Ruling(
            "so does an answer to a copy, since it cannot be undone",
            W.request(W.mikko, "glöm mig", reply: W.reply(toCopyOf: .finished)), ask),
        Ruling(
            "a yes to the question erases", W.request(W.mikko, "", reply: question, excerpt: "Kyllä, kiitos"), erased),
        Ruling("so does the word itself", W.request(W.mikko, "forget me", reply: question), erased),
        Ruling("no is no", W.request(W.mikko, "", reply: question, excerpt: "Ei!"), Decision(.declined)),
        Ruling("an empty answer is asked again", W.request(W.mikko, reply: question), ask),
        Ruling(
            "a question goes to people", W.request(W.mikko, "", reply: question, excerpt: "Mitä se tarkoittaa?"),
            W.forwarded(W.mikko, to: [W.anna, W.berit])),
        Ruling(
            "another's or an old token only asks",
            W.request(W.mikko, "", reply: W.reply(.erase, proven: false), excerpt: "Kyllä"), ask),
        Ruling(
            "of whom nothing is held hears so", W.request(W.olli, "forget me"),
            Decision(.notMember, letters: [W.letter(.membership(.notMember), W.olli, .en)])),
        Ruling(
            "who is no member, and of whom something is held, is asked", W.request(W.olli, "glöm mig"),
            Decision(.askedToErase, letters: [W.letter(.erasure(.confirm), W.olli, .sv)]),
            in: W.state(letters: [W.letter(.membership(.help(forwarded: false)), W.olli, .sv)])),
        Ruling(
            "leaving under the question only leaves", W.request(W.mikko, "eroa", reply: question),
            Decision(
                .left, entries: [.membership(.left(W.mikko, .token))],
                letters: [W.letter(.membership(.goodbye), W.mikko, .fi)])),
    ]

    @Test("what somebody asks", arguments: rulings)
    func decides(ruling: Ruling) { #expect(ruling.actual == ruling.decision) }

    /// With something of everything about Mikko.
    private static func full() -> State {
        var record = BounceRecord()
        record.posts = [W.postID(.held): W.now]
        var post = W.post(.finished)
        post.author = NamedAddress(name: "Mikko", address: W.mikko)
        return W.state(
            W.event(), answers: [W.answer(W.mikko)],
            entries: [
                .bounce(.carried(W.mikko, record)), .bounce(.carriedRemoved([W.mikko])),
                .item(.carried(W.tip(5, .kept))),
                .item(.carried(W.tip(6, .published))), .post(.carried(post)),
                .membership(.leftBefore(MailDigest(of: W.mikko.text), W.now)),
                .forwarding(.loggedForward(from: W.mikko, W.now)), .choice(.chose(W.mikko, .pause(.open))),
                .letter(.logged(.welcome, to: W.mikko, at: W.now)),
            ])
    }

    private static func text(_ state: State, at now: Instant = W.now) -> String {
        (state.carried(at: now).map(\.record.text) + [String(decoding: state.members.fileLines(), as: UTF8.self)])
            .joined(separator: "\n").lowercased()
    }

    @Test("nothing that a compaction carries over names the address, once the last letter has gone")
    func state() {
        var state = Self.full()
        #expect(Self.text(state).contains("mikko"))
        state.live(through: Self.erased)
        #expect(!state.members.contains(W.mikko) && state.members.pauses.isEmpty)
        // The letter must reach somebody.
        #expect(state.erasable.isEmpty && Self.text(state).contains("erasing address=mikko@hel.fi"))
        let id = W.required(state.letters.ids.first { state.letters[$0]?.letter.kind == .erased })
        state.live(through: .letter(.ended(id, .accepted)))
        #expect(state.erasable == [W.mikko])
        let text = Self.text(state)
        #expect(!text.contains("mikko"), "\(text)")
        #expect(text.contains("erased-before fingerprint=\(Self.mark.text)"))
        // What was published stands, as nobody's.
        #expect(state.posts[W.postID(.finished)]?.author == .erased)
        #expect(state.items.all.map(\.status) == [.published])
    }

    @Test("copies and mails under way are waited for")
    func underWay() {
        let people = [(address: W.mikko, fingerprint: Self.mark)]
        func erasable(_ entries: Entry...) -> [Address] {
            var state = W.state(entries: entries)
            state.live(through: W.decide(.admin(.forget(people, told: false)), in: state))
            return state.erasable
        }
        #expect(erasable() == [W.mikko])
        #expect(erasable(W.carried(W.post(.sending))).isEmpty)
        #expect(erasable(W.carried(W.post(.stalled))) == [W.mikko])
        var later = W.post(.sending)
        later.approved = W.now + 1
        #expect(erasable(W.carried(later)) == [W.mikko])
        let forward = W.forwarded(W.mikko, to: [W.anna]).entries
        var state = W.state(entries: forward)
        state.live(through: W.decide(.admin(.forget(people, told: false)), in: state))
        #expect(state.erasable.isEmpty)
        state.live(through: .forwarding(.finished(ForwardID(digest: W.identity(77).digest))))
        #expect(state.erasable == [W.mikko])
    }

    private static func forgotten(_ address: Address = W.mikko) -> State {
        W.state(entries: [
            .membership(.left(address, .erased)), .erasure(.carried(W.signer.fingerprint(of: address), W.now)),
        ])
    }

    @Test("an import does not bring the person back, under a tag neither; the others it takes in")
    func importing() {
        let tagged = W.address("mikko+lista@hel.fi")
        let people = [W.mikko, W.olli, tagged].map { Newcomer($0, .fi, fingerprint: W.signer.fingerprint(of: $0)) }
        let decision = W.decide(.admin(.add(people, .imported, welcome: true)), in: Self.forgotten())
        #expect(decision.verdict == .added(1) && decision.letters.map(\.to) == [W.olli])
    }

    @Test("a person who comes back by mail is a member again, and is no longer left out")
    func comingBack() {
        var state = Self.forgotten()
        let request = W.request(W.mikko, "", reply: W.reply(.join(.fi)), excerpt: "Kyllä")
        let decision = W.decide(.mail(request), in: state)
        #expect(decision.verdict == .joined && decision.entries.contains(.erasure(.lifted(Self.mark))))
        state.live(through: decision)
        #expect(state.members.contains(W.mikko) && state.erasures.isEmpty)
    }

    @Test("a question whether to join that was asked before is too old")
    func replay() {
        var request = W.request(W.mikko, "", reply: W.reply(.join(.fi)), excerpt: "Kyllä")
        request.reply?.issued = W.now - 60
        #expect(W.decide(.mail(request), in: Self.forgotten()).verdict == .askedToJoin)
    }

    @Test("a fingerprint depends on the list's key, and tells no address")
    func fingerprints() {
        #expect(W.signer.fingerprint(of: W.mikko) != W.signer.fingerprint(of: W.maria))
        #expect(TokenSigner(list: "muu", key: W.key).fingerprint(of: W.mikko) != Self.mark)
        let other = TokenSigner(list: "verkosto", key: W.required(SigningKey([UInt8](repeating: 8, count: 32))))
        #expect(other.fingerprint(of: W.mikko) != Self.mark)
        #expect(AddressFingerprint(Self.mark.text) == Self.mark && Self.mark.text.count == 26)
        for text in ["", "abc", Self.mark.text.uppercased(), Self.mark.text + "a", "mikko@hel.fi"] {
            #expect(AddressFingerprint(text) == nil)
        }
    }

    @Test("who reads all that is held finds nothing after it")
    func data() {
        let before = PersonalData(of: W.mikko, in: W.context(Self.full()))
        #expect(before.member != nil && before.items.count == 2 && before.answers.count == 1 && !before.notes.isEmpty)
        var state = Self.full()
        state.live(through: W.decide(.admin(.forget([(W.mikko, Self.mark)], told: false)), in: state))
        #expect(PersonalData(of: W.mikko, in: W.context(state)).isEmpty)
    }
}
