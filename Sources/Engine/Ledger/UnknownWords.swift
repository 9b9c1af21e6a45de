import Base
import MailingList

/// What stands in a whole line of a list's files and this Kutsu does not know, in words for an admin: it completes
/// "line 12 says …".
struct UnknownWords: Error, Hashable {
    let text: String

    init(_ text: String) { self.text = text }

    /// A column that cannot be read. Its verb may be known: then one of the values it must have is not.
    init(column: Substring, isKnown: (String) -> Bool) {
        let verb = String(column.prefix { $0 != " " })
        self.init(isKnown(verb) ? "more of \(Self.quoted(verb)) than is known here" : Self.quoted(verb))
    }

    /// A word that is none of those at its place.
    init(word: some StringProtocol) { self.init(Self.quoted(word)) }

    /// Whatever a file holds, it is one short word in a log.
    private static func quoted(_ word: some StringProtocol) -> String {
        "\"\(PercentCodec.column(String(word.prefix(40))))\""
    }

    /// The line of a member holds more, or other words, than this Kutsu knows.
    static let inMembers = UnknownWords("more of a member than is known here")

    /// What is wrong with the line.
    var finding: String { "says \(text). A newer Kutsu wrote it: update this one" }
    /// Why the file cannot be used.
    func reason(line: Int) -> String { "line \(line) \(finding)" }
}
