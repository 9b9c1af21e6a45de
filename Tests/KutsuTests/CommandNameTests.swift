import Testing

@testable import kutsu

@Suite("Names of commands")
struct CommandNameTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let arguments: [String]
        /// What the answer must say; nil where the parser shall judge.
        let answer: String?
        var testDescription: String { arguments.joined(separator: " ") }
    }

    @Test(
        "a wrong name is answered with what was meant, a right one is left to the parser",
        arguments: [
            Case(arguments: [], answer: nil),
            Case(arguments: ["--version"], answer: nil),
            Case(arguments: ["status", "extra"], answer: nil),
            Case(arguments: ["members", "show", "frob@hel.fi"], answer: nil),
            Case(arguments: ["help", "members", "list"], answer: nil),
            Case(arguments: ["-c", "x.toml", "frob"], answer: nil),
            Case(arguments: ["stauts"], answer: "there is no command 'stauts'; did you mean 'status'?"),
            Case(arguments: ["member", "list"], answer: "there is no command 'member'; did you mean 'members'?"),
            Case(arguments: ["members", "lst"], answer: "there is no command 'lst'; did you mean 'list'?"),
            Case(arguments: ["help", "stat"], answer: "there is no command 'stat'; did you mean 'status'?"),
            Case(arguments: ["digest", "xyzzy"], answer: "there is no command 'xyzzy'; known are preview, send"),
        ])
    func names(_ example: Case) {
        do throws(CommandError) {
            try CommandNames.check(example.arguments, of: Kutsu.self)
            #expect(example.answer == nil)
        } catch {
            #expect(error.description == example.answer)
            #expect(error.exitCode == 64)
        }
    }
}
