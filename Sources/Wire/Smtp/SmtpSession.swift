import Base

/// One connection to a relay: opens it, sends batches of mail over it, ends it with QUIT.
///
/// ``SmtpPipeline`` decides what to write and what a reply means; the session moves the bytes. It lives on the executor
/// of its channels, so that a whole batch runs on one thread.
///
/// ``connect()``, ``send(_:until:onResults:)`` and ``quit()`` run one at a time; a call that comes while another runs
/// waits, and they run in the order in which they came.
package actor SmtpSession {
    /// How a batch ended that was not cut short by an error.
    package enum SendEnd: Hashable, Sendable {
        /// Every mail was tried.
        case done
        /// The server asked for less; mail not yet begun was not tried. After 421 the session is not connected either.
        case slowDown(SmtpReply)
        /// The server refused mail after mail for something that is not about them, such as a used-up quota or a missing
        /// right; mail not yet begun was not tried.
        case refused(SmtpRefusal)
        /// The ``StopFlag`` was raised; mail not yet begun was not tried.
        case stopped
    }

    /// Takes results, and the mails whose last byte goes out next: from here on the server may have taken them.
    /// `nonisolated(nonsending)` keeps it on the session's executor: two changes of thread for each message would cost
    /// more than all the rest of it.
    package typealias Report =
        nonisolated(nonsending) @Sendable (_ results: [MailResult], _ transmitted: [UInt64]) async -> Void

    /// Called with the next few mails, by their ids, before a byte of them goes out; answers which of them may.
    package typealias Offer = nonisolated(nonsending) @Sendable ([UInt64]) async -> Set<UInt64>

    private let dialer: any Dialer
    private let executor: PollExecutor
    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
    let clientName: String
    private let limits: SmtpPipeline.Limits
    let timeouts: SmtpTimeouts

    var channel: (any ByteChannel)?
    var parser = SmtpReplyParser()
    private var pipeline = SmtpPipeline(extensions: SmtpExtensions())
    var turns = TurnQueue()
    /// Whether the server has refused BDAT, or hung up over it, although it offers CHUNKING. From then on it gets DATA.
    private var refusesChunking = false
    private var caution = SmtpCaution()

    /// - Parameters:
    ///   - dialer: opens authenticated channels; those should live on `executor` too.
    ///   - clientName: a domain name or address literal for EHLO.
    package init(
        dialer: any Dialer, executor: PollExecutor, clientName: String,
        limits: SmtpPipeline.Limits = .init(), timeouts: SmtpTimeouts = .init()
    ) {
        precondition(SmtpPrecheck.isPath(clientName) && !clientName.isEmpty, "no name for EHLO")
        self.dialer = dialer
        self.executor = executor
        self.clientName = clientName
        self.limits = limits
        self.timeouts = timeouts
    }

    /// Whether ``send(_:until:onResults:)`` can be called.
    package var isConnected: Bool { channel != nil }

    /// How many calls wait for their turn.
    var waitingCalls: Int { turns.waiting }

    /// What the server offers, since the last ``connect()``.
    package var extensions: SmtpExtensions { pipeline.extensions }

    /// Opens a new connection and learns what the server offers. An older connection is dropped.
    ///
    /// - Throws: What the dialer throws; ``WireError/no(command:text:)`` where the server refuses EHLO, and the errors
    ///   of the connection. The session is not connected then.
    package func connect() async throws(WireError) {
        await takeTurn()
        defer { turns.pass() }
        try await open()
    }

    private func open() async throws(WireError) {
        guard !Task.isCancelled else { throw .cancelled }
        await drop()
        let channel = try await dialer.dial()
        self.channel = channel
        parser = SmtpReplyParser()
        do throws(WireError) {
            var extensions = try await offered(on: channel)
            if refusesChunking { extensions.chunking = false }
            caution.connected(extensions)
            begin(with: caution.extensions)
        } catch {
            await drop()
            throw error
        }
    }

    private func begin(with extensions: SmtpExtensions) {
        pipeline = SmtpPipeline(
            extensions: extensions, limits: limits, isChunkingKnown: false, recipientLimit: pipeline.recipientLimit)
    }

    /// Sends `mails`, each to all its recipients, and gives every mail's results once, as soon as they are known: those
    /// that came together are given together, with the mails that are about to be whole at the server, so that all can be
    /// written down with one call.
    ///
    /// Once `stop` is raised, before the call or while it runs, no more mail is begun; what is in flight is finished.
    ///
    /// `onOffer` and `onResults` run on this session's executor and are waited for: while they work the connection rests.
    /// They must not call this session's ``connect()``, ``send(_:until:onResults:)`` or ``quit()``: these would wait for this batch,
    /// and it for them. When the connection is lost or the task is cancelled, the results of all remaining mails are
    /// given first (unknown, later or not tried), then the error is thrown, and the session must ``connect()`` again.
    package func send(
        _ mails: [OutgoingMail], until stop: StopFlag = StopFlag(), onOffer: Offer = { Set($0) }, onResults: Report
    ) async throws(WireError) -> SendEnd {
        await takeTurn()
        defer { turns.pass() }
        var waiting = mails[...]
        if channel != nil, caution.extensions != pipeline.extensions {
            let needsReset = pipeline.needsReset
            begin(with: caution.extensions)
            pipeline.needsReset = needsReset
        }
        pipeline.enqueue([])
        do throws(WireError) {
            try await move(&waiting, until: stop, onOffer, onResults)
            if pipeline.isChunkingRefused { try await goOnWithData(&waiting, until: stop, onOffer, onResults) }
        } catch {
            caution.lost(doubtful: pipeline.doubtful)
            pipeline.lost()
            noteSuspicion()
            // Also those that waited for a connection without CHUNKING have their result.
            pipeline.enqueue(pipeline.takeReturned())
            pipeline.decline(waiting)
            await drop()
            await report(to: onResults)
            throw error
        }
        pipeline.decline(waiting)
        // Without a connection nothing was begun.
        let isLost = channel == nil
        if isLost { pipeline.lost() }
        noteSuspicion()
        if pipeline.isClosed { await drop() }
        await report(to: onResults)
        if isLost { throw .closed(byServer: nil) }
        if let reply = pipeline.slowDown { return .slowDown(reply) }
        if let refusal = pipeline.refusal { return .refused(refusal) }
        return stop.isRaised ? .stopped : .done
    }

    private func noteSuspicion() { if pipeline.isChunkingSuspect { refusesChunking = true } }

    /// Opens another connection and sends there, with DATA, what waits since BDAT was refused.
    private func goOnWithData(
        _ waiting: inout ArraySlice<OutgoingMail>, until stop: StopFlag, _ onOffer: Offer, _ onResults: Report
    ) async throws(WireError) {
        refusesChunking = true
        await report(to: onResults)
        let mails = pipeline.takeReturned()
        do throws(WireError) {
            try await open()
        } catch {
            pipeline.enqueue(mails)
            throw error
        }
        pipeline.enqueue(mails)
        try await move(&waiting, until: stop, onOffer, onResults)
    }

    /// Sends until all is done, or nothing more may be begun; takes from `waiting` what was offered.
    private func move(
        _ waiting: inout ArraySlice<OutgoingMail>, until stop: StopFlag, _ onOffer: Offer, _ onResults: Report
    ) async throws(WireError) {
        while let channel {
            if !waiting.isEmpty, pipeline.wantsMail, !stop.isRaised {
                let some = waiting.prefix(extensions.mode == .window ? Self.offeredAtOnce : Self.offeredOneByOne)
                waiting = waiting.dropFirst(some.count)
                let allowed = await onOffer(some.map(\.id))
                pipeline.append(some.filter { allowed.contains($0.id) })
                pipeline.decline(some.filter { !allowed.contains($0.id) })
            }
            let isMoving = try await advance(on: channel, until: stop, onResults)
            if !isMoving, waiting.isEmpty || !pipeline.takesMail || stop.isRaised { return }
        }
    }

    /// How many mails are offered together: enough that the sync of their note, some milliseconds, costs little.
    private static let offeredAtOnce = 50
    /// The same where the server takes one mail after the other, and hardly more are on their way.
    private static let offeredOneByOne = 4

    /// Tells what came of the last step, writes and reads once, waiting until something moved; false when all is done.
    private func advance(
        on channel: any ByteChannel, until stop: StopFlag, _ onResults: Report
    ) async throws(WireError) -> Bool {
        // Both are asked before anything new counts as sent.
        guard !Task.isCancelled else { throw .cancelled }
        if stop.isRaised { pipeline.stop() }
        let bytes = pipeline.output()
        if pipeline.isDone { return false }
        do throws(WireError) {
            let (sent, received) = try await exchange(bytes, on: channel, onResults)
            pipeline.wrote(sent)
            parser.feed(received)
        } catch {
            // The server said before that it would hang up.
            guard pipeline.farewell != nil, error != .cancelled else { throw error }
            pipeline.lost()
        }
        while let reply = try parser.next() { try pipeline.receive(reply) }
        return true
    }

    /// Results wait for more of them, as long as they come without a break.
    private func exchange(
        _ bytes: ArraySlice<UInt8>, on channel: any ByteChannel, _ onResults: Report
    ) async throws(WireError) -> (sent: Int, received: [UInt8]) {
        let timeout = pipeline.farewell == nil ? timeouts.waiting(for: pipeline.awaited) : timeouts.farewell
        if bytes.isEmpty, (1..<limits.together).contains(pipeline.resultCount) {
            do throws(WireError) { return try await channel.exchange(bytes, timeout: Self.lull) } catch {
                guard case .timeout = error else { throw error }
            }
        }
        await report(to: onResults)
        return try await channel.exchange(bytes, timeout: timeout)
    }

    private static let lull = Duration.milliseconds(2)

    private func report(to onResults: Report) async {
        let (results, transmitted) = (pipeline.takeResults(), pipeline.takeTransmitted())
        caution.answered(results)
        if !results.isEmpty || !transmitted.isEmpty { await onResults(results, transmitted) }
    }
}
