import Base
import TestWorld
import Testing

@testable import MailingList

/// The words that people and journals use are those of the code.
@Suite("The article on the conversation")
struct ConversationArticleTests {
    @Test("every command's words stand in it", arguments: CommandWords.Meaning.allCases)
    func commands(meaning: CommandWords.Meaning) throws {
        let code = Set(Article.conversation.code.map { Folding.fold($0.prefix { $0 != ":" && $0 != "…" }) })
        let row = try #require(CommandWords.table.first { $0.meaning == meaning })
        for word in row.words.values.joined() {
            let isWritten =
                code.contains(Folding.fold(word)) || code.contains { $0.hasPrefix(Folding.fold(word) + " ") }
            #expect(isWritten, "\(word)")
        }
    }

    @Test("every word in its table of commands is one, in the language of its column")
    func table() throws {
        let rows = try Article.conversation.tables(below: "## Commands")[0]
        for row in rows {
            for (column, language) in zip(row.dropFirst(), [Language.fi, .sv, .en]) {
                for word in Article.code(in: column) {
                    // What begins an item is configured: `ehdotus: …`, as the key `words` says.
                    if word.contains(":") || word == "words" { continue }
                    let command = try #require(
                        CommandReader.read(subject: word, written: "", collections: .standard), "\(word)")
                    #expect(command.language == nil || command.language == language, "\(word)")
                }
            }
        }
        #expect(rows.count > 8)
    }

    @Test("every purpose of a token stands in it, and no other")
    func purposes() throws {
        let post = try #require(PostID("20261121-7f3a9c04"))
        let item = ItemID(digest: MailDigest(value: 1))
        let all: [TokenPurpose] = [
            .join(.fi), .invitation(.fi, Choices(pause: .open)), .leave, .language(.fi), .erase, .move(to: W.olli),
            .newAddress(from: W.olli),
            .choice(.topics([])), .admission(of: W.olli), .post(post), .item(item), .copy(post),
            .note,
            .sender,
            .probe, .unsubscribe,
        ]
        let words = all.map { $0.word.replacing("-fi", with: "-LANGUAGE") }
        #expect(try Article.conversation.words(below: "### Tokens") == words)
    }

    @Test("every reason to refuse an event stands in it, and no other")
    func refusals() throws {
        let heading = "### Refused events"
        #expect(
            Set(try Article.conversation.words(below: heading)) == Set(EventRefusal.Problem.allCases.map(\.rawValue)))
        #expect(
            Set(try Article.conversation.words(below: heading, table: 1))
                == Set(EventTimeError.allCases.map(\.rawValue)))
    }
}
