import Base
import MailingList
import Testing

/// The tables of states and transitions are those of the code.
@Suite("The article on states")
struct StatesArticleTests {
    private static func statuses(_ heading: String) throws -> [String] { try Article.states.words(below: heading) }

    /// `from → to`, one for each pair of a row that names both in backticks.
    private static func steps(_ heading: String) throws -> Set<String> {
        let rows = try Article.states.tables(below: heading)[1]
        return Set(
            rows.flatMap { row in
                Article.code(in: row[0]).flatMap { from in Article.code(in: row[1]).map { "\(from) → \($0)" } }
            })
    }

    @Test("a post's states and steps stand in it, and no others")
    func posts() throws {
        #expect(try Self.statuses("## Post") == Post.Status.allCases.map(\.rawValue))
        let steps = Post.Status.allCases.flatMap { from in from.next.map { "\(from.rawValue) → \($0.rawValue)" } }
        #expect(try Self.steps("## Post") == Set(steps))
    }

    @Test("an item's states and steps stand in it, and no others")
    func items() throws {
        #expect(try Self.statuses("## Tip") == Item.Status.allCases.map(\.rawValue))
        let steps = Item.Status.allCases.flatMap { from in from.next.map { "\(from.rawValue) → \($0.rawValue)" } }
        #expect(try Self.steps("## Tip") == Set(steps))
    }

    @Test(
        "what brings a step is an entry of the journal",
        arguments: ["## Post", "## Tip", "## Event", "## Member under bounces", "## Letter", "## Forwarded mail"])
    func entries(heading: String) throws {
        let tables = try Article.states.tables(below: heading)
        let words = try #require(tables.last).flatMap { Article.code(in: $0[2]) }
        let known = Entry.verbs.union(LetterOutcome.allCases.map(\.rawValue)).union(
            LeaveReason.allCases.map(\.rawValue)
        )
        .union(["letter"])
        #expect(Set(words).isSubset(of: known), "\(Set(words).subtracting(known))")
        #expect(!words.isEmpty)
    }
}
