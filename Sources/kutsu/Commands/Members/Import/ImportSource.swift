import ArgumentParser

/// Whose export is read.
enum ImportSource: String, CaseIterable, ExpressibleByArgument {
    /// Lines of `mailman members` or `list_members`, or the members' JSON of its REST API.
    case mailman
    /// A list's folder.
    case mlmmj
    /// Its seed file, or its table of subscribers as CSV.
    case castmail2list
    /// `member.dump`, which `sympa dump_users` writes.
    case sympa
    /// What its subscribers page exports, or the JSON of its API.
    case listmonk

    /// Whether one file may hold the members of several lists, and says of which.
    var holdsLists: Bool {
        switch self {
        case .mailman, .castmail2list, .listmonk: true
        case .mlmmj, .sympa: false
        }
    }
}

/// One member as another program has it.
struct ExportedMember: Equatable {
    /// Where it stands in its file, from 1.
    var line: Int
    var address: String
    var language: String?
    /// Seconds since 1970, or a date as RFC 3339 has it.
    var joined: String?
    var wish = Wish.everything
    /// Why the person gets nothing there, and so is not taken over; nil for everybody else.
    var leftOut: String?

    enum Wish: Equatable {
        case everything
        case daily
        case weekly
        /// No mail, to a moment where that is known.
        case nothing(until: String?)
    }
}
