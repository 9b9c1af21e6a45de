import CCurl

/// A ``ByteChannel`` over libcurl, which connects, does TLS and the login, and then lets us use the connection
/// ourselves (CURLOPT_CONNECT_ONLY).
package actor CurlChannel: ByteChannel {
    private let executor: PollExecutor
    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private var handle: CurlHandle?
    private var socket: Int32 = -1
    private var isClosed = false
    /// How many calls wait for the socket. The handle may be freed only when there are none: its descriptor is polled.
    private var waiting = 0
    private var movedWithoutWaiting = 0
    package private(set) var opening: [String] = []

    /// After this many bytes without waiting, the other connections on the executor get to run.
    private static let turn = 1 << 20

    init(executor: PollExecutor) {
        self.executor = executor
    }

    /// Connects and logs in. A channel connects once.
    func connect(_ connection: Connection, credentials: Credentials) async throws(WireError) {
        guard case .failed(let error, let lacksMechanism) = try await attempt(connection, credentials, .usual) else {
            return
        }
        // An old server may know only the IMAP command LOGIN, or only CRAM-MD5.
        guard case .password = credentials.secret, lacksMechanism else { throw error }
        if case .failed(let error, _) = try await attempt(connection, credentials, .any) { throw error }
    }

    package func send(_ bytes: [UInt8], timeout: Duration) async throws(WireError) {
        var rest = bytes[...]
        while true {
            let handle = try usable()
            let count = try handle.send(rest)
            rest = rest.dropFirst(count)
            if rest.isEmpty, !handle.hasUnsent { return await takeTurns(after: bytes.count) }
            try await wait(reading: false, writing: true, timeout: timeout, during: "sending")
        }
    }

    package func receive(atMost: Int, timeout: Duration) async throws(WireError) -> [UInt8] {
        precondition(atMost > 0)
        while true {
            let handle = try usable()
            switch handle.receive(atMost: atMost) {
            case .bytes(let bytes):
                await takeTurns(after: bytes.count)
                return bytes
            case .end: return []
            case .nothing:
                _ = try handle.send([])
                try await wait(reading: true, writing: handle.hasUnsent, timeout: timeout, during: "waiting for bytes")
            }
        }
    }

    package func exchange(
        _ bytes: ArraySlice<UInt8>, timeout: Duration
    ) async throws(WireError) -> (sent: Int, received: [UInt8]) {
        while true {
            let handle = try usable()
            switch handle.receive(atMost: .max) {
            case .end: throw .closed(byServer: nil)
            case .bytes(let received):
                // Where sending fails, it fails again at the next call. What the server said comes first: it often says
                // why.
                let sent = (try? handle.send(bytes)) ?? 0
                await takeTurns(after: received.count + sent)
                return (sent, received)
            case .nothing:
                let sent = try handle.send(bytes)
                if sent > 0 {
                    await takeTurns(after: sent)
                    return (sent, [])
                }
                let writing = handle.hasUnsent
                try await wait(reading: true, writing: writing, timeout: timeout, during: "waiting for bytes")
            }
        }
    }

    package func close() {
        isClosed = true
        if waiting > 0 { handle?.hangUp() } else { handle = nil }
    }
}

extension CurlChannel {
    private enum Attempt {
        case connected
        /// `lacksMechanism`: the server refused nothing, but offers none of the login mechanisms that were allowed.
        case failed(WireError, lacksMechanism: Bool)
    }

    private func attempt(
        _ connection: Connection, _ credentials: Credentials, _ mechanisms: Connection.Mechanisms
    ) async throws(WireError) -> Attempt {
        let handle = try CurlHandle()
        try connection.configure(handle, credentials: credentials, mechanisms: mechanisms)
        try handle.start()
        while handle.result == nil {
            let pause = handle.alarm.map { ContinuousClock.now.duration(to: $0) } ?? connection.timeout
            switch await executor.wait(for: handle.interests, timeout: pause) {
            case .ready(let ready): handle.advance(ready)
            case .timedOut: handle.advance([])
            case .cancelled: throw .cancelled
            }
            if isClosed { throw .cancelled }
        }
        let code = handle.result ?? CURLE_FAILED_INIT
        if code == CURLE_OK, let socket = handle.socket {
            self.handle = handle
            self.socket = socket
            opening = handle.transcript.lines
            return .connected
        }
        let transcript = handle.transcript
        let error = transcript.error(code, text: handle.errorMessage, connection: connection)
        return .failed(error, lacksMechanism: transcript.lacksMechanism(code))
    }

    private func usable() throws(WireError) -> CurlHandle {
        guard !Task.isCancelled else { throw .cancelled }
        guard let handle, !isClosed else { throw .closed(byServer: nil) }
        return handle
    }

    private func wait(
        reading: Bool, writing: Bool, timeout: Duration, during: String
    ) async throws(WireError) {
        movedWithoutWaiting = 0
        waiting += 1
        let interest = PollExecutor.Interest(socket, reading: reading, writing: writing)
        let readiness = await executor.wait(for: [interest], timeout: timeout)
        waiting -= 1
        if isClosed {
            if waiting == 0 { handle = nil }
            throw .cancelled
        }
        switch readiness {
        case .ready: return
        case .timedOut: throw .timeout(during: during)
        case .cancelled: throw .cancelled
        }
    }

    /// Lets other connections on the executor run, since a busy one may never have to wait for its socket.
    private func takeTurns(after count: Int) async {
        movedWithoutWaiting += count
        guard movedWithoutWaiting >= Self.turn else { return }
        movedWithoutWaiting = 0
        await Task.yield()
    }
}
