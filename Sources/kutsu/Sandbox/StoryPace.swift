import Glibc
import Wire

/// Lets whoever watches read at their own pace: after each step a key goes on. Where no person sits before it, all is
/// told at once.
struct StoryPace: Sendable {
    let executor: PollExecutor
    let page: StoryPage
    let waits: Bool

    /// A key can come only to a process in the terminal's foreground; another one would be stopped for asking.
    static var hasReader: Bool {
        Output.isTerminal && isatty(STDIN_FILENO) == 1 && tcgetpgrp(STDIN_FILENO) == getpgrp()
    }

    /// Returns when a key was pressed, or when the task was cancelled.
    func turn() async {
        guard waits else { return }
        var before = termios()
        guard tcgetattr(STDIN_FILENO, &before) == 0 else { return }
        // Single keys, unseen. Signals go on coming from Ctrl-C.
        var keys = before
        keys.c_lflag &= ~tcflag_t(ICANON | ECHO)
        guard tcsetattr(STDIN_FILENO, TCSANOW, &keys) == 0 else { return }
        defer { tcsetattr(STDIN_FILENO, TCSANOW, &before) }
        let prompt = "  — any key goes on —"
        Output.print("\n" + page.painted(prompt, .dim), end: "")
        let input = PollExecutor.Interest(STDIN_FILENO, reading: true, writing: false)
        if case .ready = await executor.wait(for: [input], timeout: .seconds(86_400)) {
            var key = [UInt8](repeating: 0, count: 64)
            _ = read(STDIN_FILENO, &key, key.count)
        }
        Output.print("\r" + String(repeating: " ", count: prompt.count) + "\r", end: "")
    }
}
