import Base
import Mail
import MailingList
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
        (sent.audience, sent.status, sent.recipients, sent.approved) = (.speaking(.sv), .stalled, 7, ListLife.start)
        var forward = ListLife.forward(1)
        forward.from.name = text
        var lone = forward
        (lone.to, lone.post) = ([], nil)
        var report = Report()
        (report.accepted, report.refused, report.skipped, report.delayed, report.unknown) = (1, 2, 3, 4, 5)
        report.reasons = [
            Report.Reason(count: 9, kind: .other, text: text), Report.Reason(count: 1, kind: .other, text: "b"),
        ]
        let letter = Letter(
            .post(.previewReminder(post.id, answer: text)), to: address, language: .en, answers: text)
        let member = Member(
            address: address, language: .sv, joined: ListLife.start,
            consent: Consent(means: .imported, message: text, wording: text))
        return [
            .membership(.joined(member)), .membership(.left(address, .confirmed)),
            .membership(.languageChanged(address, .en)), .post(.held(post)),
            .post(.published(post.id, recipients: 12)), .post(.stalled(post.id)), .post(.resumed(post.id)),
            .post(.cancelled(post.id)),
            .post(.expired(post.id)), .post(.finished(post.id, report)), .post(.finished(post.id, Report())),
            .forwarding(.forwarded(forward)),
            .forwarding(.forwarded(lone)), .forwarding(.finished(forward.id)), .forwarding(.flooded(address)),
            .forwarding(.quarantined(QuarantineID(digest: digest), reason: text)),
            .letter(.ended(LetterID(sequence: 12, index: 3), .givenUp)), .seen(.numbers(day: -3, [0, .max, 7])),
            .seen(.digests(day: 20_000, [])), .post(.carried(sent)), .forwarding(.carried(forward)),
            .letter(.carried(LetterID(sequence: 1, index: 0), written: ListLife.start, letter)),
            .letter(
                .carried(
                    LetterID(sequence: 1, index: 1), written: ListLife.start,
                    Letter(.membership(.help(forwarded: false)), to: address, language: .fi))),
            .letter(.logged(.welcome, to: address, at: ListLife.start)),
            .forwarding(.loggedForward(from: address, ListLife.start)),
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
            .bounce(.returned(address, ListLife.post(1).id)), .bounce(.excluded(ListLife.post(1).id)),
            .bounce(.suspended(address)),
            .bounce(.suspensionLifted(address)), .bounce(.probed(address)), .bounce(.probeReturned(address)),
            .bounce(.reinstated(address)),
            .bounce(.reported(failing: [address, other], suspended: [])),
            .bounce(.reported(failing: [], suspended: [other])),
            .membership(.left(address, .bounces)), .membership(.left(address, .complaint)),
            .bounce(.carried(address, record)),
            .bounce(.carried(address, BounceRecord())), .bounce(.carriedRemoved([address, other])),
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
            author: NamedAddress(name: text, address: ListLife.person(0)), audience: .speaking(.en),
            invited: ListLife.start,
            revised: ListLife.start + 1, reminded: ListLife.start + 2, isCancelled: true)
        let bare = Event(
            id: meeting.id, post: meeting.id, plan: days, sequence: 0,
            author: NamedAddress(address: ListLife.person(0)), audience: .everybody, invited: .earliest,
            revised: .latest)
        let answers = [Participation.accepted, .declined, .tentative, .delegated, .needsAction].map {
            EventAnswer(address: ListLife.person(1), participation: $0, sequence: 2, stamp: ListLife.start)
        }
        return [
            .item(.received(kept)), .item(.received(waiting)), .item(.kept(kept.id)), .item(.dropped(kept.id)),
            .item(.carried(kept)),
            .post(.held(post(.invitation(plan)))), .post(.held(post(.invitation(days)))),
            .post(.held(post(.cancellation(of: meeting.id, sequence: .max)))),
            .post(.dispatched(post(.reminder(of: meeting.id, due: ListLife.start)))),
            .post(.dispatched(post(.digest(of: .tips, [kept.id, waiting.id])))),
            .post(.carried(post(.digest(of: .tips, [])))), .event(.carried(event)),
            .event(.carried(bare)),
            .event(.answered(meeting.id, EventAnswer(address: ListLife.person(1), participation: .accepted))),
        ] + answers.map { .event(.answered(meeting.id, $0)) }
    }

    private static let sources: [Transaction.Source] = [
        .mail(MailIdentity(validity: .max, uid: .max, digest: MailDigest(value: .max))), .clock, .admin, .delivery,
        .carried, .repair,
    ]

    @Test("gives back every entry and letter, whatever words came from outside", arguments: hostile)
    func roundTrip(_ text: String) throws {
        for (index, entry) in Self.entries(text).enumerated() {
            let letters = [
                Letter(.forwarding(.tooLarge(bytes: 7, subject: text)), to: ListLife.person(2), language: .sv),
                Letter(.membership(.welcome), to: ListLife.person(2), language: .sv, answers: text),
            ]
            let transaction = Transaction(
                sequence: UInt64(index + 1), time: ListLife.start, source: Self.sources[index % Self.sources.count],
                entries: [entry, entry], letters: letters)
            let line = TransactionLine.bytes(of: transaction)
            #expect(line.count(where: { $0 < 0x20 && $0 != 0x09 }) == 1 && line.last == 0x0A)
            #expect(TransactionLine.read(line.dropLast()) == .transaction(transaction))
            #expect(Entry.verbs.contains(entry.record.verb))
        }
    }

    @Test("is found out whichever byte of it changes, and wherever it is cut")
    func damage() {
        let transaction = Transaction(
            sequence: 9, time: ListLife.start, source: .admin, entries: [.post(.stalled(ListLife.post(1).id))],
            letters: [])
        let line = Array(TransactionLine.bytes(of: transaction).dropLast())
        for index in line.indices {
            #expect(TransactionLine.read(line[..<index]) == .damaged)
            for bit in [1, 2, 0x20, 0x80] as [UInt8] {
                var changed = line
                changed[index] ^= bit
                #expect(TransactionLine.read(changed[...]) == .damaged)
            }
        }
    }

    @Test(
        "with a good checksum says what a newer Kutsu wrote into it",
        arguments: [
            ("", "another beginning than a number and a time"), ("\t", "another beginning than a number and a time"),
            ("x", "another beginning than a number and a time"),
            ("1\tnow\tadmin", "another beginning than a number and a time"),
            ("-1\t2026-11-21T10:00:00Z\tadmin", "another beginning than a number and a time"),
            ("18446744073709551615\t2026-11-21T10:00:00Z\tadmin", "another beginning than a number and a time"),
            ("1\t2026-11-21T10:00:00Z", "nothing of what set it off"),
            ("1\t2026-11-21T10:00:00Z\tnobody", "\"nobody\""),
            ("1\t2026-11-21T10:00:00Z\tmail validity=1", "more of \"mail\" than is known here"),
            ("1\t2026-11-21T10:00:00Z\tadmin\t", "\"-\""),
            ("1\t2026-11-21T10:00:00Z\tadmin\tdanced", "\"danced\""),
            ("1\t2026-11-21T10:00:00Z\tadmin\tdanced with=eva", "\"danced\""),
            (
                "1\t2026-11-21T10:00:00Z\tadmin\tleft address=eva@hel.fi by=eviction",
                "more of \"left\" than is known here"
            ),
            ("1\t2026-11-21T10:00:00Z\tadmin\tasleep post=../../etc", "more of \"asleep\" than is known here"),
            (
                "1\t2026-11-21T10:00:00Z\tadmin\tletter kind=poem to=a@b.fi language=fi",
                "more of \"letter\" than is known here"
            ),
            ("1\t2026-11-21T10:00:00Z\tadmin\tjoined address", "more of \"joined\" than is known here"),
            ("1\t2026-11-21T10:00:00Z\tadmin\t\u{1B}[31mred", "\"%1B[31mred\""),
        ])
    func newer(_ text: String, _ words: String) {
        #expect(TransactionLine.read(Checksum.seal(text).dropLast()) == .newer(UnknownWords(words)))
    }

    @Test("with a good checksum over bytes that are no text is a newer Kutsu's")
    func noText() {
        let bytes: [UInt8] = [0x31, 0xFF, 0xFE]
        let line = bytes + Array("\t#\(Checksum.digits(of: bytes[...]))".utf8)
        #expect(TransactionLine.read(line[...]) == .newer(UnknownWords("other than text")))
    }
}
