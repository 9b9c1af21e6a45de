import ArgumentParser

/// `--json`: for programs.
struct JsonOption: ParsableArguments {
    @Flag(name: .customLong("json"), help: "Print JSON, for programs.")
    var isWanted = false
}
