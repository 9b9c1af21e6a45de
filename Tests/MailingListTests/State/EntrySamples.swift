import Base
import Mail
import TestWorld

@testable import MailingList

/// Every fact as it stands in journals. The lines must never change: lists were written with them.
enum EntrySamples {
    static let all: [(line: String, entry: Entry)] =
        membership.map { ($0, .membership($1)) } + choices.map { ($0, .choice($1)) }
        + erasures.map { ($0, .erasure($1)) } + admissions.map { ($0, .admission($1)) }
        + roundups.map { ($0, .roundup($1)) } + posts.map { ($0, .post($1)) }
        + items.map { ($0, .item($1)) }
        + events.map { ($0, .event($1)) } + bounces.map { ($0, .bounce($1)) }
        + forwarding.map { ($0, .forwarding($1)) } + letters.map { ($0, .letter($1)) }
        + retention.map { ($0, .retention($1)) } + seen.map { ($0, .seen($1)) }

    private static let membership: [(String, MembershipEntry)] = [
        (
            "joined address=mikko@hel.fi language=fi joined=2026-10-22T12:20:00Z means=reply message=m@hel.fi "
                + "wording=confirmJoin.fi", .joined(W.member(W.mikko, .fi))
        ),
        (
            "joined address=olli@hel.fi language=en joined=2026-11-21T12:20:00Z means=import message=- wording=-",
            .joined(Member(address: W.olli, language: .en, joined: W.now, consent: Consent(means: .imported)))
        ),
        (
            "joined address=olli@hel.fi language=sv joined=2026-11-21T12:20:00Z means=import message=- wording=- "
                + "topics=kainuu,oulu",
            .joined(
                Member(
                    address: W.olli, language: .sv, joined: W.now, consent: Consent(means: .imported),
                    choices: Choices(topics: [W.kainuu, W.oulu])))
        ),
        ("left address=mikko@hel.fi by=complaint", .left(W.mikko, .complaint)),
        ("language-changed address=mikko@hel.fi language=sv", .languageChanged(W.mikko, .sv)),
        ("moved address=mikko@hel.fi to=olli@hel.fi", .moved(W.mikko, to: W.olli)),
        (
            "wording name=confirmJoin.fi.0b2d7a15 text=Verkosto:%20liityn.",
            .worded(ConsentWording(name: "confirmJoin.fi.0b2d7a15", sentence: "Verkosto: liityn."))
        ),
        (
            "left-before digest=0000000500000000 at=2026-11-21T12:20:00Z",
            .leftBefore(MailDigest(value: 5 << 32), W.now)
        ),
    ]

    private static let choices: [(String, ChoiceEntry)] = [
        ("chose address=mikko@hel.fi topics=kainuu,oulu", .chose(W.mikko, .topics([W.oulu, W.kainuu]))),
        ("chose address=mikko@hel.fi topics=-", .chose(W.mikko, .topics([]))),
        (
            "chose address=mikko@hel.fi pause=2026-12-05T00:00:00Z",
            .chose(W.mikko, .pause(.until(W.instant("2026-12-05T00:00:00Z"))))
        ),
        ("chose address=mikko@hel.fi pause=open", .chose(W.mikko, .pause(.open))),
        ("chose address=mikko@hel.fi pause=over", .chose(W.mikko, .pause(.over))),
        ("chose address=mikko@hel.fi portion=all", .chose(W.mikko, .portion(.everything))),
        ("chose address=mikko@hel.fi portion=announcements", .chose(W.mikko, .portion(.announcements))),
        ("chose address=mikko@hel.fi portion=digests", .chose(W.mikko, .portion(.digests))),
        ("chose address=mikko@hel.fi portion=daily", .chose(W.mikko, .portion(.daily))),
        ("chose address=mikko@hel.fi portion=weekly", .chose(W.mikko, .portion(.weekly))),
    ]

    private static let fingerprint = W.required(AddressFingerprint("abcdefghijklmnopqrstuvwx23"))
    private static let erasures: [(String, ErasureEntry)] = [
        ("erased address=mikko@hel.fi fingerprint=abcdefghijklmnopqrstuvwx23", .erased(W.mikko, fingerprint)),
        ("erasure-lifted fingerprint=abcdefghijklmnopqrstuvwx23", .lifted(fingerprint)),
        (
            "erased-before fingerprint=abcdefghijklmnopqrstuvwx23 at=2026-11-21T12:20:00Z",
            .carried(fingerprint, W.now)
        ),
        ("erasing address=mikko@hel.fi at=2026-11-21T12:20:00Z", .carriedPending(W.mikko, W.now)),
    ]

    private static let roundups: [(String, RoundupEntry)] = [
        ("gathered frequency=daily at=2026-11-21T12:20:00Z", .gathered(.daily, upTo: W.now)),
        ("gathered frequency=weekly at=2026-11-21T12:20:00Z", .gathered(.weekly, upTo: W.now)),
    ]

    private static let admissions: [(String, AdmissionEntry)] = [
        (
            "join-asked address=x@evil.org name=Nimi language=sv asked=2026-11-21T12:20:00Z means=reply message=m@hel.fi "
                + "wording=confirmJoin.fi words=Hei! fingerprint=abcdefghijklmnopqrstuvwx23",
            .asked(
                JoinRequest(
                    address: W.stranger, name: "Nimi", language: .sv, asked: W.now,
                    consent: W.member(W.stranger, .sv).consent, words: "Hei!", fingerprint: fingerprint))
        ),
        (
            "join-request address=x@evil.org name=- language=sv asked=2026-11-21T12:20:00Z means=reply message=m@hel.fi "
                + "wording=confirmJoin.fi",
            .carried(
                JoinRequest(
                    address: W.stranger, language: .sv, asked: W.now, consent: W.member(W.stranger, .sv).consent))
        ),
        (
            "join-asked address=x@evil.org name=- language=sv asked=2026-11-21T12:20:00Z means=reply message=m@hel.fi "
                + "wording=confirmJoin.fi pause=open portion=daily",
            .asked(
                JoinRequest(
                    address: W.stranger, language: .sv, asked: W.now, consent: W.member(W.stranger, .sv).consent,
                    choices: W.elsewhere))
        ),
        ("join-closed address=x@evil.org by=declined", .closed(W.stranger, .declined)),
        ("join-closed address=x@evil.org by=withdrawn", .closed(W.stranger, .withdrawn)),
        ("join-closed address=x@evil.org by=expired", .closed(W.stranger, .expired)),
    ]

    private static let id = W.postID(.held)

    private static func post(
        _ kind: Post.Kind = .announcement, _ status: Post.Status = .held, name: String = "Anna", subject: String,
        audience: Audience = .everybody, attachments: [String] = []
    ) -> Post {
        Post(
            id: id, kind: kind, author: NamedAddress(name: name, address: W.anna), subject: subject,
            audience: audience, held: W.now, status: status, recipients: status == .held ? 0 : 4,
            approved: status == .held ? nil : W.now + 60, attachments: attachments)
    }

    private static let head = "post=20261120-00000000 author=anna@hel.fi"
    private static let sending = "held=2026-11-21T12:20:00Z status=sending recipients=4 approved=2026-11-21T12:21:00Z"
    private static let held = "held=2026-11-21T12:20:00Z status=held recipients=0"
    private static let plan =
        "uid=u@hel.fi plan-sequence=2 span=2026-12-12T12:00:00Z/2026-12-12T14:00:00Z event-name=Kokous place=Oodi url=-"

    private static let posts: [(String, PostEntry)] = [
        ("held \(head) name=Anna subject=Iltapäivä%20%3D%20hyvä \(held)", .held(post(subject: "Iltapäivä = hyvä"))),
        (
            "held \(head) name=- subject=- audience=sv \(held) attachment=a%20b.pdf attachment=%2D",
            .held(post(name: "", subject: "", audience: .speaking(.sv), attachments: ["a b.pdf", "-"]))
        ),
        (
            "held \(head) name=Anna subject=Rubrik audience=sv topics=oulu,kainuu \(held)",
            .held(post(subject: "Rubrik", audience: Audience(language: .sv, topics: [W.oulu, W.kainuu])))
        ),
        ("published post=20261120-00000000 recipients=4", .published(id, recipients: 4)),
        ("asleep post=20261120-00000000", .stalled(id)),
        ("resumed post=20261120-00000000", .resumed(id)),
        ("cancelled post=20261120-00000000", .cancelled(id)),
        ("expired post=20261120-00000000", .expired(id)),
        (
            "finished post=20261120-00000000 accepted=3 refused=1 skipped=2 delayed=4 unknown=5 pending=6 "
                + "reason=1%20address-unknown%20550%205.1.1%20No reason=2%20mailbox-full%20552%20Full",
            .finished(id, LetterContents.report)
        ),
        (
            "reported post=20261120-00000000 accepted=3 refused=1 skipped=2 delayed=4 unknown=5 pending=6 "
                + "reason=1%20address-unknown%20550%205.1.1%20No reason=2%20mailbox-full%20552%20Full",
            .reported(id, LetterContents.report)
        ),
        (
            "dispatched \(head) name=- subject=Verkosto \(sending) kind=digest tip=t-0000000500000000 "
                + "tip=t-0000000600000000",
            .dispatched(
                post(.digest(of: .tips, [W.tip(5).id, W.tip(6).id]), .sending, name: "", subject: "Verkosto"))
        ),
        (
            "dispatched \(head) name=- subject=Verkosto \(sending) kind=digest collection=nominations "
                + "tip=t-0000000500000000",
            .dispatched(post(.digest(of: W.nominations, [W.tip(5).id]), .sending, name: "", subject: "Verkosto"))
        ),
        (
            "dispatched \(head) name=- subject=Verkosto \(sending) kind=roundup frequency=weekly of=20261120-00000003",
            .dispatched(
                post(.roundup(.weekly, [W.postID(.finished)]), .sending, name: "", subject: "Verkosto"))
        ),
        (
            "dispatched \(head) name=Anna subject=Kokous \(sending) kind=reminder event=20261110-000000ee "
                + "due=2026-12-12T12:00:00Z",
            .dispatched(post(.reminder(of: W.eventID, due: W.start), .sending, subject: "Kokous"))
        ),
        (
            "post \(head) name=Anna subject=Iltapäivä \(sending)",
            .carried(post(.announcement, .sending, subject: "Iltapäivä"))
        ),
        (
            "post \(head) name=Anna subject=Kokous \(held) kind=invitation \(plan)",
            .carried(
                post(.invitation(W.plan(uid: "u@hel.fi", sequence: 2, place: "Oodi")), subject: "Kokous"))
        ),
        (
            "post \(head) name=Anna subject=Kokous \(held) kind=cancellation event=20261110-000000ee sequence=3",
            .carried(post(.cancellation(of: W.eventID, sequence: 3), subject: "Kokous"))
        ),
    ]

    private static var nomination: Item {
        var item = W.tip(5, .kept, text: "Maija\nhyvä=ihminen")
        item.collection = W.nominations
        return item
    }

    private static let items: [(String, ItemEntry)] = [
        (
            "tipped tip=t-0000000500000000 author=mikko@hel.fi name=Mikko language=fi received=2026-11-21T11:20:00Z "
                + "status=waiting text=Käykää%20katsomassa", .received(W.tip())
        ),
        (
            "tipped tip=t-0000000500000000 author=mikko@hel.fi name=Mikko language=fi received=2026-11-21T11:20:00Z "
                + "status=kept kept=2026-11-21T11:20:00Z text=Maija%0Ahyvä%3Dihminen collection=nominations",
            .received(nomination)
        ),
        ("tip-kept tip=t-0000000500000000", .kept(W.tip().id)),
        ("tip-dropped tip=t-0000000500000000", .dropped(W.tip().id)),
        (
            "tip tip=t-0000000500000000 author=mikko@hel.fi name=Mikko language=fi received=2026-11-21T11:20:00Z "
                + "status=published kept=2026-11-21T11:20:00Z text=Käykää%20katsomassa", .carried(W.tip(5, .published))
        ),
    ]

    private static var wholeDays: Event {
        var event = W.event(W.days("2026-12-12", "2026-12-14", uid: "u@hel.fi"), sequence: 4, audience: .speaking(.sv))
        event.plan.stamp = W.now
        event.plan.url = "https://hel.fi/a?b=c"
        (event.plan.isTentative, event.plan.isTransparent) = (true, true)
        (event.reminded, event.isCancelled) = (W.now, true)
        event.post = id
        return event
    }

    private static let events: [(String, EventEntry)] = [
        (
            "answered event=20261110-000000ee address=mikko@hel.fi answer=declined sequence=0 "
                + "stamp=2026-11-21T12:20:00Z", .answered(W.eventID, W.answer(W.mikko, .declined))
        ),
        (
            "answered event=20261110-000000ee address=mikko@hel.fi answer=needs-action",
            .answered(W.eventID, W.answer(W.mikko, .needsAction, sequence: nil, stamp: nil))
        ),
        ("asked-anew event=20261110-000000ee", .askedAnew(W.eventID)),
        (
            "event id=20261110-000000ee post=20261110-000000ee author=anna@hel.fi name=Anna "
                + "invited=2026-11-11T12:20:00Z revised=2026-11-11T12:20:00Z sequence=0 \(plan)",
            .carried(W.event(W.plan(uid: "u@hel.fi", sequence: 2, place: "Oodi")))
        ),
        (
            "event id=20261110-000000ee post=20261120-00000000 author=anna@hel.fi name=Anna audience=sv "
                + "invited=2026-11-11T12:20:00Z revised=2026-11-11T12:20:00Z reminded=2026-11-21T12:20:00Z sequence=4 "
                + "cancelled=yes uid=u@hel.fi plan-sequence=0 stamp=2026-11-21T12:20:00Z span=2026-12-12/2026-12-14 "
                + "event-name=Kokous place=- url=https://hel.fi/a?b%3Dc tentative=yes transparent=yes",
            .carried(wholeDays)
        ),
    ]

    private static var record: BounceRecord {
        var record = BounceRecord()
        record.posts = [id: W.now, W.postID(.sending): W.now + 60]
        (record.suspended, record.probed) = (W.now + 120, W.now + 180)
        (record.sentProbes, record.returnedProbes, record.told) = (2, 1, .suspended)
        return record
    }

    private static let bounces: [(String, BounceEntry)] = [
        ("bounced address=mikko@hel.fi post=20261120-00000000", .returned(W.mikko, id)),
        ("faulty-post post=20261120-00000000", .excluded(id)),
        ("suspended address=mikko@hel.fi", .suspended(W.mikko)),
        ("suspension-lifted address=mikko@hel.fi", .suspensionLifted(W.mikko)),
        ("probed address=mikko@hel.fi", .probed(W.mikko)),
        ("probe-returned address=mikko@hel.fi", .probeReturned(W.mikko)),
        ("reinstated address=mikko@hel.fi", .reinstated(W.mikko)),
        (
            "told-of-bounces failing=mikko@hel.fi suspended=maria@edu.hel.fi suspended=olli@hel.fi",
            .reported(failing: [W.mikko], suspended: [W.maria, W.olli])
        ),
        ("told-of-bounces", .reported(failing: [], suspended: [])),
        (
            "bounces address=mikko@hel.fi suspended=2026-11-21T12:22:00Z probed=2026-11-21T12:23:00Z sent=2 returned=1 "
                + "told=suspended post=20261120-00000000/2026-11-21T12:20:00Z "
                + "post=20261120-00000001/2026-11-21T12:21:00Z", .carried(W.mikko, record)
        ),
        ("bounces address=mikko@hel.fi sent=0 returned=0 told=nothing", .carried(W.mikko, BounceRecord())),
        ("removed address=mikko@hel.fi address=olli@hel.fi", .carriedRemoved([W.mikko, W.olli])),
    ]

    private static func forward(to: [Address], name: String, post: PostID?) -> Forward {
        Forward(
            id: ForwardID(digest: W.identity(77).digest), to: to, from: NamedAddress(name: name, address: W.mikko),
            received: W.now, post: post)
    }

    private static let forwarding: [(String, ForwardingEntry)] = [
        (
            "forwarded id=f-0000004d00000000 from=mikko@hel.fi name=Mikko%20M received=2026-11-21T12:20:00Z "
                + "post=20261120-00000000 to=anna@hel.fi to=berit@hel.fi",
            .forwarded(forward(to: [W.anna, W.berit], name: "Mikko M", post: id))
        ),
        ("forward-finished id=f-0000004d00000000", .finished(ForwardID(digest: W.identity(77).digest))),
        ("flooded address=olli@hel.fi", .flooded(W.olli)),
        (
            "quarantined id=q-0000004d00000000 reason=too%20many%20parts",
            .quarantined(QuarantineID(digest: W.identity(77).digest), reason: "too many parts")
        ),
        (
            "forward id=f-0000004d00000000 from=mikko@hel.fi name=- received=2026-11-21T12:20:00Z to=anna@hel.fi",
            .carried(forward(to: [W.anna], name: "", post: nil))
        ),
        ("forwarded-from address=olli@hel.fi at=2026-11-21T12:20:00Z", .loggedForward(from: W.olli, W.now)),
        (
            "quarantined id=q-0000004d00000000 reason=too%20many%20parts bytes=1234",
            .quarantined(QuarantineID(digest: W.identity(77).digest), reason: "too many parts", bytes: 1234)
        ),
        ("quarantined-before at=2026-11-21T12:20:00Z bytes=1234", .loggedQuarantine(W.now, bytes: 1234)),
        (
            "in-quarantine id=q-0000004d00000000 at=2026-11-21T12:20:00Z",
            .keptQuarantine(QuarantineID(digest: W.identity(77).digest), since: W.now)
        ),
    ]

    private static let letters: [(String, LetterEntry)] = [
        ("delivered id=1042.0 outcome=given-up", .ended(LetterID(sequence: 1042, index: 0), .givenUp)),
        (
            "carried-letter id=1042.3 written=2026-11-21T12:20:00Z kind=help to=olli@hel.fi language=fi answers=q@x "
                + "fact.forwarded=yes",
            .carried(
                LetterID(sequence: 1042, index: 3), written: W.now,
                W.letter(.membership(.help(forwarded: true)), W.olli, .fi))
        ),
        ("wrote to=olli@hel.fi kind=postStale at=2026-11-21T12:20:00Z", .logged(.postStalled, to: W.olli, at: W.now)),
    ]

    private static let retention: [(String, RetentionEntry)] = [
        ("posts-removed post=20261120-00000000", .removedPosts([id])),
        (
            "quarantine-removed id=q-0000004d00000000",
            .removedQuarantined([QuarantineID(digest: W.identity(77).digest)])
        ),
        ("contacts-forgotten before=2026-11-21T12:20:00Z", .forgotContacts(before: W.now)),
        ("done-removed count=12", .removedDone(12)),
        (
            "removed-before posts=3 quarantined=2 done=12 at=2026-11-21T12:20:00Z",
            .carried(Removals(posts: 3, quarantined: 2, done: 12, latest: W.now))
        ),
    ]

    private static let seen: [(String, SeenEntry)] = [
        ("intake-began at=2026-11-21T12:20:00Z", .began(at: W.now)),
        ("seen-old day=20778 keys=100000007", .old(day: 20_778, [0x1_0000_0007])),
        ("seen-numbers day=20778 keys=100000007,ff", .numbers(day: 20_778, [0x1_0000_0007, 0xFF])),
        ("seen-digests day=-1 keys=ffffffffffffffff", .digests(day: -1, [.max])),
    ]
}
