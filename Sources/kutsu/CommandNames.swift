import Base
import ArgumentParser
import Engine

/// Says which command was probably meant. The parser takes a wrong one for an argument too many.
enum CommandNames {
    /// - Parameter arguments: without the program's own name.
    static func check(_ arguments: [String], of root: any ParsableCommand.Type) throws(CommandError) {
        var command = root
        // `kutsu help members` takes names as well.
        for argument in arguments.first == "help" ? arguments.dropFirst() : arguments[...] {
            let known = command.configuration.subcommands
            if known.isEmpty || argument.hasPrefix("-") { return }
            if let next = known.first(where: { $0._commandName == argument }) {
                command = next
                continue
            }
            // There the word may be an argument.
            if command.configuration.defaultSubcommand != nil { return }
            let names = known.filter { $0.configuration.shouldDisplay }.map { $0._commandName }
            let meant = nearest(to: argument, among: names).map { "did you mean '\($0)'?" }
            let answer = meant ?? "known are " + names.joined(separator: ", ")
            throw .usage("there is no command '\(argument.harmless)'; \(answer)")
        }
    }
}
