/// Waiting for mail (RFC 2177).
extension ImapSession {
    /// Why ``idle(atMost:)`` came back.
    package enum IdleEnd: Hashable, Sendable {
        /// There may be new messages: look with ``waiting(after:)``.
        case changed
        case timedOut
        /// Another operation of this session wants its turn.
        case interrupted
    }

    /// Waits until messages come into the selected folder, for at most `duration`.
    ///
    /// Returns immediately if messages came after the last ``waiting(after:)``, during any command.
    /// Where IDLE is missing, NOOP is sent now and then. A cancelled task gets ``WireError/cancelled``, and the
    /// connection remains.
    package func idle(atMost duration: Duration) async throws(WireError) -> IdleEnd {
        try await exclusively { () async throws(WireError) in
            let deadline = ContinuousClock.now.advanced(by: duration)
            while true {
                if hasArrivals { return .changed }
                if Task.isCancelled { throw .cancelled }
                if isWanted { return .interrupted }
                let left = ContinuousClock.now.duration(to: deadline)
                guard left > .zero else { return .timedOut }
                if capabilities.contains("IDLE") {
                    try await idleOnce(min(left, settings.idleRenewal))
                } else {
                    try await command(.noop)
                    if !hasArrivals { try await pause(min(left, settings.noopInterval)) }
                }
            }
        }
    }

    /// One IDLE command, until new mail, time-out, cancellation or another operation that waits for its turn.
    private func idleOnce(_ duration: Duration) async throws(WireError) {
        conversation.submit(.idle)
        var outgoing: [UInt8] = []
        var isIdling = false
        while !isIdling {
            // EXISTS may come before the continuation: `take` has noted it.
            for event in try await exchange(&outgoing) {
                if case .continuation = event { isIdling = true }
                if case .completed = event {
                    // Offered and refused, as some proxies do: poll from now on.
                    capabilities.remove("IDLE")
                    return
                }
            }
        }
        let deadline = ContinuousClock.now.advanced(by: duration)
        while !hasArrivals, !isWanted, !conversation.isIdle {
            let left = ContinuousClock.now.duration(to: deadline)
            guard left > .zero, try await listen(left) else { break }
        }
        guard !conversation.isIdle else {
            // Only the client may end IDLE (RFC 2177). A server that does it would be sent IDLE again and again without
            // any pause; NOOP has an interval.
            capabilities.remove("IDLE")
            return
        }
        // In a task of its own: in a cancelled one DONE could not be sent, and the connection would be lost.
        let ending = Task { () async -> WireError? in
            do throws(WireError) {
                try await endIdle()
                return nil
            } catch {
                return error
            }
        }
        if let error = await ending.value { throw error }
    }

    /// Takes what the server sends; false when the time is over or the wait was interrupted.
    private func listen(_ duration: Duration) async throws(WireError) -> Bool {
        guard let channel else { throw .closed(byServer: nil) }
        let heard = await interruptibly { () async -> Result<[UInt8], WireError> in
            do throws(WireError) {
                return .success(try await channel.receive(atMost: 64 << 10, timeout: duration))
            } catch {
                return .failure(error)
            }
        }
        do throws(WireError) {
            switch heard {
            case .success([]): throw .closed(byServer: nil)
            case .success(let bytes): _ = try take(bytes)
            case .failure(.timeout), .failure(.cancelled): return false
            case .failure(let error): throw error
            }
        } catch {
            throw await end(with: error)
        }
        return true
    }

    private func endIdle() async throws(WireError) {
        var outgoing = Array("DONE\r\n".utf8)
        while !conversation.isIdle { _ = try await exchange(&outgoing, timeout: .seconds(10)) }
    }

    private func pause(_ duration: Duration) async throws(WireError) {
        let executor = executor
        _ = await interruptibly { () async -> Bool in await executor.sleep(for: duration) }
    }

    /// Runs `body` so that both a cancelled task and ``interrupt`` cancel it.
    private func interruptibly<Value: Sendable>(_ body: @escaping @Sendable () async -> Value) async -> Value {
        let task = Task { await body() }
        interrupt = { task.cancel() }
        defer { interrupt = nil }
        return await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            task.cancel()
        }
    }
}
