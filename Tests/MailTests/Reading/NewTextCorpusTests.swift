import Testing

@testable import Mail

@Suite("New text in real replies")
struct NewTextCorpusTests {
    /// Where we differ on purpose: text below an unmarked quotation, or a mail that is all quotation, could be our
    /// own letter coming back. We would rather read nothing.
    private static let readAsNothing: Set<String> = ["embedded_email_18", "quote_only", "forwarded_message"]
    /// Answers below a quotation without introduction: there the quotation is kept, we keep the answer only.
    private static let withoutQuotation: Set<String> = ["embedded_email_16"]

    private static let names = Corpus.files(in: "replies/trimmer").filter { $0.hasSuffix(".txt") }
        .map { String($0.dropLast(4)) }

    @Test(
        "what remains of a reply is what its sender wrote", .enabled(if: Corpus.directory != nil, Corpus.isAbsent),
        arguments: names)
    func trims(name: String) throws {
        let written = NewText.written(in: try Corpus.text("replies/trimmer/\(name).txt"))
        let expected = try Corpus.text("replies/trimmer/\(name).trimmed")
        if Self.readAsNothing.contains(name) {
            #expect(written.isEmpty)
        } else if Self.withoutQuotation.contains(name) {
            #expect(Self.words(expected).hasSuffix(Self.words(written)) && !written.isEmpty)
        } else {
            #expect(Self.words(written) == Self.words(expected))
        }
    }

    @Test(
        "for people, nine in ten read as another reader has them",
        .enabled(if: Corpus.directory != nil, Corpus.isAbsent))
    func shown() throws {
        let same = try Self.names.count { name in
            let shown = NewText.writtenOrPassedOn(in: try Corpus.text("replies/trimmer/\(name).txt"))
            return try Self.words(shown) == Self.words(Corpus.text("replies/trimmer/\(name).trimmed"))
        }
        #expect(same * 10 >= Self.names.count * 9)
    }

    private static func words(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
