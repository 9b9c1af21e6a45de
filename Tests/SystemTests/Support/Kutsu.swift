import Foundation

/// The built program, and nothing else of it.
enum Kutsu {
    /// Where it is: `$KUTSU_BINARY`, else beside the test runner, which SwiftPM builds into the same folder, else
    /// where SwiftPM builds by default.
    static func binary() throws -> String {
        if let chosen = ProcessInfo.processInfo.environment["KUTSU_BINARY"] { return chosen }
        let runners = [
            try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"), CommandLine.arguments[0],
        ]
        let besides = runners.compactMap { $0 }.map { URL(filePath: $0).deletingLastPathComponent() }
        let package = URL(filePath: #filePath).appending(path: "../../../..").standardized
        let candidates = (besides + [package.appending(path: ".build/debug")]).map { $0.appending(path: "kutsu").path }
        guard let binary = candidates.first(where: { access($0, X_OK) == 0 }) else {
            throw Trouble("no program kutsu (swift build, or set KUTSU_BINARY); looked at \(candidates)")
        }
        return binary
    }

    /// Runs a subcommand to its end.
    static func command(
        _ arguments: [String], input: String = "", environment: [String: String?] = [:],
        timeout: Duration = .patience
    ) async throws -> Child.Outcome {
        try await Child.run(
            binary(), arguments, input: Array(input.utf8),
            environment: neutral.merging(environment) { $1 }, timeout: timeout)
    }

    /// Nothing of the tester's own surroundings may decide a test.
    static let neutral: [String: String?] = [
        "KUTSU_CONFIG": nil, "NOTIFY_SOCKET": nil, "WATCHDOG_USEC": nil, "WATCHDOG_PID": nil,
        "CREDENTIALS_DIRECTORY": nil, "LANG": "C.UTF-8", "LC_ALL": nil, "TZ": nil, "COLUMNS": nil,
    ]
}
