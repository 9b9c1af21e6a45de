import Sandbox

/// Waits for something to be so in the mail store, without asking again before something has happened there.
struct StoredMailWatch: Sendable {
    let store: MailStore
    /// How long anything may take, on a busy machine too.
    static let patience = Duration.seconds(20)

    /// The answer, as soon as there is one; nil where there is none in time, or the task was cancelled.
    func answer<Answer>(to question: () throws -> Answer?) async rethrows -> Answer? {
        let (changes, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let observation = store.observe { _ in continuation.yield() }
        defer { store.stopObserving(observation) }
        let deadline = Task {
            try? await Task.sleep(for: Self.patience)
            continuation.finish()
        }
        defer { deadline.cancel() }
        // What happened before the observation began counts too.
        continuation.yield()
        for await _ in changes {
            if let answer = try question() { return answer }
        }
        return nil
    }
}
