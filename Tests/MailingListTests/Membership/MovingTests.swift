import Base
import TestWorld
import Testing

@testable import MailingList

@Suite("A change of address")
struct MovingTests {
    private static let copy = W.reply(toCopyOf: .finished)
    private static let askOld = Decision(
        .askedToMove, letters: [W.letter(.membership(.confirmMove(to: W.olli)), W.mikko, .fi)])
    private static let askNew = Decision(
        .askedToMove, letters: [W.letter(.membership(.confirmNewAddress(from: W.mikko)), W.olli, .fi, answers: nil)])
    private static let moved = Decision(
        .moved, entries: [.membership(.moved(W.mikko, to: W.olli))],
        letters: [W.letter(.membership(.addressChanged), W.olli, .fi)])
    private static let old = W.reply(.move(to: W.olli))
    private static let new = W.reply(.newAddress(from: W.mikko))

    static let rulings: [Ruling] = [
        Ruling("a bare wish asks the old address", W.request(W.mikko, "vaihda osoite olli@hel.fi"), askOld),
        Ruling(
            "as an answer to a copy it asks the new one at once",
            W.request(W.mikko, "byt adress Olli@Hel.fi", reply: copy),
            askNew),
        Ruling(
            "in English, as a sentence", W.request(W.mikko, "Please change my address to olli@hel.fi", reply: copy),
            askNew),
        Ruling(
            "a yes of the old address asks the new one", W.request(W.mikko, "", reply: old, excerpt: "Kyllä"), askNew),
        Ruling(
            "an old or another's token only asks again",
            W.request(W.mikko, "", reply: W.reply(.move(to: W.olli), proven: false), excerpt: "Kyllä"), askOld),
        Ruling("no is no", W.request(W.mikko, "", reply: old, excerpt: "Ei"), Decision(.declined)),
        Ruling("an empty answer is asked again", W.request(W.mikko, reply: old), askOld),
        Ruling(
            "a yes of the new address moves the membership", W.request(W.olli, "", reply: new, excerpt: "Yes!"), moved),
        Ruling("its no does not", W.request(W.olli, "", reply: new, excerpt: "Nej"), Decision(.declined)),
        Ruling(
            "nor does a token that was made for another address",
            W.request(W.stranger, "", reply: W.reply(.newAddress(from: W.mikko), proven: false), excerpt: "Yes"),
            Decision(.notOpen)),
        Ruling(
            "who left meanwhile does not come back so",
            W.request(W.olli, "", reply: W.reply(.newAddress(from: W.stranger)), excerpt: "Yes"), Decision(.notOpen)),
        Ruling(
            "an address that may not join is refused", W.request(W.mikko, "vaihda osoite x@evil.org", reply: copy),
            Decision(.refusedDomain, letters: [W.letter(.membership(.refusedDomain), W.mikko, .fi)])),
        Ruling(
            "the words without an address go to people", W.request(W.mikko, "vaihda osoite"),
            W.forwarded(W.mikko, to: [W.anna, W.berit])),
    ]

    @Test("is confirmed from both sides", arguments: rulings)
    func decides(ruling: Ruling) { #expect(ruling.actual == ruling.decision) }

    @Test("all that was the member's goes along")
    func state() throws {
        var record = BounceRecord()
        record.posts = [W.postID(.held): W.now]
        var state = W.state(
            W.event(), answers: [W.answer(W.mikko)],
            entries: [
                .choice(.chose(W.mikko, .topics([W.kainuu]))), .choice(.chose(W.mikko, .pause(.open))),
                .bounce(.carried(W.mikko, record)), .item(.carried(W.tip(5, .kept))),
            ])
        let before = try #require(state.members[W.mikko])
        state.live(through: Self.moved)
        let member = try #require(state.members[W.olli])
        #expect(
            !state.members.contains(W.mikko) && member.choices == before.choices && member.consent == before.consent)
        #expect(member.joined == before.joined && state.members.pauses == [W.olli: .open])
        #expect(state.events.answers(of: W.olli).count == 1 && state.events.answers(of: W.mikko).isEmpty)
        #expect(state.bounces.members.isEmpty && state.items.all.map(\.author.address) == [W.olli])
        #expect(state.members.count == 3)
    }

    @Test("to where a member is already it ends the old membership, and changes nothing of the other")
    func both() throws {
        var state = W.state()
        let maria = try #require(state.members[W.maria])
        state.live(through: .membership(.moved(W.mikko, to: W.maria)))
        #expect(state.members[W.maria] == maria && state.members.count == 2)
    }

    @Test("the token carries the other address, in the Message-ID and in the subject")
    func tokens() {
        for purpose in [TokenPurpose.move(to: W.olli), .newAddress(from: W.maria)] {
            let token = Mails.token(purpose, W.mikko)
            let subject = "Re: Vahvista " + SubjectPrefix.bracket(purpose.inSubject(token))
            for mail in [
                Mails.mail(from: "mikko@hel.fi", ["In-Reply-To: \(Mails.name(purpose, W.mikko).uppercased())"]),
                Mails.mail(from: "mikko@hel.fi", subject: subject),
            ] {
                #expect(Mails.read(mail).reply == Reply(purpose, isProven: true, issued: W.now))
            }
        }
    }
}
