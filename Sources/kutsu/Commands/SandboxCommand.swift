import ArgumentParser
import Glibc
import Logging

/// The whole story on one screen, without a mail server of one's own.
struct SandboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox",
        abstract: "Plays a list, its people and their mail server in this process, and checks what comes of it.",
        discussion: """
            Nothing leaves this machine: the mail server listens on 127.0.0.1, and all files lie in a temporary \
            directory that is removed at the end. Exits with 0 only if everything happened as it should. On a terminal the \
            story waits for a key after each step.
            """)

    @Flag(help: "Keep it open afterwards, for Thunderbird, mutt or swaks.")
    var stay = false
    @Flag(inversion: .prefixedNo, help: "Play the story first.")
    var story = true
    @Flag(help: "Tell the story without waiting for keys.")
    var fast = false
    @Option(help: "Listen on this port for IMAP, and on the next two for SMTP. Default: any that are free.")
    var port: UInt16?
    @Flag(help: "Also show what the list's daemon logs.")
    var verbose = false

    func validate() throws {
        guard stay || story else { throw ValidationError("without the story there is nothing to do but --stay") }
        guard port.map({ (1...UInt16.max - 2).contains($0) }) ?? true else {
            throw ValidationError("--port must be from 1 to 65533")
        }
    }

    func run() async throws {
        let signals = Signals([SIGINT, SIGTERM, SIGHUP])
        var logger = Logger(label: "kutsu") { _ in JournalLog() }
        logger.logLevel = verbose ? .debug : .warning
        let show = SandboxShow(
            stage: try SandboxStage(firstPort: port), teller: StoryTeller(page: .ofStandardOutput()),
            isPaced: !fast && StoryPace.hasReader, logger: logger)
        defer { show.stage.close() }
        let (story, stay) = (story ? Story.aDay : nil, stay)
        try await show.untilSignal(signals.stream) { await show.run(story, thenStay: stay) }.get()
    }
}
