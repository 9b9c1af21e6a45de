import Base

@testable import Engine
@testable import MailingList

extension StateFixture {
    /// The words that the code knows, by the name of their row in `PersistedWordsTests`. Where a type cannot list its
    /// cases there is no row: then only lines that are read and written again show its words.
    private static let tokenWords: [String] = {
        let post = PostID("20261121-00000001").map { [TokenPurpose.post($0), .copy($0)] } ?? []
        let item = ItemID("t-0000000000000001").map { [TokenPurpose.item($0)] } ?? []
        return
            (TokenPurpose.personalQuestions + post + item + [
                .choice(.topics([])), .invitation(.fi, Choices(pause: .open)), .note, .probe, .unsubscribe,
            ]).map(\.word)
    }()

    static let wordsOfCode: [String: [String]] = [
        "languages": Language.allCases.map(\.rawValue),
        "means of consent": Consent.Means.allCases.map(\.rawValue),
        "why somebody left": LeaveReason.allCases.map(\.rawValue),
        "statuses of posts": Post.Status.allCases.map(\.rawValue),
        "statuses of tips": Item.Status.allCases.map(\.rawValue),
        "what coordinators know of bounces": BounceRecord.NotificationLevel.allCases.map(\.rawValue),
        "outcomes of letters": LetterOutcome.allCases.map(\.rawValue),
        "kinds of letters": LetterKind.allCases.map(\.rawValue),
        "problems of events": EventRefusal.Problem.allCases.map(\.rawValue),
        "doubts about times": EventTimeError.allCases.map(\.rawValue),
        "purposes of tokens": tokenWords,
    ]
}
