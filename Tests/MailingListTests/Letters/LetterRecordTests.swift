import Base
import Mail
import TestWorld
import Testing

@testable import MailingList

@Suite("Letters in the journal")
struct LetterRecordTests {
    private static let post = "fact.post=20261120-00000000"

    /// What stands behind the letter's own values, for each kind in full.
    static let facts: [LetterKind: String] = [
        .confirmJoin: "fact.choices=pause%3Dopen%20portion%3Ddaily", .welcome: "", .alreadyMember: "",
        .refusedDomain: "", .confirmLeave: "", .goodbye: "",
        .notMember: "", .help: "fact.forwarded=yes", .confirmLanguage: "", .languageChanged: "", .ownData: "",
        .topics: "fact.unknown=kainu%0Anorra", .paused: "fact.pause=open", .pauseUnclear: "", .portion: "",
        .confirmErase: "", .erased: "",
        .joinRequest: "fact.address=x@evil.org fact.answer=Hm", .joinWaiting: "", .joinDeclined: "", .joinExpired: "",
        .joinDecided: "fact.address=x@evil.org",
        .confirmMove: "fact.address=olli@hel.fi", .confirmNewAddress: "fact.address=maria@edu.hel.fi",
        .addressChanged: "", .confirmChoice: "fact.choice=topics%3Dkainuu,oulu",
        .preview: post, .previewReminder: "fact.answer=Hm \(post)", .postCancelled: post,
        .postReport: "fact.accepted=3 fact.delayed=4 fact.pending=6 \(post) "
            + "fact.reasons=1%20address-unknown%20550%205.1.1%20No%0A2%20mailbox-full%20552%20Full fact.refused=1 "
            + "fact.second=yes fact.skipped=2 fact.unknown=5",
        .postStalled: "fact.accepted=3 \(post) fact.remaining=1 fact.since=2026-11-20T12:20:00Z",
        .postExpired: post, .postGone: post, .postReturned: "fact.count=57 \(post)", .situation: "",
        .itemPreview: "fact.answer=Hm fact.tip=t-0000000500000000", .itemThanks: "fact.moderated=yes",
        .itemFromStranger: "fact.forwarded=yes",
        .eventRefused: "fact.doubt=unknownWords fact.problem=unclearTime fact.subject=Aihe fact.words=ensi%20tiistaina",
        .bounceReport: "fact.failing=mikko@hel.fi fact.removed=x@evil.org "
            + "fact.suspended=maria@edu.hel.fi%0Aolli@hel.fi",
        .deliveryTrouble: "fact.about=quota fact.since=2026-11-21T09:20:00Z fact.until=2026-11-21T12:20:00Z "
            + "fact.words=550%205.4.5%20Daily%20sending%20limit%20exceeded",
        .probe: "", .tooLarge: "fact.bytes=30000000 fact.subject=Aihe",
        .keptAside: "fact.reason=more%20than%20one%20address%20in%20From fact.subject=Aihe",
        .quarantineNotice: "fact.file=quarantine/q-000000000000004d.eml fact.reason=a fact.subject=Aihe",
        .floodNotice: "fact.count=57 fact.sender=x@evil.org", .capNotice: "fact.what=letters", .senderCheck: "",
        .oldMail: "fact.count=57 fact.folder=Kutsu/Old",
    ]

    @Test("a letter is the same line as ever, and its line the same letter", arguments: LetterKind.allCases)
    func line(kind: LetterKind) throws {
        let letter = W.letter(LetterContents.full(kind), W.anna, .sv)
        let facts = try #require(Self.facts[kind])
        let line =
            "letter kind=\(kind.rawValue) to=anna@hel.fi language=sv answers=q@x" + (facts.isEmpty ? "" : " " + facts)
        #expect(letter.record("letter").text == line)
        #expect(Letter(try #require(JournalRecord(text: line))) == letter)
    }

    @Test("every kind comes back with all that it says, and as itself", arguments: LetterKind.allCases)
    func roundTrip(kind: LetterKind) throws {
        for content in LetterContents.variants(of: kind) {
            #expect(content.slice.kind == kind)
            for answers in ["q@x", nil] {
                let letter = W.letter(content, W.anna, .fi, answers: answers)
                let record = letter.record("letter", ["id": "7.0"])
                #expect(Letter(record) == letter)
                #expect(Letter(try #require(JournalRecord(text: record.text))) == letter)
            }
        }
    }

    @Test("letters about items name every collection but the first")
    func collections() throws {
        for content in [ItemLetter.thanks(W.nominations, moderated: true), .fromStranger(W.nominations)] {
            let letter = W.letter(.item(content), W.anna, .fi)
            #expect(letter.record("letter").text.hasSuffix(" fact.collection=nominations fact.\(content.lastFact)"))
            #expect(Letter(letter.record("letter")) == letter)
            let misnamed = letter.record("letter").text.replacing("=nominations", with: "=No%20such")
            #expect(Letter(try #require(JournalRecord(text: misnamed))) == nil)
        }
    }

    @Test("every problem of an event comes back, with every doubt about its time")
    func refusals() {
        for problem in EventRefusal.Problem.allCases {
            for error in [nil] + EventTimeError.allCases.map(Optional.some) {
                let refusal = EventRefusal(
                    problem: problem, name: error == nil ? "DTSTART" : nil, timeError: error,
                    written: error == nil ? "" : "12. klo 14")
                let letter = W.letter(.event(.refused(refusal, subject: "Aihe")), W.anna, .fi)
                #expect(Letter(letter.record("letter")) == letter)
            }
        }
    }

    static let broken = [
        "letter", "letter kind=preview to=anna@hel.fi language=fi", "letter kind=x to=anna@hel.fi language=fi",
        "letter kind=welcome to=anna language=fi", "letter kind=welcome to=anna@hel.fi language=de",
        "letter kind=preview to=anna@hel.fi language=fi fact.post=../../etc",
        "letter kind=postStale to=anna@hel.fi language=fi fact.post=20261120-00000000 fact.since=eilen",
        "letter kind=tipPreview to=anna@hel.fi language=fi fact.tip=t-00",
        "letter kind=eventRefused to=anna@hel.fi language=fi fact.problem=boredom",
        "letter kind=quarantineNotice to=anna@hel.fi language=fi fact.file=/etc/passwd",
        "letter kind=floodNotice to=anna@hel.fi language=fi fact.sender=nobody",
    ]

    @Test("what lacks something it cannot do without is no letter", arguments: broken)
    func unreadable(line: String) throws {
        #expect(Letter(try #require(JournalRecord(text: line))) == nil)
    }

    /// Journals from before there was a value read on.
    static let bare: [(line: String, content: Letter.Content)] = [
        ("kind=help", .membership(.help(forwarded: false))),
        ("kind=previewReminder \(post)", .post(.previewReminder(W.postID(.held), answer: ""))),
        ("kind=postReport \(post)", .post(.report(W.postID(.held), Report()))),
        ("kind=postReturned \(post)", .post(.returned(W.postID(.held), count: 0))),
        (
            "kind=postStale \(post) fact.since=2026-11-21T12:20:00Z",
            .post(.stalled(W.postID(.held), accepted: 0, remaining: 0, since: W.now))
        ),
        ("kind=tipThanks", .item(.thanks(.tips, moderated: false))),
        ("kind=tipFromStranger", .item(.fromStranger(.tips))),
        ("kind=bounceReport", .bounce(.report(failing: [], suspended: [], removed: []))),
        ("kind=tooLarge", .forwarding(.tooLarge(bytes: 0, subject: ""))),
        ("kind=floodNotice fact.sender=x@evil.org", .forwarding(.flood(W.stranger, count: 0))),
    ]

    @Test("what it can do without may be missing", arguments: bare.indices)
    func missing(index: Int) throws {
        let (line, content) = Self.bare[index]
        let record = try #require(JournalRecord(text: "letter \(line) to=anna@hel.fi language=fi"))
        #expect(Letter(record) == W.letter(content, W.anna, .fi, answers: nil))
    }
}

extension ItemLetter {
    fileprivate var lastFact: String { if case .thanks = self { "moderated=yes" } else { "forwarded=yes" } }
}
