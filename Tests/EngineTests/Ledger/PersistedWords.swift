import Base
import Testing

/// A row of `PersistedWordsTests`: the words that may stand in one place of the files.
struct PersistedWords: Sendable, CustomTestStringConvertible {
    /// A word that the code knows and 341b8c7 never wrote there.
    struct Other: Sendable {
        let word: String
        let why: String
    }

    let name: String
    /// As 341b8c7 wrote them. A word that is added to the code later belongs into `others`.
    let words: [String]
    var others: [Other] = []
    let place: @Sendable (FixtureText) -> [String]

    init(
        _ name: String, _ words: String, others: [Other] = [], place: @escaping @Sendable (FixtureText) -> [String]
    ) {
        self.name = name
        self.words = words.split(separator: " ").map(String.init)
        self.others = others
        self.place = place
    }

    var testDescription: String { name }

    func found(in text: FixtureText) -> [String] { Set(place(text)).sorted() }

    var duplicates: [String] {
        let all = words + others.map(\.word)
        return all.filter { word in all.count { $0 == word } > 1 }
    }
}

extension PersistedWords {
    static let rows: [PersistedWords] = [
        PersistedWords("what set a line off", "mail clock admin delivery carried repair") { $0.sources },
        PersistedWords("header of the journal", "kutsu-journal 1 list after") { text in
            text.headers.filter { $0.verb == "kutsu-journal" }.flatMap { [$0.verb] + $0.values.map(\.key) }
        },
        PersistedWords("header of the members", "kutsu-members 1 list through count sha256") { text in
            text.headers.filter { $0.verb != "kutsu-journal" }.flatMap { [$0.verb] + $0.values.map(\.key) }
        },
        PersistedWords("languages", "fi sv en") { text in
            text.values("language") + text.values("audience") + text.members.map { $0[1] }
        },
        PersistedWords("means of consent", "reply authentication-results admin import") { $0.values("means") },
        PersistedWords("means of consent in members", "reply authentication-results admin import") { text in
            text.members.map { $0[3] }
        },
        PersistedWords("wordings that were agreed to", "confirmJoin.fi confirmJoin.en -") { text in
            text.members.map { $0[5] } + text.values("wording")
        },
        PersistedWords(
            "why somebody left", "token confirmed admin bounces complaint",
            others: [Other(word: "erased", why: "came with erasure")]
        ) { $0.values("by", of: "left") },
        PersistedWords("statuses of posts", "held sending asleep finished cancelled expired") { text in
            text.values("status", of: "held", "dispatched", "post")
        },
        PersistedWords("kinds of posts", "invitation cancellation reminder digest") { text in
            text.values("kind", of: "held", "dispatched", "post")
        },
        PersistedWords("statuses of tips", "waiting kept published") { $0.values("status", of: "tipped", "tip") },
        PersistedWords("answers to invitations", "accepted tentative declined delegated needs-action") { text in
            text.values("answer", of: "answered")
        },
        PersistedWords("what coordinators know of bounces", "nothing failing suspended") { $0.values("told") },
        PersistedWords("outcomes of letters", "accepted refused given-up") { $0.values("outcome") },
        PersistedWords(
            "kinds of letters",
            """
            confirmJoin welcome alreadyMember refusedDomain confirmLeave goodbye notMember help confirmLanguage \
            languageChanged tipThanks tipFromStranger myData probe tooLarge preview previewReminder postCancelled \
            postReport postStale postExpired tipPreview eventRefused postReturned situation bounceReport \
            quarantineNotice floodNotice
            """,
            others: [
                Other(word: "postGone", why: "came with the answer to a cancellation that is too late"),
                Other(word: "capNotice", why: "came with the limits over all addresses"),
                Other(word: "deliveryTrouble", why: "came with the letter about a relay's refusals"),
                Other(word: "keptAside", why: "came with the word to the sender of a mail in quarantine"),
                Other(word: "oldMail", why: "came with the rule for the first start"),
                Other(word: "topics", why: "came with topics"),
                Other(word: "paused", why: "came with pauses"),
                Other(word: "portion", why: "came with roundups"),
                Other(word: "pauseUnclear", why: "came with them, for what says no day"),
                Other(word: "confirmMove", why: "came with changes of address"),
                Other(word: "confirmNewAddress", why: "came with them, to the other address"),
                Other(word: "addressChanged", why: "came with them, at the end"),
                Other(word: "confirmErase", why: "came with erasure"),
                Other(word: "erased", why: "came with it, as the last letter"),
                Other(word: "joinRequest", why: "came with approved joining"),
                Other(word: "joinWaiting", why: "came with it, to who asks"),
                Other(word: "joinDeclined", why: "came with it, after a no"),
                Other(word: "joinExpired", why: "came with it, where nobody answers"),
                Other(word: "joinDecided", why: "came with it, to who answers late"),
                Other(word: "confirmChoice", why: "came with them, for whom others choose"),
                Other(word: "senderCheck", why: "came with them, for whom others write as"),
            ]
        ) { $0.values("kind", of: "letter", "carried-letter", "wrote") },
        PersistedWords(
            "problems of events",
            """
            tooLarge tooManyEvents unreadable noEvent severalEvents unusableIdentifier unreadableProperty \
            dateOutOfRange noStart endsBeforeStart recurring unknownZone unclearTime past unknown outdated
            """
        ) { $0.values("fact.problem") },
        PersistedWords(
            "doubts about times",
            """
            noDay noYear noSuchDay noSuchTime weekdayDisagrees ambiguousOrder ambiguousHour endsBeforeStart several \
            unknownWords tooLong
            """
        ) { $0.values("fact.doubt") },
        PersistedWords("marks", "yes") { text in
            ["cancelled", "tentative", "transparent", "fact.moderated", "fact.forwarded"].flatMap { text.values($0) }
        },
        PersistedWords(
            "progress of copies", "offered accepted refused later unknown skipped delayed not-tried",
            others: [
                Other(word: "transmitted", why: "came with the count of what a kill leaves in doubt"),
                Other(word: "boot", why: "came with it, to tell a kill from a power cut"),
            ]
        ) { text in
            text.progress.map { $0[3] }
        },
        PersistedWords(
            "purposes of tokens",
            """
            join-fi join-sv join-en leave language-fi language-sv language-en post tip copy note probe
            """,
            others: [
                Other(word: "unsubscribe", why: "stands in List-Unsubscribe, where no word names it"),
                Other(word: "choice", why: "came with topics"),
                Other(word: "invite-fi", why: "came with invitations that keep choices"),
                Other(word: "erase", why: "came with erasure"),
            ]
        ) { $0.messageNames },
        PersistedWords(
            "names on the status page", "written members queue held-posts queue-ends last-poll last-error"
        ) { $0.statusKeys },
    ]

    /// The facts of the journal and the names of their values; those of letters that begin with `fact.` are in `facts`.
    static let keys: [String: String] = [
        "mail": "validity uid digest",
        "clock": "",
        "admin": "",
        "delivery": "",
        "carried": "",
        "repair": "",
        "joined": "address language joined means message wording",
        "left": "address by",
        "language-changed": "address language",
        "held": """
        post author name subject audience held status recipients attachment kind event sequence uid plan-sequence \
        stamp span event-name place url tentative transparent
        """,
        "published": "post recipients",
        "asleep": "post",
        "resumed": "post",
        "cancelled": "post",
        "expired": "post",
        "finished": "post accepted refused skipped delayed unknown reason",
        "dispatched": "post author name subject held status recipients approved kind event due tip",
        "tipped": "tip author name language received status kept text",
        "tip-kept": "tip",
        "tip-dropped": "tip",
        "answered": "event address answer sequence stamp",
        "bounced": "address post",
        "faulty-post": "post",
        "suspended": "address",
        "suspension-lifted": "address",
        "probed": "address",
        "probe-returned": "address",
        "reinstated": "address",
        "told-of-bounces": "failing suspended",
        "forwarded": "id from name received post to",
        "forward-finished": "id",
        "flooded": "address",
        "quarantined": "id reason",
        "delivered": "id outcome",
        "seen-numbers": "day keys",
        "seen-digests": "day keys",
        "post": """
        post author name subject audience held status recipients approved attachment kind event sequence due tip uid \
        plan-sequence stamp span event-name place url tentative transparent
        """,
        "tip": "tip author name language received status kept text",
        "event": """
        id post author name audience invited revised reminded sequence cancelled uid plan-sequence stamp span \
        event-name place url tentative transparent
        """,
        "forward": "id from name received post to",
        "bounces": "address suspended probed sent returned told post",
        "removed": "address",
        "letter": "kind to language answers",
        "carried-letter": "id written kind to language answers",
        "wrote": "to kind at",
        "forwarded-from": "address at",
    ]

    /// What letters carry beside that, by their kind: the names that follow `fact.`.
    static let facts: [String: String] = [
        "confirmJoin": "",
        "welcome": "",
        "alreadyMember": "",
        "refusedDomain": "",
        "confirmLeave": "",
        "goodbye": "",
        "notMember": "",
        "help": "forwarded",
        "confirmLanguage": "",
        "languageChanged": "",
        "tipThanks": "moderated",
        "tipFromStranger": "forwarded",
        "myData": "",
        "probe": "",
        "tooLarge": "bytes subject",
        "preview": "post",
        "previewReminder": "post answer",
        "postCancelled": "post",
        "postReport": "post accepted refused skipped delayed unknown reasons",
        "postStale": "post accepted remaining since",
        "postExpired": "post",
        "postReturned": "post count",
        "tipPreview": "tip answer",
        "eventRefused": "problem subject name doubt words",
        "situation": "",
        "bounceReport": "failing suspended removed",
        "quarantineNotice": "reason file subject",
        "floodNotice": "sender count",
    ]
}
