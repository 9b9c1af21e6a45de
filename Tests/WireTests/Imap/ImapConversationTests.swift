import Base
import Testing

@testable import Wire

@Suite("ImapConversation")
struct ImapConversationTests {
    private func output(_ conversation: inout ImapConversation) throws -> String {
        String(decoding: try conversation.output(), as: UTF8.self)
    }

    @Test("several commands go in one piece and come back in any order")
    func pipelining() throws {
        var conversation = ImapConversation()
        conversation.submit(.noop)
        conversation.submit(.capability)
        #expect(try output(&conversation) == "K1 NOOP\r\nK2 CAPABILITY\r\n")
        #expect(try output(&conversation) == "")
        #expect(conversation.oldest == "NOOP")
        let ok = ImapStatus(.ok, text: "x")
        #expect(
            try conversation.receive("K2 OK x\r\n* 4 EXISTS\r\nK1 OK x\r\n".utf8) == [
                .completed(1, .capability, ok), .untagged(.exists(4)), .completed(0, .noop, ok),
            ])
        #expect(conversation.isIdle)
    }

    @Test("the window bounds commands and weight, but one command always goes")
    func window() throws {
        var window = ImapConversation.Window()
        (window.commands, window.weight) = (2, 100)
        var conversation = ImapConversation(window: window)
        for weight in [500, 60, 40, 1, 1] { conversation.submit(.noop, weight: weight) }
        #expect(try output(&conversation) == "K1 NOOP\r\n")
        _ = try conversation.receive("K1 OK\r\n".utf8)
        #expect(try output(&conversation) == "K2 NOOP\r\nK3 NOOP\r\n")
        _ = try conversation.receive("K3 OK\r\n".utf8)
        #expect(try output(&conversation) == "K4 NOOP\r\n")
        _ = try conversation.receive("K2 OK\r\nK4 OK\r\n".utf8)
        #expect(try output(&conversation) == "K5 NOOP\r\n")
    }

    @Test(
        "BYE, throttling and unknown tags are errors",
        arguments: [
            ("K9 OK x\r\n", WireError.protocolViolation("a reply to a command that was never sent")),
            ("K1 OK x\r\nK1 OK x\r\n", .protocolViolation("a reply to a command that was never sent")),
            ("* BYE Server shutting down.\r\n", .closed(byServer: "Server shutting down")),
            ("* BYE\r\n", .closed(byServer: nil)),
            ("* BYE Request is throttled. Suggested Backoff Time: 700 milliseconds\r\n", .throttled(milliseconds: 700)),
            ("K1 NO Request is throttled. Suggested Backoff Time: 700 milliseconds\r\n", .throttled(milliseconds: 700)),
            (
                "K1 BAD User is authenticated but not connected.\r\n",
                .mailboxDenied(serverText: "User is authenticated but not connected")
            ),
        ])
    func errors(text: String, expected: WireError) throws {
        var conversation = ImapConversation()
        conversation.submit(.noop)
        _ = try conversation.output()
        #expect(throws: expected) { try conversation.receive(text.utf8) }
    }

    @Test(
        "too many responses without a completed command are an error",
        arguments: ["* 1 RECENT\r\n", "+ again\r\n", "* OK still here\r\n"])
    func flood(text: String) throws {
        var conversation = ImapConversation()
        conversation.submit(.noop)
        _ = try conversation.output()
        _ = try conversation.receive(String(repeating: text, count: 10_000).utf8)
        #expect(throws: WireError.limit("10001 responses without an end")) { try conversation.receive(text.utf8) }
    }

    @Test("BYE is the right answer to LOGOUT")
    func logout() throws {
        var conversation = ImapConversation()
        conversation.submit(.logout)
        _ = try conversation.output()
        #expect(try conversation.receive("* BYE see you\r\nK1 OK x\r\n".utf8).count == 2)
    }
}
