import Base

/// What a person asks for in so many words, by mail. `CommandWords` has the words, `CommandReader` finds them.
package enum Command: Hashable, Sendable {
    case join
    case leave
    case help
    /// Letters and copies in this language from now on.
    case language(Language)
    /// Everything that is held about me.
    case ownData
    /// Forget me: leave, and keep nothing that can be read.
    case erase
    /// The membership moves to this address.
    case changeAddress(Address)
    /// No copies for so long.
    case pause(PauseLength)
    /// Copies again, before the pause is over.
    case resume
    /// Topics as written, each with its sign: `+kainuu`, `-norra savolax`. None: show them. `Topics` knows the names.
    case topics([String])
    /// Which mails, and whether one by one; nil asks what there is.
    case portion(Portion.Mode?)
    /// Yes, send it: the answer to a preview.
    case publish
    /// No, do not send it: the answer to a preview.
    case cancel
    /// A coordinator asks how things are.
    case situation
    /// Something for a collection of the list. The text is the rest of the line after the colon, perhaps empty; the body
    /// goes with it.
    case item(CollectionName, String)

    /// Whether somebody wants something changed for themselves.
    var isWish: Bool {
        switch self {
        case .join, .leave, .language, .erase, .changeAddress, .pause, .resume, .topics, .portion: true
        case .help, .ownData, .publish, .cancel, .situation, .item: false
        }
    }
}
