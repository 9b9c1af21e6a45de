import Base
import Engine

/// Asks for what the options have not said, one line each; a line left empty takes the proposal in brackets.
struct SetupDialogue {
    /// Reads one line; nil at the end of the input.
    let read: () -> String?
    let write: (String) -> Void

    /// An option is missing and nobody answers.
    static func silent(_ option: String) -> CommandError {
        .usage("kutsu setup: nobody answers; say \(option), or start it on a terminal")
    }

    /// - Parameters:
    ///   - option: what the answer would be given with on the command line.
    ///   - proposal: taken for an empty line; nil where there must be an answer.
    ///   - problem: why an answer will not do; nil where it does.
    func ask(
        _ question: String, option: String, proposal: String? = nil, problem: (String) -> String? = { _ in nil }
    ) throws(CommandError) -> String {
        while true {
            write("\(question)\(proposal.map { $0.isEmpty ? " [none]" : " [\($0)]" } ?? "")? ")
            guard let line = read() else {
                guard let proposal else { throw Self.silent(option) }
                write("\n")
                return proposal
            }
            let answer = line.trimmed.isEmpty ? proposal ?? "" : line.trimmed
            if answer.isEmpty, proposal == nil { continue }
            guard let problem = problem(answer) else { return answer }
            write("\(problem)\n")
        }
    }

    /// One of several, by its number or its word.
    func choose<Choice>(
        _ question: String, option: String, _ choices: [(choice: Choice, word: String, text: String)]
    ) throws(CommandError) -> Choice {
        for (index, one) in choices.enumerated() { write("  \(index + 1)  \(one.word): \(one.text)\n") }
        func found(_ answer: String) -> Choice? {
            if let number = Int(answer), choices.indices.contains(number - 1) { return choices[number - 1].choice }
            return choices.first { $0.word == answer }?.choice
        }
        let answer = try ask(question, option: option, proposal: "1") {
            found($0) == nil ? "Answer with a number from 1 to \(choices.count)." : nil
        }
        return found(answer) ?? choices[0].choice
    }

    /// Waits until somebody has done what stands there; at once where nobody answers.
    func wait(_ text: String) {
        write("\(text) ")
        if read() == nil { write("\n") }
    }
}
