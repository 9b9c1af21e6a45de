import ArgumentParser
import Testing

@testable import kutsu

/// The command lines in articles are those that the binary takes.
@Suite("Command lines in articles")
struct CommandArticleTests {
    /// By name, each with the names of its own; also one that help does not show.
    private static let subcommands: [String: Set<String>] = {
        var names: [String: Set<String>] = ["help": []]
        for command in Kutsu.configuration.subcommands {
            names[command._commandName] = Set(command.configuration.subcommands.map { $0._commandName })
        }
        return names
    }()

    /// Behind each `kutsu` the words that follow it.
    private static func lines(of article: Article) -> [[Substring]] {
        article.code.flatMap { $0.split(separator: "\n") }.flatMap { line in
            let words = line.split(separator: " ")
            return words.indices.filter { words[$0] == "kutsu" }.map { Array(words[($0 + 1)...]) }
        }
    }

    @Test("every command that an article names is one", arguments: Article.all)
    func named(article: Article) {
        for line in Self.lines(of: article) {
            guard let name = line.first, name.first?.isLetter == true, name.allSatisfy(\.isLowercase) else { continue }
            guard let inner = Self.subcommands[String(name)] else {
                Issue.record("kutsu \(name)")
                continue
            }
            guard !inner.isEmpty, let second = line.dropFirst().first, second.allSatisfy(\.isLowercase) else {
                continue
            }
            #expect(inner.contains(String(second)), "kutsu \(name) \(second)")
        }
    }

    @Test("every option behind such a command is one of its options", arguments: Article.all)
    func options(article: Article) {
        for line in Self.lines(of: article) {
            let names = line.prefix { $0.allSatisfy(\.isLowercase) }
            guard let first = names.first,
                let command = Kutsu.configuration.subcommands.first(where: { $0._commandName == first })
            else { continue }
            let inner = command.configuration.subcommands.first { $0._commandName == names.dropFirst().first ?? "" }
            let help = (inner ?? command).helpMessage()
            for option in line where option.hasPrefix("--") { #expect(help.contains(option), "\(line)") }
        }
    }

    @Test("every command stands in the README or in an article", arguments: Self.subcommands.keys.sorted())
    func written(name: String) {
        let isWritten = Article.all.contains { article in
            Self.lines(of: article).contains { $0.first.map(String.init) == name }
        }
        #expect(isWritten, "kutsu \(name)")
    }
}
