import Testing

@testable import Mail

@Suite("Phrases in a text")
struct PhrasesTests {
    private static let phrases: Phrases = [" external sender", " is for ", " lähettäj", " url"]

    @Test(
        "a phrase is found anywhere, with the spaces that it has",
        arguments: [
            (" this is an external sender ", true), (" external senders ", true), (" externalsender ", false),
            (" it is for you ", true), (" it is forty ", false), (" lähettäjä on ", true), (" ulkolähettäjä ", false),
            (" url ", true), (" curl ", false), (" ", false), ("", false), (" ur", false), (" is for", false),
        ])
    func found(text: String, isIn: Bool) { #expect(Self.phrases.areIn(text) == isIn) }

    @Test(
        "different phrases are counted, one that stands twice is one",
        arguments: [
            (" url url ", 1, true), (" url url ", 2, false), (" url lähettäjä ", 2, true),
            (" url lähettäjä ", 3, false),
        ])
    func counted(text: String, count: Int, isReached: Bool) {
        #expect(Self.phrases.areIn(text, atLeast: count) == isReached)
    }

    @Test("a letter of two scalars is the letter", arguments: [" la\u{308}hetta\u{308}ja\u{308} ", " lähettäjä "])
    func decomposed(text: String) { #expect(Self.phrases.areIn(text)) }

    @Test("a beginning is the beginning", arguments: [(" url x ", true), (" x url ", false), ("", false)])
    func begin(text: String, does: Bool) { #expect(Self.phrases.begin(text) == does) }
}
