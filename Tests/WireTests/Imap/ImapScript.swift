import Base

@testable import Wire

/// A server in memory: it answers each line it gets with what the script says, `$` standing for the tag of the line.
///
/// Where it has nothing more to say it either gives the end of the stream, or a time-out, or holds the reader until
/// ``deliver(_:)`` or a cancellation.
actor ImapScript: ByteChannel {
    enum Silence { case end, timeout, hold }

    private let silence: Silence
    private let pieceSize: Int
    private var answer: (String) -> String?
    private var unread: [UInt8] = []
    private var incoming: [UInt8] = []
    private var reader: CheckedContinuation<Void, Never>?
    private var readers: [CheckedContinuation<Void, Never>] = []
    private(set) var lines: [String] = []
    private(set) var isClosed = false

    /// - Parameter pieceSize: how many bytes a read gives at most.
    init(silence: Silence = .timeout, pieceSize: Int = .max, answer: @escaping @Sendable (String) -> String?) {
        self.silence = silence
        self.pieceSize = pieceSize
        self.answer = answer
    }

    /// Sends something that was not asked for.
    func deliver(_ text: String) {
        unread += text.utf8
        wakeReader()
    }

    /// Returns when a reader waits for bytes.
    func whenHeld() async {
        if reader == nil { await withCheckedContinuation { readers.append($0) } }
    }

    func send(_ bytes: [UInt8], timeout: Duration) async throws(WireError) {
        accept(bytes[...])
    }

    func exchange(
        _ bytes: ArraySlice<UInt8>, timeout: Duration
    ) async throws(WireError) -> (sent: Int, received: [UInt8]) {
        guard !isClosed else { throw .closed(byServer: nil) }
        // A network may take less than it is given: here the first time never all of it.
        let taken = bytes.count > 1 ? bytes.prefix(bytes.count / 2 + 1) : bytes
        accept(taken)
        guard taken.isEmpty else { return (taken.count, []) }
        let received = try await receive(atMost: .max, timeout: timeout)
        if received.isEmpty { throw .closed(byServer: nil) }
        return (0, received)
    }

    func receive(atMost: Int, timeout: Duration) async throws(WireError) -> [UInt8] {
        while unread.isEmpty {
            guard !isClosed else { throw .cancelled }
            switch silence {
            case .end: return []
            case .timeout: throw .timeout(during: "waiting for bytes")
            case .hold: try await hold()
            }
        }
        let piece = Array(unread.prefix(min(atMost, pieceSize)))
        unread.removeFirst(piece.count)
        return piece
    }

    func close() {
        isClosed = true
        wakeReader()
    }

    private func accept(_ bytes: ArraySlice<UInt8>) {
        incoming += bytes
        while let end = incoming.firstIndex(of: UInt8(ascii: "\n")) {
            let line = String(decoding: incoming[..<end].dropLast(), as: UTF8.self)
            incoming.removeSubrange(...end)
            lines.append(line)
            let words = line.split(separator: " ", maxSplits: 1)
            let command = words.count > 1 ? String(words[1]) : line
            guard let text = answer(command) else { continue }
            unread += text.replacing("$", with: words[0]).utf8
        }
        wakeReader()
    }

    private func hold() async throws(WireError) {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if Task.isCancelled { return continuation.resume() }
                reader = continuation
                readers.forEach { $0.resume() }
                readers = []
            }
        } onCancel: {
            Task { await self.wakeReader() }
        }
        if Task.isCancelled { throw .cancelled }
    }

    private func wakeReader() {
        reader?.resume()
        reader = nil
    }
}

/// Hands out scripts one after the other, then refuses.
actor ScriptDialer: Dialer {
    private var scripts: [ImapScript]

    init(_ scripts: ImapScript...) {
        self.scripts = scripts
    }

    func dial() async throws(WireError) -> any ByteChannel {
        guard !scripts.isEmpty else { throw .unreachable("no script is left") }
        return scripts.removeFirst()
    }
}

/// Hands out its script when the test says so.
actor SlowDialer: Dialer {
    private let script: ImapScript
    private var caller: CheckedContinuation<Void, Never>?
    private var watcher: CheckedContinuation<Void, Never>?

    init(_ script: ImapScript) {
        self.script = script
    }

    /// Returns when somebody has dialled.
    func whenAsked() async {
        if caller == nil { await withCheckedContinuation { watcher = $0 } }
    }

    func answer() {
        caller?.resume()
        caller = nil
    }

    func dial() async throws(WireError) -> any ByteChannel {
        await withCheckedContinuation { continuation in
            caller = continuation
            watcher?.resume()
        }
        return script
    }
}
