import Foundation
import Testing

/// One of the articles beside the code, or the README: what of it can be held to the code.
struct Article: Sendable, CustomTestStringConvertible {
    let path: String
    let text: String

    static let files = Article("Sources/Engine/Engine.docc/Files.md")
    static let states = Article("Sources/MailingList/MailingList.docc/States.md")
    static let conversation = Article("Sources/MailingList/MailingList.docc/Conversation.md")
    static let readme = Article("README.md")

    /// Every article, and the README.
    static let all: [Article] = {
        let names = FileManager.default.enumerator(atPath: root.appending(path: "Sources").path)?.compactMap {
            $0 as? String
        }
        return (names ?? []).filter { $0.hasSuffix(".md") }.sorted().map { Article("Sources/" + $0) } + [readme]
    }()

    static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        .standardizedFileURL

    /// One that is missing is empty, and fails every test about it.
    init(_ path: String) {
        self.path = path
        text = (try? String(contentsOf: Self.root.appending(path: path), encoding: .utf8)) ?? ""
    }

    var testDescription: String { path }

    /// What stands between backticks, and the lines that are indented as code.
    var code: [String] {
        let lines = text.split(separator: "\n").filter { $0.hasPrefix("    ") }.map(String.init)
        return Self.code(in: text) + lines
    }

    static func code(in text: some StringProtocol) -> [String] {
        text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
            .filter { $0.offset % 2 == 1 }.map { String($0.element) }
    }

    /// The tables below a heading, up to the next heading of any level: their rows without the first two, cell by cell.
    func tables(below heading: String) throws -> [[[String]]] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let start = try #require(lines.firstIndex { $0 == heading }, "\(path) has no '\(heading)'")
        let section = lines[(start + 1)...].prefix { !$0.hasPrefix("#") }
        return section.split { !$0.hasPrefix("|") }.map { table in
            table.dropFirst(2).map { row in
                row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            }
        }
    }

    /// The words in backticks of one column of a table.
    func words(below heading: String, table: Int = 0, column: Int = 0) throws -> [String] {
        let tables = try tables(below: heading)
        try #require(tables.indices.contains(table), "\(path), \(heading): there are \(tables.count) tables")
        return tables[table].flatMap { $0.indices.contains(column) ? Self.code(in: $0[column]) : [] }
    }
}
