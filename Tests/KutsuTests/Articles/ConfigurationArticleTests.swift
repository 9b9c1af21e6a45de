import Engine
import Foundation
import Testing

/// The keys that articles and examples speak of are those that are read.
@Suite("Keys of the configuration in articles and examples")
struct ConfigurationArticleTests {
    /// By section; what an unknown key in each is answered with names the known ones.
    private static let keys: [String: Set<String>] = {
        let sections = [
            "list", "joining", "mailbox", "oauth", "relay", "tips", "events", "bounces", "letters", "posts", "state",
            "backup", "retention",
        ]
        let text =
            sections.map { "[\($0)]\nqqqqqqqqqqqqqqqq = 1\n" }.joined() + "[[collection]]\nqqqqqqqqqqqqqqqq = 1\n"
            + "digest = { every = \"week\", qqqqqqqqqqqqqqqq = 1 }\n[qqqqqqqqqqqqqqqq]\n"
        var keys: [String: Set<String>] = [:]
        do throws(ConfigurationError) { _ = try Configuration.read(text: text, file: "k.toml") } catch {
            for problem in error.problems {
                guard let key = problem.key, key.hasSuffix("qqqqqqqqqqqqqqqq"),
                    let known = problem.text.split(separator: "known are ").last
                else { continue }
                let section = key.dropLast("qqqqqqqqqqqqqqqq".count).filter { !"[].".contains($0) && !$0.isNumber }
                keys[section] = Set(known.split(separator: ", ").map(String.init))
            }
        }
        return keys
    }()

    private static let examples = [
        Article("config/ihmisoikeusverkosto.toml"), Article("config/tasa-arvoverkosto.toml"),
    ]

    /// `oauth.lock` is no key.
    private static let fileEndings: Set<Substring> = ["toml", "md", "lock", "new", "told"]

    @Test("the code was asked for the keys of every section")
    func sections() {
        // What stands in [topics] is called as the admin likes.
        #expect(Set(Self.keys.keys) == Self.keys[""]?.subtracting(["topics"]).union(["", "collectiondigest"]))
        #expect(Self.keys.values.allSatisfy { !$0.isEmpty })
    }

    @Test("every key that is read is explained in the first example, or shown in the second")
    func explained() {
        let lines = Self.examples.flatMap { $0.text.split(separator: "\n") }
        var shown: Set<String> = []
        for line in lines {
            let words = line.drop { $0 == "#" || $0 == " " }.split(separator: "=", maxSplits: 1)
            if words.count == 2 { shown.insert(words[0].trimmingCharacters(in: .whitespaces)) }
        }
        let text = lines.joined(separator: "\n")
        for (section, keys) in Self.keys where !section.isEmpty {
            for key in keys {
                #expect(shown.contains(key) || text.contains("\(key) = "), "\(section).\(key)")
            }
        }
    }

    @Test("every key that an article names is read", arguments: Article.all)
    func named(article: Article) {
        for code in article.code {
            let words = code.split(separator: " ").first.map { $0.split(separator: ".") } ?? []
            guard words.count == 2, let keys = Self.keys[String(words[0])], !words[0].isEmpty,
                words[1].allSatisfy({ $0.isLetter || $0 == "_" }), !Self.fileEndings.contains(words[1])
            else { continue }
            #expect(keys.contains(String(words[1])), "\(code)")
        }
    }
}
