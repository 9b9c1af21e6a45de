import Mail
import Rules
import Testing

@testable import Engine

@Suite("A line of the journal")
struct LineTests {
    static let hostile = [
        "", "-", " ", "\t", "\n", "\r\n", "\u{0}", "=", "a=b", "%", "%20", "100 %", "\t#00000000", "Kevätjuhla",
        "👩‍👩‍👧‍👦 🇫🇮", "\u{301}accent first", "number sign last \u{600}", "\u{200D}", "\u{7F}", "\u{2028}",
        "x\nleft address=eva@hel.fi by=token", "\u{202E}abc", "letter", String(repeating: "ä =\t", count: 2000),
    ]

    private static func entries(_ text: String) -> [Entry] {
        let address = ListLife.person(1)
        let digest = MailDigest(value: 0xF)
        var post = ListLife.post(1)
        (post.author.name, post.subject, post.attachments) = (text, text, [text, text])
        var sent = post
        (sent.audience, sent.status, sent.recipients, sent.approved) = (.sv, .asleep, 7, ListLife.start)
        var forward = ListLife.forward(1)
        forward.from.name = text
        var lone = forward
        (lone.to, lone.post) = ([], nil)
        var report = Report()
        (report.accepted, report.refused, report.skipped, report.delayed, report.unknown) = (1, 2, 3, 4, 5)
        report.reasons = [Report.Reason(count: 9, text: text), Report.Reason(count: 1, text: "b")]
        let letter = Letter(.preview, to: address, language: .en, answers: text, facts: ["post": text, "x": text])
        let member = Member(
            address: address, language: .sv, joined: ListLife.start,
            consent: Consent(means: .imported, message: text, wording: text))
        return [
            .joined(member), .left(address, .confirmed), .languageChanged(address, .en), .held(post),
            .published(post.id, recipients: 12), .asleep(post.id), .resumed(post.id), .cancelled(post.id),
            .expired(post.id), .finished(post.id, report), .finished(post.id, Report()), .forwarded(forward),
            .forwarded(lone), .forwardFinished(forward.id), .flooded(address),
            .quarantined(QuarantineID(digest: digest), reason: text),
            .delivered(LetterID(sequence: 12, index: 3), .givenUp), .seenNumbers(day: -3, [0, .max, 7]),
            .seenDigests(day: 20_000, []), .carriedPost(sent), .carriedForward(forward),
            .carriedLetter(LetterID(sequence: 1, index: 0), written: ListLife.start, letter),
            .carriedLetter(
                LetterID(sequence: 1, index: 1), written: ListLife.start, Letter(.help, to: address, language: .fi)),
            .letterLogged(address, .welcome, ListLife.start), .forwardedFrom(address, ListLife.start),
        ] + entriesOfTime(text) + entriesOfBounces
    }

    /// What comes back.
    private static var entriesOfBounces: [Entry] {
        let (address, other) = (ListLife.person(1), ListLife.person(2))
        var record = BounceRecord()
        record.posts = [ListLife.post(1).id: ListLife.start, ListLife.post(2).id: ListLife.start + 5]
        (record.suspended, record.probed) = (ListLife.start, ListLife.start + 9)
        (record.sentProbes, record.returnedProbes, record.told) = (2, 1, .suspended)
        return [
            .bounced(address, ListLife.post(1).id), .faultyPost(ListLife.post(1).id), .suspended(address),
            .suspensionLifted(address), .probed(address), .probeReturned(address), .reinstated(address),
            .toldOfBounces(failing: [address, other], suspended: []), .toldOfBounces(failing: [], suspended: [other]),
            .left(address, .bounces), .left(address, .complaint), .carriedBounces(address, record),
            .carriedBounces(address, BounceRecord()), .carriedRemoved([address, other]),
        ]
    }

    /// Tips, digests, events and reminders.
    private static func entriesOfTime(_ text: String) -> [Entry] {
        var (kept, waiting) = (ListLife.tip(1, .kept), ListLife.tip(2, .waiting))
        (kept.author.name, kept.text, waiting.text) = (text, text, text)
        var plan = ListLife.plan
        (plan.uid, plan.name, plan.place, plan.url) = (text, text, text, text)
        (plan.sequence, plan.stamp, plan.isTentative, plan.isTransparent) = (.max, ListLife.start, true, true)
        var days = plan
        days.span = ListLife.days
        (days.sequence, days.stamp, days.isTentative, days.isTransparent) = (0, nil, false, false)
        let meeting = ListLife.meeting(1)
        func post(_ kind: Post.Kind) -> Post {
            var post = meeting
            (post.kind, post.subject) = (kind, text)
            return post
        }
        let event = Event(
            id: meeting.id, post: ListLife.post(2).id, plan: plan, sequence: 3,
            author: NamedAddress(name: text, address: ListLife.person(0)), audience: .en, invited: ListLife.start,
            revised: ListLife.start + 1, reminded: ListLife.start + 2, isCancelled: true)
        let bare = Event(
            id: meeting.id, post: meeting.id, plan: days, sequence: 0,
            author: NamedAddress(address: ListLife.person(0)), audience: nil, invited: .earliest, revised: .latest)
        let answers = [Participation.accepted, .declined, .tentative, .delegated, .needsAction].map {
            EventAnswer(address: ListLife.person(1), participation: $0, sequence: 2, stamp: ListLife.start)
        }
        return [
            .tipped(kept), .tipped(waiting), .tipKept(kept.id), .tipDropped(kept.id), .carriedTip(kept),
            .held(post(.invitation(plan))), .held(post(.invitation(days))),
            .held(post(.cancellation(of: meeting.id, sequence: .max))),
            .dispatched(post(.reminder(of: meeting.id, due: ListLife.start))),
            .dispatched(post(.digest([kept.id, waiting.id]))), .carriedPost(post(.digest([]))), .carriedEvent(event),
            .carriedEvent(bare),
            .answered(meeting.id, EventAnswer(address: ListLife.person(1), participation: .accepted)),
        ] + answers.map { .answered(meeting.id, $0) }
    }

    private static let sources: [Transaction.Source] = [
        .mail(MailIdentity(validity: .max, uid: .max, digest: MailDigest(value: .max))), .clock, .admin, .delivery,
        .carried, .repair,
    ]

    @Test("gives back every entry and letter, whatever words came from outside", arguments: hostile)
    func roundTrip(_ text: String) throws {
        for (index, entry) in Self.entries(text).enumerated() {
            let letters = [
                Letter(.help, to: ListLife.person(2), language: .sv, answers: nil, facts: ["a": text, "b": ""]),
                Letter(.preview, to: ListLife.person(2), language: .sv, answers: text),
            ]
            let transaction = Transaction(
                sequence: UInt64(index + 1), time: ListLife.start, source: Self.sources[index % Self.sources.count],
                entries: [entry, entry], letters: letters)
            let line = TransactionLine.bytes(of: transaction)
            #expect(line.count(where: { $0 < 0x20 && $0 != 0x09 }) == 1 && line.last == 0x0A)
            #expect(TransactionLine.transaction(from: line.dropLast()) == transaction)
        }
    }

    @Test("is found out whichever byte of it changes, and wherever it is cut")
    func damage() {
        let transaction = Transaction(
            sequence: 9, time: ListLife.start, source: .admin, entries: [.asleep(ListLife.post(1).id)], letters: [])
        let line = Array(TransactionLine.bytes(of: transaction).dropLast())
        for index in line.indices {
            #expect(TransactionLine.transaction(from: line[..<index]) == nil)
            for bit in [1, 2, 0x20, 0x80] as [UInt8] {
                var changed = line
                changed[index] ^= bit
                #expect(TransactionLine.transaction(from: changed[...]) == nil)
            }
        }
    }

    @Test(
        "with a good checksum and odd words is no transaction",
        arguments: [
            "", "\t", "x", "1\t2026-11-21T10:00:00Z", "1\tnow\tadmin", "1\t2026-11-21T10:00:00Z\tnobody",
            "1\t2026-11-21T10:00:00Z\tadmin\t", "1\t2026-11-21T10:00:00Z\tadmin\tdanced",
            "1\t2026-11-21T10:00:00Z\tadmin\tleft address=nobody by=token",
            "1\t2026-11-21T10:00:00Z\tadmin\tasleep post=../../etc", "-1\t2026-11-21T10:00:00Z\tadmin",
            "1\t2026-11-21T10:00:00Z\tadmin\ttip-kept tip=../../etc",
            "1\t2026-11-21T10:00:00Z\tadmin\tanswered event=x",
            "18446744073709551615\t2026-11-21T10:00:00Z\tadmin", "1\t2026-11-21T10:00:00Z\tmail validity=1",
        ])
    func odd(_ text: String) {
        #expect(TransactionLine.transaction(from: Checksum.seal(text).dropLast()) == nil)
    }
}
