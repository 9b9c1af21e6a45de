/// Wakes those who wait for something new. It rings at least once a second, so nobody waits long for what came
/// between a look and the wait.
struct Bell {
    private var waiting: [CheckedContinuation<Void, Never>] = []

    mutating func ring() {
        let woken = waiting
        waiting = []
        for continuation in woken { continuation.resume() }
    }

    mutating func add(_ continuation: CheckedContinuation<Void, Never>) { waiting.append(continuation) }
}
