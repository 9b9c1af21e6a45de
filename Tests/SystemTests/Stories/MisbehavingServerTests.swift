import Foundation
import Sandbox
import Testing

/// A mail server that breaks every promise: the daemon says so once, slows down, and works again when the server does.
@Suite(.mailStack, .serialized) struct MisbehavingServerTests {
    /// What a server does wrong, on the connections from now on, and words that the log has about it.
    struct Misdeed: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var log: String
        var faults: Faults
    }

    static let misdeeds: [Misdeed] = [
        Misdeed("drops the connection inside a literal", "closed") {
            $0.cutAfterBytes = 900
            $0.firstConnections = 2
        },
        Misdeed("says BYE after the login", "closed") {
            $0.byeAfterLogin = "shutting down"
            $0.firstConnections = 2
        },
        Misdeed("says NO to everything", "refused") {
            $0.refusesCommands = "not today"
            $0.firstConnections = 2
        },
        Misdeed("has lost the folder", "INBOX cannot be opened") {
            $0.missingFolders = ["INBOX"]
            $0.firstConnections = 2
        },
        Misdeed("numbers its mails anew each time", "") {
            $0.uidValidityStep = 1
            $0.firstConnections = 3
        },
        Misdeed("has no MOVE, no IDLE, no UIDPLUS", "") { $0.missingCapabilities = ["MOVE", "IDLE", "UIDPLUS"] },
        Misdeed("has the quirks of Exchange", "") { $0.exchangeQuirks = true },
    ]

    @Test("people still join when the mailbox", arguments: misdeeds)
    func join(misdeed: Misdeed) async throws {
        let place = try LoopbackPlace(on: try await MailStack.shared())
        defer { place.end() }
        place.server.setFaults(misdeed.faults, at: .imap)
        try place.mail(from: "matti@hel.fi", subject: "liity")
        let daemon = try await place.start()
        let question = try await place.letter(to: "matti@hel.fi")
        try place.answer(question, from: "matti@hel.fi", "kyllä")
        _ = try await place.letter(to: "matti@hel.fi", number: 2)
        #expect(misdeed.log.isEmpty || daemon.log.contains(misdeed.log))
        #expect(place.store.messages(of: place.address).isEmpty || misdeed.faults.uidValidityStep > 0)
        #expect(try await daemon.terminate() == .exit(0))
    }

    @Test("a server that asks for a pause of minutes gets it")
    func throttled() async throws {
        let place = try LoopbackPlace(on: try await MailStack.shared())
        defer { place.end() }
        place.server.setFaults(Misdeed("", "") { $0.throttleAfterCommands = 3 }.faults, at: .imap)
        try place.mail(from: "matti@hel.fi", subject: "liity")
        let daemon = try await place.start()
        try await awaiting("the log to tell of it") { daemon.log.contains("asks for a pause of") ? () : nil }
        place.server.setFaults(.none, at: .imap)
        try await Task.sleep(for: .seconds(5))
        #expect(place.store.messages(of: "matti@hel.fi").isEmpty)
        #expect(try await daemon.terminate() == .exit(0))
    }

    @Test("a wrong password is said in words, and tried so seldom that no account is locked")
    func wrongPassword() async throws {
        let place = try LoopbackPlace(on: try await MailStack.shared())
        defer { place.end() }
        place.server.setFaults(Misdeed("", "") { $0.refusesLogins = true }.faults, at: .imap)
        let daemon = try await place.start()
        try await awaiting("the log to tell of it") { daemon.log.contains("Check user and password") ? () : nil }
        try await Task.sleep(for: .seconds(5))
        #expect(place.store.refusedLogins == 1)
        #expect(daemon.log.components(separatedBy: "Check user and password").count == 2, "said once")
        #expect(try await daemon.terminate() == .exit(0))
    }

    @Test("a server that falls silent is not waited for when the daemon is told to stop")
    func silence() async throws {
        let place = try LoopbackPlace(on: try await MailStack.shared())
        defer { place.end() }
        place.server.setFaults(Misdeed("", "") { $0.silence = .afterLogin }.faults, at: .imap)
        let daemon = try await place.start()
        try await Task.sleep(for: .seconds(1))
        #expect(daemon.isRunning)
        #expect(try await daemon.terminate() == .exit(0))
    }

    @Test("a relay that refuses some, defers some and hangs up in the middle still gets each mail through once")
    func relay() async throws {
        let place = try LoopbackPlace(on: try await MailStack.shared())
        defer { place.end() }
        place.server.setFaults(Misdeed("", "") { $0.closesAfterMessages = 3 }.faults, at: .submission)
        let daemon = try await place.start()
        for number in 0..<20 { try place.mail(from: "person\(number)@hel.fi", subject: "liity") }
        for number in 0..<20 { _ = try await place.letter(to: "person\(number)@hel.fi") }
        for number in 0..<20 { #expect(place.store.messages(of: "person\(number)@hel.fi").count == 1) }
        #expect(try await daemon.terminate() == .exit(0))
    }
}

extension MisbehavingServerTests.Misdeed {
    init(_ name: String, _ log: String, _ change: (inout Faults) -> Void) {
        var faults = Faults.none
        change(&faults)
        self.init(testDescription: name, log: log, faults: faults)
    }
}
