/// An IMAP4rev1 server for one connection (RFC 3501 with IDLE, LITERAL+, MOVE, NAMESPACE, ID, SASL-IR, UIDPLUS,
/// UNSELECT).
///
/// It speaks well enough for libcurl, Thunderbird and mutt. It does not trust the client: lines, literals, the number
/// of bad commands and depth have limits, and input waits while more than a megabyte of output is unsent.
///
/// What the next line is (`Expectation`):
///
/// | expectation | line | next |
/// |---|---|---|
/// | `command` | IDLE | `done` |
/// | `command` | AUTHENTICATE without its response | `sasl` |
/// | `command`, `sasl` | a bearer token that is refused | `acknowledgement` |
/// | `command`, `sasl` | any other | `command` |
/// | `done` | any; DONE is answered OK, all else BAD | `command` |
/// | `acknowledgement` | any; the login is refused now | `command` |
package struct ImapServer: Dialogue {
    enum Phase: Equatable {
        case notAuthenticated, authenticated, selected
    }

    /// What the next line of the client is: see the table above.
    enum Expectation {
        case command
        case done(tag: String)
        case sasl(tag: String, SaslExchange)
        /// The empty line after a refused bearer token.
        case acknowledgement(tag: String)
    }

    static let badCommandLimit = 50

    let store: MailStore
    let faults: Faults
    let uidValidityShift: UInt32
    var outlet: Outlet
    var reader = ImapCommandReader()
    var expectation = Expectation.command
    var account: String?
    var selection: Selection?
    var fetch: FetchRun?
    private var badCommands = 0
    private var commandsSinceLogin = 0

    /// - Parameter number: which connection of its server this is, from 1; some faults depend on it.
    package init(store: MailStore, faults: Faults = .none, number: Int = 1) {
        self.store = store
        self.faults = faults.held(onConnection: number)
        uidValidityShift = self.faults.uidValidityStep &* UInt32(truncatingIfNeeded: number)
        outlet = Outlet(faults: self.faults)
    }

    package mutating func open() {
        untagged("OK Kutsu sandbox ready")
    }

    package mutating func receive(_ bytes: ArraySlice<UInt8>, now: Int64) {
        guard !outlet.isClosed else { return }
        reader.append(bytes)
        proceed(now: now)
    }

    package mutating func proceed(now: Int64) {
        while !outlet.isClosed, !outlet.isFull {
            if fetch != nil {
                continueFetch()
            } else if let event = reader.next() {
                handle(event, now: now)
            } else {
                return
            }
        }
    }

    package var hasWork: Bool { !outlet.isClosed && (fetch != nil || outlet.isFull) }
    package var isClosed: Bool { outlet.isClosed }
    package mutating func takeOutput() -> [UInt8] { outlet.take() }
    package mutating func takeDeliveries() -> [DeliveredMail] { [] }

    var phase: Phase {
        if account == nil { return .notAuthenticated }
        return selection == nil ? .authenticated : .selected
    }

    // MARK: Commands

    private mutating func handle(_ event: ImapCommandReader.Event, now: Int64) {
        switch event {
        case .wantsLiteral:
            outlet.write("+ OK\r\n")
        case .lost(let reason):
            untagged("BYE \(reason)")
            outlet.close()
        case .refused(let beginning, let reason):
            var arguments = ImapArguments(ReceivedCommand(text: beginning, literals: []))
            reply(arguments.tag() ?? "*", reason.hasPrefix("[") ? "NO \(reason)" : "BAD \(reason)")
            countBadCommand()
        case .command(let command):
            switch expectation {
            case .command: perform(command, now: now)
            case .done(let tag): finishIdle(tag, command)
            case .sasl(let tag, let exchange): continueLogin(tag, exchange, command)
            case .acknowledgement(let tag):
                expectation = .command
                reply(tag, Self.loginRefusal)
            }
        }
    }

    private mutating func perform(_ command: ReceivedCommand, now: Int64) {
        var arguments = ImapArguments(command)
        guard let tag = arguments.tag() else {
            untagged("BAD A command starts with a tag")
            return countBadCommand()
        }
        do throws(ImapRefusal) {
            if let answer = try answer(tag, &arguments, length: command.text.count, now: now) {
                reply(tag, answer)
            }
        } catch {
            switch error {
            case .no(let text): reply(tag, "NO \(text)")
            case .bad(let text):
                reply(tag, "BAD \(text)")
                countBadCommand()
            }
        }
    }

    /// Performs one command.
    /// - Returns: the tagged answer without its tag, or nil if it comes later.
    private mutating func answer(
        _ tag: String, _ arguments: inout ImapArguments, length: Int, now: Int64
    ) throws(ImapRefusal) -> String? {
        if faults.exchangeQuirks, length > 1000 { throw .bad("Command Argument Error. 12") }
        try arguments.expect(" ")
        var verb = try arguments.keyword()
        let byUid = verb == "UID"
        if byUid {
            try arguments.expect(" ")
            verb = try arguments.keyword()
            guard ["FETCH", "STORE", "SEARCH", "COPY", "MOVE", "EXPUNGE"].contains(verb) else {
                throw .bad("No such command")
            }
        }
        if verb == "LOGOUT" { return leave(tag) }
        if account != nil {
            if let text = faults.refusesCommands { throw .no(Faults.line(text)) }
            if isThrottled(tag) { return nil }
        }
        if let answer = try anyTime(verb, &arguments) { return answer }
        if account == nil { return try login(verb, tag, &arguments) }
        if let answer = try foldersCommand(verb, &arguments, now: now) { return answer }
        if verb == "IDLE" { return try startIdle(tag, &arguments) }
        guard let selection else {
            throw .bad(Self.selectedVerbs.contains(verb) ? "Select a folder first" : "No such command")
        }
        if verb == "FETCH" { return try startFetch(tag, &arguments, selection, byUid: byUid) }
        let answer = try messagesCommand(verb, &arguments, selection, byUid: byUid)
        // Sequence numbers must not shift under FETCH, STORE and SEARCH (RFC 3501, section 7.4.1).
        tellChanges(expunging: byUid || !["STORE", "SEARCH"].contains(verb))
        return answer
    }

    private static let selectedVerbs: Set<String> = [
        "FETCH", "STORE", "SEARCH", "COPY", "MOVE", "EXPUNGE", "CLOSE", "UNSELECT", "CHECK",
    ]

    private mutating func anyTime(_ verb: String, _ arguments: inout ImapArguments) throws(ImapRefusal) -> String? {
        switch verb {
        case "CAPABILITY":
            try arguments.end()
            untagged("CAPABILITY \(capabilities)")
        case "NOOP":
            try arguments.end()
            tellChanges(expunging: true)
        case "ID":
            // What the client says about itself is not read.
            untagged("ID (\"name\" \"Kutsu sandbox\")")
        default:
            return nil
        }
        return "OK \(verb) completed"
    }

    private mutating func leave(_ tag: String) -> String? {
        untagged("BYE Goodbye")
        reply(tag, "OK LOGOUT completed")
        outlet.close()
        return nil
    }

    /// RFC 3501, section 7.2.1. MOVE and its like appear only after the login, as at Exchange Online.
    var capabilities: String {
        let before = ["IMAP4rev1", "SASL-IR", "AUTH=PLAIN", "AUTH=XOAUTH2", "LITERAL+", "ID"]
        let after = ["IMAP4rev1", "LITERAL+", "ID", "IDLE", "NAMESPACE", "UIDPLUS", "MOVE", "UNSELECT", "CHILDREN"]
        return (account == nil ? before : after)
            .filter { isOffered($0.split(separator: "=").last.map(String.init) ?? $0) }
            .joined(separator: " ")
    }

    func isOffered(_ capability: String) -> Bool {
        !faults.missingCapabilities.contains(capability)
    }

    private mutating func isThrottled(_ tag: String) -> Bool {
        commandsSinceLogin += 1
        guard let limit = faults.throttleAfterCommands, commandsSinceLogin > limit else { return false }
        reply(tag, "BAD Request is throttled. Suggested Backoff Time: 299963 milliseconds")
        untagged("BYE Connection closed")
        outlet.close()
        return true
    }

    // MARK: Output

    mutating func untagged(_ text: String) {
        outlet.write("* \(text)\r\n")
    }

    mutating func reply(_ tag: String, _ text: String) {
        outlet.write("\(tag) \(text)\r\n")
    }

    private mutating func countBadCommand() {
        badCommands += 1
        guard badCommands >= Self.badCommandLimit else { return }
        untagged("BYE Too many bad commands")
        outlet.close()
    }
}

extension ImapArguments {
    /// The tag at the beginning, if it is one.
    mutating func tag() -> String? {
        let bytes = take { $0 > 32 && $0 < 127 && !"(){%*\"\\+".utf8.contains($0) }
        return (1...64).contains(bytes.count) ? String(decoding: bytes, as: UTF8.self) : nil
    }
}
