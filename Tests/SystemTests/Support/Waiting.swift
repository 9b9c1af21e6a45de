import Dispatch
import Glibc

/// Why a test cannot go on, in a sentence.
struct Trouble: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }

    /// The last system call's failure, told with what was being done.
    static func system(_ doing: String, code: Int32 = errno) -> Trouble {
        Trouble("\(doing): \(String(cString: strerror(code)))")
    }
}

extension Duration {
    /// How long a test waits for what will come: on a busy machine late, but not never.
    static let patience = Duration.seconds(60)
}

/// Asks until there is an answer.
@discardableResult
func awaiting<Answer>(
    _ what: @autoclosure () -> String, timeout: Duration = .patience, _ question: () async throws -> Answer?
) async throws -> Answer {
    let deadline = ContinuousClock.now + timeout
    while true {
        if let answer = try await question() { return answer }
        if ContinuousClock.now >= deadline { throw Trouble("waited \(timeout) for \(what())") }
        try await Task.sleep(for: .milliseconds(10))
    }
}

/// Runs work that blocks on a thread of its own, so that tests that wait do not hold up tests that work.
func blocking<Answer: Sendable>(_ work: @escaping @Sendable () throws -> Answer) async throws -> Answer {
    try await withCheckedThrowingContinuation { continuation in
        DispatchQueue.global().async { continuation.resume(with: Result(catching: work)) }
    }
}
