import Base
import Mail
import MailingList
import Rendering

/// What the sandbox plays: who does what, and what must come of it. Data only; ``StoryPlayer`` plays it.
struct Story: Sendable {
    struct Scene: Sendable {
        var title: String
        var steps: [Step]
    }

    struct Step: Sendable {
        /// What happens and why, for whoever watches.
        var remark: String
        var who: Persona
        var does: Deed
        /// All that comes of it, in any order: one more mail, or one less, ends the story.
        var expects: [Expectation]
    }

    enum Deed: Sendable {
        case writes(subject: String, text: String = "")
        /// To the last mail that came from the list.
        case answers(String)
        /// A machine answers the last mail that came from the list.
        case isAway(String)
        case announces(Announcement)
        /// A mail with somebody else in its From line.
        case forges(Persona, subject: String)
        /// A meeting, as a calendar program sends it.
        case invites(Meeting)
        /// The buttons of the calendar: an answer to the invitation that came last.
        case participates(Participation)
        /// The admin says `kutsu digest send`, instead of waiting for Friday.
        case sendsDigest
    }

    enum Expectation: Sendable {
        case letter(TemplateName, to: Persona)
        /// A copy of the announcement that was made last.
        case copy(to: Persona)
        /// The mail itself, passed on.
        case forward(to: Persona)
        /// An invitation to the meeting that was sent last, to this person alone.
        case invitation(to: Persona)
        /// All tips so far, and the name of the language of the last.
        case digest(to: Persona)
    }

    var scenes: [Scene]
    /// Who is on the list when it is over.
    var members: [Persona]
}

/// Somebody in the story.
struct Persona: Hashable, Sendable {
    var name: String
    var address: String
    /// What they read: letters to them are expected in it.
    var language: Language

    var firstName: String { String(name.prefix { $0 != " " }) }
}

/// What a coordinator writes into a calendar, and invites the list to.
struct Meeting: Sendable {
    var uid: String
    var name: String
    var place: String
    var words: String
    /// How many days from now, for two hours.
    var inDays: Int64
}

/// What a coordinator sends to all.
struct Announcement: Sendable {
    var subject: String
    var text: String
    var html: String
    var fileName: String
    var file: [UInt8]
}
