/// The commands and responses of one connection, as a value without IO.
///
/// Commands are queued by ``submit(_:weight:)``; ``output()`` gives the bytes of those that may be sent now, all in one
/// piece; ``receive(_:)`` turns the server's bytes into events. When either throws, the connection can only be closed.
package struct ImapConversation: Sendable {
    /// How many commands may be unanswered at once, and the sum of their weights. One is always let through.
    package struct Window: Hashable, Sendable {
        package var commands = 50
        /// The weight of a fetch is the size of the message in bytes, so this bounds the bytes under way.
        package var weight = 32 << 20

        package init() {}
    }

    package enum Event: Hashable, Sendable {
        /// A command is done: its place in the order of submitting, counted from 0, and the outcome.
        case completed(Int, ImapCommand, ImapStatus)
        case untagged(ImapResponse)
        /// `+`: the server waits for more, or has begun to idle.
        case continuation
    }

    private struct Pending {
        let number: Int
        let command: ImapCommand
        let weight: Int
    }

    private let window: Window
    private let limits: ImapLimits
    private var parser: ImapResponseParser
    private var queue: ArraySlice<Pending> = []
    private var open: [String: Pending] = [:]
    private var openWeight = 0
    private var submitted = 0
    private var tags = 0
    private var responses = 0

    package init(limits: ImapLimits = ImapLimits(), window: Window = Window()) {
        self.limits = limits
        self.window = window
        parser = ImapResponseParser(limits: limits)
    }

    /// Whether nothing is under way.
    package var isIdle: Bool { open.isEmpty && queue.isEmpty }

    /// The name of the oldest command that waits for its answer.
    package var oldest: String? { open.values.min { $0.number < $1.number }?.command.name }

    /// Queues a command and gives its number, by which its completion will be known.
    @discardableResult
    package mutating func submit(_ command: ImapCommand, weight: Int = 0) -> Int {
        defer { submitted += 1 }
        queue.append(Pending(number: submitted, command: command, weight: max(weight, 0)))
        return submitted
    }

    /// The bytes of all queued commands for which the window has room.
    package mutating func output() throws(WireError) -> [UInt8] {
        var bytes: [UInt8] = []
        while let next = queue.first, open.isEmpty || hasRoom(for: next) {
            let tag = "K\(tags + 1)"
            bytes += try next.command.line(tag: tag)
            queue.removeFirst()
            tags += 1
            open[tag] = next
            openWeight += next.weight
        }
        return bytes
    }

    private func hasRoom(for next: Pending) -> Bool {
        open.count < window.commands && next.weight <= window.weight - min(openWeight, window.weight)
    }

    /// The events that the bytes complete.
    ///
    /// - Throws: ``WireError/protocolViolation(_:)``, ``WireError/limit(_:)``, ``WireError/closed(byServer:)`` after
    ///   BYE, ``WireError/throttled(milliseconds:)`` and ``WireError/mailboxDenied(serverText:)``.
    package mutating func receive(_ bytes: some Collection<UInt8>) throws(WireError) -> [Event] {
        parser.feed(bytes)
        var events: [Event] = []
        while let response = try parser.next() {
            events.append(try event(for: response))
        }
        return events
    }

    private mutating func event(for response: ImapResponse) throws(WireError) -> Event {
        switch response {
        case .completion(let tag, let status):
            guard let pending = open.removeValue(forKey: tag) else {
                throw .protocolViolation("a reply to a command that was never sent")
            }
            openWeight -= pending.weight
            responses = 0
            try Self.check(status)
            return .completed(pending.number, pending.command, status)
        case .status(let status):
            try Self.check(status)
            if status.condition == .bye, !open.values.contains(where: { $0.command == .logout }) {
                throw .closed(byServer: status.text.isEmpty ? nil : status.text)
            }
        case .continuation:
            try count()
            return .continuation
        default: break
        }
        try count()
        return .untagged(response)
    }

    private mutating func count() throws(WireError) {
        responses += 1
        guard responses <= limits.responses else { throw .limit("\(responses) responses without an end") }
    }

    /// Exchange Online puts these texts into NO, BAD and BYE; they mean the same in all of them.
    private static func check(_ status: ImapStatus) throws(WireError) {
        guard status.condition != .ok else { return }
        if let pause = Throttle.pause(in: status.text) { throw .throttled(milliseconds: pause) }
        if status.text.lowercased().contains("user is authenticated but not connected") {
            throw .mailboxDenied(serverText: status.text)
        }
    }
}
