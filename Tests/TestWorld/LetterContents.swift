import Base
import Mail
import MailingList

/// What each kind of letter can say.
package enum LetterContents {
    /// In full, with the least, and where it is told something else instead.
    package static func variants(
        of kind: LetterKind, post: PostID = W.postID(.held), item: ItemID = W.tip().id
    ) -> [Letter.Content] {
        let others: [Letter.Content] =
            switch kind {
            case .eventRefused:
                [
                    .event(.refused(EventRefusal(.calendar(.unknownZone("Mars/Olympus"))), subject: "Aihe")),
                    .event(
                        .refused(
                            EventRefusal(
                                .series([W.plan().span, W.days("2026-12-12", "2026-12-14").span], place: "Oodi")),
                            subject: "Aihe")),
                ]
            case .deliveryTrouble:
                RefusalSubject.allCases.map { .bounce(.deliveryTrouble(trouble($0, "550 No"), until: W.now)) }
            case .confirmChoice:
                [
                    .choice(.confirm(.topics([]))), .choice(.confirm(.portion(.weekly))),
                    .choice(.confirm(.pause(.open))),
                    .choice(.confirm(.pause(.until(W.now + .days(14))))), .choice(.confirm(.pause(.over))),
                ]
            case .confirmJoin:
                [
                    .membership(.invitation(Choices(topics: [W.kainuu]))),
                    .membership(.invitation(Choices(pause: .until(W.now + .days(14))))),
                ]
            case .paused: [.choice(.paused(.over)), .choice(.paused(.until(W.now + .days(14))))]
            case .keptAside:
                [.forwarding(.keptAside(reason: "the mail goes beyond a limit: too many parts", subject: "Aihe"))]
            case .itemThanks: [.item(.thanks(W.nominations, moderated: false))]
            case .itemFromStranger: [.item(.fromStranger(W.nominations))]
            default: []
            }
        return [full(kind, post: post, item: item), least(kind, post: post, item: item)] + others
    }

    /// With all that it can be told.
    package static func full(
        _ kind: LetterKind, post: PostID = W.postID(.held), item: ItemID = W.tip().id
    ) -> Letter.Content {
        switch kind {
        case .confirmJoin: .membership(.invitation(W.elsewhere))
        case .help: .membership(.help(forwarded: true))
        case .topics: .choice(.topics(unknown: ["kainu", "norra"]))
        case .joinRequest: .admission(.request(W.stranger, answer: "Hm"))
        case .previewReminder: .post(.previewReminder(post, answer: "Hm"))
        case .postReport: .post(.report(post, report, isSecond: true))
        case .postReturned: .post(.returned(post, count: 57))
        case .postStalled:
            .post(.stalled(post, accepted: 3, remaining: 1, since: W.instant("2026-11-20T12:20:00Z")))
        case .itemPreview: .item(.preview(item, answer: "Hm"))
        case .itemThanks: .item(.thanks(.tips, moderated: true))
        case .eventRefused:
            .event(
                .refused(
                    EventRefusal(.time(.unknownWords, written: "ensi tiistaina")), subject: "Aihe"))
        case .bounceReport: .bounce(.report(failing: [W.mikko], suspended: [W.maria, W.olli], removed: [W.stranger]))
        case .deliveryTrouble:
            .bounce(.deliveryTrouble(trouble(.quota, "550 5.4.5 Daily sending limit exceeded"), until: W.now))
        case .tooLarge: .forwarding(.tooLarge(bytes: 30_000_000, subject: "Aihe"))
        case .keptAside: .forwarding(.keptAside(reason: "more than one address in From", subject: "Aihe"))
        case .quarantineNotice: .forwarding(.quarantined(quarantineID, reason: "a", subject: "Aihe"))
        case .floodNotice: .forwarding(.flood(W.stranger, count: 57))
        case .oldMail: .forwarding(.oldMail(count: 57, folder: "Kutsu/Old"))
        default: least(kind, post: post, item: item)
        }
    }

    /// With no more than it must be told.
    package static func least(
        _ kind: LetterKind, post: PostID = W.postID(.held), item: ItemID = W.tip().id
    ) -> Letter.Content {
        switch kind {
        case .confirmJoin: .membership(.confirmJoin)
        case .welcome: .membership(.welcome)
        case .alreadyMember: .membership(.alreadyMember)
        case .refusedDomain: .membership(.refusedDomain)
        case .confirmLeave: .membership(.confirmLeave)
        case .goodbye: .membership(.goodbye)
        case .notMember: .membership(.notMember)
        case .help: .membership(.help(forwarded: false))
        case .confirmLanguage: .membership(.confirmLanguage)
        case .languageChanged: .membership(.languageChanged)
        case .ownData: .membership(.ownData)
        case .topics: .choice(.topics(unknown: []))
        case .paused: .choice(.paused(.open))
        case .pauseUnclear: .choice(.pauseUnclear)
        case .portion: .choice(.portion)
        case .confirmMove: .membership(.confirmMove(to: W.olli))
        case .confirmNewAddress: .membership(.confirmNewAddress(from: W.maria))
        case .addressChanged: .membership(.addressChanged)
        case .confirmErase: .erasure(.confirm)
        case .erased: .erasure(.erased)
        case .joinRequest: .admission(.request(W.stranger, answer: nil))
        case .joinWaiting: .admission(.waiting)
        case .joinDeclined: .admission(.declined)
        case .joinExpired: .admission(.expired)
        case .joinDecided: .admission(.decided(W.stranger))
        case .confirmChoice: .choice(.confirm(.topics([W.kainuu, W.oulu])))
        case .preview: .post(.preview(post))
        case .previewReminder: .post(.previewReminder(post, answer: ""))
        case .postCancelled: .post(.cancelled(post))
        case .postReport: .post(.report(post, Report()))
        case .postStalled: .post(.stalled(post, accepted: 0, remaining: 0, since: W.now))
        case .postExpired: .post(.expired(post))
        case .postGone: .post(.gone(post))
        case .postReturned: .post(.returned(post, count: 0))
        case .situation: .post(.situation)
        case .itemPreview: .item(.preview(item, answer: nil))
        case .itemThanks: .item(.thanks(.tips, moderated: false))
        case .itemFromStranger: .item(.fromStranger(.tips))
        case .eventRefused: .event(.refused(EventRefusal(.past), subject: ""))
        case .bounceReport: .bounce(.report(failing: [], suspended: [], removed: []))
        case .probe: .bounce(.probe)
        case .deliveryTrouble: .bounce(.deliveryTrouble(trouble(.server, ""), until: W.now))
        case .tooLarge: .forwarding(.tooLarge(bytes: 0, subject: ""))
        case .keptAside: .forwarding(.keptAside(reason: "", subject: ""))
        case .quarantineNotice: .forwarding(.quarantined(quarantineID, reason: "", subject: ""))
        case .floodNotice: .forwarding(.flood(W.stranger, count: 0))
        case .capNotice: .forwarding(.heldBack(.letters))
        case .oldMail: .forwarding(.oldMail(count: 0, folder: ""))
        case .senderCheck: .forwarding(.senderCheck)
        }
    }

    private static func trouble(_ subject: RefusalSubject, _ words: String) -> RelayTrouble {
        RelayTrouble(since: W.now - .hours(3), subject: subject, words: words)
    }

    private static let quarantineID = QuarantineID(digest: MailDigest(value: 77))

    package static let report: Report = {
        var report = Report()
        report.accepted = 3
        report.refused = 1
        report.skipped = 2
        report.delayed = 4
        report.unknown = 5
        report.pending = 6
        report.reasons = [
            Report.Reason(count: 1, kind: .addressUnknown, text: "550 5.1.1 No"),
            Report.Reason(count: 2, kind: .mailboxFull, text: "552 Full"),
        ]
        return report
    }()
}
