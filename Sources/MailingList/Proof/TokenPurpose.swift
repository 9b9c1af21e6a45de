import Base

/// What a token proves, and about what. It works for its purpose only.
package enum TokenPurpose: Hashable, Sendable {
    /// The confirm letter that asks whether to join, with the language of the welcome.
    case join(Language)
    /// The confirm letter that asks whether to leave.
    case leave
    /// The confirm letter that asks whether to change the language.
    case language(Language)
    /// The preview of a post, or the question about one that stalled: any coordinator may answer.
    case post(PostID)
    /// The question whether an item goes into the next digest: any coordinator may answer.
    case item(ItemID)
    /// A member's copy of a post: who answers it from the same address reads that address's mail.
    case copy(PostID)
    /// Any other letter: proves the same.
    case note
    /// The letter that asks whether mail still arrives: proves the same, and that it did not when it comes back.
    case probe
    /// The letter that asks whether mails in somebody's name are theirs: an answer is taken as the mail it holds.
    case sender
    /// The address in List-Unsubscribe: whoever uses it may take that one address off the list.
    case unsubscribe

    /// One word for Message-IDs and for the signature. Mails that went out years ago carry it.
    package var word: String {
        switch self {
        case .join(let language): "join-" + language.rawValue
        case .leave: "leave"
        case .language(let language): "language-" + language.rawValue
        case .post: "post"
        case .item: "tip"
        case .copy: "copy"
        case .note: "note"
        case .probe: "probe"
        case .sender: "sender"
        case .unsubscribe: "unsubscribe"
        }
    }

    /// The post or item that it is about, as Message-IDs name it behind the word.
    var subject: String? {
        switch self {
        case .post(let id), .copy(let id): id.text
        case .item(let id): id.text
        case .join, .leave, .language, .note, .probe, .sender, .unsubscribe: nil
        }
    }

    /// Reads the word, and takes the subject from `rest` where the word needs one.
    init?(word: some StringProtocol, subject rest: inout ArraySlice<Substring>) {
        switch word {
        case "leave": self = .leave
        case "post", "copy":
            guard let id = rest.popFirst().flatMap({ PostID($0) }) else { return nil }
            self = word == "post" ? .post(id) : .copy(id)
        case "tip":
            guard let id = rest.popFirst().flatMap({ ItemID($0) }) else { return nil }
            self = .item(id)
        case "note": self = .note
        case "probe": self = .probe
        case "sender": self = .sender
        case "unsubscribe": self = .unsubscribe
        default:
            let halves = word.split(separator: "-")
            guard halves.count == 2, let language = Language(rawValue: String(halves[1])) else { return nil }
            switch halves[0] {
            case "join": self = .join(language)
            case "language": self = .language(language)
            default: return nil
            }
        }
    }

    /// What is signed when somebody gets the mail, but for their address at its end, where it is signed.
    var signedSubject: String {
        switch self {
        case .post(let id): id.text
        case .item(let id): id.text
        case .copy(let id): id.text + " "
        case .join, .leave, .language, .note, .probe, .sender, .unsubscribe: ""
        }
    }

    /// Whether it proves something of one address. What any coordinator may answer does not.
    var signsAddress: Bool {
        switch self {
        case .post, .item: false
        case .copy, .join, .leave, .language, .note, .probe, .sender, .unsubscribe: true
        }
    }

    /// How long a token is good for, where that tells when it was made.
    package var life: Seconds? {
        switch self {
        case .join, .leave, .language, .item, .sender: Policy.confirmWithin
        case .copy, .note, .probe, .unsubscribe: Policy.answerWithin
        case .post: nil
        }
    }

    /// Letters that ask one person something about themselves.
    static let personalQuestions: [TokenPurpose] =
        Language.allCases.map(TokenPurpose.join) + [.leave] + Language.allCases.map(TokenPurpose.language)
}
