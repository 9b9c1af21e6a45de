import Testing

@testable import Mail

@Suite("Flowed text")
struct FlowedTextTests {
    @Test(
        "lines that end in a space go on, those of another depth do not (RFC 3676)",
        arguments: [
            ("", ""), ("one", "one"), ("one \ntwo", "one two"), ("one \ntwo\n", "one two\n"),
            ("one\n\ntwo", "one\n\ntwo"),
            // Stuffed lines, and a blank one that is stuffed.
            (" From here\n  indented\n \nend", "From here\n indented\n\nend"),
            // A quotation keeps its marks; what flows into another depth ends there.
            ("> a \n> b\nc", "> a b\nc"), ("> a \nb", "> a \nb"), ("a \n>> b \n>> c\n", "a \n>> b c\n"),
            // The signature's mark ends in a space and does not flow.
            ("words \n-- \nAnna", "words \n-- \nAnna"), (">-- \n>Anna", "> -- \n> Anna"),
            // It ends in the middle.
            ("open ", "open "), ("open \n", "open "),
        ])
    func unflows(_ text: String, _ expected: String) {
        #expect(FlowedText.unflowed(text, deletesSpace: false) == expected)
    }

    @Test("with DelSp the space at the end goes, too")
    func deletesSpace() {
        #expect(FlowedText.unflowed("yhdys \nsana ja  \nmuu \n", deletesSpace: true) == "yhdyssana ja muu")
    }

    @Test("a mail says whether its text flows")
    func message() {
        func written(_ type: String) -> String {
            Message(Array("From: a@hel.fi\nContent-Type: \(type)\n\none \ntwo\n".utf8)).written
        }
        #expect(written("text/plain; format=Flowed") == "one two")
        #expect(written("text/plain; format=flowed; DelSp=Yes") == "onetwo")
        #expect(written("text/plain; format=fixed") == "one\ntwo")
    }
}
