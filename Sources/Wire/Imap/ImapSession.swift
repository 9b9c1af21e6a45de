/// A connection to one mailbox, kept for as long as it lasts: reconnecting for each poll gets throttled.
///
/// Operations run one at a time, in the order in which they came; one that finds an IDLE under way ends it. A refusal
/// (``WireError/no(command:text:)``), something the server cannot do (``WireError/unsupported(_:)``) and the
/// cancellation of an operation that waits leave the connection open. After any other error it is closed; ``connect()``
/// opens a new one.
package actor ImapSession {
    /// Time-outs, and how much is asked for at once.
    package struct Settings: Hashable, Sendable {
        /// How long a server may be silent while it owes an answer.
        package var commandTimeout: Duration = .seconds(120)
        /// After this time IDLE is ended and begun again: Gmail and many routers drop the connection after ten minutes.
        package var idleRenewal: Duration = .seconds(540)
        /// Where IDLE is missing, NOOP is sent at this interval.
        package var noopInterval: Duration = .seconds(30)
        /// Messages whose UID, size and flags are asked for in one command.
        package var summaryWindow = 500
        package var window = ImapConversation.Window()
        /// `limits.literal` is the size of the largest message that is fetched.
        package var limits = ImapLimits()

        package init() {}
    }

    let settings: Settings
    let executor: PollExecutor
    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// What the server can do, in upper case, as asked after the login: Exchange offers MOVE only then.
    package internal(set) var capabilities: Set<String> = []
    package private(set) var naming = ImapNaming()
    /// The last few texts that the server wants people to see (RFC 3501 section 7.1, ALERT).
    package private(set) var alerts: [String] = []
    /// Messages in the selected folder, as last reported by the server.
    var exists = 0
    /// Of the selected folder: whoever has it knows the messages by their UIDs.
    var uidValidity: UInt64?
    /// Whether messages have come since ``waiting(after:)`` last looked.
    var hasArrivals = false
    var conversation: ImapConversation
    /// Ends the wait of an IDLE, when one is waiting.
    var interrupt: (@Sendable () -> Void)?
    private(set) var channel: (any ByteChannel)?

    private let dialer: any Dialer
    private var failure = WireError.closed(byServer: nil)
    private var turns = TurnQueue()
    /// How often ``close()`` was called: a connection that was being dialled meanwhile is not wanted any more.
    private var closings = 0

    package init(dialer: some Dialer, executor: PollExecutor, settings: Settings = Settings()) {
        self.dialer = dialer
        self.executor = executor
        self.settings = settings
        conversation = ImapConversation(limits: settings.limits, window: settings.window)
    }

    package var isConnected: Bool { channel != nil }

    /// Connects, logs in and learns what the server can do. Does nothing when connected.
    package func connect() async throws(WireError) {
        try await exclusively { () async throws(WireError) in
            guard channel == nil else { return }
            let before = closings
            let dialled = try await dialer.dial()
            guard closings == before else {
                await dialled.close()
                throw .closed(byServer: nil)
            }
            channel = dialled
            conversation = ImapConversation(limits: settings.limits, window: settings.window)
            try await command(.capability)
            naming = try await askNaming()
        }
    }

    package func noop() async throws(WireError) {
        try await exclusively { () async throws(WireError) in try await command(.noop) }
    }

    /// Sends LOGOUT, waits for the answer and closes. Errors are ignored.
    package func logout() async {
        try? await exclusively { () async throws(WireError) in
            guard channel != nil else { return }
            _ = try await perform(.logout)
        }
        await close()
    }

    /// Closes at once. An operation under way, connecting included, fails.
    package func close() async {
        closings += 1
        await end(with: .closed(byServer: nil))
    }

    private func askNaming() async throws(WireError) -> ImapNaming {
        var found: ImapNaming?
        func look(_ response: ImapResponse) {
            switch response {
            case .namespace(let prefix, let separator): found = ImapNaming(prefix: prefix, separator: separator)
            case .list(let listing): found = ImapNaming(separator: listing.separator)
            default: break
            }
        }
        if capabilities.contains("NAMESPACE") { _ = try await perform(.namespace, each: look) }
        if found == nil { _ = try await perform(.list(pattern: ""), each: look) }
        return found ?? ImapNaming()
    }
}

// MARK: One operation at a time

extension ImapSession {
    /// Whether an operation waits for its turn.
    var isWanted: Bool { turns.waiting > 0 }

    func exclusively<Value>(_ body: () async throws(WireError) -> Value) async throws(WireError) -> Value {
        if !turns.take() {
            interrupt?()
            await withCheckedContinuation { turns.wait($0) }
        }
        defer { turns.pass() }
        guard !Task.isCancelled else { throw .cancelled }
        return try await body()
    }
}

// MARK: Commands

extension ImapSession {
    /// Runs one command and throws unless the answer is OK.
    func command(_ command: ImapCommand, each: (ImapResponse) -> Void = { _ in }) async throws(WireError) {
        try Self.expectOK(command, await perform(command, each: each))
    }

    func perform(
        _ command: ImapCommand, each: (ImapResponse) -> Void = { _ in }
    ) async throws(WireError) -> ImapStatus {
        try await perform([command], each: each)[0]
    }

    /// Runs commands, as many at once as the window allows, and gives their outcomes in the same order. The untagged
    /// responses that come meanwhile go to `each`.
    func perform(
        _ commands: [ImapCommand], weights: [Int] = [], each: (ImapResponse) -> Void = { _ in }
    ) async throws(WireError) -> [ImapStatus] {
        // What cannot be sent is found before anything is, and does not cost the connection.
        for command in commands { try command.check() }
        var statuses: [ImapStatus?] = Array(repeating: nil, count: commands.count)
        var first = 0
        for (index, command) in commands.enumerated() {
            let number = conversation.submit(command, weight: index < weights.count ? weights[index] : 0)
            if index == 0 { first = number }
        }
        var outgoing: [UInt8] = []
        while !conversation.isIdle {
            for event in try await exchange(&outgoing) {
                switch event {
                case .completed(let number, _, let status): statuses[number - first] = status
                case .untagged(let response): each(response)
                case .continuation: break  // Exchange sends them without being asked.
                }
            }
        }
        return statuses.compactMap { $0 }
    }

    /// Moves bytes in both directions once. Every failure closes the connection: it is not known what was sent.
    func exchange(
        _ outgoing: inout [UInt8], timeout: Duration? = nil
    ) async throws(WireError) -> [ImapConversation.Event] {
        guard let channel else { throw failure }
        do throws(WireError) {
            outgoing += try conversation.output()
            let (sent, received) = try await channel.exchange(
                outgoing[...], timeout: timeout ?? settings.commandTimeout)
            outgoing.removeFirst(sent)
            return try take(received)
        } catch {
            throw await end(with: error)
        }
    }

    /// Turns bytes into events, and notes what they say about the session: messages, capabilities, alerts.
    func take(_ received: [UInt8]) throws(WireError) -> [ImapConversation.Event] {
        let events = try conversation.receive(received)
        for case .untagged(let response) in events {
            switch response {
            case .exists(let count):
                if count != exists { hasArrivals = true }
                exists = count
            case .expunge: exists = max(0, exists - 1)
            case .capability(let offered): capabilities = offered
            case .status(let status):
                if status.code == .alert { alerts = alerts.suffix(9) + [status.text] }
                // UIDs known so far mean other messages now: only entering the folder anew tells which are there.
                if case .uidValidity(let number) = status.code, let uidValidity, number != uidValidity {
                    throw .closed(byServer: "the folder was renumbered")
                }
            default: break
            }
        }
        return events
    }

    @discardableResult
    func end(with error: WireError) async -> WireError {
        var error = error
        if case .timeout = error, let oldest = conversation.oldest {
            error = .timeout(during: "waiting for the answer to \(oldest)")
        }
        guard let channel else { return error }
        self.channel = nil
        failure = error
        exists = 0
        hasArrivals = false
        interrupt?()
        await channel.close()
        return error
    }

    static func expectOK(_ command: ImapCommand, _ status: ImapStatus) throws(WireError) {
        guard status.condition == .ok else {
            throw .no(command: command.name, text: status.text.isEmpty ? status.condition.rawValue : status.text)
        }
    }
}
