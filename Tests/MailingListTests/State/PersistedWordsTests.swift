import Base
import Mail
import Testing

@testable import MailingList

/// Words that stand in journals, in Message-IDs that went out years ago, in `--json` and in the file names of admins:
/// a name in the code may change, these may not.
@Suite("Words that outlive the code")
struct PersistedWordsTests {
    private func words<Word: RawRepresentable<String> & CaseIterable>(_: Word.Type) -> [String] {
        Word.allCases.map(\.rawValue)
    }

    @Test("verbs of facts")
    func verbs() {
        #expect(
            words(MembershipEntry.Verb.self) == [
                "joined", "left", "language-changed", "moved", "wording", "left-before",
            ])
        #expect(words(ChoiceEntry.Verb.self) == ["chose"])
        #expect(words(ErasureEntry.Verb.self) == ["erased", "erasure-lifted", "erased-before", "erasing"])
        #expect(words(RoundupEntry.Verb.self) == ["gathered"] && words(RoundupFrequency.self) == ["daily", "weekly"])
        #expect(words(AdmissionEntry.Verb.self) == ["join-asked", "join-closed", "join-request"])
        #expect(
            words(PostEntry.Verb.self)
                == [
                    "held", "published", "asleep", "resumed", "cancelled", "expired", "reported", "finished",
                    "dispatched",
                    "post",
                ])
        #expect(words(ItemEntry.Verb.self) == ["tipped", "tip-kept", "tip-dropped", "tip"])
        #expect(words(EventEntry.Verb.self) == ["answered", "asked-anew", "event"])
        #expect(
            words(BounceEntry.Verb.self)
                == [
                    "bounced", "faulty-post", "suspended", "suspension-lifted", "probed", "probe-returned",
                    "reinstated", "told-of-bounces", "bounces", "removed",
                ])
        #expect(
            words(ForwardingEntry.Verb.self)
                == [
                    "forwarded", "forward-finished", "flooded", "quarantined", "forward", "forwarded-from",
                    "quarantined-before", "in-quarantine",
                ])
        #expect(
            words(RetentionEntry.Verb.self)
                == ["posts-removed", "quarantine-removed", "contacts-forgotten", "done-removed", "removed-before"])
        #expect(words(LetterEntry.Verb.self) == ["delivered", "carried-letter", "wrote"])
        #expect(words(SeenEntry.Verb.self) == ["intake-began", "seen-old", "seen-numbers", "seen-digests"])
    }

    @Test("states and reasons")
    func states() {
        #expect(
            words(RefusalKind.self)
                == [
                    "address-unknown", "mailbox-full", "mailbox-closed", "too-large", "junk", "not-allowed", "other",
                ])
        #expect(words(Post.Status.self) == ["held", "sending", "asleep", "finished", "cancelled", "expired"])
        #expect(words(Item.Status.self) == ["waiting", "kept", "published"])
        #expect(words(BounceRecord.NotificationLevel.self) == ["nothing", "failing", "suspended"])
        #expect(words(LetterOutcome.self) == ["accepted", "refused", "given-up"])
        #expect(words(LeaveReason.self) == ["token", "confirmed", "admin", "bounces", "complaint", "erased"])
        #expect(words(AdmissionEntry.Closing.self) == ["declined", "withdrawn", "expired"])
        #expect(words(Policy.Approval.self) == ["none", "others", "everybody"])
        #expect(words(Consent.Means.self) == ["reply", "authentication-results", "admin", "import"])
        #expect(words(Language.self) == ["fi", "sv", "en"])
        #expect(words(CollectionPolicy.Readers.self) == ["members", "coordinators"])
        #expect(words(Choice.Word.self) == ["topics", "pause", "portion"])
        #expect(words(Portion.Mode.self) == ["all", "announcements", "digests", "daily", "weekly"])
        #expect(CollectionName.tips.text == "tips")
        #expect(
            [Participation.needsAction, .accepted, .declined, .tentative, .delegated].map(\.rawValue)
                == ["NEEDS-ACTION", "ACCEPTED", "DECLINED", "TENTATIVE", "DELEGATED"])
    }

    @Test("kinds of letters")
    func letters() {
        #expect(
            words(LetterKind.self)
                == [
                    "confirmJoin", "welcome", "alreadyMember", "refusedDomain", "confirmLeave", "goodbye", "notMember",
                    "help", "confirmLanguage", "languageChanged", "myData", "confirmMove", "confirmNewAddress",
                    "addressChanged",
                    "topics", "paused", "pauseUnclear", "portion", "confirmChoice", "confirmErase", "erased",
                    "joinRequest", "joinWaiting", "joinDeclined", "joinExpired", "joinDecided",
                    "preview", "previewReminder", "postCancelled", "postReport", "postStale", "postExpired",
                    "postGone",
                    "postReturned", "situation",
                    "tipPreview", "tipThanks", "tipFromStranger",
                    "eventRefused",
                    "bounceReport", "probe", "deliveryTrouble",
                    "tooLarge", "keptAside", "quarantineNotice", "floodNotice", "capNotice", "oldMail", "senderCheck",
                ])
    }

    @Test("what is wrong with an event")
    func problems() {
        #expect(
            words(EventRefusal.Problem.self)
                == [
                    "tooLarge", "tooManyEvents", "unreadable", "noEvent", "severalEvents", "unusableIdentifier",
                    "unreadableProperty", "dateOutOfRange", "noStart", "endsBeforeStart", "recurring", "unknownZone",
                    "unclearTime", "past", "unknown", "outdated",
                ])
        #expect(
            words(EventTimeError.self)
                == [
                    "noDay", "noYear", "noSuchDay", "noSuchTime", "weekdayDisagrees", "ambiguousOrder",
                    "ambiguousHour", "endsBeforeStart", "several", "unknownWords", "tooLong",
                ])
    }

    @Test("what tokens prove")
    func purposes() {
        #expect(
            TokenTests.purposes.map(\.word)
                == [
                    "join-fi", "join-sv", "join-en", "leave", "language-fi", "language-sv", "language-en",
                    "invite-fi", "invite-sv", "erase",
                    "move", "address", "choice", "admit",
                    "post",
                    "tip",
                    "copy", "note", "probe", "sender", "unsubscribe",
                ])
    }
}
