import Base

/// What a token proves, and about what. It works for its purpose only.
package enum TokenPurpose: Hashable, Sendable {
    /// The confirm letter that asks whether to join, with the language of the welcome.
    case join(Language)
    /// The same of somebody whom an admin invites, with what they chose elsewhere.
    case invitation(Language, Choices)
    /// The confirm letter that asks whether to leave.
    case leave
    /// The confirm letter that asks whether to change the language.
    case language(Language)
    /// The letter that asks whether everything is to be forgotten.
    case erase
    /// The letter that asks an old address whether its membership moves to this one.
    case move(to: Address)
    /// The letter that asks a new address whether it takes over the membership of this one.
    case newAddress(from: Address)
    /// The letter that asks whether a member chooses this.
    case choice(Choice)
    /// The question whether this person is let in: any coordinator may answer.
    case admission(of: Address)
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
        case .invitation(let language, _): "invite-" + language.rawValue
        case .leave: "leave"
        case .language(let language): "language-" + language.rawValue
        case .erase: "erase"
        case .move: "move"
        case .newAddress: "address"
        case .choice: "choice"
        case .admission: "admit"
        case .post: "post"
        case .item: "tip"
        case .copy: "copy"
        case .note: "note"
        case .probe: "probe"
        case .sender: "sender"
        case .unsubscribe: "unsubscribe"
        }
    }

    /// The post, item, choice or address that it is about, as Message-IDs name it behind the word.
    var subject: String? {
        switch self {
        case .post(let id), .copy(let id): id.text
        case .item(let id): id.text
        case .choice(let choice): choice.encoded
        case .invitation(_, let choices): choices.encoded
        case .move(let address), .newAddress(let address), .admission(let address):
            Base32.encoded(Array(address.text.utf8))
        case .join, .leave, .language, .erase, .note, .probe, .sender, .unsubscribe: nil
        }
    }

    /// What stands between the brackets in the subject of a letter that asks, for programs that lose In-Reply-To. Which
    /// post or item is asked about, the list knows; what somebody may choose, it does not.
    package func inSubject(_ token: Token) -> String {
        switch self {
        case .choice, .move, .newAddress, .admission, .invitation: break
        default: return token.text
        }
        let text = "\(token.text).\(subject ?? "")"
        // Of what is longer, only an answer to the very letter is one.
        return text.count <= SubjectPrefix.longestToken ? text : token.text
    }

    /// Reads the word, and takes the subject from `rest` where the word needs one.
    init?(word: some StringProtocol, subject rest: inout ArraySlice<Substring>) {
        switch word {
        case "leave": self = .leave
        case "erase": self = .erase
        case "post", "copy":
            guard let id = rest.popFirst().flatMap({ PostID($0) }) else { return nil }
            self = word == "post" ? .post(id) : .copy(id)
        case "tip":
            guard let id = rest.popFirst().flatMap({ ItemID($0) }) else { return nil }
            self = .item(id)
        case "move", "address", "admit":
            guard let other = rest.popFirst().flatMap({ Self.address(encoded: $0) }) else { return nil }
            self =
                word == "move" ? .move(to: other) : word == "admit" ? .admission(of: other) : .newAddress(from: other)
        case "choice":
            guard let choice = rest.popFirst().flatMap({ Choice(encoded: $0) }) else { return nil }
            self = .choice(choice)
        case "note": self = .note
        case "probe": self = .probe
        case "sender": self = .sender
        case "unsubscribe": self = .unsubscribe
        default:
            let halves = word.split(separator: "-")
            guard halves.count == 2, let language = Language(rawValue: String(halves[1])) else { return nil }
            switch halves[0] {
            case "join": self = .join(language)
            case "invite":
                guard let choices = rest.popFirst().flatMap({ Choices(encoded: $0) }) else { return nil }
                self = .invitation(language, choices)
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
        case .admission(let address): address.text
        case .copy(let id): id.text + " "
        case .choice(let choice): choice.text + " "
        case .invitation(_, let choices): choices.text + " "
        case .move(let other), .newAddress(let other): other.text + " "
        case .join, .leave, .language, .erase, .note, .probe, .sender, .unsubscribe: ""
        }
    }

    /// Whether it proves something of one address. What any coordinator may answer does not.
    var signsAddress: Bool {
        switch self {
        case .post, .item, .admission: false
        case .copy, .choice, .move, .newAddress, .join, .invitation, .leave, .language, .erase, .note, .probe, .sender,
            .unsubscribe:
            true
        }
    }

    /// How long a token is good for, where that tells when it was made.
    package var life: Seconds? {
        switch self {
        case .join, .invitation, .leave, .language, .erase, .move, .newAddress, .choice, .item, .sender:
            Policy.confirmWithin
        case .copy, .note, .probe, .unsubscribe: Policy.answerWithin
        case .post, .admission: nil
        }
    }

    static func address(encoded text: some StringProtocol) -> Address? {
        Base32.text(encoded: text).flatMap { Address($0) }
    }

    /// Letters that ask one person something about themselves.
    static let personalQuestions: [TokenPurpose] =
        Language.allCases.map(TokenPurpose.join) + [.leave] + Language.allCases.map(TokenPurpose.language) + [.erase]
}
